"""Which check an evaluation answers, and which self-assessment belongs before it.

What lies between two checks is one turn: each body evaluates it once, the unit assesses itself once before the first of
them. Of one day what was entered first was first.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID

Entered = tuple[date, UUID]  # the day of something, and its id, which grows with the moment of its entry
LAST = UUID(int=2**128 - 1)  # what is entered now


class AfterPanel(ValueError):
    """A self-assessment comes before the panel's score, never after it."""

    def __init__(self, number: int, on: date) -> None:
        self.number, self.on = number, on
        super().__init__(
            f"evaluation {number} of {on} stands, and the unit assesses itself before it; assess it after the next "
            "check, or have the evaluation withdrawn first"
        )


class AssessedAlready(ValueError):
    """One self-assessment goes into an evaluation; another one takes its place only once it was returned."""

    def __init__(self, number: int, on: date) -> None:
        self.number, self.on = number, on
        super().__init__(f"self-assessment {number} of {on} stands; have it returned first where it was wrong")


def turn_at(one: Entered, checks: list[Entered]) -> int:
    """Return how many checks precede something: its turn."""
    return bisect_right(checks, one)


def twin_of(on: date, checks: Iterable[Entered], made: Mapping[int, Entered]) -> int | None:
    """Return which evaluation of the same body answers the same check as one of a day: nothing was checked in between.

    Before the first check there is no turn to answer; there only one day is not evaluated twice.
    """
    entered = sorted(checks)

    def turn(one: Entered) -> tuple[int, date | None]:
        count = turn_at(one, entered)
        return count, None if count else one[0]

    now = turn((on, LAST))
    return next((number for number, one in made.items() if turn(one) == now), None)


def turn_begins_after(one: Entered, checks: Iterable[Entered], others: Iterable[Entered]) -> date | None:
    """Return the day of the last evaluation of an earlier turn: what goes into this one lies after it."""
    entered = sorted(checks)
    mine = turn_at(one, entered)
    return max((other[0] for other in others if other < one and turn_at(other, entered) != mine), default=None)


def turn_ended_by(one: Entered, checks: Iterable[Entered]) -> date | None:
    """Return the day of the check that began the next turn; None while there is none."""
    return min((check for check in checks if check > one), default=(None,))[0]


def bar_to_self_assessment(
    on: date, checks: Iterable[Entered], scored: Mapping[int, Entered], own: Mapping[int, date]
) -> AfterPanel | AssessedAlready | None:
    """Return why the unit cannot assess itself as of a day, None where it can.

    `scored`: the evaluations that stand, of whatever body; `own`: the self-assessments that were not returned.
    """
    entered = sorted(checks)
    now = turn_at((on, LAST), entered)
    for number, one in scored.items():
        if one[0] >= on or turn_at(one, entered) == now:
            return AfterPanel(number, one[0])
    used_until = max((one[0] for one in scored.values()), default=None)
    standing = [number for number, day in own.items() if used_until is None or day > used_until]
    return AssessedAlready(standing[-1], own[standing[-1]]) if standing else None
