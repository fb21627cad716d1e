"""What a unit holds of its own rectification, on the panel's form, before the panel scores it.

It is handed in once. What was wrong in it is returned with a reason and handed in anew; both stay.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from bihuan.domain.evaluation import refuse_groundless_marks, scored
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.sequence import Moment
from bihuan.dossiers.days import refuse_impossible_day
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import inspection_for, note_of
from bihuan.evaluation.forms import Refs, evidence_of, lines_of
from bihuan.evaluation.judging import taking
from bihuan.evaluation.models import SelfAssessment
from bihuan.evaluation.sheets import form_of_panel
from bihuan.evaluation.turns import bar_to_assess, scored_of
from bihuan.ledger.door import Receipt, commit, deed


class NothingToReturn(ValueError):
    """There is no self-assessment that waits for the panel."""

    def __init__(self) -> None:
        super().__init__("no self-assessment waits for the panel; wait until the unit hands one in")


class ScoredUpon(ValueError):
    """The panel has scored since: what was handed in before it stands with it."""

    def __init__(self, number: int, on: date) -> None:
        self.number, self.on = number, on
        super().__init__(f"evaluation {number} of {on} was made upon it; have that withdrawn first, then return this")


@deed
def assess_self(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    on: date,
    marks: Mapping[str, Decimal],
    grounds: Mapping[str, str],
    refs: Refs,
    remark: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Hand in what the unit holds of its own rectification, on the panel's form and before the panel."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "assess_self", inspection)
    refuse_impossible_day(Moment.EVALUATION, on, inspection, actor.today)
    bar = bar_to_assess(inspection, on)
    if bar is not None:
        raise bar
    governed = form_of_panel(inspection, actor.today)
    result = scored(governed.form, marks)
    refuse_groundless_marks(governed.form, marks, grounds)
    row = SelfAssessment(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=SelfAssessment.objects.filter(authority_id=actor.authority_id, inspection=inspection).count() + 1,
        on=on,
        by_role=taken.role.value,
        lines=lines_of(governed.form, marks, grounds, refs, evidence_of(inspection, refs)),
        basis=governed.basis,
        total_hundredths=result.total.hundredths,
        full_hundredths=result.total.full_hundredths,
        remark=remark.strip(),
    )
    told = {"self_assessment": row.number, "total_hundredths": row.total_hundredths}
    return commit(note=note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told), rows=[row])


@deed
def return_self_assessment(*, actor: Actor, inspection_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Return what the unit handed in, with the reason, before the panel scores; it stays, struck out."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "return_self_assessment", inspection, reason)
    bar = bar_to_return(inspection)
    if bar is not None:
        raise bar
    row = self_assessments(inspection)[-1]
    row.returned_on, row.returned_reason = actor.today, reason.strip()
    told = {"self_assessment": row.number}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, reason=reason, told=told)
    return commit(note=note, rows=[row])


def bar_to_return(inspection: Inspection) -> NothingToReturn | ScoredUpon | None:
    """Return why no self-assessment can be returned, None where one waits for the panel."""
    own = self_assessments(inspection)
    if not own:
        return NothingToReturn()
    upon = ((number, day) for number, (day, _id) in scored_of(inspection).items() if day >= own[-1].on)
    return next((ScoredUpon(*one) for one in upon), None)


def handed_in(inspection: Inspection) -> list[SelfAssessment]:
    """Return all that the unit has held of itself, by day; what was returned, too."""
    rows = SelfAssessment.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    return list(rows.order_by("on", "number"))


def self_assessments(inspection: Inspection) -> list[SelfAssessment]:
    """Return what the unit has held of itself and what stands, by day."""
    return [row for row in handed_in(inspection) if row.returned_on is None]
