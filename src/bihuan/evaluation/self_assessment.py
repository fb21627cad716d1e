"""What a unit holds of its own rectification, on the panel's form, before the panel scores it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from bihuan.domain.evaluation import scored
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.sequence import Moment
from bihuan.dossiers.days import refuse_impossible_day
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import inspection_for, note_of
from bihuan.evaluation.forms import Refs, evidence_of, form_of, lines_of
from bihuan.evaluation.judging import taking
from bihuan.evaluation.models import SelfAssessment
from bihuan.ledger.door import Receipt, commit, deed


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
    """Hand in what the unit holds of its own rectification, on the panel's form; the last before the panel counts."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "assess_self", inspection)
    refuse_impossible_day(Moment.EVALUATION, on, inspection, actor.today)
    governed = form_of(inspection, actor.today)
    result = scored(governed.form, marks)
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


def self_assessments(inspection: Inspection) -> list[SelfAssessment]:
    """Return what the unit has held of itself, by day."""
    rows = SelfAssessment.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    return list(rows.order_by("on", "number"))
