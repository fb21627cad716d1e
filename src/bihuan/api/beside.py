"""What stands beside findings and measures, for reading: whatever a deed has to name by id, number or fingerprint.

Each is cut as its page cuts it: what is the team's is for the team, the office and the leading group.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any, TypeVar

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from bihuan.api import shapes_beside as s
from bihuan.api.doors import actor_from
from bihuan.api.problems import READING_REFUSALS as REFUSALS
from bihuan.api.reading import Part, part_of, refuse_unknown
from bihuan.api.told import columns, each
from bihuan.desk.notices import notices_seen
from bihuan.desk.offers import OFFERS, Target
from bihuan.desk.targets import aim_at
from bihuan.domain.jurisdiction import roles_on
from bihuan.domain.lifecycle.working_paper import READERS
from bihuan.domain.roles import UNIT, Role
from bihuan.dossiers.models import Inspection, StoredFile
from bihuan.dossiers.steps import NoSuchThing
from bihuan.evaluation.scorers import able_to_score
from bihuan.feedback.hearings import standing_hearings, standing_team_report
from bihuan.feedback.looking import fingerprint_of as fingerprint_of_findings
from bihuan.feedback.models import PutFact
from bihuan.fieldwork.drafting import areas
from bihuan.fieldwork.facts import papers_seen
from bihuan.fieldwork.guides import in_use, standing_ticks
from bihuan.fieldwork.keeping import aspects_of_papers
from bihuan.fieldwork.models import FixOrder, Guidance, Inquiry, PaperEvidence, PublicConcern
from bihuan.organizations.models import Organization
from bihuan.rectification.filed import absences, standing_filings
from bihuan.rectification.periodic import fingerprint_of, standing_periodic

router = Router(tags=["beside the findings"])
S = TypeVar("S", bound=BaseModel)
OF_A_DOSSIER = "/inspections/{uuid:target_id}/"
TREE_READERS = frozenset({Role.OFFICE, Role.LEADING_GROUP, Role.SYSTEM_ADMINISTRATOR})
ON_PERSONS = frozenset({Role.OFFICE, Role.LEADING_GROUP})  # who reads what a hearing said of persons


def dossier_for(request: HttpRequest, target_id: uuid.UUID, roles: frozenset[Role] = frozenset(Role)) -> Inspection:
    """Return a dossier that the reader reaches in one of these roles; raise NoSuchThing."""
    actor = actor_from(request)
    inspection = aim_at(actor, Target.INSPECTION, target_id).inspection
    if not roles_on(actor, inspection.thing) & roles:
        raise NoSuchThing("inspection", target_id)
    return inspection


def own(inspection: Inspection) -> dict[str, Any]:
    return {"authority_id": inspection.authority_id, "inspection": inspection}


def file_told(file: StoredFile | None) -> s.FileShape | None:
    return s.FileShape(**columns(file, s.FileShape)) if file else None


def with_file(rows: Iterable[Any], shape: type[S]) -> list[S]:
    """Return rows that may have a file, told with its name and hash."""
    return [shape(**columns(row, shape) | {"file": file_told(row.file)}) for row in rows]


@router.get(OF_A_DOSSIER + "copy-notices", response={200: list[s.CopyNoticeShape], **REFUSALS}, url_name="copy_notices")
def copy_notices(request: HttpRequest, target_id: uuid.UUID) -> Any:
    """List the copy notices of a dossier: a receiver reads those that went to him, the unit none."""
    return with_file(notices_seen(actor_from(request), dossier_for(request, target_id)), s.CopyNoticeShape)


@router.get(
    OF_A_DOSSIER + "periodic-reports", response={200: s.PeriodicReports, **REFUSALS}, url_name="periodic_reports"
)
def periodic_reports(request: HttpRequest, target_id: uuid.UUID) -> Any:
    """Tell the periodic reports that are called for; whoever signs or writes one anew names the fingerprint."""
    rows = standing_periodic(dossier_for(request, target_id))
    return {"fingerprint": fingerprint_of(rows), "reports": with_file(rows, s.PeriodicReportShape)}


@router.get(OF_A_DOSSIER + "filings", response={200: s.Filings, **REFUSALS}, url_name="filings")
def filings(request: HttpRequest, target_id: uuid.UUID) -> Any:
    """Tell with which parties plan and report were filed, and which parties do not exist."""
    inspection = dossier_for(request, target_id)
    filed = each(standing_filings(inspection), s.FilingShape)
    return {"filings": filed, "absences": each(absences(inspection), s.AbsenceShape)}


@router.get(OF_A_DOSSIER + "scorers", response={200: list[s.ScorerShape], **REFUSALS}, url_name="scorers")
def scorers(request: HttpRequest, target_id: uuid.UUID) -> Any:
    """List who may score a dossier today, and for which bodies, for whoever names two scorers."""
    inspection = dossier_for(request, target_id, OFFERS["begin_scoring"].step.roles)
    able = able_to_score(inspection, actor_from(request).today)
    return [{"id": one.id, "name": one.name, "bodies": sorted(one.bodies)} for one in able]


# --- the weeks on site ------------------------------------------------------------------------------


@router.get("/sites/{uuid:target_id}", response={200: s.AskedOfTheUnit, **REFUSALS}, url_name="site")
def site(request: HttpRequest, target_id: uuid.UUID) -> Any:
    """Tell what the unit is asked before the feedback: facts put to it, matters to be put right at once.

    For the unit, from the day the team enters, and for whoever reads the team's papers.
    """
    actor = actor_from(request)
    inspection = aim_at(actor, Target.SITE, target_id).inspection
    if not roles_on(actor, inspection.thing) & (READERS | UNIT):
        raise NoSuchThing("inspection", target_id)
    facts = PutFact.objects.filter(**own(inspection)).select_related("file").order_by("number")
    fixes = FixOrder.objects.filter(**own(inspection)).select_related("file").order_by("number")
    return {"facts": with_file(facts, s.FactShape), "fixes": with_file(fixes, s.FixShape)}


@router.get(OF_A_DOSSIER + "stay", response={200: s.Stay, **REFUSALS}, url_name="stay")
def stay(request: HttpRequest, target_id: uuid.UUID) -> Any:
    """Tell of the weeks on site: matters of public concern, guidance, the guides worked by and what was ticked."""
    inspection = dossier_for(request, target_id, READERS)
    return {
        "concerns": each(PublicConcern.objects.filter(**own(inspection)).order_by("number"), s.ConcernShape),
        "guidances": each(Guidance.objects.filter(**own(inspection)).order_by("number"), s.GuidanceShape),
        "guides": [
            {"number": one.number, "title": one.version_of.title, "taken_on": one.taken_on, "ended_on": one.ended_on}
            for one in in_use(inspection)
        ],
        "ticks": each(standing_ticks(inspection), s.TickShape),
    }


@router.get(OF_A_DOSSIER + "draft", response={200: s.Draft, **REFUSALS}, url_name="draft")
def draft(request: HttpRequest, target_id: uuid.UUID) -> Any:
    """Tell what goes before the feedback: overall view and advice, the hearings, the fingerprint of the findings."""
    inspection = dossier_for(request, target_id, READERS)
    written, held = standing_team_report(inspection), roles_on(actor_from(request), inspection.thing)
    heard = each(standing_hearings(inspection).order_by("on", "number"), s.HearingShape)
    if not ON_PERSONS & held:
        heard = [one.model_copy(update={"on_persons": ""}) for one in heard]
    return {
        "number": written.number if written else 0,
        "overall": written.overall if written else "",
        "advice": written.advice if written else "",
        "fingerprint": fingerprint_of_findings(inspection),
        "hearings": heard,
    }


@router.get(
    OF_A_DOSSIER + "working-papers", response={200: list[s.WorkingPaperLine], **REFUSALS}, url_name="working_papers"
)
def working_papers(request: HttpRequest, target_id: uuid.UUID) -> Any:
    """List the working papers of a dossier, as far as the reader may read them."""
    inspection = dossier_for(request, target_id, READERS)
    return each(papers_seen(actor_from(request), inspection), s.WorkingPaperLine)


@router.get(
    "/working-papers/{uuid:target_id}", response={200: s.WorkingPaperShape, **REFUSALS}, url_name="working_paper"
)
def working_paper(request: HttpRequest, target_id: uuid.UUID) -> Any:
    """Tell a working paper with its evidence and inquiries."""
    paper = aim_at(actor_from(request), Target.WORKING_PAPER, target_id).paper
    assert paper is not None  # what is not in reach has been refused
    of_it = {"authority_id": paper.authority_id, "paper": paper}
    files = PaperEvidence.objects.filter(**of_it, removed_on=None).select_related("file").order_by("number")
    inquiries = Inquiry.objects.filter(**of_it).order_by("number")
    more = {"evidence": with_file(files, s.PaperEvidenceShape), "inquiries": each(inquiries, s.InquiryShape)}
    return columns(paper, s.WorkingPaperShape) | more


@router.get("/working-paper-codes", response={200: s.WorkingPaperCodes, **REFUSALS}, url_name="working_paper_codes")
def working_paper_codes(request: HttpRequest) -> Any:
    """Tell the codes that working papers are told under, for whoever reads such papers anywhere; for others none."""
    if not actor_from(request).roles & READERS:
        return {"areas": [], "aspects": []}
    aspects = aspects_of_papers().items()
    return {
        "areas": [{"code": code, "words": words} for code, words in areas().items()],
        "aspects": [{"code": code, "words": words, "full": full} for code, (words, full) in aspects],
    }


# --- bodies -------------------------------------------------------------------------------------------


class OrganizationFilter(Part):
    """Which part of the tree: of a category, and those that live on a day."""

    category: Annotated[str | None, Field(description="code of a category")] = None
    on: Annotated[date | None, Field(description="day on which they live")] = None


@router.get("/organizations", response={200: s.OrganizationPage, **REFUSALS}, url_name="organizations")
def organizations(request: HttpRequest, asked: Query[OrganizationFilter]) -> Any:
    """List the organizations for the office, the leading group and the system administrator; for others none."""
    refuse_unknown(request, asked)
    actor = actor_from(request)
    rows = Organization.objects.filter(authority_id=actor.authority_id)
    if not actor.roles & TREE_READERS:
        rows = rows.none()
    if asked.category is not None:
        rows = rows.filter(category=asked.category)
    if asked.on is not None:
        rows = rows.filter(from_on__lte=asked.on).exclude(until_on__lt=asked.on)
    found, following = part_of(rows, asked)
    return {"items": each(found, s.OrganizationLine), "next": following}
