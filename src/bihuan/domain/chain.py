"""The chain at a glance: feedback, rectification, check, evaluation, all three again, close-out. Derived, never stored.

What may be closed is for the gates to say; the chain only shows how far a dossier has come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bihuan.domain.lifecycle.facts import InspectionFacts
from bihuan.domain.lifecycle.gates import counted_checks
from bihuan.domain.lifecycle.inspection import InspectionStage


class LinkName(StrEnum):
    """The eight links, in their order."""

    FEEDBACK = "feedback"
    RECTIFICATION = "rectification"
    CHECK = "check"
    EVALUATION = "evaluation"
    RECTIFICATION_AGAIN = "rectification_again"
    CHECK_AGAIN = "check_again"
    EVALUATION_AGAIN = "evaluation_again"
    CLOSE_OUT = "close_out"


class LinkState(StrEnum):
    """Done; the one that is on now; still ahead; passed over by an exception."""

    DONE = "done"
    NOW = "now"
    AHEAD = "ahead"
    PASSED_OVER = "passed_over"


@dataclass(frozen=True)
class Link:
    """One link of the chain; `on` is the day it was done."""

    name: LinkName
    state: LinkState
    on: date | None = None


def chain_of(facts: InspectionFacts, closed_on: date | None = None) -> tuple[Link, ...]:
    """Return the eight links of a dossier as its facts have them.

    A rectification is done with the check that follows it. Of more than two cycles, the second half shows the last.
    """
    check, evaluation, check_again, evaluation_again = cycles(facts)
    days: dict[LinkName, date | None] = {
        LinkName.FEEDBACK: facts.feedback_on,
        LinkName.RECTIFICATION: check,
        LinkName.CHECK: check,
        LinkName.EVALUATION: evaluation,
        LinkName.RECTIFICATION_AGAIN: check_again,
        LinkName.CHECK_AGAIN: check_again,
        LinkName.EVALUATION_AGAIN: evaluation_again,
        LinkName.CLOSE_OUT: closed_on if facts.stage == InspectionStage.CLOSED else None,
    }
    return tuple(links(days))


def cycles(facts: InspectionFacts) -> tuple[date | None, date | None, date | None, date | None]:
    """Return the days of the first check and its evaluation, and of the last pair after it."""
    first_check = first_evaluation = last_check = last_evaluation = None
    events = [(c.on, 0) for c in counted_checks(facts)] + [(e.on, 1) for e in facts.evaluations]
    for day, is_evaluation in sorted(events):
        if first_check is None:
            first_check = None if is_evaluation else day
        elif first_evaluation is None:
            first_evaluation = day if is_evaluation else None
        elif is_evaluation:
            last_evaluation = day if last_check is not None else last_evaluation
        elif last_check is None or last_evaluation is not None:
            last_check, last_evaluation = day, None
    return first_check, first_evaluation, last_check, last_evaluation


def links(days: dict[LinkName, date | None]) -> Iterator[Link]:
    """Return the links with their states: what is missing before something done was passed over."""
    last_done = max((place for place, day in enumerate(days.values()) if day is not None), default=-1)
    for place, (name, day) in enumerate(days.items()):
        if day is not None:
            yield Link(name, LinkState.DONE, day)
        elif place < last_done:
            yield Link(name, LinkState.PASSED_OVER)
        elif place == last_done + 1 and last_done >= 0:
            yield Link(name, LinkState.NOW)
        else:
            yield Link(name, LinkState.AHEAD)
