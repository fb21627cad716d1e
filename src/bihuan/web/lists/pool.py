"""The pool as a list: what the address asks for, who fits, and what stands of each on a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.jurisdiction import Actor
from bihuan.teams.models import Inspector
from bihuan.web.forms import choices, offer_choices
from bihuan.web.words import word

# what the list does not show is not opened for it
UNSHOWN = (
    *("born", "ethnicity", "native_place", "party", "education", "posts_held", "kin", "appraisal", "vouched"),
    *("away_reason", "left_reason", "rank"),
)
STATES, OWN = ("there", "away", "left"), "own"


class PoolFilter(forms.Form):
    """What the list of the pool can be asked."""

    q = forms.CharField(label=gettext_lazy("Name or unit"), required=False, max_length=60)
    category = forms.ChoiceField(required=False)
    speciality = forms.ChoiceField(required=False)
    seat = forms.ChoiceField(label=gettext_lazy("May have the seat"), required=False)
    place = forms.ChoiceField(required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, places: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        elsewhere = [(place, place) for place in sorted({*places} - {""})]
        offer_choices(self, "place", [("", _("all")), *([(OWN, _("our own")), *elsewhere] if elsewhere else [])])
        self.fields["place"].label = word("inspector_field", "place")
        self.fields["category"].label = _("Class")
        self.fields["speciality"].label = _("Speciality")
        offer_choices(self, "category", [("", _("all")), *choices.terms("inspector_class")])
        offer_choices(self, "speciality", [("", _("all")), *choices.terms("speciality")])
        offer_choices(self, "seat", [("", _("all")), ("leader", _("leader")), ("deputy", _("deputy"))])
        called = {"there": _("can be called"), "away": _("not available"), "left": _("has left the pool")}
        offer_choices(self, "state", [("", _("in the pool")), *((state, called[state]) for state in STATES)])


@dataclass(frozen=True)
class Listed:
    """Somebody as the list shows him."""

    row: Inspector
    state: str


def state_of(row: Inspector, today: date) -> str:
    """Return whether somebody can be called on a day."""
    if row.left_on is not None:
        return "left"
    if row.away_from and row.away_from <= today and (row.away_until is None or today <= row.away_until):
        return "away"
    return "there"


def pool_filter(actor: Actor, query: QueryDict) -> PoolFilter:
    """Return the filter with the places that people of the pool come from."""
    rows = Inspector.objects.filter(authority_id=actor.authority_id)
    return PoolFilter(query or None, places=rows.order_by().values_list("place", flat=True).distinct())


def pool_asked(actor: Actor, query: QueryDict) -> tuple[PoolFilter, list[Listed]]:
    """Return the filter and whoever fits it, by home unit. Names are sealed: rows are looked through, not the store."""
    rows = Inspector.objects.filter(authority_id=actor.authority_id)
    asked = pool_filter(actor, query)
    asked.is_valid()
    told = asked.cleaned_data if asked.is_bound else {}
    rows = rows.defer(*UNSHOWN)
    wanted = told.get("state", "")
    rows = rows.filter(left_on__isnull=wanted != "left").order_by("unit", "id")
    found = [Listed(row, state_of(row, actor.today)) for row in rows]
    return asked, [one for one in found if fits(one, told)]


def fits(one: Listed, told: dict[str, str]) -> bool:
    row, words = one.row, told.get("q", "").strip()
    return (
        (not words or words in row.name or words in row.unit)
        and told.get("category", "") in ("", row.category)
        and told.get("place", "") in ("", row.place or OWN)
        and (not told.get("speciality") or told["speciality"] in row.specialities)
        and (told.get("seat") != "leader" or row.may_lead)
        and (told.get("seat") != "deputy" or row.may_deputise)
        and told.get("state", "") in ("", one.state)
    )


def counted(rows: Iterable[Listed]) -> dict[str, int]:
    """Return how many there are, by what the office looks for."""
    some = list(rows)
    return {
        "all": len(some),
        "leaders": sum(one.row.may_lead for one in some),
        "deputies": sum(one.row.may_deputise for one in some),
        "away": sum(one.state == "away" for one in some),
        "elsewhere": sum(bool(one.row.place) for one in some),
    }
