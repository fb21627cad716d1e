"""The working papers of a dossier: the list, one paper, and the files that show something of it."""

from __future__ import annotations

import uuid

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.desk.fitting import is_offered
from bihuan.desk.offers import OFFERS
from bihuan.domain.lifecycle.working_paper import PaperStage
from bihuan.dossiers.steps import NoSuchThing
from bihuan.fieldwork.models import PaperEvidence
from bihuan.web.forms import Crumb
from bihuan.web.pages.paper import card_of, counts_of, lines_of, reads_papers
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.deeds import way_to_dossier
from bihuan.web.screens.files import handed_out
from bihuan.web.things import Aim, dossier_of, paper_of

WRITE = "write_working_paper"


def working_papers(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Show the working papers of a dossier, all or those at one stage."""
    aim = dossier_of(request.actor, inspection_id)
    if not reads_papers(aim.held):
        raise NoSuchThing("working_papers", inspection_id)
    asked = request.GET.get("stage", "")
    stage = asked if asked in set(PaperStage) else ""
    context = {
        "one": aim.inspection,
        "lines": lines_of(request.actor, aim.inspection, stage),
        "counts": counts_of(request.actor, aim.inspection),
        "stage": stage,
        "write": write_address(aim),
        "crumbs": [*way_to_dossier(aim), Crumb(_("Working papers"))],
    }
    return render(request, "web/working_papers.html", context)


def write_address(aim: Aim) -> str:
    """Return where a new paper is begun; nothing for whoever may not."""
    may = is_offered(OFFERS[WRITE], aim.held, aim.inspection)
    return reverse("dossier_do", args=[aim.inspection.id, WRITE]) if may else ""


def working_paper(request: SignedRequest, paper_id: uuid.UUID) -> HttpResponse:
    """Show one working paper: what it says, what shows it, what it lacks, whose hands were put to it."""
    aim = paper_of(request.actor, paper_id)
    assert aim.paper is not None
    papers = Crumb(_("Working papers"), reverse("working_papers", args=[aim.inspection.id]))
    number = Crumb(_("Working paper %(number)s") % {"number": aim.paper.number})
    context = {
        "aim": aim,
        "one": aim.inspection,
        "paper": aim.paper,
        "card": card_of(request.actor, aim),
        "crumbs": [*way_to_dossier(aim), papers, number],
    }
    return render(request, "web/working_paper.html", context)


def paper_evidence_file(request: SignedRequest, evidence_id: uuid.UUID) -> HttpResponseBase:
    """Hand out a file of a working paper, to whoever reads the paper."""
    rows = PaperEvidence.objects.filter(authority_id=request.actor.authority_id, pk=evidence_id).select_related("file")
    row = rows.first()
    if row is None:
        raise NoSuchThing("evidence", evidence_id)
    paper_of(request.actor, row.paper_id)
    return handed_out(row.file)
