"""A dossier that was opened by mistake is withdrawn: it stays with the reason, and counts nowhere any more.

Here, for nothing may hang on it: no authorised team, no paper that went out, no tips, no costs. The guide that was
chosen for it is put aside with it, and the roles that were given on it end.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from bihuan.access.actions import end
from bihuan.access.models import Assignment
from bihuan.closeout.facts import whole_facts
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import STEPS, WITHDRAWN
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import note_of, taking_on
from bihuan.fieldwork.guide_tables import GuideInUse
from bihuan.fieldwork.guides import in_use
from bihuan.ledger.door import Receipt, batch, commit, deed
from bihuan.planning.models import Placement

STEP = STEPS["withdraw_dossier"]


@dataclass(frozen=True)
class Going:
    """What goes with a dossier that is withdrawn, and what stays: the roles on it, its guides, its unit's place."""

    roles: tuple[Assignment, ...]
    guides: tuple[GuideInUse, ...]
    stays_placed: bool


def going_with(inspection: Inspection, today: date) -> Going:
    """Return what whoever withdraws a dossier is told beforehand."""
    placed = Placement.objects.filter(authority_id=inspection.authority_id, round_id=inspection.round_id)
    return Going(
        tuple(roles_running(inspection.authority_id, inspection.id, today)),
        tuple(guides_standing(inspection)),
        placed.filter(organization_id=inspection.organization_id, removed_on=None).exists(),
    )


def withdraw(*, actor: Actor, inspection_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Withdraw a dossier and end the roles that were given on it: together or not at all."""
    with batch():
        receipt = withdraw_dossier(actor=actor, inspection_id=inspection_id, reason=reason, now=now, key=key)
        if receipt.repeated:
            return receipt
        for number, row in enumerate(roles_running(actor.authority_id, inspection_id, actor.today)):
            end(
                actor=actor,
                assignment_id=row.id,
                on=max(actor.today, row.from_on),
                reason=reason,
                now=now,
                key=f"{key}-{number}",
            )
    return receipt


@deed
def withdraw_dossier(*, actor: Actor, inspection_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Take a dossier out of all lists and figures, with the reason; its unit may be put into the round again."""
    inspection, taken = taking_on(actor, inspection_id, STEP, whole_facts, reason)
    guides = guides_standing(inspection)
    for one in guides:
        one.ended_on, one.ended_reason = actor.today, reason.strip()
    inspection.stage = WITHDRAWN
    inspection.withdrawn_on, inspection.withdrawn_reason = actor.today, reason.strip()
    told = {"round": inspection.round_id, "number": inspection.number}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, reason=reason, told=told)
    return commit(note=note, rows=[inspection, *guides])


def guides_standing(inspection: Inspection) -> list[GuideInUse]:
    """Return the guides that a team was to work by."""
    return [one for one in in_use(inspection) if one.ended_on is None]


def roles_running(authority_id: uuid.UUID, dossier_id: uuid.UUID, today: date) -> QuerySet[Assignment]:
    """Return the roles on a dossier that would run on after a day."""
    rows = Assignment.objects.filter(authority_id=authority_id, dossier_id=dossier_id)
    return rows.filter(Q(until_on=None) | Q(until_on__gt=today)).select_related("account").order_by("id")
