"""What a neighbour gets of a rectification: by purpose, as a rule has it; never clues, untold scores, or sources."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bihuan.domain.lifecycle.finding import FindingStage


class Purpose(StrEnum):
    """What the rectification is asked for."""

    ROUTINE = "routine"
    RESPONSIBILITY = "responsibility"
    INACTION = "inaction"
    NEXT_ROUND = "next_round"
    LIFE_MEETING = "life_meeting"
    DUTY_REPORT = "duty_report"


class Part(StrEnum):
    """What an extract may tell of a finding. There is no part for clues, for scores, for who told what."""

    NUMBER = "number"
    TITLE = "title"
    CATEGORY = "category"
    STAGE = "stage"
    DUE = "due_on"
    OVERDUE = "overdue"
    SIGNED_OFF = "signed_off_on"
    RESULT = "result"
    MEASURES = "measures"
    RETURNED = "returned"
    REOPENED = "reopened"
    SEEN = "seen"
    RULES_MADE = "rules_made"


class Cut(StrEnum):
    """Which findings concern a purpose."""

    ALL = "all"
    OPEN = "open"
    LAGGING = "lagging"
    NOT_SOLVED_AT_ONCE = "not_solved_at_once"


@dataclass(frozen=True)
class ExtractTerms:
    """What one purpose gets: which findings, and what of each."""

    cut: Cut
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class FindingTold:
    """A finding as the cut sees it."""

    stage: str
    due_on: date | None
    returned: int
    reopened: int
    seen_otherwise: bool = False


def is_overdue(one: FindingTold, today: date) -> bool:
    """True for a finding that is not signed off and past the day that presses it."""
    return one.stage != FindingStage.SIGNED_OFF and one.due_on is not None and one.due_on < today


def concerns(one: FindingTold, cut: Cut, today: date) -> bool:
    """True where a finding belongs in an extract of this cut."""
    is_open = one.stage != FindingStage.SIGNED_OFF
    came_back = one.returned + one.reopened > 0
    if cut is Cut.ALL:
        return True
    if cut is Cut.OPEN:
        return is_open
    if cut is Cut.LAGGING:
        return is_overdue(one, today) or came_back or one.seen_otherwise
    return is_open or came_back
