"""Who is asked for a look before the feedback: of different looks there are too few, and his is none of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bihuan.domain.lifecycle.facts import FeedbackReviewFacts
from bihuan.domain.lifecycle.feedback_looks import TOO_FEW_LOOK_UPS, TOO_FEW_REVIEWS, looks_wanted
from bihuan.domain.rulebook import GateTerms

TERMS = {TOO_FEW_REVIEWS: GateTerms(least=2), TOO_FEW_LOOK_UPS: GateTerms(least=3)}
LOOKED_OVER = FeedbackReviewFacts(True, ("甲", "乙"), ("evidence", "basis", "reply"))


def wanted(reader: str, facts: FeedbackReviewFacts) -> list[tuple[str, int, int]]:
    return [(one.step, len(one.different), one.asked) for one in looks_wanted(reader, facts, TERMS)]


def test_nobody_is_asked_once_there_are_enough_different_looks() -> None:
    assert wanted("丙", LOOKED_OVER) == []


@pytest.mark.parametrize("reviewed_by", [("甲",), ("甲", "甲"), ("甲", " 甲 "), ("甲", "")])
def test_two_reviews_by_one_person_leave_the_second_to_others(reviewed_by: tuple[str, ...]) -> None:
    facts = replace(LOOKED_OVER, reviewed_by=reviewed_by)
    assert wanted("乙", facts) == [("review_feedback", 1, 2)]
    assert wanted("甲", facts) == []


def test_what_is_still_to_be_looked_up_waits_for_every_reader() -> None:
    facts = replace(LOOKED_OVER, looked_up=("evidence", "evidence"))
    assert wanted("甲", facts) == wanted("丙", facts) == [("look_up_for_feedback", 1, 3)]


def test_the_review_comes_before_what_is_looked_up() -> None:
    assert [step for step, _, _ in wanted("甲", FeedbackReviewFacts())] == ["review_feedback", "look_up_for_feedback"]


def test_rules_without_these_gates_or_their_numbers_want_no_look() -> None:
    assert looks_wanted("甲", FeedbackReviewFacts(), {}) == ()
    assert looks_wanted("甲", FeedbackReviewFacts(), dict.fromkeys(TERMS, GateTerms())) == ()
