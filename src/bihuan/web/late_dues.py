"""What dossiers owe and have not done by its day: plans, meetings, evaluations, checks; meetings ordered once more.

Findings past their day are counted by themselves (figures.py, lists/findings.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Value

from bihuan.access.actors import within
from bihuan.desk.sight import inspections_seen
from bihuan.domain.consequences import Consequence as Kind
from bihuan.domain.deadlines import DeadlineName
from bihuan.domain.jurisdiction import Actor, scope_of
from bihuan.domain.lifecycle.facts import CheckKind
from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.domain.roles import UNIT, Role
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.evaluation.consequence_models import ADOPTED, Consequence
from bihuan.evaluation.models import Evaluation
from bihuan.rectification.models import Meeting, Plan
from bihuan.supervision.models import Check
from bihuan.web.dues import DueState, dues_of
from bihuan.web.remembered import remembered

TOLD_CONSEQUENCES = frozenset({Role.OFFICE, Role.LEADING_GROUP})  # of what a unit was ordered to, before its notice

CHECKED = (CheckKind.RETURN_VISIT, CheckKind.SPECIAL_CHECK)  # kinds of check that are called as their deadline is


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
    found = [*of_deadlines(actor), *of_orders(actor)]
    return tuple(sorted(found, key=lambda one: (one.due, one.unit, one.what)))


def of_deadlines(actor: Actor) -> Iterator[Late]:
    """Yield the deadlines that are over; dossiers of the same rules and day are reckoned once."""
    rows = inspections_seen(actor).select_related(None).filter(stage__in=RUNNING, feedback_on__isnull=False)
    told = rows.order_by().values_list("id", "organization_name", "packs", "feedback_on")
    over: dict[tuple[str, date | None], dict[DeadlineName, date]] = {}
    met = met_in(actor)
    for dossier, unit, packs, feedback_on in told:
        bound = json.dumps(packs), feedback_on
        if bound not in over:
            one = Inspection(authority_id=actor.authority_id, packs=packs, feedback_on=feedback_on)
            dues = dues_of(one, rulebook_of(one, actor.today), actor.today, {})
            over[bound] = {one.deadline.what: one.deadline.due for one in dues if one.state is DueState.OVER}
        for what, due in over[bound].items():
            if (dossier, what.value) not in met:
                yield Late(dossier, unit, "deadline", what.value, due, (actor.today - due).days)


def met_in(actor: Actor) -> frozenset[tuple[UUID, str]]:
    """Return which running dossiers of the authority met which deadlines, in one query; what `dues.met_by` knows.

    Somebody of a unit knows only of evaluations that his unit was told.
    """
    running: dict[str, Any] = {"authority_id": actor.authority_id, "inspection__stage__in": RUNNING}
    evaluated = Evaluation.objects.filter(**running, withdrawn_on=None)
    if actor.roles & UNIT:
        evaluated = evaluated.exclude(told_on=None)
    checked = Check.objects.filter(**running, withdrawn_on=None, kind__in=CHECKED)
    plans, *others = [
        rows.order_by().values_list("inspection_id", what)
        for rows, what in (
            (named(Plan.objects.filter(**running, returned_on=None), DeadlineName.RECTIFICATION_PLAN), "what"),
            (named(Meeting.objects.filter(**running, withdrawn_on=None), DeadlineName.DEMOCRATIC_LIFE_MEETING), "what"),
            (named(evaluated, DeadlineName.EVALUATION), "what"),
            (checked, "kind"),
        )
    ]
    return frozenset(plans.union(*others))


def named(rows: QuerySet[Any], what: DeadlineName) -> QuerySet[Any]:
    told: QuerySet[Any] = rows.annotate(what=Value(what.value))
    return told


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
