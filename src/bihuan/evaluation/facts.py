"""Evaluations as the facts that gates ask."""

from __future__ import annotations

from bihuan.domain.evaluation import HUNDREDTHS
from bihuan.domain.lifecycle.facts import EvaluationFacts
from bihuan.dossiers.models import Inspection
from bihuan.evaluation.models import Evaluation
from bihuan.ledger.prepared import read_rows


def evaluations_of(inspection: Inspection) -> tuple[EvaluationFacts, ...]:
    """Return the evaluations that stand, by day and number."""
    own = {"authority_id": inspection.authority_id, "inspection_id": inspection.id}
    return tuple(
        EvaluationFacts(row.by_role, row.on, row.by_name, row.total_hundredths / int(HUNDREDTHS))
        for row in read_rows(Evaluation, own, "on", "number", empty=("withdrawn_on",))
    )


def latest_is_told(inspection: Inspection) -> bool:
    """True where the latest evaluation that stands has been told to the unit."""
    rows = Evaluation.objects.filter(authority_id=inspection.authority_id, inspection=inspection, withdrawn_on=None)
    latest = rows.order_by("-on", "-number").first()
    return latest is not None and latest.told_on is not None
