"""Rows as the shapes of shapes.py."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import Model
from django.urls import reverse

from bihuan.api.shapes import (
    AnswerShape,
    CheckShape,
    ConsentShape,
    EvaluationShape,
    EvidenceShape,
    ExemptionShape,
    ExtensionShape,
    FiguresShape,
    FindingFull,
    FindingLine,
    InspectionFull,
    InspectionLine,
    MeasureShape,
    PlanShape,
    ReportFileShape,
    ReportShape,
    ReturnShape,
)
from bihuan.desk.sight import checks_seen, consents_seen, evaluations_seen, exemptions_seen, returns_seen
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.dossiers.models import Evidence, Finding, Inspection
from bihuan.rectification.facts import latest_plan
from bihuan.rectification.models import Extension, Measure, SignOffAnswer
from bihuan.rectification.sheets import shown_of

RUNNING = frozenset({FindingStage.RECTIFYING, FindingStage.SIGN_OFF_REQUESTED, FindingStage.LONG_TERM})


def columns(row: Model, shape: type[Any]) -> dict[str, Any]:
    """Return the row's columns that a shape names."""
    return {name: getattr(row, name) for name in shape.model_fields if hasattr(row, name)}


def each(rows: Iterable[Model], shape: type[Any]) -> list[Any]:
    return [shape(**columns(row, shape)) for row in rows]


def inspection_line(row: Inspection) -> InspectionLine:
    return InspectionLine(**_line_of(row))


def _line_of(row: Inspection) -> dict[str, Any]:
    return {
        "id": row.id,
        "organization_id": row.organization_id,
        "organization": row.organization_name,
        "round_id": row.round_id,
        "round": row.round.name,
        "number": row.number,
        "kind": row.kind,
        "team": row.team_name,
        "stage": row.stage,
        "feedback_on": row.feedback_on,
        "closed_on": row.closed_on,
        "taken_over": row.taken_over_on is not None,
        "withdrawn_on": row.withdrawn_on,
        "withdrawn_reason": row.withdrawn_reason,
    }


def inspection_full(actor: Actor, row: Inspection) -> InspectionFull:
    """Return a dossier as this reader may see it."""
    plan = latest_plan(row)
    return InspectionFull(
        **_line_of(row),
        supervision_office=row.supervision_office.name if row.supervision_office else None,
        packs=row.packs,
        plan=PlanShape(**columns(plan, PlanShape)) if plan else None,
        report=report_of(row),
        checks=each(checks_seen(actor, row), CheckShape),
        evaluations=each(evaluations_seen(actor, row), EvaluationShape),
        consents=each(consents_seen(actor, row), ConsentShape),
        exceptions=each(exemptions_seen(actor, row), ExemptionShape),
        returns=each(returns_seen(row), ReturnShape),
    )


def report_of(row: Inspection) -> ReportShape | None:
    """Return the standing report as whoever signs it has to be shown it."""
    shown = shown_of(row)
    if shown is None:
        return None
    report = shown.report
    file = ReportFileShape(name=report.file.name, sha256=report.file.sha256) if report.file else None
    figures = FiguresShape(**asdict(shown.sheet.figures))
    told = columns(report, ReportShape) | {"file": file, "figures": figures, "fingerprint": shown.fingerprint}
    return ReportShape(**told)


def finding_line(row: Finding, today: date) -> FindingLine:
    return FindingLine(**_finding_of(row, today))


def _finding_of(row: Finding, today: date) -> dict[str, Any]:
    return columns(row, FindingLine) | {
        "organization": row.inspection.organization_name,
        "overdue": row.stage in RUNNING and row.due_on is not None and row.due_on < today,
    }


def finding_full(row: Finding, today: date) -> FindingFull:
    answers = SignOffAnswer.objects.filter(authority_id=row.authority_id, finding=row).order_by("number")
    return FindingFull(
        **columns(row, FindingFull)
        | _finding_of(row, today)
        | {
            "handed_over_to": row.handed_over_to.name if row.handed_over_to else None,
            "answers": each(answers, AnswerShape),
        }
    )


def measures(finding: Finding, rows: Sequence[Measure]) -> list[MeasureShape]:
    asked: dict[Any, list[ExtensionShape]] = {}
    extensions = Extension.objects.filter(authority_id=finding.authority_id, finding=finding)
    for extension in extensions.order_by("id"):
        shape = ExtensionShape(**columns(extension, ExtensionShape))
        asked.setdefault(extension.measure_id, []).append(shape)
    return [MeasureShape(**columns(row, MeasureShape), extensions=asked.get(row.id, [])) for row in rows]


def evidence(row: Evidence) -> EvidenceShape:
    return EvidenceShape(
        id=row.id,
        label=row.label,
        pages=row.pages,
        added_on=row.added_on,
        name=row.file.name,
        media_type=row.file.media_type,
        size=row.file.size,
        sha256=row.file.sha256,
        content=reverse("api:evidence_content", args=[row.id]),
    )
