"""One deed on many rows: what is told once, then what each row was and will be with its verdict, then it is done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.desk.at_once import do_each, do_together, edits_of, judge, undo_each
from bihuan.desk.many import MANY, Many, many_for, subjects, subjects_named
from bihuan.web import clock, keys
from bihuan.web.bulk import (
    Row,
    Undo,
    chosen,
    forget_undo,
    form_of,
    keep_undo,
    row_of,
    undo_of,
    versions_told,
    waits_for_words,
    with_returns,
)
from bihuan.web.control_sheets import DEED as SHEET
from bihuan.web.control_sheets import sheets_of
from bihuan.web.forms import UNUSABLE_STATUS, Crumb
from bihuan.web.forms.deed import told_by
from bihuan.web.refusals import refusal_of
from bihuan.web.requests import SignedRequest, answers_a_form_of
from bihuan.web.words import deed_words

TOLD, CONFIRMED, TOGETHER = "told", "confirmed", "all"


def account_of_findings(_request: SignedRequest) -> str:
    return reverse("findings")


def many_asked(request: SignedRequest) -> Many:
    """Return the deed on many rows that a form asks for; 404 where the reader may do none of this name."""
    many = MANY.get(request.POST.get("deed", ""))
    if many is None or many not in many_for(request.actor):
        raise Http404
    return many


@answers_a_form_of(account_of_findings)
def findings_bulk(request: SignedRequest) -> HttpResponse:
    """Ask what is told once for all, show what would become of each row, or do it."""
    if request.POST.get("deed") == SHEET:
        return sheets(request)
    many = many_asked(request)
    if request.POST.get(CONFIRMED) == "1":
        return confirmed(request, many)
    ticked = request.POST.getlist("finding")
    findings = chosen(request.actor, ticked)
    if not findings:
        return nothing_ticked(request)
    was_told = TOLD in request.POST
    form = form_of(many, request.POST if was_told or not waits_for_words(many) else None)
    context = page_of(many) | {"form": form, "ticked": [finding.id for finding in findings]}
    if not (form.is_bound and is_whole(many, form)):
        status = UNUSABLE_STATUS if form.errors else 200
        return render(request, "web/bulk.html", context, status=status)
    found = subjects(request.actor, many, findings)
    given = told_by(form)
    most = settings.BULK_MOST
    judged = judge(many, found[:most], given, actor=request.actor, now=clock.now())
    untouched = {finding.id for finding in findings} - {row.finding.id for row in found}
    rows = with_returns(request.actor, many, [row_of(request.actor, one) for one in judged])
    context |= told_rows(rows) | {
        "is_preview": True,
        "left_out": max(0, len(found) - most),
        "untouched": len(untouched),
        "most": most,
    }
    return render(request, "web/bulk.html", context)


def nothing_ticked(request: SignedRequest) -> HttpResponse:
    messages.warning(request, _("No finding was ticked. Tick the rows, then choose what to do with them."))
    return redirect("findings")


def sheets(request: SignedRequest) -> HttpResponse:
    """Lead to the control sheet of what was ticked; where that is of several dossiers, name the sheet of each."""
    findings = chosen(request.actor, request.POST.getlist("finding"))
    if not findings:
        return nothing_ticked(request)
    found = sheets_of(request.actor, findings)
    if not found:
        messages.warning(request, _("None of the findings ticked is open, so there is nothing to press for."))
        return redirect("findings")
    if len(found) == 1:
        return redirect(found[0].url)
    title = _("Control sheets for what was ticked")
    context = {
        "title": title,
        "sheets": found,
        "untouched": len(findings) - sum(len(one.findings) for one in found),
        "crumbs": [Crumb(_("Findings"), reverse("findings")), Crumb(title)],
    }
    return render(request, "web/control_sheets.html", context)


def is_whole(many: Many, form: forms.Form) -> bool:
    """True where a form can be used; of an edit at least one field has to be filled in."""
    if not form.is_valid():
        return False
    if many.can_undo and not any(form.cleaned_data.values()):
        form.add_error(None, _("Fill in what shall change; what stays empty stays as it is."))
        return False
    return True


def confirmed(request: SignedRequest, many: Many) -> HttpResponse:
    """Do the deed on the rows as they were shown."""
    form = form_of(many, request.POST)
    if not is_whole(many, form):
        return render(request, "web/bulk.html", page_of(many) | {"form": form}, status=UNUSABLE_STATUS)
    versions = versions_told(request.POST.getlist("row"))
    rows = subjects_named(request.actor, many, versions.keys())[: settings.BULK_MOST]
    do = do_together if request.POST.get("how") == TOGETHER else do_each
    key = keys.id_of(request)
    done = do(many, rows, versions, told_by(form), actor=request.actor, now=clock.now(), key=key)
    context = page_of(many) | told_rows([row_of(request.actor, one) for one in done]) | {"is_done": True}
    edits = edits_of(done)
    if many.can_undo and edits:
        keep_undo(request.session, many.name, edits)
        context["undo"] = undo_of(request.session)
    return render(request, "web/bulk.html", context)


def page_of(many: Many) -> dict[str, Any]:
    title = _("%(deed)s: many at once") % {"deed": deed_words(many.name)}
    crumbs = [Crumb(_("Findings"), reverse("findings")), Crumb(deed_words(many.name))]
    return {"many": many, "title": title, "crumbs": crumbs, "undo_minutes": settings.UNDO_SECONDS // 60}


def told_rows(rows: Sequence[Row]) -> dict[str, Any]:
    return {"rows": rows, "open": [row for row in rows if not row.is_refused]} | {
        "refused": [row for row in rows if row.is_refused],
        "is_nothing_done": bool(rows) and not any(row.is_done for row in rows),
    }


@answers_a_form_of(account_of_findings)
def bulk_undo(request: SignedRequest) -> HttpResponse:
    """Take the last edit of many rows back, each row by a deed of its own."""
    undo = undo_of(request.session)
    if undo is None:
        messages.warning(request, _("There is no edit that can still be taken back."))
        return redirect("findings")
    answers = undo_each(undo.edits, actor=request.actor, now=clock.now(), key=keys.id_of(request))
    forget_undo(request.session)
    return render(request, "web/bulk_undone.html", undone(request, undo, answers))


def undone(request: SignedRequest, undo: Undo, answers: Sequence[tuple[Any, Exception | None]]) -> dict[str, Any]:
    many = MANY[undo.deed]
    rows = {row.row.id: row for row in subjects_named(request.actor, many, [edit.measure_id for edit in undo.edits])}
    told = [
        (rows[edit.measure_id], refusal_of(refusal, request.actor) if refusal else None)
        for edit, refusal in answers
        if edit.measure_id in rows
    ]
    title = _("Taken back: %(deed)s") % {"deed": deed_words(undo.deed)}
    return {
        "title": title,
        "back": [row for row, refusal in told if refusal is None],
        "refused": [(row, refusal) for row, refusal in told if refusal is not None],
        "crumbs": [Crumb(_("Findings"), reverse("findings")), Crumb(title)],
    }
