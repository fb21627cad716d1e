"""Accounts as the domain knows them: actors with duties, and scopes applied to lists."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from bihuan.access.models import Account, Assignment
from bihuan.domain.jurisdiction import PATH_END, Actor, Duty, Scope
from bihuan.domain.roles import Role
from bihuan.ledger.prepared import Prepared, Slot

M = TypeVar("M", bound=Model)


def assignments() -> QuerySet[Assignment, Any]:
    """Return what an account was ever given, the first first."""
    own = Assignment.objects.filter(authority_id=Slot("authority"), account_id=Slot("account")).order_by("id")
    return own.values_list("role", "path", "dossier_id", "from_on", "until_on")


HELD = Prepared(assignments)


def actor_of(account: Account, today: date) -> Actor:
    """Return an account as an actor with the duties it holds; an ended one holds none."""
    if not account.is_active:
        return Actor(account.id, account.name, account.authority_id, (), today, account.organization_id)
    held = HELD.ask(authority=account.authority_id, account=account.id)
    duties = tuple(Duty(Role(role), *of_what) for role, *of_what in held)
    return Actor(account.id, account.name, account.authority_id, duties, today, account.organization_id)


INSTALLER = "installation"  # who acts before anybody has an account


def installer(authority_id: uuid.UUID, today: date, name: str = INSTALLER) -> Actor:
    """Return the actor of the set-up deeds that come before any account: the command line on the machine itself."""
    duty = Duty(Role.SYSTEM_ADMINISTRATOR, "", None, today, None)
    security = Duty(Role.SECURITY_ADMINISTRATOR, "", None, today, None)
    return Actor(None, name, authority_id, (duty, security), today)


def under(column: str, path: str) -> Q:
    """Return the condition that a materialised path is `path` or below; a range, because LIKE scans on SQLite."""
    return Q(**{f"{column}__gte": path, f"{column}__lt": path + PATH_END})


def within(rows: QuerySet[M], scope: Scope, *, prefix: str = "", dossier: str = "id") -> QuerySet[M]:
    """Cut a list of a dossier's rows to a scope; `prefix` leads from the row to its dossier's columns."""
    cut = rows.filter(authority_id=scope.authority_id)
    if scope.everything:
        return cut
    condition = Q(pk__in=[])
    for path in sorted(scope.organization_paths):
        condition |= under(f"{prefix}organization_path", path)
    for path in sorted(scope.supervision_paths):
        condition |= under(f"{prefix}supervision_path", path)
    if scope.dossier_ids:
        condition |= Q(**{f"{prefix}{dossier}__in": sorted(scope.dossier_ids)})
    return cut.filter(condition)
