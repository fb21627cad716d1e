"""In which order a report is heard before feedback: the leading group, then the five-person meeting or the secretary.

Source: requirements REPORT-1 (S0, S4).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from bihuan.domain.roles import Role

LEADING_GROUP = str(Role.LEADING_GROUP)
AFTER_IT = ("five_person_meeting", "secretary")  # one of the two


class HeardAfterFeedback(ValueError):
    """A hearing of a day after the feedback was no hearing before it."""

    def __init__(self, on: date, fed_back_on: date) -> None:
        self.on, self.fed_back_on = on, fed_back_on
        super().__init__(f"{on} lies after the feedback of {fed_back_on}; tell the day of the hearing itself")


class HeardTooEarly(ValueError):
    """A hearing of a day on which the team was still there, or had not yet come."""

    def __init__(self, on: date, left_on: date) -> None:
        self.on, self.left_on = on, left_on
        super().__init__(f"{on} lies before the day on which the team left ({left_on}); correct the day")


class LeadingGroupFirst(ValueError):
    """Another body heard the report before the leading group did."""

    def __init__(self, on: date) -> None:
        self.on = on
        super().__init__(f"up to {on} the leading group has not heard the report; enter its hearing first")


def refuse_out_of_turn(
    body: str, on: date, left_on: date | None, heard: Iterable[tuple[str, date]], fed_back_on: date | None = None
) -> None:
    """Raise where a hearing was before the team left or after the feedback, or before that of the leading group.

    `heard` are the hearings so far, each with its body and day.
    """
    if left_on is not None and on < left_on:
        raise HeardTooEarly(on, left_on)
    if fed_back_on is not None and on > fed_back_on:
        raise HeardAfterFeedback(on, fed_back_on)
    if body != LEADING_GROUP and not any(one == LEADING_GROUP and day <= on for one, day in heard):
        raise LeadingGroupFirst(on)


def unheard(heard: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """Return which hearings a report still lacks before its feedback, each as the bodies of which one is enough."""
    return tuple(bodies for bodies in ((LEADING_GROUP,), AFTER_IT) if not set(bodies) & set(heard))
