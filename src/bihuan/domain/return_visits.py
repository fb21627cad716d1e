"""Return visits and special checks, every unit: from which day on, until when, done or not; in figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bihuan.domain.natural_months import add_months
from bihuan.domain.rulebook import GateTerms, Rulebook


class Standing(StrEnum):
    """Where the visit that a unit is owed stands."""

    NOT_ASKED = "not_asked"
    NOT_YET = "not_yet"
    DUE = "due"
    LATE = "late"
    DONE = "done"


GATES = "gate/close/"


@dataclass(frozen=True)
class Owed:
    """One visit: the day from which it may be, the day by which it should, when it was planned and made."""

    earliest_on: date | None
    due_on: date | None
    planned_on: date | None
    done_on: date | None
    standing: Standing


def earliest_of(rulebook: Rulebook, kind: str, feedback_on: date) -> date | None:
    """Return the first day that counts under the rules that bind a dossier; None where they ask for no such check."""
    missing, early = rulebook.get(f"{GATES}{kind}.missing"), rulebook.get(f"{GATES}{kind}.too_early")
    if early is not None:
        return add_months(feedback_on, early.value_as(GateTerms).after_months or 0)
    return feedback_on if missing is not None else None


def owed(
    *, earliest_on: date | None, within_days: int, made: Iterable[date], planned_on: date | None, today: date
) -> Owed:
    """Return where a visit stands; one that was made too early counts for nothing."""
    done = min((day for day in made if earliest_on is None or day >= earliest_on), default=None)
    if earliest_on is None:
        return Owed(None, None, planned_on, done, Standing.NOT_ASKED)
    due = earliest_on + timedelta(days=within_days)
    if done is not None:
        standing = Standing.DONE
    elif today < earliest_on:
        standing = Standing.NOT_YET
    else:
        standing = Standing.LATE if today > due else Standing.DUE
    return Owed(earliest_on, due, planned_on, done, standing)


@dataclass(frozen=True)
class Coverage:
    """How many units are owed a visit by now, how many had it, how many are late."""

    asked: int
    done: int
    late: int

    @property
    def percent(self) -> int | None:
        """Return the coverage in whole per cent, rounded down: 100 only where nobody is left out; None of nobody."""
        return 100 * self.done // self.asked if self.asked else None


def coverage_of(lines: Iterable[Owed]) -> Coverage:
    """Count the visits that are owed by today."""
    by_now = [one for one in lines if one.standing in (Standing.DUE, Standing.LATE, Standing.DONE)]
    done = sum(one.standing is Standing.DONE for one in by_now)
    return Coverage(len(by_now), done, sum(one.standing is Standing.LATE for one in by_now))
