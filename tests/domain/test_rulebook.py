from datetime import date

import pytest

from bihuan.domain.rulebook import (
    Citation,
    Label,
    Pack,
    Rule,
    RuleMissing,
    RuleOfAnotherKind,
    Ruling,
    Weights,
    governing_day,
    in_force,
)

OLD, NEW = date(2017, 7, 1), date(2024, 2, 8)
BEFORE_NEW = date(2024, 2, 7)


def pack(name: str, *rulings: tuple[date, int | None]) -> Pack:
    written = tuple(Ruling(since, value, Citation("document", "clause"), True) for since, value in rulings)
    return Pack(name, Label("zh", "en"), name * 64, (Rule("lamp/green", Label("zh", "en"), written),))


def test_a_ruling_holds_from_its_day_until_the_next() -> None:
    packs = [pack("a", (OLD, 20), (NEW, 30))]
    assert in_force(packs, BEFORE_NEW).need("lamp/green").value_as(int) == 20
    assert in_force(packs, NEW).need("lamp/green").value_as(int) == 30


def test_before_its_first_ruling_a_rule_is_missing_and_the_error_says_what_to_do() -> None:
    book = in_force([pack("a", (OLD, 20))], date(2017, 6, 30))
    assert book.get("lamp/green") is None
    with pytest.raises(RuleMissing, match=r"lamp/green is in force on 2017-06-30 in a; name a pack"):
        book.need("lamp/green")


def test_a_later_pack_replaces_and_a_silent_one_does_not() -> None:
    first, second = pack("a", (OLD, 20)), pack("b", (NEW, 30))
    assert in_force([first, second], NEW).need("lamp/green").pack == "b"
    assert in_force([second, first], NEW).need("lamp/green").pack == "a"
    assert in_force([first, second], BEFORE_NEW).need("lamp/green").pack == "a"


def test_a_repeal_removes_from_its_day_on() -> None:
    packs = [pack("a", (OLD, 20)), pack("b", (NEW, None))]
    assert in_force(packs, BEFORE_NEW).get("lamp/green") is not None
    assert in_force(packs, NEW).get("lamp/green") is None


def test_a_value_of_another_kind_is_refused() -> None:
    with pytest.raises(RuleOfAnotherKind, match="not a Weights; correct the pack"):
        in_force([pack("a", (OLD, 20))], NEW).need("lamp/green").value_as(Weights)


def test_a_rulebook_remembers_which_bytes_it_was_made_of() -> None:
    assert in_force([pack("a", (OLD, 20))], NEW).packs == (("a", "a" * 64),)


def test_the_day_of_the_feedback_governs_and_before_it_the_day_of_the_question() -> None:
    assert governing_day(feedback_on=OLD, asked_on=NEW) == OLD
    assert governing_day(feedback_on=None, asked_on=NEW) == NEW
