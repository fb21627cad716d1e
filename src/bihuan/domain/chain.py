"""The chain at a glance: feedback, rectification, check, evaluation, all three again, close-out. Derived, never stored.

What may be closed is for the gates to say; the chain only shows how far a dossier has come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bihuan.domain.lifecycle.facts import CheckKind, InspectionFacts
from bihuan.domain.lifecycle.gates import counted_checks
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.rulebook import Rulebook


class LinkName(StrEnum):
    """The links of both chains: eight of the one in their order, then those that only the other has."""

    FEEDBACK = "feedback"
    RECTIFICATION = "rectification"
    CHECK = "check"
    EVALUATION = "evaluation"
    RECTIFICATION_AGAIN = "rectification_again"
    CHECK_AGAIN = "check_again"
    EVALUATION_AGAIN = "evaluation_again"
    CLOSE_OUT = "close_out"
    RETURN_VISIT = "return_visit"
    DAY_TO_DAY = "day_to_day"
    SPECIAL_CHECK = "special_check"


class Drawn(StrEnum):
    """Which chain a dossier shows: two rounds of check and evaluation, or return visit, day-to-day, special check."""

    TWO_CHECKS = "two_checks"
    RETURN_VISIT = "return_visit"


DRAWN = "chain/drawn"


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


def drawn_under(rulebook: Rulebook) -> Drawn:
    """Return which chain the packs of a dossier choose, the last one of them; where none says so, two checks."""
    governing = rulebook.get(DRAWN)
    return Drawn(governing.value_as(str)) if governing is not None else Drawn.TWO_CHECKS


def visiting_chain_of(
    facts: InspectionFacts, closed_on: date | None = None, day_to_day_on: date | None = None
) -> tuple[Link, ...]:
    """Return the five links of the other chain: feedback, return visit, day-to-day, special check, close-out."""
    first = {
        kind: min((check.on for check in facts.checks if check.kind is kind), default=None)
        for kind in (CheckKind.RETURN_VISIT, CheckKind.SPECIAL_CHECK)
    }
    days: dict[LinkName, date | None] = {
        LinkName.FEEDBACK: facts.feedback_on,
        LinkName.RETURN_VISIT: first[CheckKind.RETURN_VISIT],
        LinkName.DAY_TO_DAY: day_to_day_on,
        LinkName.SPECIAL_CHECK: first[CheckKind.SPECIAL_CHECK],
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
