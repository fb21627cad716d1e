"""The forms of what goes before entry: information, mobilisation, training; the home units of a whole round."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from bihuan.domain.glossary import INFORMANTS
from bihuan.teams.models import Inspector
from bihuan.web.forms import DayField, offer_choices
from bihuan.web.forms.plan import NamesField
from bihuan.web.words import in_this_language

INFORMATION, MOBILISATION, TRAINING = "information", "mobilisation", "training"
ONLY_OF = {"bodies": INFORMATION, "answer_by": INFORMATION, "days": TRAINING, "people": TRAINING}


class PreparationForm(forms.Form):
    """What was asked of others, held or taught before entry; each kind has its own fields."""

    bodies = NamesField(
        label=gettext_lazy("Bodies asked"), help_text=gettext_lazy("One a line; each answers for itself.")
    )
    matter = forms.CharField(label=gettext_lazy("Matter"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    on = DayField(label=gettext_lazy("Day"))
    days = forms.IntegerField(label=gettext_lazy("Days"), min_value=1, max_value=99)
    answer_by = DayField(label=gettext_lazy("Answer due"), required=False)
    paper = forms.CharField(label=gettext_lazy("Its paper"), max_length=100, required=False)
    people = forms.MultipleChoiceField(
        label=gettext_lazy("Who was there"), widget=forms.CheckboxSelectMultiple, required=False
    )

    def __init__(self, *args: Any, kind: str, people: Sequence[Inspector], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        offer_choices_of_many(self, "people", people)
        self.fields["bodies"].initial = [in_this_language(one) for one in INFORMANTS.values()]
        self.fields["people"].initial = [str(one.id) for one in people]
        for name, only in ONLY_OF.items():
            if only != kind:
                del self.fields[name]

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "kind": self.kind,
            "bodies": given.get("bodies") or [],
            "matter": given["matter"],
            "on": given["on"],
            "days": given.get("days") or 0,
            "answer_by": given.get("answer_by"),
            "paper": given["paper"],
            "people": [uuid.UUID(one) for one in given.get("people") or []],
        }


def offer_choices_of_many(form: forms.Form, name: str, people: Sequence[Inspector]) -> None:
    offer_choices(form, name, [(str(one.id), f"{one.name} ({one.unit})") for one in people])


class AnswerForm(forms.Form):
    """The information that a body gave."""

    on = DayField(label=gettext_lazy("Answered on"))
    answer = forms.CharField(label=gettext_lazy("Answer"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5}))
    paper = forms.CharField(label=gettext_lazy("Its paper"), max_length=100, required=False)


class ReleasesForm(forms.Form):
    """The commitments of home units for all their people in a round."""

    units = forms.MultipleChoiceField(
        label=gettext_lazy("Home units that commit themselves"), widget=forms.CheckboxSelectMultiple
    )
    on = DayField(label=gettext_lazy("Day of the commitment"))
    paper = forms.CharField(label=gettext_lazy("Its paper"), max_length=100, required=False)
    until_on = DayField(label=gettext_lazy("Free of other duties until"))

    def __init__(self, *args: Any, units: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "units", list(units))
