"""What organizations mean for a term as a workbook: out, and in again, once it was shown what it changes."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from bihuan.desk.returning import take_in_at_once
from bihuan.intake.refusals import Unreadable
from bihuan.ledger.door import Receipt
from bihuan.planning.facts import mandates_of
from bihuan.planning.mandate_sheet import Known, read_mandates
from bihuan.planning.mandating import Told, set_mandates
from bihuan.planning.models import Term
from bihuan.planning.queries import bodies_of
from bihuan.planning.terms import term_for
from bihuan.rectification.returned import Change, Comparison
from bihuan.web import clock, keys
from bihuan.web.forms import UNUSABLE_STATUS, Crumb, posted
from bihuan.web.read_in import Sent, brought, carried, differences, marked, sent_in
from bihuan.web.refusals import refusal_of
from bihuan.web.requests import SignedRequest, answers_a_form_of
from bihuan.web.screens.planning import home_of, term_of
from bihuan.web.serving.downloads import workbook
from bihuan.web.sheets.read_in import mandates_compared
from bihuan.web.sheets.written import write_mandates
from bihuan.web.words import in_this_language

SENT = "mandates sent"


class MandatesForm(forms.Form):
    """A workbook of what organizations mean for a term."""

    workbook = forms.FileField(
        label=gettext_lazy("Filled-in workbook"), widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"})
    )


def known_of(request: SignedRequest, term: Term) -> Known:
    rows = [row for _body, row in bodies_of(term, term.authority_id, request.actor.today)]
    return Known(rows, mandates_of(term), in_this_language)


@require_GET
def mandates_workbook(request: SignedRequest, term_id: uuid.UUID) -> HttpResponse:
    """Hand out what every organization means for a term; it comes in again unchanged."""
    term = term_of(request, term_id)
    title = _("Tasks of the term %(name)s") % {"name": term.name}
    return workbook(write_mandates(known_of(request, term), title), f"{title}-{request.actor.today.isoformat()}.xlsx")


def compared(request: SignedRequest, term: Term, sent: Sent) -> Comparison:
    """Return what a workbook would change; raise a subclass of Unreadable where it says nothing of organizations."""
    known = known_of(request, term)
    return mandates_compared(read_mandates(sent.data, sent.name, known), known)


def mandates_import(request: SignedRequest, term_id: uuid.UUID) -> HttpResponse:
    """Show what a workbook would change; nothing is written."""
    term = term_of(request, term_id)
    form = MandatesForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = sent_in(form)
        answered = sent and shown(request, term, form, sent)
        if answered:
            return answered
    title = _("Bring in the tasks of the term")
    context = {"form": form, "term": term, "title": title, "crumbs": way_to(term, title), "back": home_of(term)}
    return render(request, "web/mandates_import.html", context, status=UNUSABLE_STATUS if form.errors else 200)


def shown(request: SignedRequest, term: Term, form: MandatesForm, sent: Sent) -> HttpResponse | None:
    """Return the page of differences; None where the form has to be filled in again, and says why."""
    try:
        found = compared(request, term, sent)
    except Unreadable as refused:
        refusal = refusal_of(refused)
        assert refusal is not None
        form.add_error("workbook", f"{refusal.what} {refusal.remedy}".strip())
        return None
    if not (found.changes or found.conflicts or found.faults):
        alike = _("Nothing differs: all %(count)s rows stand so already.") % {"count": found.untouched}
        messages.success(request, alike)
        return redirect(home_of(term))
    return differences(
        request,
        found,
        carried(request, sent, sent_of(term)),
        title=_("Tasks of the term %(name)s") % {"name": term.name},
        back=reverse("mandates_import", args=[term.pk]),
        confirm_url=reverse("mandates_confirm", args=[term.pk]),
        marked_url=reverse("mandates_marked", args=[term.pk]),
        crumbs=way_to(term, _("Differences")),
    )


def sent_of(term: Term) -> str:
    return f"{SENT} {term.pk}"


def way_to(term: Term, title: str) -> list[Crumb]:
    return [Crumb(_("Plans"), reverse("planning")), Crumb(term.name, home_of(term)), Crumb(title)]


def form_of_workbooks(_request: SignedRequest, term_id: uuid.UUID) -> str:
    return reverse("mandates_import", args=[term_id])


@answers_a_form_of(form_of_workbooks)
def mandates_confirm(request: SignedRequest, term_id: uuid.UUID) -> HttpResponse:
    """Do what was shown: all of it, or nothing."""
    term = term_of(request, term_id)
    sent = brought(request, sent_of(term))
    if sent is None:
        return once_more(request, term)

    def found() -> Sequence[Change]:
        return compared(request, term_for(request.actor, term.pk), sent).changes

    def done(changes: Sequence[Change]) -> Receipt:
        rows = [Told(one.target_id, one.told) for one in changes]
        return set_mandates(actor=request.actor, term_id=term.pk, rows=rows, reason="", now=clock.now(), key=key)

    key, what = keys.key_of(request), ("tasks", request.actor.authority_id)
    given = request.POST.get("fingerprint", "")
    receipt = take_in_at_once(found, done, action="set_mandates", what=what, actor=request.actor, shown=given, key=key)
    messages.success(request, _("%(count)s changes were made.") % {"count": receipt.told["count"]})
    return redirect(home_of(term))


@answers_a_form_of(form_of_workbooks)
def mandates_marked(request: SignedRequest, term_id: uuid.UUID) -> HttpResponse:
    """Give the sender's own workbook back with its faults red and commented; nothing of it was kept."""
    term = term_of(request, term_id)
    sent = brought(request, sent_of(term))
    if sent is None:
        return once_more(request, term)
    return marked(sent, compared(request, term, sent))


def once_more(request: SignedRequest, term: Term) -> HttpResponse:
    messages.warning(request, _("Choose the workbook once more."))
    return redirect("mandates_import", term_id=term.pk)
