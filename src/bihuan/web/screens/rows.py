"""A row of a list edited in place, or on a page of its own where there is no script: the same deeds, the same no."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.desk.editing import edit_row
from bihuan.desk.offers import OFFERS
from bihuan.desk.refusals import Kind, kind_of
from bihuan.desk.trying import NOS
from bihuan.domain.lifecycle.machine import role_for
from bihuan.dossiers.steps import NoSuchThing
from bihuan.rectification.edited import open_columns, row_of
from bihuan.rectification.lists import FiveList, Row
from bihuan.rectification.measures import is_accepted
from bihuan.web import clock, keys
from bihuan.web.forms import UNUSABLE_STATUS, Crumb
from bihuan.web.requests import SignedRequest, is_partial
from bihuan.web.row_edit import Edit, columns_edited, disputed, faulty, form_of, fresh, refused, seen_told, told_by
from bihuan.web.screens.deeds import way_to_dossier
from bihuan.web.screens.lists import line_of, list_of
from bihuan.web.things import Aim
from bihuan.web.words import word

CELL, LEAVE = "cell", "leave"


def list_row(request: SignedRequest, inspection_id: uuid.UUID, name: str, row_id: uuid.UUID) -> HttpResponse:
    """Show a row's form, or write what was typed into it."""
    aim, one = list_of(request, inspection_id, name)
    if not any(role_for(OFFERS[column.deed].step, aim.held) for column in open_columns(one)):
        raise Http404
    row = row_of(one, aim.inspection, row_id)
    key = request.GET.get(CELL, "") if is_partial(request) else ""
    if request.method == "POST":  # what is no step any more is refused by its deed, and what was typed comes back
        return posted(request, aim, one, row, key)
    if LEAVE in request.GET:
        return answer(request, aim, one, row, None, saved=key)
    in_place = line_of(aim, one, row, accepted=is_accepted(aim.inspection)).open
    if not in_place:
        raise NoSuchThing("row", row_id)
    return answer(request, aim, one, row, fresh(one, row, key, in_place))


def posted(request: SignedRequest, aim: Aim, one: FiveList, row: Row, key: str) -> HttpResponse:
    """Write what was typed; a conflict (409), a refusal or a fault comes back with the form and all that was typed."""
    form = form_of(columns_edited(one, request.GET.get(CELL, "")), row, request.POST)
    seen = seen_told(request.POST)
    assert row.thing_id is not None
    if not form.is_valid():
        return answer(request, aim, one, row, Edit(key, form, seen), status=UNUSABLE_STATUS)
    told: dict[str, Any] = {"told": told_by(form), "seen": seen, "actor": request.actor, "now": clock.now()}
    try:
        edited = edit_row(one=one, inspection=aim.inspection, row_id=row.thing_id, key=keys.key_of(request), **told)
    except Exception as no:
        kind = kind_of(no)
        if kind is None or kind not in NOS:
            raise
        edit = refused(key, form, seen, aim, request.actor, no)
        return answer(request, aim, one, row_of(one, aim.inspection, row.thing_id), edit, status=kind.status)
    if edited.faults:
        return answer(request, aim, one, row, faulty(key, form, seen, edited), status=UNUSABLE_STATUS)
    if edited.conflicts:
        edit = disputed(one, key, form, aim, edited)
        return answer(request, aim, one, edited.row, edit, status=Kind.CHANGED_MEANWHILE.status)
    if not is_partial(request):
        messages.success(request, _("The row is saved."))
        return redirect("list", aim.inspection.id, one.name)
    return answer(request, aim, one, row_of(one, aim.inspection, row.thing_id), None, saved=key)


def answer(
    request: SignedRequest, aim: Aim, one: FiveList, row: Row, edit: Edit | None, *, saved: str = "", status: int = 200
) -> HttpResponse:
    """Show the row: as a row of the list for a script, else as a page."""
    back = reverse("list", args=[aim.inspection.id, one.name])
    if edit is None and not is_partial(request):
        return redirect(back)
    context: dict[str, Any] = {
        "aim": aim,
        "one": one,
        "line": line_of(aim, one, row, accepted=is_accepted(aim.inspection)),
        "edit": edit,
        "edit_word": _("Edit"),
        "saved": saved,
    }
    if is_partial(request):
        return render(request, "web/_list_row.html", context, status=status)
    subject = row.measure.number if row.measure else row.finding.number
    title = _("%(list)s: row %(subject)s") % {"list": word("list", one.name), "subject": subject}
    crumbs = [*way_to_dossier(aim), Crumb(word("list", one.name), back), Crumb(subject)]
    return render(
        request, "web/list_row.html", {**context, "title": title, "crumbs": crumbs, "back": back}, status=status
    )
