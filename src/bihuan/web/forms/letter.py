"""The forms of recommendation letters and of what bodies answer."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.desk.sight import findings_seen
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import RUNNING, InspectionStage
from bihuan.web.forms import DayField, choices, offer_choices
from bihuan.web.words import in_brackets

LINE, LONG, MOST_FINDINGS = 300, 20_000, 400


def is_id(told: str) -> bool:
    """True for words that are the id of a row."""
    try:
        uuid.UUID(told)
    except ValueError:
        return False
    return True


def text(label: Any, *, required: bool = True, rows: int = 4, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=LONG, widget=widget, help_text=help_text)


class LetterForm(forms.Form):
    """A letter: what several findings have in common, and to whom it goes."""

    receiver_id = forms.ChoiceField(label=gettext_lazy("Goes to"))
    matter = forms.CharField(label=gettext_lazy("The matter in a few words"), max_length=LINE)
    why = forms.ChoiceField(label=gettext_lazy("Why a letter"))
    finding_ids = forms.MultipleChoiceField(
        label=gettext_lazy("Findings that it rests on"), widget=forms.CheckboxSelectMultiple
    )
    symptoms = text(gettext_lazy("What shows, one point a line"))
    causes = text(gettext_lazy("Why it is so, one point a line"))
    advice = text(gettext_lazy("Advice, one suggestion a line"), help_text=gettext_lazy("Suggestions are counted."))

    def __init__(self, *args: Any, actor: Actor, words: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "why", choices.terms("letter_reason"))
        places = choices.by_id(choices.living_organizations(actor.authority_id, actor.today))
        offer_choices(self, "receiver_id", [choices.nothing(), *places])
        sent = self.data.getlist("finding_ids") if hasattr(self.data, "getlist") else []
        chosen = [one for one in [*sent, *self.initial.get("finding_ids", [])] if is_id(one)]
        offered = findings_offered(actor, words, chosen)
        offer_choices(self, "finding_ids", offered)
        if not offered:
            self.fields["finding_ids"].help_text = none_offered(words)

    def told(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        return given | {
            "receiver_id": uuid.UUID(given["receiver_id"]),
            "finding_ids": [uuid.UUID(one) for one in given["finding_ids"]],
        }


def none_offered(words: str) -> str:
    """Say why there is nothing to tick."""
    if words:
        return _("No finding has “%(words)s” in its title; look for other words above.") % {"words": words}
    return _("Look for findings above first, then tick those that the letter rests on.")


def findings_offered(actor: Actor, words: str, chosen: list[str]) -> list[tuple[str, str]]:
    """Return findings that hold the words that are looked for, and those that are chosen already."""
    rows = findings_seen(actor).filter(inspection__stage__in=[*RUNNING, InspectionStage.CLOSED])
    rows = rows.order_by("-inspection__feedback_on", "organization_path", "place")
    found = list(rows.filter(title__icontains=words)[:MOST_FINDINGS]) if words else []
    kept = list(rows.filter(pk__in=chosen)) if chosen else []
    unique = {row.id: row for row in [*kept, *found]}.values()
    return [(str(row.id), in_brackets(f"{row.number} {row.title}", row.inspection.organization_name)) for row in unique]


class LetterSendForm(forms.Form):
    """How a letter goes out."""

    issuer = forms.CharField(label=gettext_lazy("Issuing body"), max_length=100)
    series = forms.CharField(label=gettext_lazy("Letters before the number"), max_length=20)
    on = DayField(label=gettext_lazy("Day of the paper"))
    due_on = DayField(
        label=gettext_lazy("Answer owed by"),
        required=False,
        help_text=gettext_lazy("Opens with the day that the rules set; empty, it is that day."),
    )


class ReceiptForm(forms.Form):
    """Who received something, and when."""

    on = DayField(label=gettext_lazy("Received on"))
    received_by = forms.CharField(label=gettext_lazy("Received by"), max_length=80)


class WithFileForm(forms.Form):
    """A form whose file is told as its name and its bytes."""

    def told(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        file = given.pop("file")
        return given | {"file_name": file.name if file else "", "content": file.read() if file else b""}


class AnswerForm(WithFileForm):
    """What a body answers."""

    on = DayField(label=gettext_lazy("Answered on"))
    answer = text(gettext_lazy("What was done upon it"))
    file = forms.FileField(
        label=gettext_lazy("Paper of the answer"),
        required=False,
        help_text=gettext_lazy("Owed where the office enters the answer of somebody else."),
    )


class RuleForm(WithFileForm):
    """A rule that was made."""

    title = forms.CharField(label=gettext_lazy("Title of the rule"), max_length=200)
    on = DayField(label=gettext_lazy("Made on"))
    file = forms.FileField(label=gettext_lazy("The rule itself"), required=False)


class OutcomeForm(forms.Form):
    """What came of something."""

    on = DayField(label=gettext_lazy("Day"))
    outcome = text(gettext_lazy("What came of it"))
