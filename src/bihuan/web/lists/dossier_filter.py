"""What the filter row of the dossiers asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.jurisdiction import Actor
from bihuan.web.forms import choices, offer_choices
from bihuan.web.lists.dossiers import LATE, ON_TIME, SORTS, STAGES

SORT_WORDS = {
    "open": gettext_lazy("open ones first"),
    "unit": gettext_lazy("unit"),
    "-unit": gettext_lazy("unit, from the end"),
    "round": gettext_lazy("round, newest first"),
    "-round": gettext_lazy("round, oldest first"),
    "stage": gettext_lazy("stage"),
    "-stage": gettext_lazy("stage, from the end"),
    "feedback": gettext_lazy("day of feedback, latest first"),
    "-feedback": gettext_lazy("day of feedback, earliest first"),
    "team": gettext_lazy("team"),
    "-team": gettext_lazy("team, from the end"),
    "office": gettext_lazy("supervision office"),
    "-office": gettext_lazy("supervision office, from the end"),
    "closed": gettext_lazy("day of closing, latest first"),
    "-closed": gettext_lazy("day of closing, earliest first"),
}


class Asked(forms.Form):
    """What the filter row of the dossiers asks for."""

    q = forms.CharField(label=gettext_lazy("Unit or team"), required=False, max_length=60)
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), required=False)
    round = forms.ChoiceField(label=gettext_lazy("Round"), required=False)
    closed = forms.ChoiceField(label=gettext_lazy("Closed"), required=False)
    sort = forms.ChoiceField(label=gettext_lazy("Sorted by"), required=False)
    late = forms.BooleanField(label=gettext_lazy("Overdue"), required=False)
    taken_over = forms.BooleanField(label=gettext_lazy("Taken over"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anything = ("", _("all"))
        offer_choices(self, "stage", [anything, *choices.terms("inspection_stage", STAGES)])
        offer_choices(self, "round", [anything, *choices.rounds(actor)])
        offer_choices(self, "closed", [anything, (ON_TIME, _("on time")), (LATE, _("late"))])
        offer_choices(self, "sort", [(name, str(SORT_WORDS[name])) for name in SORTS])
