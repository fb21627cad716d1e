"""The tree of organizations: list, one organization, and the deeds on it and its head."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.offices import SUPERVISING
from bihuan.domain.roles import Role
from bihuan.domain.succession import first_day_after
from bihuan.dossiers.people import appoint_head
from bihuan.ledger.door import Receipt
from bihuan.organizations.actions import (
    add_organization,
    correct_organization,
    end_tenure,
    name_successor,
)
from bihuan.organizations.models import HeadTenure, Organization, Succession
from bihuan.supervision.ending import end_organization, held_of, passing_of, supervised_by
from bihuan.supervision.passing import with_predecessors
from bihuan.supervision.taking_effect import awaited
from bihuan.web import clock, keys
from bihuan.web.forms import UNUSABLE_STATUS, Crumb, DayField, attempt, choices, deed_page, offer_choices, posted
from bihuan.web.lists.kept_views import beside_a_list, opened
from bihuan.web.lists.organizations import Asked, organizations_asked
from bihuan.web.lists.paging import MOST, Pages
from bihuan.web.pages.organization import history_of, line_of, listed
from bihuan.web.permissions import may_open
from bihuan.web.requests import SignedRequest

SHOWN = 20  # dossiers named on the page of ending

OFFICE = frozenset({Role.OFFICE})


class OrganizationForm(forms.Form):
    """A new organization."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    parent_id = forms.ChoiceField(label=gettext_lazy("Below"), required=False)
    category = forms.ChoiceField(label=gettext_lazy("Category"))
    credit_code = forms.CharField(
        label=gettext_lazy("Social credit code"),
        max_length=18,
        required=False,
        help_text=gettext_lazy("18 characters with check character (GB 32100-2015); empty where there is none."),
    )
    from_on = DayField(label=gettext_lazy("Exists since"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        living = choices.living_organizations(actor.authority_id, actor.today)
        offer_choices(self, "parent_id", [("", _("The authority itself")), *choices.by_id(living)])
        offer_choices(self, "category", choices.terms("category"))

    def clean_credit_code(self) -> str:
        return str(self.cleaned_data["credit_code"]).upper()


class CorrectionForm(forms.Form):
    """What was entered wrongly of an organization, and why it is changed."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    category = forms.ChoiceField(label=gettext_lazy("Category"))
    credit_code = forms.CharField(label=gettext_lazy("Social credit code"), max_length=18, required=False)
    from_on = DayField(label=gettext_lazy("Exists since"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)
    seen_version = forms.IntegerField(widget=forms.HiddenInput())  # nobody's correction is written over unread

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "category", choices.terms("category"))

    def clean_credit_code(self) -> str:
        return str(self.cleaned_data["credit_code"]).upper()


class HeadForm(forms.Form):
    """Who heads an organization, and from when to when."""

    name = forms.CharField(label=gettext_lazy("Full name"), max_length=40)
    account_id = forms.ChoiceField(
        label=gettext_lazy("Account"),
        required=False,
        help_text=gettext_lazy("With an account of his own the head signs reports himself."),
    )
    acting = forms.BooleanField(label=gettext_lazy("Acting head"), required=False)
    from_on = DayField(label=gettext_lazy("First day"))
    until_on = DayField(
        label=gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: until it is ended.")
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "account_id", [("", "–"), *choices.accounts(actor.authority_id)])


class LastDayForm(forms.Form):
    """The last day of something."""

    on = DayField(label=gettext_lazy("Last day"))


class EndForm(LastDayForm):
    """The last day of an organization, and why it ends."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


class SuccessorForm(forms.Form):
    """Who takes over, from when on."""

    successor_id = forms.ChoiceField(label=gettext_lazy("Successor"))
    on = DayField(label=gettext_lazy("From"))

    def __init__(self, *args: Any, actor: Actor, without: Collection[uuid.UUID], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        living = choices.living_organizations(actor.authority_id, actor.today)
        offered = choices.by_id(row for row in living if row.id not in without)
        offer_choices(self, "successor_id", [choices.nothing(), *offered])


def chosen_id(value: str) -> uuid.UUID | None:
    return uuid.UUID(value) if value else None


def organizations(request: SignedRequest) -> HttpResponse:
    """List the tree with the heads of today."""
    shown = opened(request.actor, "organizations", request.GET)
    rows, vacant = organizations_asked(request.actor, shown.query), shown.query.get("vacant") == "1"
    page = Pages(listed(request.actor, rows.order_by("path"), vacant_only=vacant), MOST).asked(request.GET)
    context = {
        "page": page,
        **beside_a_list(request.actor, shown, Asked(shown.query), request.path),
        "may_keep": may_open("organization_add", request.actor),
        "may_reorganise": may_open("reorganisations", request.actor),
    }
    return render(request, "web/organizations.html", context)


def organization_of(request: SignedRequest, organization_id: uuid.UUID) -> Organization:
    """Return an organization of the actor's own authority."""
    return get_object_or_404(Organization, authority_id=request.actor.authority_id, pk=organization_id)


def way_to(one: Organization) -> list[Crumb]:
    """Return the crumbs that lead to an organization."""
    here = Crumb(one.name, reverse("organization", args=[one.pk]))
    return [Crumb(_("Organizations"), reverse("organizations")), here]


def organization(request: SignedRequest, organization_id: uuid.UUID) -> HttpResponse:
    """Show one organization: what it is, who headed it, what came after it."""
    one = organization_of(request, organization_id)
    held = HeadTenure.objects.filter(authority_id=one.authority_id, organization=one).order_by("from_on")
    links = Succession.objects.filter(authority_id=one.authority_id)
    context = {
        "organization": one,
        "parent": one.parent,
        "history": history_of(one, request.actor.today),
        "line": line_of(one, list(held), request.actor.today),
        "successors": links.filter(predecessor=one).select_related("successor").order_by("on"),
        "predecessors": links.filter(successor=one).select_related("predecessor").order_by("on"),
        "may_keep": may_open("organization_end", request.actor),
        "may_reorganise": may_open("reorganise", request.actor),
        "is_inspected": one.category not in SUPERVISING,
        "awaited": awaited(one) if may_open("reorganisations", request.actor) else (),
        "crumbs": [Crumb(_("Organizations"), reverse("organizations")), Crumb(one.name)],
    }
    return render(request, "web/organization.html", context)


def organization_add(request: SignedRequest) -> HttpResponse:
    """Add an organization."""
    start = {"parent_id": request.GET.get("below", ""), "from_on": request.actor.today}
    form = OrganizationForm(posted(request), actor=request.actor, initial=start)

    def told() -> dict[str, Any]:
        return {**form.cleaned_data, "parent_id": chosen_id(form.cleaned_data["parent_id"])}

    def then(done: Receipt) -> str:
        return reverse("organization", args=[done.told["organization"]])

    title, said = _("Add an organization"), _("The organization is added. Enter its head.")
    shown = {"title": title, "submit": _("Add"), "back": reverse("organizations"), "said": said}
    crumbs = [Crumb(_("Organizations"), reverse("organizations")), Crumb(title)]
    return deed_page(request, form, add_organization, told, then=then, crumbs=crumbs, **shown)


def changed(
    request: SignedRequest,
    one: Organization,
    form: forms.Form,
    deed: Callable[..., Receipt],
    told: Callable[[], Mapping[str, Any]],
    *,
    title: str,
    said: str,
) -> HttpResponse:
    """Show a deed's form of an organization, or do the deed and go back to it."""
    back, crumbs = reverse("organization", args=[one.pk]), [*way_to(one), Crumb(title)]
    return deed_page(request, form, deed, told, title=title, back=back, said=said, crumbs=crumbs)


def organization_correct(request: SignedRequest, organization_id: uuid.UUID) -> HttpResponse:
    """Correct what was entered wrongly of an organization."""
    one = organization_of(request, organization_id)
    start = {name: getattr(one, name) for name in ("name", "category", "credit_code", "from_on")}
    start["seen_version"] = one.version
    form = CorrectionForm(posted(request), initial=start)

    def told() -> dict[str, Any]:
        return {"organization_id": one.pk, **form.cleaned_data}

    title, said = _("Correct the organization"), _("Corrected. Dossiers keep the name under which they were opened.")
    return changed(request, one, form, correct_organization, told, title=title, said=said)


def organization_end(request: SignedRequest, organization_id: uuid.UUID) -> HttpResponse:
    """End the life of an organization."""
    one = organization_of(request, organization_id)
    form, done = EndForm(request.POST or None, initial={"on": request.actor.today}), None
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            end_organization,
            actor=request.actor,
            organization_id=one.pk,
            now=clock.now(),
            key=keys.key_of(request),
            **form.cleaned_data,
        )
    if done is None:
        return end_page(request, one, form)
    messages.success(request, _("The organization ends on that day, and with it the time of its head."))
    return redirect("organization", organization_id=one.pk)


def end_page(request: SignedRequest, one: Organization, form: forms.Form) -> HttpResponse:
    """Show how an organization ends; where it still answers for something, the way leads to its reorganisation."""
    title, today = _("End the organization"), request.actor.today
    on = getattr(form, "cleaned_data", {}).get("on") or today
    held = held_of(one, passing_of(one, on, today))
    may = one.category not in SUPERVISING and may_open("reorganise", request.actor)
    context = {
        "form": form,
        "title": title,
        "submit": title,
        "back": reverse("organization", args=[one.pk]),
        "crumbs": [*way_to(one), Crumb(title)],
        "held": held,
        "supervised": supervised_by(one)[:SHOWN] if held.supervised and request.actor.roles & OFFICE else (),
        "instead": f"{reverse('reorganise')}?unit={one.pk}" if may else "",
    }
    return render(request, "web/organization_end.html", context, status=UNUSABLE_STATUS if form.errors else 200)


def successor_name(request: SignedRequest, organization_id: uuid.UUID) -> HttpResponse:
    """Name who takes over the duties of an organization."""
    one = organization_of(request, organization_id)
    start = {"on": first_day_after(one.until_on) if one.until_on else request.actor.today}
    without = with_predecessors(one.authority_id, [one.pk])
    form = SuccessorForm(posted(request), actor=request.actor, without=without, initial=start)

    def told() -> dict[str, Any]:
        given = form.cleaned_data
        return {"predecessor_id": one.pk, "successor_id": uuid.UUID(given["successor_id"]), "on": given["on"]}

    title, said = _("Name a successor"), _("The successor answers from that day on.")
    return changed(request, one, form, name_successor, told, title=title, said=said)


def head_appoint(request: SignedRequest, organization_id: uuid.UUID) -> HttpResponse:
    """Enter who heads an organization."""
    one = organization_of(request, organization_id)
    form = HeadForm(posted(request), actor=request.actor, initial={"from_on": request.actor.today})

    def told() -> dict[str, Any]:
        given = form.cleaned_data
        return {**given, "organization_id": one.pk, "account_id": chosen_id(given["account_id"])}

    title, said = _("Enter a head"), _("The head is entered.")
    return changed(request, one, form, appoint_head, told, title=title, said=said)


def head_end(request: SignedRequest, organization_id: uuid.UUID, tenure_id: uuid.UUID) -> HttpResponse:
    """End a head's time in office."""
    one = organization_of(request, organization_id)
    get_object_or_404(HeadTenure, authority_id=one.authority_id, organization=one, pk=tenure_id)
    form = LastDayForm(posted(request), initial={"on": request.actor.today})

    def told() -> dict[str, Any]:
        return {"tenure_id": tenure_id, "on": form.cleaned_data["on"]}

    said = _("The time in office ends on that day; until another is entered the post is vacant.")
    return changed(request, one, form, end_tenure, told, title=_("End the time in office"), said=said)
