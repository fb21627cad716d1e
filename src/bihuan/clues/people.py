"""Who is named for the register: by the leading group or the security administrator, one by one, never by role."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter

from django.db.models import Q

from bihuan.access.actions import EndsBeforeItBegins, OwnPower, note, require
from bihuan.access.actors import actor_of
from bihuan.access.models import Account
from bihuan.access.name_order import by_sound
from bihuan.clues.models import ClueGrant
from bihuan.domain.clues import NAMEABLE, may_be_named
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, locked
from bihuan.ledger.door import Receipt, commit, deed

NAMERS = frozenset({Role.LEADING_GROUP, Role.SECURITY_ADMINISTRATOR})


def nameable(actor: Actor) -> list[Account]:
    """Return the accounts that somebody may name: not his own, none that is refused afterwards."""
    rows = Account.objects.filter(authority_id=actor.authority_id, ended_on=None).order_by("login_name")
    others = (one for one in by_sound(rows, attrgetter("name")) if one.id != actor.account_id)
    return [one for one in others if may_be_named(actor_of(one, actor.today).roles)]


class NotNameable(ValueError):
    """Somebody who administers the house, answers for an inspected unit, or has no role that works on dossiers."""

    def __init__(self) -> None:
        super().__init__("this account cannot be named for the register; choose somebody who works on dossiers only")


class NamedAlready(ValueError):
    """The same person for the same part of the register at the same time is named once."""

    def __init__(self) -> None:
        super().__init__("the account is named for this already; end that first, or choose other days")


@dataclass(frozen=True)
class Reach:
    """What somebody may do with the register today: which dossiers' clues he reads and writes; None: all of them."""

    reads: frozenset[str] | None
    writes: frozenset[str] | None

    def may_read(self, dossier_id: str | None) -> bool:
        return self.reads is None or dossier_id in self.reads

    def may_write(self, dossier_id: str | None) -> bool:
        return self.writes is None or dossier_id in self.writes

    @property
    def writes_any(self) -> bool:
        return self.writes is None or bool(self.writes)


def reach_of(actor: Actor) -> Reach | None:
    """Return what an actor reaches of the register; None for everybody who is not named."""
    if actor.account_id is None or not may_be_named(actor.roles):
        return None
    own = ClueGrant.objects.filter(authority_id=actor.authority_id, account_id=actor.account_id)
    running = list(own.filter(running_on(actor.today), ended=False))
    if not running:
        return None
    return Reach(reads=part_of(running), writes=part_of([one for one in running if one.may_write]))


def running_on(day: date) -> Q:
    return Q(from_on__lte=day) & (Q(until_on=None) | Q(until_on__gte=day))


def part_of(grants: list[ClueGrant]) -> frozenset[str] | None:
    if any(one.dossier_id is None for one in grants):
        return None
    return frozenset(str(one.dossier_id) for one in grants)


def is_named(actor: Actor | None) -> bool:
    """True for somebody who may open the register today; nobody whose roles rule it out costs a question."""
    return actor is not None and bool(actor.roles & NAMEABLE) and reach_of(actor) is not None


@deed
def name_for_clues(
    *,
    actor: Actor,
    account_id: uuid.UUID,
    dossier_id: uuid.UUID | None,
    may_write: bool,
    from_on: date,
    until_on: date | None,
    now: datetime,
    key: str,
) -> Receipt:
    """Name somebody for the register, or for the clues of one dossier."""
    role = require(actor, NAMERS, "name_for_clues")
    if account_id == actor.account_id:
        raise OwnPower(role)
    account = Account.objects.filter(authority_id=actor.authority_id, pk=account_id, ended_on=None).first()
    if account is None:
        raise NoSuchThing("account", account_id)
    if until_on is not None and until_on < from_on:
        raise EndsBeforeItBegins(from_on, until_on)
    if not may_be_named(actor_of(account, actor.today).roles):
        raise NotNameable
    if dossier_id and not Inspection.objects.filter(authority_id=actor.authority_id, pk=dossier_id).exists():
        raise NoSuchThing("inspection", dossier_id)
    same = ClueGrant.objects.filter(
        authority_id=actor.authority_id, account=account, dossier_id=dossier_id, ended=False
    )
    same = same.filter(Q(until_on=None) | Q(until_on__gte=from_on))
    if (same.filter(from_on__lte=until_on) if until_on else same).exists():
        raise NamedAlready
    row = ClueGrant(
        authority_id=actor.authority_id,
        account=account,
        dossier_id=dossier_id,
        may_write=may_write,
        from_on=from_on,
        until_on=until_on,
    )
    return commit(note=note(actor, "name_for_clues", role, now, str(account_id), told={"grant": row.id}), rows=[row])


@deed
def end_naming(*, actor: Actor, grant_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """End a naming as of today; from this moment on the register does not exist for the person."""
    role = require(actor, NAMERS, "end_naming")
    rows = ClueGrant.objects.filter(authority_id=actor.authority_id, pk=grant_id, ended=False)
    row: ClueGrant | None = locked(rows).first()
    if row is None:
        raise NoSuchThing("naming", grant_id)
    row.ended = True
    return commit(note=note(actor, "end_naming", role, now, str(row.account_id), told={"grant": row.id}), rows=[row])
