"""A reorganisation on its day: it takes effect in the name of whoever decided it; before, it can be called off."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from bihuan.access.actions import note, require
from bihuan.access.actors import actor_of
from bihuan.access.models import Account
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.reorganising import refuse_changed, refuse_effect
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, locked
from bihuan.ledger.door import ChangedMeanwhile, Receipt, commit, deed
from bihuan.ledger.models import Kept
from bihuan.organizations.actions import lock_tree
from bihuan.organizations.models import Authority, Organization
from bihuan.supervision.models import Reorganisation, ReorganisedUnit
from bihuan.supervision.reorganising import REORGANISERS, decided, effects, side_of
from bihuan.supervision.wanted import wanted_of


@deed
def bring_into_effect(*, actor: Actor, reorganisation_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Let a reorganisation take effect whose day has come: units, duties, heads, access and places pass on."""
    role = require(actor, REORGANISERS, "bring_into_effect")
    lock_tree(actor)
    row = waiting_one(actor, reorganisation_id)
    told_off = row.called_off_on is not None
    refuse_effect(row.paper, row.on, actor.today, waits=row.waits, is_called_off=told_off)
    wanted = wanted_of(row)
    decision = decided(actor, wanted, own=row.id)
    row.waits = False
    rows: list[Kept] = [*decision.founded, row, *(side_of(row, one, is_new=True) for one in decision.founded)]
    rows += effects(actor, row, wanted, decision)
    told = {"reorganisation": row.id, "news": [one.id for one in decision.news]}
    return commit(note=note(actor, "bring_into_effect", role, now, row.paper, told=told), rows=rows)


@deed
def call_off_reorganisation(
    *, actor: Actor, reorganisation_id: uuid.UUID, reason: str, now: datetime, key: str
) -> Receipt:
    """Call off a reorganisation that has not taken effect; it stays in the list with its reason."""
    role = require(actor, REORGANISERS, "call_off_reorganisation")
    row = waiting_one(actor, reorganisation_id)
    refuse_changed(row.paper, waits=row.waits, is_called_off=row.called_off_on is not None)
    if not reason.strip():
        raise ReasonMissing("call_off_reorganisation")
    row.called_off_on, row.called_off_reason = actor.today, reason.strip()
    entry = note(
        actor, "call_off_reorganisation", role, now, row.paper, reason.strip(), told={"reorganisation": row.id}
    )
    return commit(note=entry, rows=[row])


def waiting_one(actor: Actor, reorganisation_id: uuid.UUID) -> Reorganisation:
    """Return a reorganisation, locked."""
    rows = Reorganisation.objects.filter(authority_id=actor.authority_id, pk=reorganisation_id)
    row: Reorganisation | None = locked(rows).first()
    if row is None:
        raise NoSuchThing("reorganisation", reorganisation_id)
    return row


def awaited(unit: Organization) -> list[Reorganisation]:
    """Return the reorganisations that wait for their day and in which a unit ends or takes over, the earliest first."""
    mine = ReorganisedUnit.objects.filter(authority_id=unit.authority_id, organization=unit)
    rows = Reorganisation.objects.filter(authority_id=unit.authority_id, waits=True, called_off_on=None)
    return list(rows.filter(pk__in=mine.values("reorganisation_id")).order_by("on", "number"))


def due(authority_id: uuid.UUID, today: date) -> list[Reorganisation]:
    """Return the reorganisations whose day has come and that have not taken effect, the earliest first."""
    rows = Reorganisation.objects.filter(authority_id=authority_id, waits=True, called_off_on=None, on__lte=today)
    return list(rows.order_by("on", "number"))


def take_effect(today: date, now: datetime) -> list[str]:
    """Let every reorganisation take effect whose day has come; return what could not, each with its reason.

    The office sees those on its to-do: the day comes without anybody at the desk, a refusal needs somebody.
    """
    kept_back = []
    for authority in Authority.objects.order_by("id"):
        for row in due(authority.authority_id, today):
            known = Account.objects.filter(authority_id=row.authority_id)
            account = known.filter(pk=row.decided_by).first() if row.decided_by else None
            if account is None:
                kept_back.append(f"{row.paper}: whoever decided it has no account; bring it into effect by hand")
                continue
            actor, key = actor_of(account, today), f"on-its-day-{row.id}"
            try:
                bring_into_effect(actor=actor, reorganisation_id=row.id, now=now, key=key)
            except (ValueError, PermissionError, LookupError, ChangedMeanwhile) as refusal:
                kept_back.append(f"{row.paper}: {refusal}")
    return kept_back
