"""Which consequences a reader sees: office and leading group those of all dossiers, a unit what it was told of."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.db.models import Case, F, Q, QuerySet, When

from bihuan.access.actors import within
from bihuan.domain.consequences import told_to_unit
from bihuan.domain.jurisdiction import Actor, scope_of
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Inspection
from bihuan.evaluation.consequence_models import ADOPTED, DECLINED
from bihuan.evaluation.models import Consequence
from bihuan.evaluation.proposing import by_dossier, consequences_of, weighed

READERS = frozenset({Role.OFFICE, Role.LEADING_GROUP})
WAITING, OVERDUE, DONE = "waiting", "overdue", "done"
STATES = (WAITING, ADOPTED, OVERDUE, DECLINED, DONE)


@dataclass(frozen=True)
class Asked:
    """Which consequences are looked for; several conditions hold together."""

    unit: str = ""
    kind: str = ""
    state: str = ""
    round_id: uuid.UUID | None = None


@dataclass(frozen=True)
class Proposed:
    """What the rules propose for a dossier and nobody has taken up: it waits for its decision and has no row yet."""

    inspection: Inspection
    kind: str
    grounds: tuple[str, ...]
    basis: str
    is_proposed = True


def consequences_asked(actor: Actor, asked: Asked) -> QuerySet[Consequence]:
    """Return the consequences within reach that fit what was asked."""
    rows = Consequence.objects.select_related("inspection", "inspection__round")
    rows = within(rows, scope_of(actor, READERS), prefix="inspection__", dossier="id")
    if asked.unit:
        rows = rows.filter(inspection__organization_name__icontains=asked.unit)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.round_id:
        rows = rows.filter(inspection__round_id=asked.round_id)
    if asked.state == DONE:
        return rows.filter(recorded_on__isnull=False)
    if asked.state == OVERDUE:
        return rows.filter(decision=ADOPTED, recorded_on=None, due_on__lt=actor.today)
    if asked.state:
        return rows.filter(decision="" if asked.state == WAITING else asked.state, recorded_on=None)
    return rows


def open_first(rows: QuerySet[Consequence]) -> QuerySet[Consequence]:
    """Return consequences as they are read: what is open first, by its day."""
    is_settled = Case(When(Q(decision=DECLINED) | Q(recorded_on__isnull=False), then=1), default=0)
    return rows.order_by(is_settled, F("due_on").asc(nulls_last=True), "-proposed_on", "id")


def proposals_asked(actor: Actor, asked: Asked) -> list[Proposed]:
    """Return what the rules propose within reach that fits what was asked; all of it waits for a decision."""
    if asked.state not in ("", WAITING):
        return []
    rows = Inspection.objects.filter(stage__in=STEPS["decide_consequence"].sources).select_related("round")
    rows = within(rows, scope_of(actor, READERS))
    if asked.unit:
        rows = rows.filter(organization_name__icontains=asked.unit)
    if asked.round_id:
        rows = rows.filter(round_id=asked.round_id)
    found = weighed(rows.order_by("-feedback_on", "id"), by_dossier(actor.authority_id), actor.today)
    return [
        Proposed(one.inspection, proposal.consequence.value, grounds, proposal.basis)
        for one in found
        for proposal in one.proposals
        for grounds in [tuple(ground.value for ground in proposal.grounds)]
        if asked.kind in ("", proposal.consequence)
    ]


def consequences_seen(inspection: Inspection, *, is_unit: bool) -> list[Consequence]:
    """Return the consequences of a dossier, by number; the unit reads those it was notified of, no planned one."""
    rows = consequences_of(inspection)
    if not is_unit:
        return rows
    told = told_to_unit(row.kind for row in rows)
    return [row for row in rows if row.notified_on is not None and row.kind in told]
