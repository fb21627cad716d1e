"""What the filter row of the account asks for: one form, read from the address or from a kept view alike."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.desk.sight import inspections_seen
from bihuan.domain.deadlines import Lamp
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.web.forms import choices, offer_choices
from bihuan.web.forms.choices import Choice
from bihuan.web.lists.findings import SORTS, is_id, name_of_unit, units_in_reach
from bihuan.web.remembered import remembered

LAMP_WORDS = {
    Lamp.RED: gettext_lazy("red: overdue"),
    Lamp.YELLOW: gettext_lazy("yellow: soon due"),
    Lamp.GREEN: gettext_lazy("green: due in sight"),
}
SORT_WORDS = {
    "due": gettext_lazy("due day"),
    "-due": gettext_lazy("due day, latest first"),
    "unit": gettext_lazy("unit"),
    "-unit": gettext_lazy("unit, from the end"),
    "number": gettext_lazy("number"),
    "-number": gettext_lazy("number, highest first"),
    "stage": gettext_lazy("stage"),
    "-stage": gettext_lazy("stage, from the end"),
    "signed": gettext_lazy("day of sign-off"),
    "-signed": gettext_lazy("day of sign-off, earliest first"),
    "round": gettext_lazy("round, newest first"),
    "-round": gettext_lazy("round, oldest first"),
    "category": gettext_lazy("class"),
    "-category": gettext_lazy("class, from the end"),
    "money": gettext_lazy("money recovered, most first"),
    "-money": gettext_lazy("money recovered, least first"),
}
SIGNED_WORDS = {
    "on_time": gettext_lazy("on time"),
    "late": gettext_lazy("late"),
    "asked_in_time": gettext_lazy("late, though requested in time"),
    "no_day": gettext_lazy("no day to judge it by"),
}


UNIT = gettext_lazy("Unit and those below it")
MOST_LISTED = 100  # units in a box to choose from; of more, a part of the name is typed


class UnitByName(forms.CharField):
    """A unit by a part of its name; where a link has asked for one by its id, its name is shown."""

    def __init__(self, actor: Actor) -> None:
        super().__init__(label=UNIT, required=False, max_length=100)
        self.actor = actor

    def prepare_value(self, value: Any) -> Any:
        """Return what the field shows."""
        if not isinstance(value, str) or not is_id(value):
            return value
        return name_of_unit(self.actor, value)


class DossierById(forms.UUIDField):
    """The one dossier that a link has asked for; no box shows it, but where the filter is told, its unit is named."""

    def __init__(self, actor: Actor) -> None:
        super().__init__(label=gettext_lazy("Dossier"), required=False, widget=forms.HiddenInput)
        self.actor = actor

    def said_of(self, value: Any) -> str:
        """Return whose dossier it is, nothing where it is out of reach."""
        row = inspections_seen(self.actor).filter(pk=value).first()
        return row.organization_name if row else ""


@remembered()
def offered(actor: Actor) -> tuple[list[Choice] | None, list[Choice]]:
    """Return the units and the rounds that the filter offers; no units where there are too many to choose from."""
    return units_in_reach(actor, MOST_LISTED), choices.rounds(actor)


class Asked(forms.Form):
    """What the filter row of the account asks for; it all stands in the address."""

    q = forms.CharField(label=gettext_lazy("Words or number"), required=False, max_length=60)
    unit = forms.ChoiceField(label=UNIT, required=False)
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), required=False)
    lamp = forms.ChoiceField(label=gettext_lazy("Lamp"), required=False)
    round = forms.ChoiceField(label=gettext_lazy("Round"), required=False)
    signed = forms.ChoiceField(label=gettext_lazy("Signed off"), required=False)
    sort = forms.ChoiceField(label=gettext_lazy("Sorted by"), required=False)
    fed_back = forms.BooleanField(label=gettext_lazy("Fed back"), required=False)
    person = forms.BooleanField(label=gettext_lazy("Persons or things"), required=False)
    taken_over = forms.BooleanField(label=gettext_lazy("Taken over"), required=False)
    money = forms.BooleanField(label=gettext_lazy("Money recovered"), required=False)
    stalled = forms.BooleanField(label=gettext_lazy("Stalled measures"), required=False)
    dossier = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anything = ("", _("all"))
        stages = [("open", _("not signed off")), *choices.terms("finding_stage", list(FindingStage))]
        lamps = [Lamp.RED, Lamp.YELLOW, Lamp.GREEN]
        self.fields["dossier"] = DossierById(actor)
        units, rounds = offered(actor)
        if units is None:
            self.fields["unit"] = UnitByName(actor)
        else:
            offer_choices(self, "unit", [anything, *units])
        offer_choices(self, "stage", [anything, *stages])
        offer_choices(self, "lamp", [anything, *((lamp.value, str(LAMP_WORDS[lamp])) for lamp in lamps)])
        offer_choices(self, "round", [anything, *rounds])
        offer_choices(self, "signed", [anything, *((name, str(told)) for name, told in SIGNED_WORDS.items())])
        offer_choices(self, "sort", [(name, str(SORT_WORDS[name])) for name in SORTS])

    @property
    def narrows(self) -> frozenset[str]:
        """Return the names of the fields that leave something out."""
        return frozenset(name for name, value in self.cleaned_data.items() if value and name != "sort")
