"""What organizations mean for a term as a workbook: out, and in again with its faults told and marked."""

from __future__ import annotations

import binascii
import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from bihuan.intake.annotate import mark_errors
from bihuan.intake.refusals import Unreadable
from bihuan.ledger.sealing import SealBroken, seal, unseal
from bihuan.planning.facts import mandates_of
from bihuan.planning.mandate_sheet import Known, Reading, read_mandates, write_mandates
from bihuan.planning.mandating import set_mandates
from bihuan.planning.models import Term
from bihuan.planning.queries import bodies_of
from bihuan.web import clock, keys
from bihuan.web.forms import UNUSABLE_STATUS, Crumb, attempt, posted
from bihuan.web.refusals import refusal_of
from bihuan.web.requests import SignedRequest
from bihuan.web.returned_cells import conflicting_cells
from bihuan.web.screens.planning import home_of, term_of
from bihuan.web.serving.downloads import workbook
from bihuan.web.sheets.read_in import mandates_compared
from bihuan.web.words import in_this_language

SENT = "mandates sent"
MOST_SENT, MOST_SHOWN = 3 * 1024 * 1024, 100


class MandatesForm(forms.Form):
    """A workbook of what organizations mean for a term."""

    workbook = forms.FileField(
        label=gettext_lazy("Filled-in workbook"), widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"})
    )


def known_of(request: SignedRequest, term: Term) -> Known:
    rows = [row for _body, row in bodies_of(term, term.authority_id, request.actor.today)]
    return Known(rows, mandates_of(term), in_this_language)


def reading_of(data: bytes, name: str, known: Known) -> Reading:
    """Return what a workbook tells; a row that others changed meanwhile is told by its cells, as a fault is."""
    found = read_mandates(data, name, known)
    found.errors += conflicting_cells(mandates_compared(found, known))
    return found


@require_GET
def mandates_workbook(request: SignedRequest, term_id: uuid.UUID) -> HttpResponse:
    """Hand out what every organization means for a term; it comes in again unchanged."""
    term = term_of(request, term_id)
    title = _("Tasks of the term %(name)s") % {"name": term.name}
    return workbook(write_mandates(known_of(request, term), title), f"{title}.xlsx")


def mandates_import(request: SignedRequest, term_id: uuid.UUID) -> HttpResponse:
    """Take a workbook in: all that differs, or nothing."""
    term = term_of(request, term_id)
    form, found, sealed = MandatesForm(posted(request), request.FILES or None), None, ""
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["workbook"]
        data, name = sent.read(), sent.name or ""
        try:
            found = reading_of(data, name, known_of(request, term))
        except Unreadable as refused:
            refusal = refusal_of(refused)
            assert refusal is not None
            form.add_error("workbook", f"{refusal.what} {refusal.remedy}".strip())
        else:
            if found.errors:
                sealed = seal(data, SENT) if len(data) <= MOST_SENT else ""
            elif entered(request, term, form, found):
                return redirect(home_of(term))
    title = _("Bring in the tasks of the term")
    context: dict[str, Any] = {
        "form": form,
        "term": term,
        "title": title,
        "count": len(found.errors) if found else 0,
        "errors": found.errors[:MOST_SHOWN] if found else [],
        "sealed": sealed,
        "file_name": form.cleaned_data["workbook"].name if sealed else "",
        "crumbs": [Crumb(_("Plans"), reverse("planning")), Crumb(term.name, home_of(term)), Crumb(title)],
        "back": home_of(term),
    }
    is_faulty = bool(form.errors or (found and found.errors))
    return render(request, "web/mandates_import.html", context, status=UNUSABLE_STATUS if is_faulty else 200)


def entered(request: SignedRequest, term: Term, form: MandatesForm, found: Reading) -> bool:
    """Enter what a workbook tells; True where it is done."""
    if not found.lines:
        told = {"count": found.untouched}
        messages.success(request, _("Nothing differs: all %(count)s rows stand so already.") % told)
        return True
    key = keys.key_of(request)
    told_in = {"actor": request.actor, "term_id": term.pk, "rows": [one.told for one in found.lines], "reason": ""}
    if attempt(form, set_mandates, **told_in, now=clock.now(), key=key) is None:
        return False
    told = {"changed": len(found.lines), "untouched": found.untouched}
    messages.success(request, _("%(changed)s changed, %(untouched)s unchanged.") % told)
    return True


@require_POST
def mandates_marked(request: SignedRequest, term_id: uuid.UUID) -> HttpResponse:
    """Give the sender's own workbook back with its faults red and commented; nothing of it was kept."""
    term, name = term_of(request, term_id), request.POST.get("name", "")[:200] or "tasks.xlsx"
    try:
        data = unseal(request.POST.get("sealed", ""), SENT)
    except (SealBroken, binascii.Error):
        messages.warning(request, _("Choose the workbook once more."))
        return redirect("mandates_import", term_id=term.pk)
    return workbook(mark_errors(data, name, reading_of(data, name, known_of(request, term)).errors), name)
