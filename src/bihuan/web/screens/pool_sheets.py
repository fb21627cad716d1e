"""The pool as a workbook: out, the blank one, and in again with its faults marked in the sender's own file."""

from __future__ import annotations

import binascii
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bihuan.intake.annotate import mark_errors
from bihuan.intake.refusals import Unreadable
from bihuan.ledger.sealing import SealBroken, seal, unseal
from bihuan.teams.inspectors import import_inspectors, pool_of
from bihuan.teams.models import Inspector
from bihuan.teams.pool_sheet import Lender, Reading, read_pool, write_pool
from bihuan.web import clock, keys
from bihuan.web.forms import UNUSABLE_STATUS, attempt, posted
from bihuan.web.forms.pool import PoolUploadForm
from bihuan.web.refusals import refusal_of
from bihuan.web.requests import SignedRequest
from bihuan.web.returned_cells import conflicting_cells
from bihuan.web.screens.pool import way_to
from bihuan.web.serving.downloads import workbook
from bihuan.web.sheets.read_in import pool_compared
from bihuan.web.words import in_this_language

SENT = "workbook sent"  # what a sealed workbook on its way is bound to
MOST_SENT = 3 * 1024 * 1024  # of a workbook that goes through the page and back
MOST_SHOWN = 100


@require_GET
def pool_workbook(request: SignedRequest) -> HttpResponse:
    """Hand the pool out; it comes in again unchanged."""
    title = _("Pool")
    data = write_pool(pool_of(request.actor.authority_id), in_this_language, title)
    return workbook(data, f"{title}-{request.actor.today.isoformat()}.xlsx")


@require_GET
def pool_template(request: SignedRequest) -> HttpResponse:
    """Hand out the blank workbook."""
    title = _("Pool, blank")
    return workbook(write_pool((), in_this_language, title), f"{title}.xlsx")


def reading_of(request: SignedRequest, data: bytes, name: str, lender: Lender | None) -> Reading:
    """Return what a workbook tells; a row that others changed meanwhile is told by its cells, as a fault is."""
    pool: dict[uuid.UUID, Inspector] = {one.id: one for one in pool_of(request.actor.authority_id)}
    found = read_pool(data, name, pool, in_this_language, request.actor.today, lender)
    found.errors += conflicting_cells(pool_compared(found, pool))
    return found


def pool_import(request: SignedRequest) -> HttpResponse:
    """Take a workbook in: everybody in it, or nobody."""
    form = PoolUploadForm(posted(request), request.FILES or None)
    found, sealed = None, ""
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["workbook"]
        data, name = sent.read(), sent.name or ""
        try:
            found = reading_of(request, data, name, form.lender())
        except Unreadable as refused:
            refusal = refusal_of(refused)
            assert refusal is not None
            form.add_error("workbook", f"{refusal.what} {refusal.remedy}".strip())
        else:
            if found.errors:
                sealed = seal(data, SENT) if len(data) <= MOST_SENT else ""
            elif entered(request, form, found):
                return redirect("pool")
    context: dict[str, Any] = {
        "form": form,
        "found": found,
        "errors": found.errors[:MOST_SHOWN] if found else [],
        "sealed": sealed,
        "lender": form.lender() if sealed else None,
        "file_name": form.cleaned_data["workbook"].name if sealed else "",
        "crumbs": way_to(None, _("Bring in a workbook")),
        "back": reverse("pool"),
    }
    is_faulty = bool(form.errors or (found and found.errors))
    return render(request, "web/pool_import.html", context, status=UNUSABLE_STATUS if is_faulty else 200)


def entered(request: SignedRequest, form: PoolUploadForm, found: Reading) -> bool:
    """Enter what a workbook tells; True where it is done."""
    reason = form.cleaned_data["reason"]
    if not found.lines:
        messages.success(
            request, _("Nothing differs: all %(count)s rows stand so already.") % {"count": found.untouched}
        )
        return True
    if found.corrected and not reason.strip():
        form.add_error(
            "reason", _("The workbook corrects %(count)s people; state the reason.") % {"count": found.corrected}
        )
        return False
    done = attempt(
        form,
        import_inspectors,
        actor=request.actor,
        rows=tuple(one.told for one in found.lines),
        reason=reason,
        now=clock.now(),
        key=keys.key_of(request),
    )
    if done is not None:
        told = {"new": found.new, "corrected": found.corrected, "untouched": found.untouched}
        messages.success(request, _("%(new)s entered, %(corrected)s corrected, %(untouched)s unchanged.") % told)
    return done is not None


@require_POST
def pool_marked(request: SignedRequest) -> HttpResponse:
    """Give the sender's own workbook back with its faults red and commented; nothing of it was kept."""
    name = request.POST.get("name", "")[:200] or "pool.xlsx"
    try:
        data = unseal(request.POST.get("sealed", ""), SENT)
    except (SealBroken, binascii.Error):
        messages.warning(request, _("Choose the workbook once more."))
        return redirect("pool_import")
    place, km = request.POST.get("place", "")[:60].strip(), request.POST.get("km", "")
    lender = Lender(place, int(km) if km.isdecimal() else 0) if place else None
    return workbook(mark_errors(data, name, reading_of(request, data, name, lender).errors), name)
