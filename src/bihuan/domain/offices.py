"""Offices: who holds the head's post and when nobody does; and which bodies do which part of the supervision."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bihuan.domain.lifecycle.facts import Tenure, head_on
from bihuan.domain.roles import Role

# the categories of bodies: they supervise, receive what takes longer, and are not inspected here
SUPERVISION_OFFICE, OTHER_BODY = "supervision_office", "body"
SUPERVISING = frozenset({SUPERVISION_OFFICE, "resident_office", OTHER_BODY})
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Vacancy:
    """A time in which nobody heads an organization; `until` None: to this day. `first`: nobody ever did before."""

    since: date
    until: date | None
    first: bool = False


def may_be_linked(category: str, roles_there: Collection[Role]) -> bool:
    """True for a body that a dossier may be linked with as the supervision office that checks and accepts.

    A body entered before categories told bodies apart is one where somebody works as one.
    """
    return category == SUPERVISION_OFFICE or (category == OTHER_BODY and Role.SUPERVISION_OFFICE in roles_there)


def share_a_day(first: tuple[date, date | None], second: tuple[date, date | None]) -> bool:
    """True for two spans of life, both ends included, that have a day in common; None: no end."""
    (begins, ends), (other_begins, other_ends) = first, second
    return (ends is None or other_begins <= ends) and (other_ends is None or begins <= other_ends)


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
