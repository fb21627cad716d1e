"""In which order a report is heard before feedback: the leading group, then the five-person meeting or the secretary.

Source: requirements REPORT-1 (S0, S4).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from bihuan.domain.roles import Role


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


def refuse_out_of_turn(body: str, on: date, left_on: date | None, heard: Iterable[tuple[str, date]]) -> None:
    """Raise where a hearing was before the team left, or another body's before that of the leading group.

    `heard` are the hearings so far, each with its body and day.
    """
    if left_on is not None and on < left_on:
        raise HeardTooEarly(on, left_on)
    if body != Role.LEADING_GROUP and not any(one == Role.LEADING_GROUP and day <= on for one, day in heard):
        raise LeadingGroupFirst(on)
