"""Who holds the head's post, and when nobody does: tenures in a row with the vacancies between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bihuan.domain.lifecycle.facts import Tenure, head_on

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Vacancy:
    """A time in which nobody heads an organization; `until` None: to this day. `first`: nobody ever did before."""

    since: date
    until: date | None
    first: bool = False


def vacancies(tenures: Iterable[Tenure], *, exists_since: date, day: date) -> tuple[Vacancy, ...]:
    """Return the times up to `day` in which an organization had no head, in their order."""
    found: list[Vacancy] = []
    free = exists_since
    first = True
    for tenure in sorted(tenures, key=lambda one: one.since):
        if tenure.since > free and free <= day:
            until = tenure.since - A_DAY
            found.append(Vacancy(free, until if until < day else None, first))
        if tenure.until is None:
            return tuple(found)
        free, first = max(free, tenure.until + A_DAY), False
    if free <= day:
        found.append(Vacancy(free, None, first))
    return tuple(found)


def vacancy_on(tenures: Iterable[Tenure], *, exists_since: date, day: date) -> Vacancy | None:
    """Return the vacancy of a day, None where somebody is in office or the organization does not exist yet."""
    known = tuple(tenures)
    if head_on(known, day) is not None:
        return None
    return next((v for v in vacancies(known, exists_since=exists_since, day=day) if v.until is None), None)
