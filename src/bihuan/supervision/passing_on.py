"""What passes on when units are reorganised, row by row: duties, heads, access, places in rounds, tasks of a term."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from bihuan.access.models import Account, Assignment
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.reorganisation import Sort
from bihuan.domain.roles import UNIT, Role
from bihuan.dossiers.models import Heir
from bihuan.dossiers.people import head_goes_on, role_given, works_elsewhere
from bihuan.ledger.models import Kept
from bihuan.organizations.identity import one_line
from bihuan.organizations.models import HeadTenure, Organization
from bihuan.planning.models import Mandate, Placement
from bihuan.planning.placing import plans_touched
from bihuan.supervision.models import Reorganisation, ReorganisedDossier
from bihuan.supervision.passing import Passing, dossiers_owned, tasks_of
from bihuan.supervision.wanted import Wanted

TASK = ("must", "reason", "sector", "pool", "person_days", "is_priority", "has_look_back")


def heirs_of(wanted: Wanted, news: Sequence[Organization], passing: Passing) -> dict[uuid.UUID, Organization]:
    """Return who takes over each dossier: whom the office named, else the first successor."""
    return {one.row.id: news[wanted.heirs.get(one.row.id, 0)] for one in passing.dossiers}


def passed_on(row: Reorganisation, passing: Passing, heirs: Mapping[uuid.UUID, Organization]) -> Iterable[Kept]:
    for one in passing.dossiers:
        mine = {"authority_id": row.authority_id, "dossier": one.row}
        yield Heir(**mine, old=one.owner, new=heirs[one.row.id], on=row.on)
        if one.is_open:
            yield ReorganisedDossier(**mine, reorganisation=row, heir=heirs[one.row.id])


def heads_changed(wanted: Wanted, passing: Passing, news: Sequence[Organization]) -> Iterable[HeadTenure]:
    """Return the heads whose time ends with their unit; who heads a unit that is only renamed goes on heading it."""
    last = wanted.on - timedelta(days=1)
    for one in passing.heads:
        until, one.until_on = one.until_on, last
        yield one
        if wanted.sort == Sort.RENAME:
            yield head_goes_on(one, news[0], wanted.on, until)


def access_changed(
    actor: Actor,
    wanted: Wanted,
    passing: Passing,
    news: Sequence[Organization],
    heirs: Mapping[uuid.UUID, Organization],
) -> Iterable[Kept]:
    """Return roles that end with the old units, and those that begin: over the new unit, and on what it takes over."""
    last, on, at = wanted.on - timedelta(days=1), wanted.on, actor.authority_id
    given = dossiers_reached(actor, wanted, passing, news, heirs)
    going_on = {(row.account_id, row.role, row.dossier_id) for row in passing.assignments} & given
    for row in passing.assignments:
        if (row.account_id, row.role, row.dossier_id) in going_on:
            continue
        row.until_on = last
        yield row
    yield from people_moved(wanted, passing, news)
    for account, role, dossier in sorted(given - going_on):
        yield role_given(at, account, Role(role), dossier_id=dossier, from_on=on, until_on=None)
    there = {(account, role.value, new.path) for account, role, new in own_people(actor, wanted, news)}
    for account, role, new in carried_people(wanted, passing, news):
        if (account, role.value, new.path) not in there:
            yield role_given(at, account, role, path=new.path, from_on=on, until_on=None)


Reached = set[tuple[uuid.UUID, str, uuid.UUID]]


def dossiers_reached(
    actor: Actor,
    wanted: Wanted,
    passing: Passing,
    news: Sequence[Organization],
    heirs: Mapping[uuid.UUID, Organization],
) -> Reached:
    """Return who reaches which dossier from the day on: the heir's people, and of earlier heritage whoever comes."""
    carried = list(carried_people(wanted, passing, news))
    people = [*own_people(actor, wanted, news), *carried]
    last, at = wanted.on - timedelta(days=1), actor.authority_id
    inherited = {new: dossiers_owned(at, {new.id: new}, last) for _account, _role, new in carried}
    come_before = {
        (account, role.value, one.row.id)
        for account, role, new in carried
        for one in inherited[new]
        if one.is_open and one.row.organization_id != new.id
    }
    return come_before | {
        (account, role.value, one.row.id)
        for account, role, new in people
        for one in passing.dossiers
        if one.is_open and heirs[one.row.id] is new
    }


def own_people(
    actor: Actor, wanted: Wanted, news: Sequence[Organization]
) -> Iterable[tuple[uuid.UUID, Role, Organization]]:
    """Return who acts for each new unit already."""
    for new in news:
        rows = Assignment.objects.filter(authority_id=actor.authority_id, role__in=UNIT, path=new.path, dossier_id=None)
        for row in rows.filter(from_on__lte=wanted.on).order_by("id"):
            if row.until_on is None or row.until_on >= wanted.on:
                yield row.account_id, Role(row.role), new


def carried_people(
    wanted: Wanted, passing: Passing, news: Sequence[Organization]
) -> Iterable[tuple[uuid.UUID, Role, Organization]]:
    """Return the people of the old units that go on at a new one, in their roles."""
    paths = {one.path for one in passing.olds}
    seen: set[tuple[uuid.UUID, str]] = set()
    for row in passing.assignments:
        mine = (row.account_id, row.role)
        if row.path in paths and row.account_id in wanted.carried and mine not in seen:
            seen.add(mine)
            yield row.account_id, Role(row.role), news[wanted.carried[row.account_id]]


def people_moved(wanted: Wanted, passing: Passing, news: Sequence[Organization]) -> Iterable[Account]:
    """Return the accounts that work at another unit from the day on."""
    for account in passing.accounts:
        if account.id in wanted.carried:
            yield works_elsewhere(account, news[wanted.carried[account.id]], wanted.on)


def places_changed(
    actor: Actor,
    wanted: Wanted,
    passing: Passing,
    news: Sequence[Organization],
) -> Iterable[Kept]:
    """Return places in rounds ahead: the old unit's is taken out, the first successor comes in where it is not in."""
    first, at = news[0], actor.authority_id
    there = Placement.objects.filter(authority_id=at, organization=first, removed_on=None)
    taken = set(there.values_list("round_id", flat=True))
    for one in passing.placements:
        one.removed_on, one.removed_reason = actor.today, one_line(wanted.paper)
        yield one
        if one.round_id not in taken:
            taken.add(one.round_id)
            yield Placement(
                authority_id=at,
                round=one.round,
                organization=first,
                form=one.form,
                person_days=one.person_days,
                with_villages=one.with_villages,
                reason=one_line(wanted.paper),
            )
    if passing.placements:
        yield from plans_touched(actor, [one.round for one in passing.placements], one_line(wanted.paper))


def tasks_passed_on(wanted: Wanted, olds: Sequence[Organization], founded: Sequence[Organization]) -> Iterable[Mandate]:
    """Return what a unit means for its terms, said again of what was founded out of it; a merger is told anew."""
    if wanted.sort not in (Sort.RENAME, Sort.SPLIT):
        return
    for row in tasks_of(olds, wanted.on):
        said = {column: getattr(row, column) for column in TASK}
        for new in founded:
            yield Mandate(authority_id=row.authority_id, term=row.term, organization=new, **said)
