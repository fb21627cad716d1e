"""What went out and is to be answered, as a list: what its filter row asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.answers import CONTROL_SHEET, Answerable
from bihuan.domain.jurisdiction import Actor
from bihuan.feedback.errands import errands_seen, standing
from bihuan.feedback.sent import Errand
from bihuan.web.forms import offer_choices
from bihuan.web.words import word

KINDS = (Answerable.RECOMMENDATION.value, Answerable.INSTRUCTION.value, Answerable.TRANSFER.value, CONTROL_SHEET)
OPEN, OVERDUE, ANSWERED = "open", "overdue", "answered"


class Asked(forms.Form):
    """What the filter row of papers and answers asks for."""

    kind = forms.ChoiceField(label=gettext_lazy("Class"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "kind", [("", _("all")), *kinds()])
        offer_choices(self, "state", [("", _("all")), *states()])


def errands_asked(actor: Actor, query: QueryDict) -> QuerySet[Errand]:
    """Return what went out as its filter asks: of a kind, open, overdue or answered."""
    rows = errands_seen(actor).order_by("answered_on", "due_on", "id")
    kind, state = query.get("kind", ""), query.get("state", "")
    rows = rows.filter(kind=kind) if kind in KINDS else rows
    rows = standing(rows) if state in (OPEN, OVERDUE) else rows
    asked = {
        OPEN: Q(answered_on=None),
        OVERDUE: Q(answered_on=None, due_on__lt=actor.today),
        ANSWERED: Q(answered_on__isnull=False),
    }
    return rows.filter(asked[state]) if state in asked else rows


def states() -> list[tuple[str, str]]:
    return [(OPEN, _("without an answer")), (OVERDUE, _("overdue")), (ANSWERED, _("answered"))]


def kinds() -> list[tuple[str, str]]:
    return [(one, word("errand", one)) for one in KINDS]
