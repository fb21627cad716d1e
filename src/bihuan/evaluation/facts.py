"""Evaluations as the facts that gates ask, and which of them are whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from bihuan.domain.evaluation import HUNDREDTHS, is_whole
from bihuan.domain.lifecycle.facts import EvaluationFacts
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import asks
from bihuan.evaluation.forms import THREE_IN_ONE
from bihuan.evaluation.models import Evaluation
from bihuan.ledger.prepared import read_rows


def evaluations_of(inspection: Inspection) -> tuple[EvaluationFacts, ...]:
    """Return the evaluations that stand, by day and number; one that lacks a part has no score yet."""
    own = {"authority_id": inspection.authority_id, "inspection_id": inspection.id}
    return tuple(
        EvaluationFacts(row.by_role, row.on, row.by_name, score_of(row, inspection))
        for row in read_rows(Evaluation, own, "on", "number", empty=("withdrawn_on",))
    )


def standing_of_many(dossiers: Sequence[Inspection]) -> list[tuple[Inspection, Evaluation]]:
    """Return the evaluations that stand of dossiers of any authorities, by day and number, each with its dossier."""
    by_id = {one.id: one for one in dossiers}
    at = {one.authority_id for one in dossiers}
    rows = Evaluation.objects.filter(authority_id__in=at, inspection_id__in=by_id, withdrawn_on=None)
    return [(by_id[row.inspection_id], row) for row in rows.order_by("on", "number")]


def evaluations_of_many(dossiers: Sequence[Inspection]) -> dict[UUID, tuple[EvaluationFacts, ...]]:
    """Return what `evaluations_of` returns, of many dossiers with one question."""
    found: dict[UUID, list[EvaluationFacts]] = defaultdict(list)
    for one, row in standing_of_many(dossiers):
        found[one.id].append(EvaluationFacts(row.by_role, row.on, row.by_name, score_of(row, one)))
    return {one: tuple(several) for one, several in found.items()}


def stands_whole(row: Evaluation, inspection: Inspection) -> bool:
    """True where the rules of a dossier combine nothing, or where this evaluation was combined."""
    return is_whole(asks_parts=asks(inspection, THREE_IN_ONE), is_combined=row.combined_hundredths is not None)


def score_of(row: Evaluation, inspection: Inspection) -> float | None:
    """Return the score as gates weigh it; None while it lacks a part."""
    return hundredths_of(row) / int(HUNDREDTHS) if stands_whole(row, inspection) else None


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


def latest_whole_of(inspection: Inspection) -> Evaluation | None:
    """Return the latest evaluation that stands and lacks no part: what consequences rest on."""
    rows = Evaluation.objects.filter(authority_id=inspection.authority_id, inspection=inspection, withdrawn_on=None)
    return next((row for row in rows.order_by("-on", "-number") if stands_whole(row, inspection)), None)


def latest_is_told(inspection: Inspection) -> bool:
    """True where the latest evaluation that stands has been told to the unit."""
    latest = latest_of(inspection)
    return latest is not None and latest.told_on is not None
