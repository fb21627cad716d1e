"""The recommendation letters as a list: what its filter row asks for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.glossary import LETTER_REASONS
from bihuan.domain.jurisdiction import Actor
from bihuan.feedback.sent import Errand, Letter
from bihuan.web.forms import choices, offer_choices

DRAFT, SENT, ANSWERED, WITHDRAWN = "draft", "sent", "answered", "withdrawn"


class Asked(forms.Form):
    """What the filter row of the letters asks for."""

    why = forms.ChoiceField(label=gettext_lazy("Why a letter"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "why", [("", _("all")), *choices.terms("letter_reason")])
        offer_choices(self, "state", [("", _("all")), *states()])


def letters_asked(actor: Actor, query: QueryDict) -> QuerySet[Letter]:
    """Return the letters that a filter asks for: by why they were written, and how they stand."""
    rows = Letter.objects.filter(authority_id=actor.authority_id).select_related("receiver", "paper_number")
    why, state = query.get("why", ""), query.get("state", "")
    rows = rows.filter(why=why) if why in LETTER_REASONS else rows
    answers = Errand.objects.filter(authority_id=actor.authority_id, letter=OuterRef("pk"), answered_on__isnull=False)
    asked: dict[str, Any] = {
        DRAFT: Q(sent_on=None, withdrawn_on=None),
        SENT: Q(sent_on__isnull=False) & ~Exists(answers),
        ANSWERED: Exists(answers),
        WITHDRAWN: Q(withdrawn_on__isnull=False),
    }
    return (rows.filter(asked[state]) if state in asked else rows).order_by("-number")


def states() -> list[tuple[str, str]]:
    return [(DRAFT, _("draft")), (SENT, _("without an answer")), (ANSWERED, _("answered")), (WITHDRAWN, _("withdrawn"))]
