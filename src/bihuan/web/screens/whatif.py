"""Try a change of a round's teams: what the repair with the fewest moves would be; take it, or leave everything."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.teams.changing import reseat, take_repair
from bihuan.teams.mending import by_hand
from bihuan.web import clock, keys
from bihuan.web.composing.page import Composed
from bihuan.web.composing.whatif import Tried, change_in, shown_repair
from bihuan.web.forms import UNUSABLE_STATUS, attempt, posted
from bihuan.web.forms.composer import SeatForm
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.composer import composition_of, way


def whatif(request: SignedRequest, composition_id: uuid.UUID) -> HttpResponse:
    """Show what a change would need; a form takes it, with the reason."""
    row = composition_of(request, composition_id)
    form, back = SeatForm(posted(request)), reverse("composer", args=[row.round_id])
    if request.method == "POST" and form.is_valid() and taken(request, row.pk, form):
        messages.success(request, _("The teams are changed."))
        return redirect(back)
    tried = Tried.of(Composed.of(row), change_in(request))
    context: dict[str, Any] = {
        "form": form,
        "row": row,
        "tried": tried,
        "moves": list(tried.moves()),
        "otherwise": tried.otherwise(),
        "title": tried.title,
        "back": back,
        "crumbs": way(row.round, tried.title),
    }
    return render(request, "web/whatif.html", context, status=UNUSABLE_STATUS if form.errors else 200)


def taken(request: SignedRequest, composition_id: uuid.UUID, form: SeatForm) -> bool:
    """Take the repair that was shown, or the change by hand; false where the form tells why not."""
    told: dict[str, Any] = {"actor": request.actor, "composition_id": composition_id, "now": clock.now()}
    told |= {"key": keys.key_of(request), "reason": form.cleaned_data["reason"]}
    if request.POST.get("how") == "hand":
        composed = Composed.of(composition_of(request, composition_id))
        hand = by_hand(change_in(request), Tried(composed, change_in(request)).places())
        if hand is None:
            form.add_error(None, _("This is no change of a seat. Take the repair, or go back."))
            return False
        seat = {"group": hand.group, "seat": hand.seat, "out": hand.out, "into": hand.into}
        return attempt(form, reseat, **told, **seat) is not None
    repair = shown_repair(request, str(composition_id))
    if repair is None:
        form.add_error(None, _("The teams have changed since this page was opened. Look at the repair again."))
        return False
    return attempt(form, take_repair, **told, **repair) is not None
