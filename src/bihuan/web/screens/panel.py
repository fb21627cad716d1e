"""The pages of evaluation: one dossier's panel and what follows, the ranking, and all consequences."""

from __future__ import annotations

import uuid

from django.http import HttpResponse
from django.shortcuts import render

from bihuan.domain.roles import Role
from bihuan.web.forms import Crumb
from bihuan.web.lists.evaluations import ConsequencesForm, all_consequences, ranking_asked
from bihuan.web.lists.kept_views import beside_a_list, opened
from bihuan.web.lists.paging import MOST, Pages
from bihuan.web.pages.panel import panel_of
from bihuan.web.pages.site import page_words
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.deeds import way_to_dossier
from bihuan.web.things import dossier_of

A_PAGE = 100


def panel(request: SignedRequest, inspection_id: uuid.UUID) -> HttpResponse:
    """Show how a dossier was evaluated, line by line and part by part, and what followed from it."""
    aim = dossier_of(request.actor, inspection_id)
    context = {
        "one": aim.inspection,
        "aim": aim,
        "page": panel_of(request.actor, aim),
        "today": request.actor.today,
        "crumbs": [*way_to_dossier(aim), Crumb(page_words("panel"))],
    }
    return render(request, "web/panel.html", context)


def evaluations(request: SignedRequest) -> HttpResponse:
    """Rank the dossiers of a round, a year, a category by their latest evaluations."""
    shown = opened(request.actor, "evaluations", request.GET)
    form, ranking = ranking_asked(request.actor, shown.query)
    page = Pages(ranking.rows, MOST).asked(request.GET)
    context = {"ranking": ranking, "page": page, **beside_a_list(request.actor, shown, form, request.path)}
    return render(request, "web/evaluations.html", context)


def consequences(request: SignedRequest) -> HttpResponse:
    """List the consequences of all dossiers."""
    shown = opened(request.actor, "consequences", request.GET)
    form = ConsequencesForm(shown.query, actor=request.actor)
    beside = beside_a_list(request.actor, shown, form, request.path)
    context = {
        "page": Pages(all_consequences(request.actor, form), A_PAGE).asked(request.GET),
        "decides": Role.LEADING_GROUP in request.actor.roles,
        "today": request.actor.today,
        **beside,
    }
    return render(request, "web/consequences.html", context)
