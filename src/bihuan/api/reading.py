"""Reading: dossiers, findings, measures, evidence. Every list is cut by the reader's scope in the database."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponseBase
from ninja import Query, Router
from pydantic import BaseModel, Field

from bihuan.api import clock, told
from bihuan.api.doors import actor_from
from bihuan.api.problems import READING_REFUSALS as REFUSALS
from bihuan.api.problems import NoSuchCondition
from bihuan.api.shapes import (
    EvidenceShape,
    FindingFull,
    FindingPage,
    InspectionFull,
    InspectionPage,
    MeasureShape,
)
from bihuan.desk.offers import Target
from bihuan.desk.sight import findings_seen, inspections_kept, inspections_seen
from bihuan.desk.targets import aim_at
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.dossiers.files import path_of
from bihuan.dossiers.models import Evidence, Finding, Inspection
from bihuan.dossiers.steps import NoSuchThing
from bihuan.rectification.models import Measure

router = Router()
MOST = 200
# what is sent is of the file's own type; nothing here is for a client to parse
BYTES = {"description": "The bytes of the file", "content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}
Limit = Annotated[int, Field(ge=1, le=MOST, description="how many items at most")]


class Part(BaseModel):
    """Which part of a list: up to `limit` items after the item `after`, in the order of their making."""

    after: Annotated[uuid.UUID | None, Field(description="id of the last item of the part before")] = None
    limit: Limit = 50


class InspectionFilter(Part):
    stage: InspectionStage | None = None


class FindingFilter(Part):
    """What is looked for; several conditions hold together."""

    inspection: Annotated[uuid.UUID | None, Field(description="id of a dossier")] = None
    stage: FindingStage | None = None
    category: Annotated[str | None, Field(description="code of a category")] = None
    person_matter: bool | None = None
    due_before: Annotated[date | None, Field(description="first day that is left out")] = None
    overdue: bool = False
    words: Annotated[Annotated[str, Field(max_length=100)] | None, Field(description="part of the title")] = None


def refuse_unknown(request: HttpRequest, asked: BaseModel) -> None:
    """Raise NoSuchCondition for what a question knows nothing of."""
    unknown = sorted(set(request.GET) - set(type(asked).model_fields))
    if unknown:
        raise NoSuchCondition(unknown)


def part_of(rows: QuerySet[Any], part: Part) -> tuple[list[Any], uuid.UUID | None]:
    """Return one part of a list by keyset: the id is in the order of making (UUIDv7)."""
    if part.after is not None:
        rows = rows.filter(pk__gt=part.after)
    found = list(rows.order_by("pk")[: part.limit + 1])
    return found[: part.limit], found[part.limit - 1].pk if len(found) > part.limit else None


@router.get("/inspections", response={200: InspectionPage, **REFUSALS}, url_name="inspections")
def inspections(request: HttpRequest, asked: Query[InspectionFilter]) -> Any:
    """List the dossiers within reach; those that were withdrawn where just that stage is asked for."""
    refuse_unknown(request, asked)
    seen = inspections_kept if asked.stage == InspectionStage.WITHDRAWN else inspections_seen
    rows: QuerySet[Inspection] = seen(actor_from(request))
    if asked.stage is not None:
        rows = rows.filter(stage=asked.stage)
    items, following = part_of(rows, asked)
    return {"items": [told.inspection_line(row) for row in items], "next": following}


@router.get("/inspections/{uuid:inspection_id}", response={200: InspectionFull, **REFUSALS}, url_name="inspection")
def inspection(request: HttpRequest, inspection_id: uuid.UUID) -> Any:
    """Tell a dossier with what has been done in it, cut to the reader."""
    actor = actor_from(request)
    return told.inspection_full(actor, aim_at(actor, Target.INSPECTION, inspection_id).inspection)


@router.get(
    "/inspections/{uuid:inspection_id}/findings", response={200: FindingPage, **REFUSALS}, url_name="findings_of"
)
def findings_of(request: HttpRequest, inspection_id: uuid.UUID, asked: Query[Part]) -> Any:
    """List the findings of a dossier."""
    refuse_unknown(request, asked)
    aim = aim_at(actor_from(request), Target.INSPECTION, inspection_id)
    return finding_page(findings_seen(actor_from(request)).filter(inspection=aim.inspection), asked)


@router.get("/findings", response={200: FindingPage, **REFUSALS}, url_name="findings")
def findings(request: HttpRequest, asked: Query[FindingFilter]) -> Any:
    """List the findings within reach."""
    refuse_unknown(request, asked)
    return finding_page(filtered(findings_seen(actor_from(request)), asked), asked)


def filtered(rows: QuerySet[Finding], asked: FindingFilter) -> QuerySet[Finding]:
    equal: dict[str, Any] = {"inspection_id": asked.inspection, "stage": asked.stage, "category": asked.category}
    equal["person_matter"] = asked.person_matter
    rows = rows.filter(**{name: value for name, value in equal.items() if value is not None})
    if asked.due_before is not None:
        rows = rows.filter(due_on__lt=asked.due_before)
    if asked.overdue:
        rows = rows.filter(stage__in=told.RUNNING, due_on__lt=clock.today())
    if asked.words:
        rows = rows.filter(title__icontains=asked.words)
    return rows


def finding_page(rows: QuerySet[Finding], part: Part) -> dict[str, Any]:
    items, following = part_of(rows, part)
    return {"items": [told.finding_line(row, clock.today()) for row in items], "next": following}


@router.get("/findings/{uuid:finding_id}", response={200: FindingFull, **REFUSALS}, url_name="finding")
def finding(request: HttpRequest, finding_id: uuid.UUID) -> Any:
    """Tell a finding."""
    return told.finding_full(finding_at(request, finding_id), clock.today())


@router.get("/findings/{uuid:finding_id}/measures", response={200: list[MeasureShape], **REFUSALS}, url_name="measures")
def measures(request: HttpRequest, finding_id: uuid.UUID) -> Any:
    """List the measures of a finding, struck-out ones apart."""
    found = finding_at(request, finding_id)
    rows = Measure.objects.filter(authority_id=found.authority_id, finding=found, removed_on=None)
    return told.measures(found, list(rows.order_by("id")))


@router.get(
    "/findings/{uuid:finding_id}/evidence", response={200: list[EvidenceShape], **REFUSALS}, url_name="evidence"
)
def evidence(request: HttpRequest, finding_id: uuid.UUID) -> Any:
    """List the files that show something about a finding."""
    found = finding_at(request, finding_id)
    rows = Evidence.objects.filter(authority_id=found.authority_id, finding=found, removed_on=None)
    return [told.evidence(row) for row in rows.select_related("file").order_by("id")]


@router.get(
    "/evidence/{uuid:evidence_id}/content",
    response=REFUSALS,
    url_name="evidence_content",
    openapi_extra={"responses": {200: BYTES}},
)
def evidence_content(request: HttpRequest, evidence_id: uuid.UUID) -> HttpResponseBase:
    """Send the bytes of a file; the browser keeps them apart from the page."""
    actor = actor_from(request)
    aim_at(actor, Target.EVIDENCE, evidence_id)
    row = Evidence.objects.select_related("file").get(authority_id=actor.authority_id, pk=evidence_id)
    try:
        content = path_of(row.file.sha256).open("rb")
    except FileNotFoundError as error:
        raise NoSuchThing("evidence", evidence_id) from error
    return FileResponse(content, as_attachment=True, filename=row.file.name, content_type=row.file.media_type)


def finding_at(request: HttpRequest, finding_id: uuid.UUID) -> Finding:
    aim = aim_at(actor_from(request), Target.FINDING, finding_id)
    assert aim.finding is not None
    aim.finding.inspection = aim.inspection
    return aim.finding
