"""What the filter row of the dossiers asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.jurisdiction import Actor
from bihuan.web.forms import choices, offer_choices
from bihuan.web.lists.dossiers import STAGES


class Asked(forms.Form):
    """What the filter row of the dossiers asks for."""

    q = forms.CharField(label=gettext_lazy("Unit or team"), required=False, max_length=60)
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), required=False)
    round = forms.ChoiceField(label=gettext_lazy("Round"), required=False)
    taken_over = forms.BooleanField(label=gettext_lazy("Taken over"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anything = ("", _("all"))
        offer_choices(self, "stage", [anything, *choices.terms("inspection_stage", STAGES)])
        offer_choices(self, "round", [anything, *choices.rounds(actor)])
