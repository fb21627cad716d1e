"""Deeds of evaluation: record one under the pack's weights, tell it, withdraw it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bihuan.domain.evaluation import refuse_groundless_marks, scored
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.sequence import Moment
from bihuan.dossiers.days import mark_of_lateness, refuse_impossible_day
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import (
    NoSuchThing,
    inspection_for,
    may_take,
    note_of,
)
from bihuan.evaluation.forms import (
    Governed,
    Refs,
    evidence_of,
    form_of,
    grounds_by_aspect,
    lines_of,
    marks_by_aspect,
    scorers_asked,
    weights_of_parts,
)
from bihuan.evaluation.models import Evaluation
from bihuan.evaluation.proposing import resting_on_score
from bihuan.evaluation.turns import bar_to_evaluate
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.supervision.actions import author_of, withdrawing_role


class TwoScorersAsked(ValueError):
    """The rules of a dossier ask for two scorers who do not see each other's marks."""

    def __init__(self, basis: str) -> None:
        self.basis = basis
        super().__init__(f"{basis}: two scorers are asked for; open a sheet for two instead")


@deed
def record_evaluation(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    on: date,
    marks: Mapping[str, Decimal],
    grounds: Mapping[str, str],
    remark: str,
    refs: Refs | None = None,
    now: datetime,
    key: str,
) -> Receipt:
    """Enter an evaluation: a mark for each line of the form, with what was seen for it and what proves it."""
    inspection = inspection_for(actor, inspection_id)
    refuse_impossible_day(Moment.EVALUATION, on, inspection, actor.today)
    taken = may_take(
        actor=actor,
        step=STEPS["record_evaluation"],
        inspection=inspection,
        stage=inspection.stage,
        facts=bare_facts(inspection, actor.today),
    )
    by = author_of(taken.role, inspection)
    bar = bar_to_record(inspection, on, by)
    if bar is not None:
        raise bar
    given, governed = Given(marks, grounds, refs or {}), form_of(inspection, actor.today)
    row = made(inspection, governed, given, on=on, by=by, remark=remark)
    refuse_groundless_marks(governed.form, marks, grounds)
    told = {"evaluation": row.id, "number": row.number, "total_hundredths": row.total_hundredths}
    told |= mark_of_lateness(Moment.EVALUATION, on, inspection, actor.today)
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told)
    return commit(note=note, rows=[row])


@dataclass(frozen=True)
class Given:
    """What fills a form: marks, grounds and evidence by line; of two scorers also what each gave."""

    marks: Mapping[str, Decimal]
    grounds: Mapping[str, str]
    refs: Refs
    scorers: Mapping[str, Mapping[str, Any]] | None = None


def made(
    inspection: Inspection, governed: Governed, given: Given, *, on: date, by: tuple[str, str], remark: str
) -> Evaluation:
    """Return the evaluation that a filled form makes; raise MarksIncomplete, MarkOutOfRange or TimesWrong."""
    form = governed.form
    result = scored(form, given.marks, settled=given.scorers is not None)
    evidence = evidence_of(inspection, given.refs)
    count = Evaluation.objects.filter(authority_id=inspection.authority_id, inspection=inspection).count()
    return Evaluation(
        authority_id=inspection.authority_id,
        inspection=inspection,
        number=count + 1,
        by_role=by[0],
        by_name=by[1],
        on=on,
        marks=marks_by_aspect(result),
        grounds=grounds_by_aspect(form, given.grounds),
        weights=dict(form.shares),
        lines=lines_of(form, given.marks, given.grounds, given.refs, evidence, given.scorers),
        basis=governed.basis,
        total_hundredths=result.total.hundredths,
        full_hundredths=result.total.full_hundredths,
        remark=remark.strip(),
    )


def bar_to_record(inspection: Inspection, on: date, by: tuple[str, str]) -> Exception | None:
    """Return why a body cannot evaluate by itself as of a day, None where it can."""
    asked, clause = scorers_asked(inspection, on)
    return TwoScorersAsked(clause) if asked > 1 else bar_to_evaluate(inspection, on, by)


def bar_to_tell(row: Evaluation, inspection: Inspection, today: date) -> AlreadyTold | NotCombined | None:
    """Return why the unit cannot be told of an evaluation, None where it can."""
    if row.told_on is not None:
        return AlreadyTold(row.number)
    combining = weights_of_parts(inspection, today)
    return NotCombined(combining.basis) if combining is not None and row.combined_on is None else None


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


class NotCombined(ValueError):
    """Where the rules combine three scores, the unit is told the combined one."""

    def __init__(self, basis: str) -> None:
        self.basis = basis
        super().__init__(f"{basis}: three scores are combined; combine them first, then tell the unit")


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
    bar = bar_to_tell(row, inspection, actor.today)
    if bar is not None:
        raise bar
    row.told_on = actor.today
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told={"evaluation": row.number})
    return commit(note=note, rows=[row])


class ScoreNeeded(ValueError):
    """What was adopted for a low score, and nobody knows yet, does not outlive its evaluation."""

    def __init__(self, number: int, adopted: list[str]) -> None:
        self.number, self.adopted = number, adopted
        super().__init__(
            f"{', '.join(adopted)}: adopted upon evaluation {number}; let the leading group decline it first"
        )


def bar_to_withdraw(row: Evaluation) -> ScoreNeeded | None:
    """Return why an evaluation cannot be withdrawn, None where it can."""
    resting = [one.kind for one in resting_on_score(row)]
    return ScoreNeeded(row.number, resting) if resting else None


@deed
def withdraw_evaluation(*, actor: Actor, evaluation_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Withdraw an evaluation that was entered wrongly; it stays, struck out, with the reason.

    What was adopted for its score is declined first; what was notified stands.
    """
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
    bar = bar_to_withdraw(row)
    if bar is not None:
        raise bar
    row.withdrawn_on, row.withdrawn_reason = actor.today, reason.strip()
    note = note_of(
        actor=actor, taken=taken, inspection=inspection, now=now, reason=reason, told={"evaluation": row.number}
    )
    return commit(note=note, rows=[row])
