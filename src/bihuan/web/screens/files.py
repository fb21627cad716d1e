"""Files of a dossier: handed out within reach only, as attachments of the stored type, never opened in the page."""

from __future__ import annotations

import uuid

from django.http import FileResponse, HttpResponseBase

from bihuan.dossiers.files import path_of
from bihuan.dossiers.models import Evidence, StoredFile
from bihuan.dossiers.steps import NoSuchThing
from bihuan.rectification.meetings import standing_meeting
from bihuan.rectification.models import Report
from bihuan.web.pages.panel import panel_files
from bihuan.web.places import places_of
from bihuan.web.requests import SignedRequest
from bihuan.web.things import dossier_of, evidence_of, finding_of


def handed_out(file: StoredFile | None, name: str = "") -> HttpResponseBase:
    """Return a file as an attachment, under its own or another name; raise NoSuchThing where its bytes are gone."""
    if file is None or not path_of(file.sha256).exists():
        raise NoSuchThing("file", file.sha256 if file else "")
    response = FileResponse(
        path_of(file.sha256).open("rb"), as_attachment=True, filename=name or file.name, content_type=file.media_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["Cache-Control"] = "private, no-store"
    return response


def evidence_file(request: SignedRequest, evidence_id: uuid.UUID) -> HttpResponseBase:
    """Hand out a piece of evidence."""
    row = evidence_of(request.actor, evidence_id).row
    assert isinstance(row, Evidence)
    return handed_out(row.file)


def finding_source(request: SignedRequest, finding_id: uuid.UUID) -> HttpResponseBase:
    """Hand out the document in which a finding was told."""
    finding = finding_of(request.actor, finding_id).finding
    assert finding is not None
    return handed_out(finding.source)


def taken_over_paper(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponseBase:
    """Hand out the paper by which a dossier was taken over."""
    return handed_out(dossier_of(request.actor, inspection_id).inspection.taken_over_paper)


def report_file(request: SignedRequest, inspection_id: uuid.UUID, report_id: uuid.UUID) -> HttpResponseBase:
    """Hand out the file of a report."""
    return handed_out(report_of(request, inspection_id, report_id).file)


def report_signature(request: SignedRequest, inspection_id: uuid.UUID, report_id: uuid.UUID) -> HttpResponseBase:
    """Hand out the scan of a report's signature."""
    return handed_out(report_of(request, inspection_id, report_id).signed_paper)


def meeting_minutes(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponseBase:
    """Hand out the minutes of the democratic-life meeting."""
    meeting = standing_meeting(dossier_of(request.actor, inspection_id).inspection)
    return handed_out(meeting.minutes if meeting else None)


def report_of(request: SignedRequest, inspection_id: uuid.UUID, report_id: uuid.UUID) -> Report:
    inspection = dossier_of(request.actor, inspection_id).inspection
    rows = Report.objects.select_related("file", "signed_paper")
    found = rows.filter(authority_id=inspection.authority_id, inspection=inspection, pk=report_id).first()
    if found is None:
        raise NoSuchThing("report", report_id)
    return found


def record_file(request: SignedRequest, inspection_id: uuid.UUID, sort: str, row_id: uuid.UUID) -> HttpResponseBase:
    """Hand out the scan of a filing, a periodic report or its signature, a party's paper, to whoever reads the row."""
    aim = dossier_of(request.actor, inspection_id)
    places = places_of(aim.inspection, sees_all=aim.sees_all)
    files: dict[tuple[str, uuid.UUID], StoredFile | None] = {
        **{("filing", row.id): row.scan for row in places.filings},
        **{("periodic", row.id): row.file for row in places.periodic},
        **{("signature", row.id): row.signed_paper for row in places.periodic},
        **{("party", row.id): row.paper for row in places.evaluations},
        **panel_files(aim),
    }
    return handed_out(files.get((sort, row_id)))
