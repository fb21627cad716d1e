"""What the rules propose, on which grounds; start from a dossier in order and spoil one thing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bihuan.domain.consequences import (
    Consequence,
    ConsequenceTerms,
    Ground,
    GroundGone,
    NothingPublished,
    OnlyWhereGrave,
    Standing,
    WithheldUnexplained,
    is_low,
    proposals_of,
    refuse_adoption,
    refuse_groundless,
)

IN_ORDER = Standing(percent=90, is_look_back=False, is_grave=False, no_floor=False, not_solid=False)
RULES = {
    Consequence.LOOK_BACK: (ConsequenceTerms(70, ("no_floor", "not_solid")), "甲"),
    Consequence.SECOND_LOOK_BACK: (ConsequenceTerms(70, ("no_floor",)), "乙"),
    Consequence.TALK: (ConsequenceTerms(75), "丙"),
    Consequence.VETO: (ConsequenceTerms(None, ("grave",), only_grave=True), "丁"),
    Consequence.PUBLICATION_PUBLIC: (ConsequenceTerms(60, (), only_grave=True), "戊"),
}


def proposed(standing: Standing, had: tuple[str, ...] = ()) -> dict[str, tuple[Ground, ...]]:
    return {one.consequence.value: one.grounds for one in proposals_of(RULES, standing, had)}


def test_where_all_is_in_order_nothing_is_proposed() -> None:
    assert proposed(IN_ORDER) == {}


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        ({"percent": 75}, {}),
        ({"percent": 74}, {"talk": (Ground.LOW_SCORE,)}),
        ({"percent": 69}, {"look_back": (Ground.LOW_SCORE,), "talk": (Ground.LOW_SCORE,)}),
        ({"no_floor": True}, {"look_back": (Ground.NO_FLOOR,)}),
        ({"not_solid": True}, {"look_back": (Ground.NOT_SOLID,)}),
        ({"is_grave": True}, {"veto": (Ground.GRAVE,)}),
        ({"percent": None, "no_floor": True}, {"look_back": (Ground.NO_FLOOR,)}),
        ({"no_floor": True, "is_look_back": True}, {"second_look_back": (Ground.NO_FLOOR,)}),
    ],
)
def test_each_ground_proposes_what_its_rule_says(spoilt: dict[str, object], told: dict[str, object]) -> None:
    assert proposed(replace(IN_ORDER, **spoilt)) == told  # type: ignore[arg-type]


def test_a_rule_for_grave_cases_proposes_nothing_elsewhere_however_low_the_score() -> None:
    assert "publication_public" not in proposed(replace(IN_ORDER, percent=10))
    assert "publication_public" in proposed(replace(IN_ORDER, percent=10, is_grave=True))


def test_what_was_taken_up_is_not_proposed_again() -> None:
    assert proposed(replace(IN_ORDER, percent=74), ("talk",)) == {}


def test_accountability_and_veto_are_adopted_in_grave_cases_only() -> None:
    for one in (Consequence.ACCOUNTABILITY, Consequence.VETO):
        with pytest.raises(OnlyWhereGrave):
            refuse_adoption(one, is_grave=False, withheld="", withheld_why="")
        refuse_adoption(one, is_grave=True, withheld="", withheld_why="")


@pytest.mark.parametrize(("withheld", "why"), [("涉密内容", " "), ("", "涉密")])
def test_what_is_withheld_and_why_belong_together(withheld: str, why: str) -> None:
    with pytest.raises(WithheldUnexplained):
        refuse_adoption(Consequence.PUBLICATION_PARTY, is_grave=False, withheld=withheld, withheld_why=why)


@pytest.mark.parametrize(
    ("consequence", "grounds", "spoilt", "told"),
    [
        ("talk", ["low_score"], {"is_low": False}, "low_score"),
        ("talk", ["not_solid", "low_score"], {"is_low": False}, "low_score"),
        ("meeting_again", ["grave"], {"is_grave": False}, "grave"),
        ("veto", ["other"], {"is_grave": False}, "grave"),
    ],
)
def test_what_rests_on_a_ground_is_refused_once_that_is_gone(
    consequence: str, grounds: list[str], spoilt: dict[str, bool], told: str
) -> None:
    refuse_groundless(consequence, grounds, is_low=True, is_grave=True)
    with pytest.raises(GroundGone) as refused:
        refuse_groundless(consequence, grounds, **{"is_low": True, "is_grave": True, **spoilt})
    assert refused.value.ground == told


def test_what_only_a_person_knows_can_be_gone_for_nobody_else() -> None:
    refuse_groundless("talk", ["uneasy", "no_floor", "other"], is_low=False, is_grave=False)


def test_a_score_is_low_below_the_highest_line_and_never_where_there_is_none() -> None:
    assert [is_low(one, [60, 70]) for one in (None, 69, 70)] == [False, True, False]
    assert is_low(99, [])


@pytest.mark.parametrize(("withheld", "why"), [("涉密内容", "涉密"), ("涉密内容", ""), ("", "涉密")])
def test_what_publishes_nothing_withholds_nothing(withheld: str, why: str) -> None:
    refuse_adoption(Consequence.TALK, is_grave=False, withheld=" ", withheld_why="")
    with pytest.raises(NothingPublished):
        refuse_adoption(Consequence.TALK, is_grave=False, withheld=withheld, withheld_why=why)
    for one in (Consequence.PUBLICATION_PARTY, Consequence.PUBLICATION_PUBLIC):
        refuse_adoption(one, is_grave=False, withheld="涉密内容", withheld_why="涉密")
