"""What the unit is asked before the feedback: facts that are put to it, and matters it puts right at once.

A fact is put, the unit accepts it, explains it or objects; what follows from an objection is said with reasons by
somebody who did not draft the matter. A matter to be put right at once is ordered, answered and checked on the spot.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class FactStage(StrEnum):
    """Where a fact stands that was put to the unit."""

    PUT = "put"
    ACCEPTED = "accepted"
    EXPLAINED = "explained"
    OBJECTED = "objected"
    SETTLED = "settled"


class FixStage(StrEnum):
    """Where a matter stands that is put right at once."""

    ORDERED = "ordered"
    ANSWERED = "answered"
    DONE = "done"
    NOT_DONE = "not_done"


class Outcome(StrEnum):
    """What follows from an objection: the matter stands, its words are changed, or it is dropped."""

    STANDS = "stands"
    CHANGED = "changed"
    DROPPED = "dropped"


CHECKED = frozenset({FixStage.DONE, FixStage.NOT_DONE})
NEEDS_WORDS = frozenset({FactStage.EXPLAINED, FactStage.OBJECTED})
# the deed, and at which stages of its row it is one
FITS: Mapping[str, frozenset[str]] = {
    "reply_to_fact": frozenset({FactStage.PUT}),
    "answer_objection": NEEDS_WORDS,
    "answer_fix": frozenset({FixStage.ORDERED}),
    "check_fix": frozenset({FixStage.ORDERED, FixStage.ANSWERED}),
}


def fits(deed: str, stage: str) -> bool:
    """True where a row at this stage knows the deed."""
    return stage in FITS[deed]
