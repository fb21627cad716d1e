"""What is open for somebody who leaves: the roles held, who else holds them, what waits, how each is handed over.

An administrator reads how much waits, never of which dossier; the office is led to what is its own, too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from bihuan.access.actors import actor_of
from bihuan.access.models import Account, Assignment
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import TEAM, Role
from bihuan.web.todo import KINDS
from bihuan.web.todo.desk import Task
from bihuan.web.todo.groups import todo_of

SEALED = frozenset({"tips"})  # how much the public sent is for its team alone
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
    """A role that runs: how many others hold the same, and how it is handed over."""

    row: Assignment
    others: int
    how: str | Promise


@dataclass(frozen=True)
class Waiting:
    """What waits of one kind; `tasks` where the reader may be led to them."""

    title: str | Promise
    number: int
    has_more: bool
    how: str | Promise
    tasks: tuple[Task, ...] = ()


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
    return [HeldRole(row, told.count((row.role, row.path, row.dossier_id)), how_handed(Role(row.role))) for row in held]


def how_handed(role: Role) -> str | Promise:
    if role in TEAM:
        return OF_A_TEAM
    return OF_A_UNIT if role is Role.UNIT_HEAD else OF_THE_REST
