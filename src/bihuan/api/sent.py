"""Special reports of a dossier and what leaders wrote on them, for reading: for whoever reads the team's papers."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from bihuan.api.beside import OF_A_DOSSIER, dossier_for, file_told, own
from bihuan.api.problems import READING_REFUSALS as REFUSALS
from bihuan.api.shapes_beside import FileShape
from bihuan.api.told import columns
from bihuan.api.units import Role
from bihuan.domain.lifecycle.working_paper import READERS
from bihuan.feedback.sent import Errand, Instruction, SpecialReport
from bihuan.feedback.special import told_findings

router = Router(tags=["special reports"])


class SpecialReportShape(BaseModel):
    """A special report; deeds on it name its `number`."""

    number: int
    matter: str
    summary: str
    situation: Annotated[str, Field(description="one paragraph a line")]
    causes: Annotated[str, Field(description="one a line")]
    advice: Annotated[str, Field(description="one piece a line")]
    finding_ids: Annotated[list[uuid.UUID], Field(description="ids of the findings that it tells, in its order")]
    written_on: date
    by_role: Role
    paper: Annotated[str, Field(description="number of the paper it was issued as; empty until then")]
    void_on: Annotated[date | None, Field(description="day since which that paper is void; null where it stands")]


class InstructionShape(BaseModel):
    """What a leader wrote on a special report; whoever routes it names its `number`."""

    number: int
    report: Annotated[int, Field(description="number of the special report it was written on")]
    leader: str
    words: str
    on: date
    file: FileShape | None
    is_routed: Annotated[bool, Field(description="true where it went to a body")]


@router.get(
    OF_A_DOSSIER + "special-reports", response={200: list[SpecialReportShape], **REFUSALS}, url_name="special_reports"
)
def special_reports(request: HttpRequest, target_id: uuid.UUID) -> Any:
    """List the special reports of a dossier with the findings that each tells."""
    rows = SpecialReport.objects.filter(**own(dossier_for(request, target_id, READERS)))
    return [report_told(row) for row in rows.select_related("paper__number").order_by("number")]


def report_told(row: SpecialReport) -> Mapping[str, Any]:
    paper = row.paper
    number, void_on = (str(paper.number or ""), paper.void_since) if paper else ("", None)
    findings = [one.id for one in told_findings(row)]
    return columns(row, SpecialReportShape) | {"finding_ids": findings, "paper": number, "void_on": void_on}


@router.get(OF_A_DOSSIER + "instructions", response={200: list[InstructionShape], **REFUSALS}, url_name="instructions")
def instructions(request: HttpRequest, target_id: uuid.UUID) -> Any:
    """List what leaders wrote on the special reports of a dossier, and what of it went to nobody yet."""
    mine = own(dossier_for(request, target_id, READERS))
    routed = set(Errand.objects.filter(**mine, instruction__isnull=False).values_list("instruction_id", flat=True))
    rows = Instruction.objects.filter(**mine).select_related("file", "report").order_by("number")
    return [
        columns(row, InstructionShape)
        | {"report": row.report.number, "file": file_told(row.file), "is_routed": row.id in routed}
        for row in rows
    ]
