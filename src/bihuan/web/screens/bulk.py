"""Many findings at once: a page that judges each row first, then one that tells what became of each."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bihuan.web import clock, keys
from bihuan.web.bulk import MOST, chosen, deeds_on_many, done_on_each, judged
from bihuan.web.forms import Crumb
from bihuan.web.requests import SignedRequest
from bihuan.web.words import deed_words


@require_POST
def findings_bulk(request: SignedRequest) -> HttpResponse:
    """Judge the findings ticked, or do the deed on those that are open."""
    deed = request.POST.get("deed", "")
    if deed not in deeds_on_many(request.actor):
        raise Http404
    ticked = request.POST.getlist("finding")
    rows = chosen(request.actor, ticked)
    if not rows:
        messages.warning(request, _("No finding was ticked. Tick the rows, then choose what to do with them."))
        return redirect("findings")
    is_confirmed = request.POST.get("confirmed") == "1"
    if is_confirmed:
        told = done_on_each(request.actor, deed, rows, now=clock.now(), key=keys.id_of(request))
    else:
        told = judged(request.actor, deed, rows)
    context = {
        "deed": deed,
        "title": _("%(deed)s: many at once") % {"deed": deed_words(deed)},
        "is_confirmed": is_confirmed,
        "open": [one for one in told if one.is_open or one.is_done],
        "refused": [one for one in told if not (one.is_open or one.is_done)],
        "left_out": max(0, len(set(ticked)) - MOST),
        "most": MOST,
        "crumbs": [Crumb(_("Findings"), reverse("findings")), Crumb(deed_words(deed))],
    }
    return render(request, "web/bulk.html", context)
