"""The forms of the pool: an inspector, what follows him, a workbook of many."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.glossary import SPECIALITIES
from bihuan.domain.jurisdiction import Actor
from bihuan.teams.inspectors import TOLD, as_it_stands, pool_of
from bihuan.teams.models import Inspector
from bihuan.web.forms import DayField, choices, offer_choices
from bihuan.web.words import word

LINES = {"posts_held": 4, "kin": 4, "appraisal": 3, "vouched": 2}
REQUIRED = ("name", "unit", "recommended_by")
MOST_KM = 20_000


class InspectorForm(forms.Form):
    """What is told of an inspector."""

    name = forms.CharField(max_length=40)
    sex = forms.ChoiceField()
    born = forms.CharField(max_length=10, required=False, help_text=gettext_lazy("For instance 1985-03."))
    ethnicity = forms.CharField(max_length=20, required=False)
    native_place = forms.CharField(
        max_length=60,
        required=False,
        help_text=gettext_lazy("The county where the person grew up, as it is called among the organizations."),
    )
    party = forms.CharField(max_length=40, required=False)
    education = forms.CharField(max_length=200, required=False)
    unit = forms.CharField(
        max_length=100, help_text=gettext_lazy("As the organization is called in the tree, where it stands there.")
    )
    place = forms.CharField(
        max_length=60,
        required=False,
        help_text=gettext_lazy("Empty for people of our own; else the county that lends."),
    )
    km = forms.IntegerField(min_value=0, max_value=MOST_KM, required=False)
    post = forms.CharField(max_length=60, required=False)
    rank = forms.CharField(max_length=60, required=False)
    level = forms.TypedChoiceField(coerce=int)
    category = forms.ChoiceField()
    specialities = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    may_lead = forms.BooleanField(required=False)
    may_deputise = forms.BooleanField(required=False)
    cleared = forms.BooleanField(required=False)
    key_post = forms.BooleanField(required=False)
    hard_to_spare = forms.BooleanField(required=False)
    posts_held = forms.CharField(
        max_length=4000, required=False, help_text=gettext_lazy("One a line: unit|post|2015-03|2019-06.")
    )
    kin = forms.CharField(
        max_length=4000,
        required=False,
        help_text=gettext_lazy("One a line: relation|name|unit|post. For recusal only."),
    )
    grade = forms.CharField(max_length=40, required=False)
    appraisal = forms.CharField(max_length=4000, required=False)
    recommended_by = forms.CharField(max_length=100)
    vouched = forms.CharField(max_length=2000, required=False)
    account_id = forms.ChoiceField(
        label=gettext_lazy("Account"),
        required=False,
        help_text=gettext_lazy("By it the person declares and signs; without one the office attests the signed paper."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in TOLD:
            self.fields[name].label = word("inspector_field", name)
            if name in LINES:
                self.fields[name].widget = forms.Textarea(attrs={"rows": LINES[name]})
        offer_choices(self, "sex", [choices.nothing(), *choices.terms("sex")])
        offer_choices(self, "level", choices.terms("personnel_level"))
        offer_choices(self, "category", [choices.nothing(), *choices.terms("inspector_class")])
        offer_choices(self, "specialities", choices.terms("speciality", SPECIALITIES))
        offer_choices(self, "account_id", [("", "–"), *choices.accounts(actor.authority_id)])

    def told(self) -> dict[str, Any]:
        """Return what the deeds take."""
        given = self.cleaned_data
        account = given["account_id"]
        values = {name: given[name] for name in TOLD} | {"km": given["km"] or 0}
        return {"values": values, "account_id": uuid.UUID(account) if account else None}


class AccountOfPersonForm(forms.Form):
    """Which account is somebody's; those that are somebody else's are not offered."""

    account_id = forms.ChoiceField(label=gettext_lazy("Account"))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        linked = {str(one.account_id) for one in pool_of(actor.authority_id)}
        free = [one for one in choices.accounts(actor.authority_id) if one[0] not in linked]
        offer_choices(self, "account_id", [choices.nothing(), *free])

    def told(self) -> dict[str, Any]:
        """Return what the deed is told."""
        return {"account_id": uuid.UUID(self.cleaned_data["account_id"])}


class CorrectionForm(InspectorForm):
    """A correction, with its reason."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


def start_of(row: Inspector) -> Mapping[str, Any]:
    """Return what the form of somebody shows at first."""
    return as_it_stands(row) | {"account_id": str(row.account_id or "")}


class LeaveForm(forms.Form):
    """From when on somebody is no longer in the pool, and why."""

    on = DayField(label=gettext_lazy("Last day"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class GrowthForm(forms.Form):
    """What somebody has learnt or been given."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    title = forms.CharField(label=gettext_lazy("What it was"), max_length=200)
    mentor_id = forms.ChoiceField(label=gettext_lazy("Mentor"), required=False)
    days = forms.IntegerField(label=gettext_lazy("Days"), min_value=0, max_value=999, required=False)
    from_on = DayField(label=gettext_lazy("First day"))
    until_on = DayField(label=gettext_lazy("Last day"), required=False)

    def __init__(self, *args: Any, actor: Actor, row: Inspector, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [one for one in pool_of(actor.authority_id) if one.id != row.id]
        offer_choices(self, "kind", choices.terms("growth"))
        offer_choices(self, "mentor_id", [("", "–"), *((str(one.id), f"{one.name} ({one.unit})") for one in others)])

    def told(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        mentor = given["mentor_id"]
        return given | {"mentor_id": uuid.UUID(mentor) if mentor else None, "days": given["days"] or 0}


class ReleaseForm(forms.Form):
    """The home unit's commitment."""

    released_by = forms.CharField(label=gettext_lazy("Home unit that commits itself"), max_length=100)
    on = DayField(label=gettext_lazy("Day of the commitment"))
    paper = forms.CharField(label=gettext_lazy("Its paper"), max_length=100, required=False)
    until_on = DayField(label=gettext_lazy("Free of other duties until"))


class VouchForm(forms.Form):
    """What the recommending unit vouches for."""

    recommended_by = forms.CharField(label=gettext_lazy("Recommended by"), max_length=100)
    vouched = forms.CharField(
        label=gettext_lazy("What it vouches for"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    on = DayField(label=gettext_lazy("Day"))
    paper = forms.CharField(label=gettext_lazy("Its paper"), max_length=100, required=False)


class AwayForm(forms.Form):
    """When somebody cannot be called."""

    from_on = DayField(
        label=gettext_lazy("Not available from"), required=False, help_text=gettext_lazy("Empty: can be called again.")
    )
    until_on = DayField(label=gettext_lazy("Until"), required=False)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=400, required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("from_on") and not given.get("reason"):
            self.add_error("reason", _("State the reason."))
        return given


class PoolUploadForm(forms.Form):
    """A workbook of the pool."""

    workbook = forms.FileField(
        label=gettext_lazy("Filled-in workbook"), widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"})
    )
    place = forms.CharField(
        label=gettext_lazy("County whose pool this is"),
        required=False,
        max_length=60,
        help_text=gettext_lazy(
            "Only where a county sent its own pool: whoever has no place in it comes from there, its ids are not ours."
        ),
    )
    km = forms.IntegerField(label=gettext_lazy("Its distance in km"), required=False, min_value=0, max_value=MOST_KM)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), required=False, max_length=400, help_text=gettext_lazy("Needed for corrections.")
    )

    def told(self) -> dict[str, str]:
        """Return what is told beside the workbook: the reason of corrections, the county that sent its own pool."""
        given = self.cleaned_data
        return {"reason": given["reason"].strip(), "place": given["place"].strip(), "km": str(given["km"] or 0)}
