"""The account of findings and the card of one; one deed on many findings stands in bulk.py."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from bihuan.desk.many import MANY, many_on
from bihuan.web.control_sheets import DEED as SHEET
from bihuan.web.control_sheets import pressed_on
from bihuan.web.first_steps import of_an_office, of_evidence, of_measures
from bihuan.web.forms import Crumb
from bihuan.web.lists.columns import read_for
from bihuan.web.lists.finding_cells import Cells
from bihuan.web.lists.finding_columns import GRID, MEASURES, RECEIVERS
from bihuan.web.lists.finding_filter import Asked
from bihuan.web.lists.finding_question import findings_in_question
from bihuan.web.lists.findings import lines
from bihuan.web.lists.kept_views import Opened, kept_query, opened
from bihuan.web.lists.paging import Pages
from bihuan.web.look import look_of
from bihuan.web.pages.finding import card_of
from bihuan.web.printing import prints_all
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.deeds import way_to_dossier
from bihuan.web.serving.early import early
from bihuan.web.sheets import takes_back
from bihuan.web.things import finding_of

A_PAGE = 50
MORE = frozenset({"round", "signed", "fed_back", "person", "taken_over", "money", "stalled"})  # fields behind “More”


def findings(request: SignedRequest) -> HttpResponseBase:
    """Show the account of findings."""
    shown = opened(request.actor, "findings", request.GET)
    return early(request, "web/findings.html", {}, lambda: account_of(request, shown))


def account_of(request: SignedRequest, shown: Opened) -> dict[str, Any]:
    """Return what the account of findings shows below its title."""
    asked = Asked(shown.query, actor=request.actor)
    asked.is_valid()
    page = Pages(findings_in_question(request.actor, asked.cleaned_data), A_PAGE).asked(request.GET)
    columns = GRID.chosen(shown.columns or look_of(request).columns.get("findings", ()))
    cells, read = Cells(columns), read_for(columns)
    told = lines(
        request.actor,
        list(page),
        with_measures=MEASURES in read,
        with_receivers=RECEIVERS in read,
    )
    rows = [] if prints_all(request.GET) else [line.row for line in told]
    many, pressed = many_on(request.actor, rows), pressed_on(request.actor, rows)
    many_deeds = [name for name in MANY if any(name in names for names in many.values())]
    many_deeds += [SHEET] if pressed else []
    ticked = {row_id for row_id, names in many.items() if names} | pressed
    return {
        "asked": asked,
        "page": page,
        "rows": [cells.row(line, line.row.id in ticked if many_deeds else None) for line in told],
        "headings": GRID.headings(columns, asked.cleaned_data.get("sort", ""), shown.address),
        "grid": GRID,
        "columns": columns,
        "tabs": shown.tabs(request.actor, is_plain=not asked.narrows),
        "own_views": [view for view in shown.found if view.owner_id == request.account.pk],
        "kept_query": kept_query(shown.query, Asked.base_fields),
        "here": shown.here(request.path),
        "many_deeds": many_deeds,
        "may_send_back": takes_back(request.actor, told, has_more=page.has_other_pages()),
        "is_filtered": bool(asked.narrows),
        "has_more": bool(MORE & asked.narrows),
        "first": None if page.paginator.count or asked.narrows else of_an_office(request.actor),
    }


def finding(request: SignedRequest, finding_id: uuid.UUID) -> HttpResponse:
    """Show the rectification card of one finding."""
    aim = finding_of(request.actor, finding_id)
    assert aim.finding is not None
    card = card_of(request.actor, aim)
    number = _("Finding %(number)s") % {"number": aim.finding.number}
    context = {
        "aim": aim,
        "one": aim.inspection,
        "finding": aim.finding,
        "card": card,
        "before_measures": None if card.measures else of_measures(aim),
        "before_evidence": of_evidence(aim) if card.measures and not card.evidence else None,
        "may_upload": not card.evidence and any(button.deed == "attach_evidence" for button in card.buttons),
        "crumbs": [*way_to_dossier(aim), Crumb(number)],
    }
    return render(request, "web/finding.html", context)
