"""The looks at a feedback that have to be different ones: how many are asked for, how many there are, who can add one.

The gates of the step and whoever is asked for a look count alike, here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bihuan.domain.lifecycle.facts import FeedbackReviewFacts
from bihuan.domain.rulebook import GateTerms

REVIEW, LOOK_UP = "review_feedback", "look_up_for_feedback"  # the steps that add one
NOT_COMPARED = "feedback_review.not_compared"
TOO_FEW_REVIEWS, TOO_FEW_LOOK_UPS = "feedback_review.too_few_reviews", "feedback_review.too_few_look_ups"

# where no pack rules it: the method is called “one comparison, two reviews, three look-ups”
BY_METHOD = {TOO_FEW_REVIEWS: GateTerms(least=2), TOO_FEW_LOOK_UPS: GateTerms(least=3)}


@dataclass(frozen=True)
class Looks:
    """The looks of one sort: the step that adds one, who took them or what was looked up, how many are asked for."""

    step: str
    different: frozenset[str]
    asked: int

    @property
    def are_too_few(self) -> bool:
        return len(self.different) < self.asked


def reviews(facts: FeedbackReviewFacts, terms: GateTerms) -> Looks:
    """Two reviews by one person are one."""
    return Looks(REVIEW, distinct(facts.reviewed_by), terms.least or 0)


def look_ups(facts: FeedbackReviewFacts, terms: GateTerms) -> Looks:
    """What two people looked up is one look-up."""
    return Looks(LOOK_UP, distinct(facts.looked_up), terms.least or 0)


COUNTED = {TOO_FEW_REVIEWS: reviews, TOO_FEW_LOOK_UPS: look_ups}  # in the order in which a reader is asked


def looks_wanted(reader: str, facts: FeedbackReviewFacts, terms: Mapping[str, GateTerms]) -> tuple[Looks, ...]:
    """Return the looks that are too few and to which a reader can add one.

    `reader`: as `facts.reviewed_by` names him; `terms`: what the rules ask before the feedback, by gate.
    """
    asked = [counted(facts, terms[code]) for code, counted in COUNTED.items() if code in terms]
    reviewed_already = reader.strip() in distinct(facts.reviewed_by)
    return tuple(one for one in asked if one.are_too_few and not (one.step == REVIEW and reviewed_already))


def distinct(names: Iterable[str]) -> frozenset[str]:
    return frozenset(filter(None, (name.strip() for name in names)))
