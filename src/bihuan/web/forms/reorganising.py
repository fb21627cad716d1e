"""Forms of a reorganisation: what happens to which units, and what of each step is registered."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.offices import SUPERVISING
from bihuan.domain.reorganisation import Class, Sort
from bihuan.organizations.models import Organization
from bihuan.supervision.wanted import NewUnit, Wanted
from bihuan.web.forms import DayField, choices, offer_choices
from bihuan.web.forms.plan import SEPARATORS, NamesField

OLDS = (1, 2, 3)
KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class UnitsField(NamesField):
    """Names as they were typed: one that stands there twice is told, not left out in silence."""

    def clean(self, value: Any) -> list[str]:
        super().clean(value)
        return [one.strip() for one in SEPARATORS.split(value or "") if one.strip()]


class ReorganiseForm(forms.Form):
    """What happens to which units, from which day on, by which decision."""

    sort = forms.ChoiceField(label=gettext_lazy("What happens"))
    paper = forms.CharField(label=gettext_lazy("Decision"), max_length=100, help_text=gettext_lazy("Its number."))
    on = DayField(
        label=gettext_lazy("First day of the new order"),
        help_text=gettext_lazy(
            "The old units end on the day before; from this day the successors answer. Until a day to come nothing "
            "changes, and it can be called off."
        ),
    )
    new_id = forms.ChoiceField(
        label=gettext_lazy("Successor that exists already"),
        required=False,
        help_text=gettext_lazy("For a merger into an existing unit, or whoever takes over what is left of one."),
    )
    founded = UnitsField(
        label=gettext_lazy("Units to be founded"),
        help_text=gettext_lazy("One name a line; of the first old unit's category, at its place in the tree."),
    )
    credit_code = forms.CharField(
        label=gettext_lazy("Social credit code of the unit to be founded"),
        required=False,
        max_length=18,
        help_text=gettext_lazy("Where one is founded; of several each is given its code on its own page."),
    )

    # beside which field a refusal stands
    places: ClassVar[Mapping[str, str]] = {
        "BothSides": "new_id",
        "CreditCodeTaken": "credit_code",
        "CreditCodeWrong": "credit_code",
        "CyclicSuccession": "new_id",
        "DayTooEarly": "on",
        "DecisionUnnamed": "paper",
        "MergedAlone": "old_2",
        "NameKept": "founded",
        "OneOldOnly": "old_2",
        "OneSuccessorOnly": "founded",
        "SplitIntoOne": "founded",
        "SuccessorMissing": "founded",
        "TwinOrganization": "founded",
        "UnitEnded": "on",
    }

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actor = actor
        living = choices.living_organizations(actor.authority_id, actor.today)
        offered = choices.by_id(row for row in living if row.category not in SUPERVISING)
        offer_choices(self, "sort", choices.terms("reorganisation", [one.value for one in Sort]))
        offer_choices(self, "new_id", [("", _("none")), *offered])
        for place in OLDS:
            label = _("Old unit") if place == 1 else _("Old unit %(place)s") % {"place": place}
            self.fields[f"old_{place}"] = forms.ChoiceField(label=label, required=place == 1)
            offer_choices(self, f"old_{place}", [choices.nothing(), *offered])
        self.name_what_is_not_offered()
        self.order_fields(
            ["sort", *(f"old_{place}" for place in OLDS), "new_id", "founded", "credit_code", "on", "paper"]
        )

    def name_what_is_not_offered(self) -> None:
        """Let the refusal of a unit that is sent without being offered tell its name, not the id that was sent."""
        for name in ("new_id", *(f"old_{place}" for place in OLDS)):
            sent = str(self.data.get(name, ""))
            rows = Organization.objects.filter(authority_id=self.actor.authority_id)
            unit = rows.filter(pk=sent).first() if KEY.fullmatch(sent) else None
            if unit is not None:
                told = _("“%(name)s” has ended or supervises and is not reorganised. Choose another unit.")
                self.fields[name].error_messages["invalid_choice"] = told % {"name": unit.name}

    @property
    def olds(self) -> list[Organization]:
        """Return the units that end, as often as they were chosen."""
        chosen = [self.cleaned_data[f"old_{place}"] for place in OLDS]
        ids = [uuid.UUID(one) for one in chosen if one]
        rows = Organization.objects.filter(authority_id=self.actor.authority_id).in_bulk(ids)
        return [rows[one] for one in ids if one in rows]

    @property
    def news(self) -> list[str]:
        """Return the names of the successors in their order."""
        new = self.cleaned_data["new_id"]
        named = Organization.objects.filter(authority_id=self.actor.authority_id, pk=new) if new else ()
        return [*(one.name for one in named), *self.cleaned_data["founded"]]

    def wanted(self, posted: Any) -> Wanted:
        """Return the reorganisation as its deed takes it, with the heirs and people that the page chose."""
        given, olds = self.cleaned_data, self.olds
        like = olds[0]
        code = given["credit_code"] if len(given["founded"]) == 1 else ""
        founded = tuple(NewUnit(name, like.category, like.parent_id, code) for name in given["founded"])
        return Wanted(
            sort=given["sort"],
            on=given["on"],
            paper=given["paper"],
            old_ids=tuple(one.id for one in olds),
            new_ids=(uuid.UUID(given["new_id"]),) if given["new_id"] else (),
            founded=founded,
            heirs=chosen_places(posted, "heir_"),
            carried=chosen_places(posted, "carry_"),
        )


def chosen_places(posted: Mapping[str, Any], prefix: str) -> dict[uuid.UUID, int]:
    """Return which successor was chosen for each row; what was not chosen is left out."""
    found: dict[uuid.UUID, int] = {}
    for name in posted:
        told, place = name.removeprefix(prefix), str(posted[name])
        if name != told and KEY.fullmatch(told) and place.isdecimal():
            found[uuid.UUID(told)] = int(place)
    return found


class RegisterForm(forms.Form):
    """When a step was, and what was found."""

    on = DayField(label=gettext_lazy("Day"))
    account = forms.CharField(
        label=gettext_lazy("What was found"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4})
    )


class ReviewForm(forms.Form):
    """The result of the review."""

    account = forms.CharField(
        label=gettext_lazy("Result of the review"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ToldForm(forms.Form):
    """How what is open of a dossier is fed back to its heir."""

    told_class = forms.ChoiceField(label=gettext_lazy("Class"))
    on = DayField(label=gettext_lazy("Day"))
    words = forms.CharField(
        label=gettext_lazy("What was fed back"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "told_class", choices.terms("hand_over_class", [one.value for one in Class]))
