"""The page on which the office attests the declarations of many at once."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.teams.attesting import attest_declarations, undeclared
from bihuan.teams.models import Inspector
from bihuan.web import clock, keys
from bihuan.web.forms import UNUSABLE_STATUS, attempt
from bihuan.web.preparing_forms import offer_choices_of_many
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.placing import round_of, way_to
from bihuan.web.screens.planning import posted

EVERYBODY = "all"


class AttestForm(forms.Form):
    """Who has signed that nothing ties him, and on which papers."""

    paper = forms.CharField(
        label=gettext_lazy("Signed papers"),
        max_length=100,
        help_text=gettext_lazy("Such as their numbers from and to, or the list that came with them."),
    )
    people = forms.MultipleChoiceField(
        label=gettext_lazy("Who has signed that nothing ties him"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: list[Inspector], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices_of_many(self, "people", people)


def ticked(people: list[Inspector], asked: str | None) -> list[str]:
    """Return whom a link ticks beforehand: everybody, or those of one place (empty: our own)."""
    if asked is None:
        return []
    return [str(one.id) for one in people if asked in (EVERYBODY, one.place)]


def declarations_attest(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Attest the declarations of many at once."""
    at = round_of(request, round_id)
    people = undeclared(at)
    start = {"people": ticked(people, request.GET.get("tick"))}
    form, back = AttestForm(posted(request), people=people, initial=start), reverse("recusal", args=[at.pk])
    if request.method == "POST" and form.is_valid():
        told: dict[str, Any] = {"people": [uuid.UUID(one) for one in form.cleaned_data["people"]]}
        told |= {"paper": form.cleaned_data["paper"], "round_id": at.id}
        if attempt(form, attest_declarations, actor=request.actor, **told, now=clock.now(), key=keys.key_of(request)):
            messages.success(request, _("%(count)s declarations are entered.") % {"count": len(told["people"])})
            return redirect(back)
    title = _("Attest many declarations")
    places = sorted(Counter(one.place for one in people).items())
    context = {"form": form, "title": title, "back": back, "crumbs": way_to(at, title), "places": places}
    context |= {"everybody": EVERYBODY, "count": len(people)}
    return render(request, "web/attest_many.html", context, status=UNUSABLE_STATUS if form.errors else 200)
