"""The pages of evaluation: one dossier's panel and what follows, the ranking, and all consequences."""

from __future__ import annotations

import io
import uuid
from collections.abc import Sequence
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.evaluation.models import Consequence
from bihuan.evaluation.ranking import ranking_of
from bihuan.web.forms import Crumb
from bihuan.web.lists.evaluations import ConsequencesForm, RankingForm, consequences_asked, fed_back, fits
from bihuan.web.lists.kept_views import beside_a_list, opened
from bihuan.web.pages.panel import panel_of
from bihuan.web.pages.site import page_words
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.deeds import way_to_dossier
from bihuan.web.serving.downloads import workbook
from bihuan.web.templatetags.bihuan_panel import over
from bihuan.web.things import dossier_of
from bihuan.web.words import day_words, word

A_SHEET = 5000  # lines of a workbook


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


# --- the ranking -------------------------------------------------------------------------------------------


def evaluations(request: SignedRequest) -> HttpResponse:
    """Rank the dossiers of a round, a year, a category by their latest evaluations."""
    shown, rows = opened(request.actor, "evaluations", request.GET), fed_back(request.actor)
    form = RankingForm(shown.query, rows=rows)
    asked = form.cleaned_data if form.is_valid() else {}
    fitting = [row for row in rows if fits(row, asked)]
    ranking = ranking_of(request.actor.authority_id, fitting, request.actor.today)
    context = {"ranking": ranking, **beside_a_list(request.actor, shown, form, request.path)}
    return render(request, "web/evaluations.html", context)


# --- all consequences --------------------------------------------------------------------------------------


def consequences(request: SignedRequest) -> HttpResponse:
    """List the consequences of all dossiers."""
    shown = opened(request.actor, "consequences", request.GET)
    form = ConsequencesForm(shown.query, actor=request.actor)
    rows = list(consequences_asked(request.actor, form)[: A_SHEET + 1])
    beside = beside_a_list(request.actor, shown, form, request.path)
    context = {"rows": rows, "today": request.actor.today, **beside}
    return render(request, "web/consequences.html", context)


@require_GET
def consequences_workbook(request: SignedRequest) -> HttpResponse:
    """Hand out the list as a workbook, filtered as it was shown."""
    form = ConsequencesForm(opened(request.actor, "consequences", request.GET).query, actor=request.actor)
    rows = list(consequences_asked(request.actor, form)[:A_SHEET])
    title = _("Consequences")
    return workbook(written(rows, title, request.actor.today), f"{title}.xlsx")


def written(rows: Sequence[Consequence], title: str, today: date) -> bytes:
    """Write the list, a line a consequence; whom a notice named stays out of it."""
    import xlsxwriter

    heads = [_("Unit"), _("Round"), _("Consequence"), _("Why it is proposed"), _("Proposed on"), _("Decision")]
    heads += [_("Decided on"), _("Reason"), _("To be done by"), _("Overdue"), _("Notified on"), _("Done on")]
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(title[:31])
    for at, head in enumerate(heads):
        sheet.write_string(0, at, head)
    for line, row in enumerate(rows, start=1):
        days = [row.decided_on, row.due_on, row.notified_on, row.recorded_on]
        decided, due, notified, recorded = (day_words(day) if day else "" for day in days)
        grounds = _(", ").join(word("ground", one) for one in row.grounds)
        told = [row.inspection.organization_name, row.inspection.round.name, word("consequence", row.kind), grounds]
        told += [day_words(row.proposed_on), word("decision", row.decision), decided, row.decided_reason]
        for at, text in enumerate([*told, due, over(row, today), notified, recorded]):
            sheet.write_string(line, at, text)
    book.close()
    return out.getvalue()
