"""The account of findings and the card of one; one deed on many findings stands in bulk.py."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.deadlines import Lamp
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.web import choices
from bihuan.web.bulk import deeds_on_many
from bihuan.web.finding_list import SORTS, findings_asked, lines, units_in_reach
from bihuan.web.finding_page import card_of
from bihuan.web.forms import Crumb
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.deeds import way_to_dossier
from bihuan.web.screens.dossiers import offer_choices, rounds_of
from bihuan.web.things import finding_of

A_PAGE = 50


class Asked(forms.Form):
    """What the filter row of the account asks for; it all stands in the address."""

    q = forms.CharField(label=gettext_lazy("Words or number"), required=False, max_length=60)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), required=False)
    lamp = forms.ChoiceField(label=gettext_lazy("Lamp"), required=False)
    round = forms.ChoiceField(label=gettext_lazy("Round"), required=False)
    signed = forms.ChoiceField(label=gettext_lazy("Signed off"), required=False)
    sort = forms.ChoiceField(label=gettext_lazy("Sorted by"), required=False)
    person = forms.BooleanField(label=gettext_lazy("Persons or things"), required=False)
    taken_over = forms.BooleanField(label=gettext_lazy("Taken over"), required=False)
    money = forms.BooleanField(label=gettext_lazy("Money recovered"), required=False)
    dossier = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anything = ("", _("all"))
        stages = [("open", _("not signed off")), *choices.terms("finding_stage", list(FindingStage))]
        lamps = [Lamp.RED, Lamp.YELLOW, Lamp.GREEN]
        offer_choices(self, "unit", [anything, *units_in_reach(actor)])
        offer_choices(self, "stage", [anything, *stages])
        offer_choices(self, "lamp", [anything, *((lamp.value, str(LAMP_WORDS[lamp])) for lamp in lamps)])
        offer_choices(self, "round", [anything, *rounds_of(actor)])
        offer_choices(self, "signed", [anything, ("on_time", _("on time")), ("late", _("late"))])
        offer_choices(self, "sort", [(name, str(SORT_WORDS[name])) for name in SORTS])


LAMP_WORDS = {
    Lamp.RED: gettext_lazy("red: overdue"),
    Lamp.YELLOW: gettext_lazy("yellow: soon due"),
    Lamp.GREEN: gettext_lazy("green: due in sight"),
}
SORT_WORDS = {
    "due": gettext_lazy("due day"),
    "-due": gettext_lazy("due day, latest first"),
    "unit": gettext_lazy("unit"),
    "number": gettext_lazy("number"),
    "signed": gettext_lazy("day of sign-off"),
}


def findings(request: SignedRequest) -> HttpResponse:
    """Show the account of findings."""
    asked = Asked(request.GET, actor=request.actor)
    asked.is_valid()
    page = Paginator(findings_asked(request.actor, asked.cleaned_data), A_PAGE).get_page(request.GET.get("page"))
    narrowed = {name: value for name, value in asked.cleaned_data.items() if value and name != "sort"}
    context = {
        "asked": asked,
        "page": page,
        "lines": lines(request.actor, list(page)),
        "bulk_deeds": deeds_on_many(request.actor),
        "is_filtered": bool(narrowed),
        "has_more": bool({"round", "signed", "person", "taken_over", "money"} & narrowed.keys()),
    }
    return render(request, "web/findings.html", context)


def finding(request: SignedRequest, finding_id: uuid.UUID) -> HttpResponse:
    """Show the rectification card of one finding."""
    aim = finding_of(request.actor, finding_id)
    assert aim.finding is not None
    number = _("Finding %(number)s") % {"number": aim.finding.number}
    context = {
        "aim": aim,
        "one": aim.inspection,
        "finding": aim.finding,
        "card": card_of(request.actor, aim),
        "crumbs": [*way_to_dossier(aim), Crumb(number)],
    }
    return render(request, "web/finding.html", context)
