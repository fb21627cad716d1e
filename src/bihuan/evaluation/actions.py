"""Deeds of evaluation: record one under the pack's weights, tell it, withdraw it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from bihuan.domain.evaluation import total_of
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.rulebook import Weights
from bihuan.domain.sequence import Moment
from bihuan.dossiers.days import mark_of_lateness, refuse_impossible_day
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.dossiers.steps import (
    NoSuchThing,
    inspection_for,
    may_take,
    note_of,
)
from bihuan.evaluation.models import Evaluation
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.supervision.actions import author_of, withdrawing_role

WEIGHTS = "evaluation/weights"


def weights_of(inspection: Inspection, today: date) -> tuple[Weights, str]:
    """Return the aspects with their weights that bind a dossier, and the clause they stand in."""
    governing = rulebook_of(inspection, today).need(WEIGHTS)
    return governing.value_as(Weights), governing.basis


@deed
def record_evaluation(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    on: date,
    marks: Mapping[str, Decimal],
    grounds: Mapping[str, str],
    remark: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Enter an evaluation: a mark for each aspect of the pack, with what was seen for it."""
    inspection = inspection_for(actor, inspection_id)
    refuse_impossible_day(Moment.EVALUATION, on, inspection, actor.today)
    taken = may_take(
        actor=actor,
        step=STEPS["record_evaluation"],
        inspection=inspection,
        stage=inspection.stage,
        facts=bare_facts(inspection, actor.today),
    )
    weights, basis = weights_of(inspection, actor.today)
    total = total_of(marks, weights)
    by_role, by_name = author_of(taken.role, inspection)
    count = Evaluation.objects.filter(authority_id=actor.authority_id, inspection=inspection).count()
    row = Evaluation(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=count + 1,
        by_role=by_role,
        by_name=by_name,
        on=on,
        marks={aspect: str(marks[aspect]) for aspect in weights.shares},
        grounds={aspect: grounds.get(aspect, "").strip() for aspect in weights.shares},
        weights=dict(weights.shares),
        basis=basis,
        total_hundredths=total.hundredths,
        full_hundredths=total.full_hundredths,
        remark=remark.strip(),
    )
    told = {"evaluation": row.id, "number": row.number, "total_hundredths": total.hundredths}
    told |= mark_of_lateness(Moment.EVALUATION, on, inspection, actor.today)
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told)
    return commit(note=note, rows=[row])


def standing(actor: Actor, evaluation_id: uuid.UUID) -> tuple[Evaluation, Inspection]:
    row = Evaluation.objects.filter(authority_id=actor.authority_id, pk=evaluation_id, withdrawn_on=None).first()
    if row is None:
        raise NoSuchThing("evaluation", evaluation_id)
    return row, inspection_for(actor, row.inspection_id)


class AlreadyTold(ValueError):
    """The unit knows an evaluation already."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"evaluation {number} was told to the unit already; there is nothing left to do")


@deed
def tell_evaluation(*, actor: Actor, evaluation_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Tell the unit an evaluation; before that it sees neither marks nor that there is one."""
    row, inspection = standing(actor, evaluation_id)
    taken = may_take(
        actor=actor,
        step=STEPS["tell_evaluation"],
        inspection=inspection,
        stage=inspection.stage,
        facts=bare_facts(inspection, actor.today),
    )
    if row.told_on is not None:
        raise AlreadyTold(row.number)
    row.told_on = actor.today
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told={"evaluation": row.number})
    return commit(note=note, rows=[row])


@deed
def withdraw_evaluation(*, actor: Actor, evaluation_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Withdraw an evaluation that was entered wrongly; it stays, struck out, with the reason."""
    row, inspection = standing(actor, evaluation_id)
    role = withdrawing_role(actor, inspection, row.by_role)
    taken = may_take(
        actor=actor,
        step=STEPS["withdraw"],
        inspection=inspection,
        stage=inspection.stage,
        facts=bare_facts(inspection, actor.today),
        reason=reason,
        role=role,
    )
    row.withdrawn_on, row.withdrawn_reason = actor.today, reason.strip()
    note = note_of(
        actor=actor, taken=taken, inspection=inspection, now=now, reason=reason, told={"evaluation": row.number}
    )
    return commit(note=note, rows=[row])
