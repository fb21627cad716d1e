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
        EvaluationFacts(row.by_role, row.on, row.by_name, hundredths_of(row) / int(HUNDREDTHS))
        for row in read_rows(Evaluation, own, "on", "number", empty=("withdrawn_on",))
    )


def hundredths_of(row: Evaluation) -> int:
    """Return the score of an evaluation: of three in one where they were combined, else the panel's."""
    return row.total_hundredths if row.combined_hundredths is None else row.combined_hundredths


def full_of(row: Evaluation) -> int:
    """Return the full mark that goes with the score."""
    if row.combined_hundredths is None:
        return row.full_hundredths
    return sum(int(part["weight"]) for part in row.parts) * int(HUNDREDTHS)


def latest_of(inspection: Inspection) -> Evaluation | None:
    """Return the latest evaluation that stands."""
    rows = Evaluation.objects.filter(authority_id=inspection.authority_id, inspection=inspection, withdrawn_on=None)
    return rows.order_by("-on", "-number").first()


def latest_is_told(inspection: Inspection) -> bool:
    """True where the latest evaluation that stands has been told to the unit."""
    latest = latest_of(inspection)
    return latest is not None and latest.told_on is not None
