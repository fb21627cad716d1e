"""Natural months: the same day number some months on, or the month's last day where that number is missing."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

MONTHS_IN_A_YEAR = 12


def add_months(day: date, count: int) -> date:
    """Return the day `count` natural months after `day`, clamped to the last day of its month."""
    years, month_index = divmod(day.month - 1 + count, MONTHS_IN_A_YEAR)
    year, month = day.year + years, month_index + 1
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"{count} months from {day.isoformat()} lie outside the calendar")
    _, last = monthrange(year, month)
    return date(year, month, min(day.day, last))
