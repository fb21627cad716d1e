"""The pool as a workbook: out, the blank one, and in again, once it was shown what it changes."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.desk.returning import take_in_at_once
from bihuan.dossiers.steps import locked
from bihuan.intake.refusals import Unreadable
from bihuan.ledger.door import Receipt
from bihuan.rectification.returned import Change, Comparison
from bihuan.teams.inspectors import Told, import_inspectors, pool_of
from bihuan.teams.models import Inspector
from bihuan.teams.pool_sheet import NOBODY, Lender, read_pool
from bihuan.web import clock, keys
from bihuan.web.forms import UNUSABLE_STATUS, posted
from bihuan.web.forms.pool import PoolUploadForm
from bihuan.web.read_in import Sent, brought, carried, differences, marked, sent_in
from bihuan.web.refusals import refusal_of
from bihuan.web.requests import SignedRequest, answers_a_form_of
from bihuan.web.screens.pool import way_to
from bihuan.web.serving.downloads import workbook
from bihuan.web.sheets.read_in import CORRECT, pool_compared
from bihuan.web.sheets.written import write_pool
from bihuan.web.words import in_this_language

SENT = "workbook sent"  # what a sealed workbook on its way is bound to


@require_GET
def pool_workbook(request: SignedRequest) -> HttpResponse:
    """Hand the pool out; it comes in again unchanged."""
    title = _("Pool")
    data = write_pool(pool_of(request.actor.authority_id), title)
    return workbook(data, f"{title}-{request.actor.today.isoformat()}.xlsx")


@require_GET
def pool_template(request: SignedRequest) -> HttpResponse:
    """Hand out the blank workbook."""
    title = _("Pool, blank")
    return workbook(write_pool((), title), f"{title}.xlsx")


def compared(request: SignedRequest, sent: Sent, *, under_lock: bool = False) -> Comparison:
    """Return what a workbook would change; raise a subclass of Unreadable where it lists no people."""
    rows = pool_of(request.actor.authority_id)
    if under_lock:
        rows = list(locked(Inspector.objects.filter(authority_id=request.actor.authority_id, left_on=None)))
    pool = {one.id: one for one in rows}
    place, km = sent.told.get("place", ""), int(sent.told.get("km") or 0)
    lender = Lender(place, km) if place else None
    return pool_compared(read_pool(sent.data, sent.name, pool, in_this_language, request.actor.today, lender), pool)


def pool_import(request: SignedRequest) -> HttpResponse:
    """Show what a workbook would change; nothing is written."""
    form = PoolUploadForm(posted(request), request.FILES or None)
    if request.method == "POST" and form.is_valid():
        sent = sent_in(form, **form.told())
        answered = sent and shown(request, form, sent)
        if answered:
            return answered
    context = {"form": form, "crumbs": way_to(None, _("Bring in a workbook")), "back": reverse("pool")}
    return render(request, "web/pool_import.html", context, status=UNUSABLE_STATUS if form.errors else 200)


def shown(request: SignedRequest, form: PoolUploadForm, sent: Sent) -> HttpResponse | None:
    """Return the page of differences; None where the form has to be filled in again, and says why."""
    try:
        found = compared(request, sent)
    except Unreadable as refused:
        refusal = refusal_of(refused)
        assert refusal is not None
        form.add_error("workbook", f"{refusal.what} {refusal.remedy}".strip())
        return None
    corrected = sum(change.deed == CORRECT for change in found.changes)
    if corrected and not found.faults and not sent.told["reason"]:
        form.add_error("reason", _("The workbook corrects %(count)s people; state the reason.") % {"count": corrected})
        return None
    if not (found.changes or found.conflicts or found.faults):
        alike = _("Nothing differs: all %(count)s rows stand so already.") % {"count": found.untouched}
        messages.success(request, alike)
        return redirect("pool")
    return differences(
        request,
        found,
        carried(request, sent, SENT),
        title=_("Pool"),
        back=reverse("pool_import"),
        confirm_url=reverse("pool_confirm"),
        marked_url=reverse("pool_marked"),
        crumbs=way_to(None, _("Differences")),
    )


def form_of_workbooks(_request: SignedRequest) -> str:
    return reverse("pool_import")


@answers_a_form_of(form_of_workbooks)
def pool_confirm(request: SignedRequest) -> HttpResponse:
    """Do what was shown: everybody in it, or nobody."""
    sent = brought(request, SENT)
    if sent is None:
        return once_more(request)

    def done(changes: Sequence[Change]) -> Receipt:
        rows = [Told(one.told, None if one.target_id == NOBODY else one.target_id) for one in changes]
        reason = sent.told["reason"]
        return import_inspectors(actor=request.actor, rows=rows, reason=reason, now=clock.now(), key=key)

    key = keys.key_of(request)
    receipt = take_in_at_once(
        lambda: compared(request, sent, under_lock=True).changes,
        done,
        action="import_inspectors",
        what=("pool", request.actor.authority_id),
        actor=request.actor,
        shown=request.POST.get("fingerprint", ""),
        key=key,
    )
    messages.success(request, _("%(count)s people were entered or corrected.") % {"count": receipt.told["count"]})
    return redirect("pool")


@answers_a_form_of(form_of_workbooks)
def pool_marked(request: SignedRequest) -> HttpResponse:
    """Give the sender's own workbook back with its faults red and commented; nothing of it was kept."""
    sent = brought(request, SENT)
    if sent is None:
        return once_more(request)
    return marked(sent, compared(request, sent))


def once_more(request: SignedRequest) -> HttpResponse:
    messages.warning(request, _("Choose the workbook once more."))
    return redirect("pool_import")
