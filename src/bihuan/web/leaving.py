"""What is open for somebody who leaves: the roles held, who else holds them, what waits, how each is handed over.

An administrator reads how much waits, never of which dossier; the office is led to what is its own, too.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.access.actors import actor_of
from bihuan.access.models import Account, Assignment
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import TEAM, Role
from bihuan.dossiers.models import Inspection
from bihuan.organizations.models import Organization
from bihuan.web.permissions import may_open
from bihuan.web.todo import KINDS
from bihuan.web.todo.desk import Task
from bihuan.web.todo.groups import todo_of

SEALED = frozenset({"tips"})  # how much the public sent is for its team alone
SHOWN = 10  # tasks of one kind before the fold
BY_NAME: Mapping[str, str | Promise] = {
    "scorings": gettext_lazy("Goes to nobody by itself: the office cancels this scoring and names two scorers anew."),
    "draws": gettext_lazy(
        "A share is given by whoever else holds the role; the leading group appoints another verifier."
    ),
    "declarations": gettext_lazy("Ends with the account; the office takes the person out of the pool, or of the call."),
    "pledges": gettext_lazy("Ends with the account; whoever comes into the team pledges himself."),
}
BY_ROLE = gettext_lazy("Goes with the role: whoever holds it next finds it on his to-do.")
OF_A_TEAM = gettext_lazy("The office changes the team, or gives the role on the page of the dossier.")
OF_A_UNIT = gettext_lazy("Enter the change of heads with the unit, then give the role to the successor.")
OF_THE_REST = gettext_lazy("Give the successor the same role before you end the account.")


@dataclass(frozen=True)
class HeldRole:
    """A role that runs: what it holds for, how many others hold the same, and how it is handed over."""

    row: Assignment
    where: str
    others: int
    how: str | Promise


@dataclass(frozen=True)
class Waiting:
    """What waits of one kind; `tasks` where the reader may be led to them, the rest of many behind a fold."""

    title: str | Promise
    number: int
    has_more: bool
    how: str | Promise
    tasks: tuple[Task, ...] = ()

    @property
    def first(self) -> tuple[Task, ...]:
        return self.tasks[:SHOWN]

    @property
    def rest(self) -> tuple[Task, ...]:
        return self.tasks[SHOWN:]


@dataclass(frozen=True)
class LeftOpen:
    """All that is open for an account."""

    roles: tuple[HeldRole, ...]
    waiting: tuple[Waiting, ...]


def left_open(one: Account, reader: Actor) -> LeftOpen:
    """Return what is open for an account, as far as its reader may know."""
    leads = {kind.name for kind in KINDS if kind.roles & reader.roles}
    groups = [group for group in todo_of(actor_of(one, reader.today)) if group.name not in SEALED]
    waiting = (
        Waiting(
            group.title,
            len(group.tasks),
            group.has_more,
            BY_NAME.get(group.name, BY_ROLE),
            group.tasks if group.name in leads else (),
        )
        for group in groups
    )
    return LeftOpen(tuple(roles_running(one, reader)), tuple(waiting))


def roles_running(one: Account, reader: Actor) -> list[HeldRole]:
    """Return the roles that an account holds today."""
    runs = Q(until_on=None) | Q(until_on__gte=reader.today)
    rows = Assignment.objects.filter(runs, authority_id=one.authority_id, from_on__lte=reader.today)
    held = list(rows.filter(account=one).order_by("from_on", "id"))
    alike = rows.filter(account__ended_on=None).exclude(account=one)
    told = [(role, path, dossier) for role, path, dossier in alike.values_list("role", "path", "dossier_id")]
    places = places_held(held, reader)
    return [
        HeldRole(row, places[row.pk], told.count((row.role, row.path, row.dossier_id)), how_handed(Role(row.role)))
        for row in held
    ]


def names_dossiers(reader: Actor) -> bool:
    """True for whoever reads of which dossier a role is; administrators, who keep the accounts, do not."""
    return may_open("accounts", reader) and not may_open("account_open", reader)


def places_held(rows: Sequence[Assignment], reader: Actor) -> dict[uuid.UUID, str]:
    """Return, by role held, what it holds for as its reader may know; nothing for the whole authority."""
    at = reader.authority_id
    places = dict(Organization.objects.filter(authority_id=at).values_list("path", "name"))
    dossiers = Inspection.everything.filter(authority_id=at, pk__in=[row.dossier_id for row in rows])
    names = dict(dossiers.values_list("id", "organization_name")) if names_dossiers(reader) else {}
    of_one = _("one dossier")
    return {
        row.pk: places.get(row.path, row.path) if row.dossier_id is None else names.get(row.dossier_id, of_one)
        for row in rows
    }


def how_handed(role: Role) -> str | Promise:
    if role in TEAM:
        return OF_A_TEAM
    return OF_A_UNIT if role is Role.UNIT_HEAD else OF_THE_REST
