"""The pages of the weeks on site: what the unit is asked, the stay itself, the way to the feedback."""

from __future__ import annotations

import uuid

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from bihuan.access.actors import within
from bihuan.domain.jurisdiction import scope_of
from bihuan.domain.lifecycle.inspection import STANDING, InspectionStage
from bihuan.domain.lifecycle.working_paper import READERS
from bihuan.domain.roles import UNIT
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing
from bihuan.feedback.models import PutFact
from bihuan.feedback.sent import Instruction
from bihuan.fieldwork.models import FixOrder
from bihuan.web.forms import Crumb
from bihuan.web.pages.sent import sent_of
from bihuan.web.pages.site import page_words, stay_of, talk_of, way_to_feedback
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.deeds import way_to_dossier
from bihuan.web.screens.files import handed_out
from bihuan.web.things import Aim, dossier_of, site_of

ASKED_AT = [stage for stage in STANDING if stage != InspectionStage.PLANNED]


def asked_of_us(request: SignedRequest) -> HttpResponse:
    """List the inspections in which one's unit is, or was, asked; a single one is opened at once."""
    rows = Inspection.objects.select_related("round").filter(stage__in=ASKED_AT)
    found = list(within(rows, scope_of(request.actor, UNIT)).order_by("-round__from_on", "number"))
    if len(found) == 1:
        return redirect("unit_talk", inspection_id=found[0].id)
    return render(request, "web/asked_of_us.html", {"inspections": found})


def unit_talk(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Show what the unit is asked before the feedback: facts to be looked at, matters to be put right at once."""
    aim = talked_of(request, inspection_id)
    here = Crumb(page_words("unit_talk"))
    context = {
        "one": aim.inspection,
        "aim": aim,
        "reads_papers": bool(READERS & aim.held),
        **talk_of(request.actor, aim),
        "crumbs": [*way_to_dossier(aim), here] if aim.sees_all else [Crumb(aim.inspection.organization_name), here],
    }
    return render(request, "web/unit_talk.html", context)


def talked_of(request: SignedRequest, inspection_id: uuid.UUID) -> Aim:
    """Return a dossier for those who talk: the unit, the team, the office and the leading group."""
    aim = site_of(request.actor, inspection_id)
    if not aim.held & (READERS | UNIT):
        raise NoSuchThing("inspection", inspection_id)
    return aim


def read_by_the_team(request: SignedRequest, inspection_id: uuid.UUID) -> Aim:
    """Return a dossier for the team, the office and the leading group."""
    aim = dossier_of(request.actor, inspection_id)
    if not aim.held & READERS:
        raise NoSuchThing("inspection", inspection_id)
    return aim


def stay(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Show the team's log, its guidance, and the matters of public concern."""
    aim = read_by_the_team(request, inspection_id)
    crumbs = [*way_to_dossier(aim), Crumb(page_words("stay"))]
    context = {"one": aim.inspection, "aim": aim, **stay_of(request.actor, aim), "crumbs": crumbs}
    return render(request, "web/stay.html", context)


def to_feedback(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Show what goes before the feedback: the report, who heard it, and who looked the findings over."""
    aim = read_by_the_team(request, inspection_id)
    crumbs = [*way_to_dossier(aim), Crumb(page_words("to_feedback"))]
    context = {"one": aim.inspection, "aim": aim, "way": way_to_feedback(request.actor, aim), "crumbs": crumbs}
    return render(request, "web/to_feedback.html", context)


def sent_papers(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Show the special reports of a dossier, what leaders wrote on them, and what was handed over."""
    aim = read_by_the_team(request, inspection_id)
    crumbs = [*way_to_dossier(aim), Crumb(page_words("sent_papers"))]
    context = {"one": aim.inspection, "aim": aim, **sent_of(request.actor, aim), "crumbs": crumbs}
    return render(request, "web/sent_papers.html", context)


def instruction_file(request: SignedRequest, inspection_id: uuid.UUID, number: int) -> HttpResponseBase:
    """Hand out the copy of a leader's instruction."""
    return handed_out_of(Instruction, read_by_the_team(request, inspection_id), number)


def fact_file(request: SignedRequest, inspection_id: uuid.UUID, number: int) -> HttpResponseBase:
    """Hand out what the unit showed with its reply to a fact."""
    aim = talked_of(request, inspection_id)
    return handed_out_of(PutFact, aim, number)


def fix_file(request: SignedRequest, inspection_id: uuid.UUID, number: int) -> HttpResponseBase:
    """Hand out what the unit showed of a matter that it put right at once."""
    aim = talked_of(request, inspection_id)
    return handed_out_of(FixOrder, aim, number)


def handed_out_of(model: type[PutFact] | type[FixOrder] | type[Instruction], aim: Aim, number: int) -> HttpResponseBase:
    rows = model._base_manager.filter(authority_id=aim.inspection.authority_id, inspection=aim.inspection)
    row = rows.select_related("file").filter(number=number).first()
    return handed_out(row.file if row is not None else None)
