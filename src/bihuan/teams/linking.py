"""The accounts of the people in teams: who has none, and an account linked to its person as soon as it is opened.

The security administrator opens accounts and learns no more of the pool than the names of those who sit in a team and
have no account; the office links accounts that there are.
"""

from __future__ import annotations

import uuid
from datetime import date, datetime

from bihuan.access.actions import ACCOUNT_KEEPERS, note, open_account, require
from bihuan.access.models import Account
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.steps import locked
from bihuan.ledger.door import Receipt, batch, commit, deed
from bihuan.teams.authorising import roles_waiting
from bihuan.teams.inspectors import POOL_KEEPERS, inspector_for
from bihuan.teams.models import Inspector, Tour


class AccountOfAnother(ValueError):
    """An account that belongs to somebody else of the pool."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"account: it belongs to {name} of the pool; choose another account")


class HasAccount(ValueError):
    """A person who has an account."""

    def __init__(self, name: str, login_name: str) -> None:
        self.name, self.login_name = name, login_name
        super().__init__(f"{name} has the account {login_name} already; correct the person where it is wrong")


def seated_without_account(authority_id: uuid.UUID, today: date) -> list[Tour]:
    """Return whoever sits in a team of a running round and has no account, round by round."""
    rows = Tour.objects.filter(authority_id=authority_id, ended_on=None, until_on__gte=today, round__ended_on=None)
    rows = rows.filter(inspector__account_id=None, inspector__left_on=None).select_related("round", "inspector")
    return list(rows.order_by("from_on", "id"))


@deed
def link_account(*, actor: Actor, inspector_id: uuid.UUID, account_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Link an account to its person; where only the account was wanting, access to the team's dossiers begins."""
    role = require(actor, POOL_KEEPERS | ACCOUNT_KEEPERS, "link_account")
    row = inspector_for(actor, inspector_id)
    known = Account.objects.filter(authority_id=actor.authority_id)
    account = known.get(pk=account_id)
    if row.account_id is not None:
        raise HasAccount(row.name, known.get(pk=row.account_id).login_name)
    others = Inspector.objects.filter(authority_id=actor.authority_id, account_id=account.pk)
    if (other := others.first()) is not None:
        raise AccountOfAnother(other.name)
    row.account_id = account.pk
    opened = []
    tours = Tour.objects.filter(authority_id=actor.authority_id, inspector=row, ended_on=None, round__ended_on=None)
    for tour in locked(tours.select_related("round", "authorisation")):
        if tour.pledged_on is not None:
            tour.inspector = row
            opened += roles_waiting(tour, actor.today)
    told = {"inspector": row.id, "account": account.pk, "assignments": [one.id for one in opened]}
    return commit(note=note(actor, "link_account", role, now, str(account.pk), told=told), rows=[row, *opened])


def open_account_of(
    *,
    actor: Actor,
    account_id: uuid.UUID,
    inspector_id: uuid.UUID | None,
    login_name: str,
    name: str,
    password: str,
    organization_id: uuid.UUID | None,
    now: datetime,
    key: str,
) -> Receipt:
    """Open an account and link it to its person where it is one of the pool: together or not at all."""
    with batch():
        receipt = open_account(
            actor=actor,
            account_id=account_id,
            login_name=login_name,
            name=name,
            password=password,
            organization_id=organization_id,
            now=now,
            key=key,
        )
        if inspector_id is not None and not receipt.repeated:
            link_account(actor=actor, inspector_id=inspector_id, account_id=account_id, now=now, key=f"{key}-link")
    return receipt
