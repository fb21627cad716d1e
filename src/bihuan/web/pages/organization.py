"""Organizations as their pages show them: who heads each today, and since when a post is vacant."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from bihuan.access.models import Account
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.facts import Tenure
from bihuan.domain.offices import Vacancy, vacancies, vacancy_on
from bihuan.organizations.models import HeadTenure, Organization
from bihuan.web.forms import choices


@dataclass(frozen=True)
class Listed:
    """One organization of the tree: how deep it stands, its head or its vacancy."""

    row: Organization
    depth: int
    head: HeadTenure | None
    vacancy: Vacancy | None
    days: int


@dataclass(frozen=True)
class InOffice:
    """One line of the post's history: somebody in office, or nobody; `since` orders them."""

    since: date
    row: HeadTenure | None = None
    login_name: str = ""
    vacancy: Vacancy | None = None


def tenures_by_organization(authority_id: uuid.UUID) -> Mapping[uuid.UUID, list[HeadTenure]]:
    found: dict[uuid.UUID, list[HeadTenure]] = {}
    for row in HeadTenure.objects.filter(authority_id=authority_id).order_by("from_on"):
        found.setdefault(row.organization_id, []).append(row)
    return found


def listed(actor: Actor, rows: Iterable[Organization], *, vacant_only: bool) -> list[Listed]:
    """Return organizations with the heads of today: two queries, however many."""
    held = tenures_by_organization(actor.authority_id)
    lines = (line_of(row, held.get(row.pk, []), actor.today) for row in rows)
    return [line for line in lines if line.vacancy is not None or not vacant_only]


def line_of(row: Organization, held: list[HeadTenure], today: date) -> Listed:
    head = next((one for one in held if covers(one, today)), None)
    vacancy = vacancy_of(row, held, today)
    days = (today - vacancy.since).days if vacancy else 0
    return Listed(row, choices.depth_of(row), head, vacancy, days)


def covers(row: HeadTenure, day: date) -> bool:
    return tenure(row).covers(day)


def tenure(row: HeadTenure) -> Tenure:
    return Tenure(row.name, row.from_on, row.until_on)


def vacancy_of(row: Organization, held: Iterable[HeadTenure], today: date) -> Vacancy | None:
    """Return since when the post is vacant; an organization that has ended has none to fill."""
    if row.until_on is not None and row.until_on < today:
        return None
    return vacancy_on(map(tenure, held), exists_since=row.from_on, day=today)


def history_of(row: Organization, today: date) -> list[InOffice]:
    """Return who held the post and when nobody did, the latest first."""
    held: QuerySet[HeadTenure] = HeadTenure.objects.filter(authority_id=row.authority_id, organization=row)
    accounts = Account.objects.filter(authority_id=row.authority_id, pk__in=[one.account_id for one in held])
    signs = dict(accounts.values_list("id", "login_name"))
    last = today if row.until_on is None else min(today, row.until_on)
    lines = [InOffice(one.from_on, one, signs.get(one.account_id, "") if one.account_id else "") for one in held]
    gaps = vacancies(map(tenure, held), exists_since=row.from_on, day=last)
    lines += [InOffice(gap.since, vacancy=gap) for gap in gaps]
    return sorted(lines, key=lambda line: line.since, reverse=True)
