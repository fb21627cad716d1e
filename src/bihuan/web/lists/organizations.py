"""The tree of organizations as a list: what its filter row asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as now_
from django.utils.translation import gettext_lazy as _

from bihuan.domain.glossary import CATEGORIES
from bihuan.domain.jurisdiction import Actor
from bihuan.organizations.models import Organization
from bihuan.web.forms import choices, offer_choices


class Asked(forms.Form):
    """What the filter row of the organizations asks for."""

    q = forms.CharField(label=_("Name"), required=False, max_length=60)
    category = forms.ChoiceField(label=_("Category"), required=False)
    vacant = forms.BooleanField(
        label=_("Post of the head vacant"), required=False, widget=forms.CheckboxInput(attrs={"value": "1"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "category", [("", now_("all")), *choices.terms("category")])


def organizations_asked(actor: Actor, asked: QueryDict) -> QuerySet[Organization]:
    """Return the organizations whose name and category an address asks for."""
    rows = Organization.objects.filter(authority_id=actor.authority_id)
    wanted, category = asked.get("q", "").strip(), asked.get("category", "")
    if wanted:
        rows = rows.filter(name__icontains=wanted)
    return rows.filter(category=category) if category in CATEGORIES else rows
