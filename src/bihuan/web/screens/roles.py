"""Giving an account a role and ending it: over a part of the tree (security administrator) or one dossier (office)."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.access.actions import GRANTED_BY_OFFICE, end
from bihuan.access.models import Account, Assignment
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.ledger.door import Receipt
from bihuan.teams.seating import grant_on_dossier, seats_of
from bihuan.web.forms import Crumb, DayField, choices, deed_page, offer_choices, posted
from bihuan.web.forms.seating import beside_account, dossiers_for, said_of_grant
from bihuan.web.permissions import SECURITY
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.accounts import EndForm, account_of, way_to
from bihuan.web.words import word

WHOLE = "whole"  # the form's word for the empty path, which a select box would take for nothing chosen


class GrantForm(forms.Form):
    """A role, where it holds, from when to when."""

    role = forms.ChoiceField(label=gettext_lazy("Role"))
    place = forms.ChoiceField(label=gettext_lazy("Holds for"))
    from_on = DayField(label=gettext_lazy("First day"))
    until_on = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: until it is ended.")
    )

    def __init__(self, *args: Any, actor: Actor, account: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.over_the_tree = bool(actor.roles & SECURITY)
        if self.over_the_tree:
            living = choices.living_organizations(actor.authority_id, actor.today)
            roles = list(Role)
            places = [(WHOLE, _("The whole authority")), *choices.by_path(living)]
        else:
            roles = sorted(GRANTED_BY_OFFICE, key=list(Role).index)
            seats = seats_of(account.authority_id, account.pk, actor.today)
            self.beside = beside_account(account, seats)
            places = dossiers_for(actor, seats)
        # nobody is given a role by a slip
        offer_choices(self, "role", [choices.nothing(), *choices.terms("role", roles)])
        offer_choices(self, "place", [choices.nothing(), *places])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and last < first:
            self.add_error("until_on", _("The last day is before the first."))
        return given

    @property
    def path(self) -> str:
        place = str(self.cleaned_data["place"])
        return "" if place == WHOLE or not self.over_the_tree else place

    @property
    def dossier_id(self) -> uuid.UUID | None:
        return None if self.over_the_tree else uuid.UUID(self.cleaned_data["place"])


def role_grant(request: SignedRequest, account_id: uuid.UUID) -> HttpResponse:
    """Give an account a role."""
    one = account_of(request, account_id)
    form = GrantForm(posted(request), actor=request.actor, account=one, initial={"from_on": request.actor.today})

    def told() -> dict[str, Any]:
        given = {name: form.cleaned_data[name] for name in ("from_on", "until_on")}
        where = {"path": form.path, "dossier_id": form.dossier_id}
        return {"account_id": one.pk, "role": Role(form.cleaned_data["role"]), **where, **given}

    def said(_done: Receipt) -> str:
        return said_of_grant(request.actor, form.dossier_id, one.pk, Role(form.cleaned_data["role"]))

    title, template = _("Give a role"), "web/role_give.html"
    shown = {"title": title, "back": reverse("account", args=[one.pk]), "template": template}
    return deed_page(request, form, grant_on_dossier, told, said=said, crumbs=[*way_to(one), Crumb(title)], **shown)


def role_end(request: SignedRequest, account_id: uuid.UUID, assignment_id: uuid.UUID) -> HttpResponse:
    """End a role; access ends with the day."""
    one = account_of(request, account_id)
    row = get_object_or_404(Assignment, authority_id=one.authority_id, account=one, pk=assignment_id)
    form = EndForm(request.POST or None, initial={"on": request.actor.today})

    def told() -> dict[str, Any]:
        return {"assignment_id": row.pk, **form.cleaned_data}

    title, said = _("End the role: %(role)s") % {"role": word("role", row.role)}, _("The role ends with that day.")
    shown = {"title": title, "submit": _("End the role"), "back": reverse("account", args=[one.pk]), "said": said}
    return deed_page(request, form, end, told, crumbs=[*way_to(one), Crumb(title)], **shown)
