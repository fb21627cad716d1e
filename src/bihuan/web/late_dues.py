"""What dossiers owe and have not done by its day: plans, meetings, evaluations, checks; meetings ordered once more.

Findings past their day are counted by themselves (figures.py, lists/findings.py).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bihuan.access.actors import within
from bihuan.desk.sight import inspections_seen
from bihuan.domain.consequences import Consequence as Kind
from bihuan.domain.deadlines import DeadlineName
from bihuan.domain.jurisdiction import Actor, reaches, scope_of
from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.domain.roles import UNIT, Role
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.evaluation.consequence_models import ADOPTED, Consequence
from bihuan.web.dues import DueState, dues_of, met_by
from bihuan.web.remembered import remembered

TOLD_CONSEQUENCES = frozenset({Role.OFFICE, Role.LEADING_GROUP})  # of what a unit was ordered to, before its notice

READ = (
    *("id", "authority_id", "organization_name", "organization_path", "supervision_path", "stage"),
    *("packs", "feedback_on", "closed_on"),
)


@dataclass(frozen=True)
class Late:
    """One thing that a dossier owes since a day: `what` is a deadline's name, or a consequence of the `family`."""

    inspection_id: UUID
    unit: str
    family: str
    what: str
    due: date
    days: int


@remembered()
def late_dues(actor: Actor) -> tuple[Late, ...]:
    """Return what the running dossiers within reach owe since a day before today, the oldest first."""
    rows = inspections_seen(actor).select_related(None).filter(stage__in=RUNNING, feedback_on__isnull=False)
    found = [*of_deadlines(actor, list(rows.order_by().only(*READ))), *of_orders(actor)]
    return tuple(sorted(found, key=lambda one: (one.due, one.unit, one.what)))


def of_deadlines(actor: Actor, rows: list[Inspection]) -> list[Late]:
    """Return the deadlines that are over; dossiers of the same rules and day are reckoned once."""
    over: dict[tuple[str, date | None], dict[DeadlineName, date]] = {}
    owing: list[tuple[Inspection, dict[DeadlineName, date]]] = []
    for row in rows:
        bound = json.dumps(row.packs), row.feedback_on
        if bound not in over:
            dues = dues_of(row, rulebook_of(row, actor.today), actor.today, {})
            over[bound] = {one.deadline.what: one.deadline.due for one in dues if one.state is DueState.OVER}
        if over[bound]:
            owing.append((row, over[bound]))
    scope = scope_of(actor, set(actor.roles) - UNIT)
    told_only = any(not reaches(scope, row.thing) for row, _days in owing)
    met = met_by(actor.authority_id, [row for row, _days in owing], told_only=told_only) if owing else {}
    return [
        Late(row.id, row.organization_name, "deadline", what.value, due, (actor.today - due).days)
        for row, days in owing
        for what, due in days.items()
        if what not in met[row.id]
    ]


def of_orders(actor: Actor) -> list[Late]:
    """Return the democratic-life meetings that were ordered again and are not recorded by their day."""
    if not actor.roles & TOLD_CONSEQUENCES:
        return []
    rows = Consequence.objects.filter(kind=Kind.MEETING_AGAIN, decision=ADOPTED, recorded_on=None)
    rows = rows.filter(due_on__lt=actor.today, inspection__stage__in=RUNNING)
    mine = within(rows, scope_of(actor, TOLD_CONSEQUENCES), prefix="inspection__", dossier="id")
    told = mine.values_list("inspection_id", "inspection__organization_name", "kind", "due_on")
    return [
        Late(dossier, unit, "consequence", kind, due, (actor.today - due).days)
        for dossier, unit, kind, due in told
        if due is not None
    ]
