"""From when a successor may answer for an organization that has ended: never beside it, and only while it lives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from bihuan.domain.reorganising import UnitEnded

MOST_AHEAD = timedelta(days=366)  # what is farther ahead than a year was mistyped


@dataclass(frozen=True)
class Life:
    """An organization and its first and last day."""

    name: str
    from_on: date
    until_on: date | None = None

    def covers(self, day: date) -> bool:
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


class SucceedsEarly(ValueError):
    """Two would answer on one day."""

    def __init__(self, name: str, until_on: date) -> None:
        self.name, self.until_on, self.earliest = name, until_on, first_day_after(until_on)
        super().__init__(f"on: {name} answers until {until_on} itself; choose {self.earliest} or a later day")


class SucceedsLate(ValueError):
    """Nobody would answer for years."""

    def __init__(self, on: date, latest: date) -> None:
        self.on, self.latest = on, latest
        super().__init__(f"on: {on} is after {latest}; choose that day or an earlier one")


def first_day_after(until_on: date) -> date:
    """Return the first day on which somebody else answers."""
    return until_on + timedelta(days=1)


def refuse_succession(name: str, until_on: date, successor: Life, on: date, today: date) -> None:
    """Refuse a day on which the predecessor lives, one far ahead, and one on which the successor does not live."""
    if on <= until_on:
        raise SucceedsEarly(name, until_on)
    latest = max(first_day_after(until_on), today + MOST_AHEAD)
    if on > latest:
        raise SucceedsLate(on, latest)
    if not successor.covers(on):
        raise UnitEnded(successor.name, on)
