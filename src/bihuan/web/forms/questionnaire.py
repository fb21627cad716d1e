"""The forms of questionnaires."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from bihuan.domain.glossary import AUDIENCES
from bihuan.domain.questionnaires import ASKED_AT, QuestionnaireKind
from bihuan.questionnaires.actions import MOST_SLIPS
from bihuan.rules.questionnaires import latest_day
from bihuan.web.forms import DayField, choices, last_of_all, offer_choices
from bihuan.web.words import word


class OpenForm(forms.Form):
    """What is asked, of whom, until when."""

    kind = forms.ChoiceField(label=gettext_lazy("What is asked about"))
    audience = forms.ChoiceField(label=gettext_lazy("Who is asked"))
    title = forms.CharField(label=gettext_lazy("Title on the page and the slips"), max_length=60)
    address = forms.CharField(label=gettext_lazy("Address of the public page"), max_length=180)
    until_on = DayField(label=gettext_lazy("Last day"))

    def __init__(self, *args: Any, stage: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until_on"].help_text = last_of_all(latest_day(today))
        kinds = [kind.value for kind in QuestionnaireKind if stage in ASKED_AT[kind]]
        offer_choices(self, "kind", [(kind, word("questionnaire", kind)) for kind in kinds])
        offer_choices(self, "audience", [choices.nothing(), *((code, word("audience", code)) for code in AUDIENCES)])

    def told(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return given | {"kind": QuestionnaireKind(given["kind"])}


class SlipsForm(forms.Form):
    """How many slips are printed."""

    count = forms.IntegerField(label=gettext_lazy("How many slips"), min_value=1, max_value=MOST_SLIPS, initial=50)
