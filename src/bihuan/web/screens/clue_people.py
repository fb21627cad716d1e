"""Who is named for the clue register, by the leading group and the security administrator. No clue is shown here."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.clues.models import ClueGrant
from bihuan.clues.people import end_naming, name_for_clues
from bihuan.dossiers.models import Inspection
from bihuan.web import clock, keys
from bihuan.web.forms import Crumb, deed_page, posted
from bihuan.web.forms.clue import NamingForm
from bihuan.web.requests import SignedRequest


def clue_people(request: SignedRequest) -> HttpResponse:
    """List who is or was named."""
    actor = request.actor
    rows = list(ClueGrant.objects.filter(authority_id=actor.authority_id).select_related("account").order_by("-id"))
    dossiers = Inspection.everything.filter(authority_id=actor.authority_id, pk__in={one.dossier_id for one in rows})
    names = dict(dossiers.values_list("id", "organization_name"))
    lines = [(one, names[one.dossier_id] if one.dossier_id else "", runs(one, request)) for one in rows]
    return render(request, "web/clue_people.html", {"lines": lines})


def runs(one: ClueGrant, request: SignedRequest) -> bool:
    return not one.ended and (one.until_on is None or one.until_on >= request.actor.today)


def clue_person_name(request: SignedRequest) -> HttpResponse:
    """Name somebody."""
    form = NamingForm(posted(request), actor=request.actor, initial={"from_on": request.actor.today})
    title, back, said = _("Name somebody"), reverse("clue_people"), _("The person is named.")
    note = _("Only who is named here, person by person, can open the register; a role alone never does.")
    way = [Crumb(_("People named for clues"), back), Crumb(title)]
    shown = {"title": title, "back": back, "said": said, "note": note}
    return deed_page(request, form, name_for_clues, form.told, crumbs=way, **shown)


def clue_person_end(request: SignedRequest, grant_id: uuid.UUID) -> HttpResponse:
    """End a naming at once."""
    if request.method == "POST":
        end_naming(actor=request.actor, grant_id=grant_id, now=clock.now(), key=keys.key_of(request))
        messages.success(request, _("From now on the register does not exist for this person."))
    return redirect("clue_people")
