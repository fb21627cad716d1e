"""Measures that stall after the first months: nobody has told of progress for long. A reminder, never a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class StallTerms:
    """Days since the feedback in which nothing stalls, and days without progress from which on it does."""

    after_days: int
    idle_days: int


@dataclass(frozen=True)
class StallDays:
    """The last days that still count as movement: a dossier fed back by one, a measure last moved by the other."""

    fed_back_by: date
    moved_by: date


def stall_days(today: date, terms: StallTerms) -> StallDays:
    """Return the days by which a feedback, and a movement, lie far enough back."""
    return StallDays(today - timedelta(days=terms.after_days), today - timedelta(days=terms.idle_days))
