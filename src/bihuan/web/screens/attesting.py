"""The pages on which the office attests what many have signed: declarations before a round, pledges of its teams."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.dossiers.models import Round
from bihuan.teams.attesting import attest_declarations, undeclared
from bihuan.teams.declarations import placed_in
from bihuan.teams.models import Inspector
from bihuan.teams.pledging import attest_pledges, unpledged
from bihuan.teams.ties import bonds_of
from bihuan.web import clock, keys
from bihuan.web.forms import UNUSABLE_STATUS, attempt, posted
from bihuan.web.forms.preparing import offer_choices_of_many
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.placing import round_of, way_to
from bihuan.web.words import in_brackets

EVERYBODY = "all"


class PapersForm(forms.Form):
    """Who has signed, and on which papers."""

    paper = forms.CharField(
        label=gettext_lazy("Signed papers"),
        max_length=100,
        help_text=gettext_lazy("Such as their numbers from and to, or the list that came with them."),
    )
    people = forms.MultipleChoiceField(label=gettext_lazy("Who has signed"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, people: list[Inspector], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices_of_many(self, "people", people)


class AttestForm(PapersForm):
    """Who has signed that nothing ties him; whoever is known to be tied is marked."""

    def __init__(self, *args: Any, people: list[Inspector], tied: Mapping[uuid.UUID, str], **kwargs: Any) -> None:
        super().__init__(*args, people=people, **kwargs)
        field = self.fields["people"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.label = _("Who has signed that nothing ties him")
        known = {str(pk): _("must be recused from %(units)s") % {"units": names} for pk, names in tied.items()}
        named = [(str(one.id), in_brackets(one.name, one.unit)) for one in people]
        field.choices = [(pk, f"{said} ▲ {known[pk]}" if pk in known else said) for pk, said in named]


def tied_of(at: Round, people: list[Inspector]) -> dict[uuid.UUID, str]:
    """Return who is known to be kept away from organizations of a round, and from which."""
    bonds, organizations = bonds_of(at, people), placed_in(at)
    found = {one.id: [row.name for row in organizations if bonds.exclusions(one.id, row)] for one in people}
    return {pk: _(", ").join(names) for pk, names in found.items() if names}


def ticked(people: list[Inspector], asked: str | None) -> list[str]:
    """Return whom a link ticks beforehand: everybody, or those of one place (empty: our own)."""
    if asked is None:
        return []
    return [str(one.id) for one in people if asked in (EVERYBODY, one.place)]


def declarations_attest(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Attest the declarations of many at once."""
    at = round_of(request, round_id)
    people = undeclared(at)
    tied = tied_of(at, people)
    free = [one for one in people if one.id not in tied]
    start, back = {"people": ticked(free, request.GET.get("tick"))}, reverse("recusal", args=[at.pk])
    form = AttestForm(posted(request), people=people, tied=tied, initial=start)
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"people": [uuid.UUID(one) for one in form.cleaned_data["people"]]}
        told |= {"paper": form.cleaned_data["paper"], "round_id": at.id}
        if attempt(form, attest_declarations, actor=request.actor, **told, now=clock.now(), key=keys.key_of(request)):
            messages.success(request, _("%(count)s declarations are entered.") % {"count": len(told["people"])})
            return redirect(back)
    context: dict[str, Any] = {"form": form, "back": back, "crumbs": way_to(at, _("Attest many declarations"))}
    context["title"] = _("Attest many declarations")
    context["help_words"] = _(
        "Only people whose paper says that nothing ties them to any organization of the round. "
        "Whoever declares something is attested one by one."
    )
    context["done_words"] = _("Everybody of the pool has declared.")
    context["tied"] = len(tied)
    return attest_page(request, people, form, context, tickable=free)


def pledges_attest(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Attest the pledges of many at once."""
    at = round_of(request, round_id)
    people = [one.inspector for one in unpledged(at)]
    start = {"people": ticked(people, request.GET.get("tick"))}
    form, back = PapersForm(posted(request), people=people, initial=start), reverse("authorisation", args=[at.pk])
    form.fields["paper"].label = _("Signed pledges")
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"people": [uuid.UUID(one) for one in form.cleaned_data["people"]]}
        told |= {"paper": form.cleaned_data["paper"], "round_id": at.id}
        if attempt(form, attest_pledges, actor=request.actor, **told, now=clock.now(), key=keys.key_of(request)):
            messages.success(request, _("%(count)s pledges are entered.") % {"count": len(told["people"])})
            return redirect(back)
    title = _("Attest many pledges")
    context: dict[str, Any] = {"form": form, "back": back, "crumbs": way_to(at, title), "title": title}
    context["help_words"] = _("Members with an account of their own may pledge under “My rounds”, too.")
    context["done_words"] = _("Everybody of the teams has pledged.")
    return attest_page(request, people, form, context)


def attest_page(
    request: SignedRequest,
    people: list[Inspector],
    form: PapersForm,
    context: dict[str, Any],
    *,
    tickable: list[Inspector] | None = None,
) -> HttpResponse:
    """Show who may be attested together, with links that tick everybody or those of one place."""
    counted = people if tickable is None else tickable
    places = sorted(Counter(one.place for one in counted).items())
    context |= {"places": places, "everybody": EVERYBODY, "count": len(people), "tickable": len(counted)}
    return render(request, "web/attest_many.html", context, status=UNUSABLE_STATUS if form.errors else 200)
