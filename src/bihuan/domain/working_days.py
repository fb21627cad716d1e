"""Working days as the State Council publishes them, year by year: weekdays, less holidays, plus adjusted workdays.

A year whose notice is not out yet is counted Monday to Friday, and what was counted through it is tentative.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)
FIRST_WEEKEND_DAY = 5  # date.weekday() of Saturday


def is_weekend(day: date) -> bool:
    """Tell whether a day is a Saturday or a Sunday."""
    return day.weekday() >= FIRST_WEEKEND_DAY


class CalendarContradiction(ValueError):
    """A working calendar names a day that cannot be what it is called there."""

    def __init__(self, day: date, problem: str) -> None:
        self.day, self.problem = day, problem
        super().__init__(f"{day.isoformat()} {problem}; correct the working calendar")


@dataclass(frozen=True)
class CountedDay:
    """A day reached by counting; tentative where the count ran through a year not published yet."""

    day: date
    tentative: bool


@dataclass(frozen=True)
class WorkingCalendar:
    """Which days are worked: weekdays off, weekend days worked, and the years these lists are complete for."""

    holidays: frozenset[date]
    adjusted_workdays: frozenset[date]
    published_years: frozenset[int]

    def __post_init__(self) -> None:
        for day in sorted(self.holidays | self.adjusted_workdays):
            if day.year not in self.published_years:
                raise CalendarContradiction(day, "lies in a year that is not published")
            if is_weekend(day) == (day in self.holidays):
                raise CalendarContradiction(day, "is a holiday on a weekend or an adjusted workday on a weekday")

    @classmethod
    def of(cls, holidays: Iterable[date], adjusted_workdays: Iterable[date], years: Iterable[int]) -> WorkingCalendar:
        """Make a calendar from any lists of days."""
        return cls(frozenset(holidays), frozenset(adjusted_workdays), frozenset(years))

    def is_published(self, day: date) -> bool:
        """Tell whether the official calendar of that day's year is known."""
        return day.year in self.published_years

    def is_working_day(self, day: date) -> bool:
        """Tell whether a day is worked; Monday to Friday where its year is not published."""
        if is_weekend(day):
            return day in self.adjusted_workdays
        return day not in self.holidays

    def add_working_days(self, day: date, n: int) -> CountedDay:
        """Return the n-th working day after `day`, which itself is not counted."""
        if n < 0:
            raise ValueError(f"working days are counted forwards: {n} is negative")
        reached, tentative, left = day, False, n
        while left:
            reached += ONE_DAY
            tentative = tentative or not self.is_published(reached)
            left -= self.is_working_day(reached)
        return CountedDay(reached, tentative)
