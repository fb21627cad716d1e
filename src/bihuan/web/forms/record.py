"""Forms of what is kept beside the plans: filings, responsibility, methods, costs, guidance."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.filings import FilingKind
from bihuan.domain.jurisdiction import Actor
from bihuan.planning.records import ACTORS, ACTS, COSTS, GUIDANCES, SIDES
from bihuan.web.forms import DayField, choices, offer_choices
from bihuan.web.forms.deed import MoneyField

LONG = 20_000
IN_LEDGER = gettext_lazy("Stands in the ledger for ever as it is written: name bodies and facts, not people.")


def long_text(label: Any, *, required: bool = True, rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=LONG, widget=widget, help_text=IN_LEDGER)


class FilingForm(forms.Form):
    """A paper for the level above."""

    kind = forms.ChoiceField(label=gettext_lazy("Paper"))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    to = forms.CharField(label=gettext_lazy("Filed with"), max_length=100)
    in_name_of = forms.CharField(
        label=gettext_lazy("In the name of"), max_length=100, help_text=gettext_lazy("The committee, not its office.")
    )
    event_on = DayField(label=gettext_lazy("Day that it counts from"))
    about = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "kind", choices.terms("filing", [one.value for one in FilingKind]))


class SentForm(forms.Form):
    """When a paper was sent, and under which number."""

    on = DayField(label=gettext_lazy("Sent on"))
    number = forms.CharField(label=gettext_lazy("Document number"), required=False, max_length=60)
    file = forms.FileField(
        label=gettext_lazy("The paper as it was sent"),
        required=False,
        help_text=gettext_lazy("PDF, OFD, Word, Excel, text or a picture; it is kept with its fingerprint."),
    )

    def told(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        file = given.pop("file")
        return given | ({"file_name": file.name, "content": file.read()} if file else {})


class FilingCorrectionForm(forms.Form):
    """What a filing says, with the reason of the correction."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    to = forms.CharField(label=gettext_lazy("Filed with"), max_length=100)
    in_name_of = forms.CharField(label=gettext_lazy("In the name of"), max_length=100)
    event_on = DayField(label=gettext_lazy("Day that it counts from"))
    number = forms.CharField(label=gettext_lazy("Document number"), required=False, max_length=60)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}))


class ReceivedForm(forms.Form):
    """The receipt of the level above, and its comments."""

    on = DayField(label=gettext_lazy("Received on"))
    receipt = forms.CharField(label=gettext_lazy("Receipt"), max_length=100)
    comments = long_text(gettext_lazy("Comments"), required=False)


class ResponsibilityForm(forms.Form):
    """Who arranged, asked after, coordinated or supervised what."""

    by = forms.ChoiceField(label=gettext_lazy("Who acted"))
    act = forms.ChoiceField(label=gettext_lazy("What was done"))
    on = DayField(label=gettext_lazy("Day"))
    round_id = forms.ChoiceField(label=gettext_lazy("Round"), required=False)
    is_hearing = forms.BooleanField(
        label=gettext_lazy("A hearing of a round"),
        required=False,
        help_text=gettext_lazy("Its speech is then to be filed above."),
    )
    matter = long_text(gettext_lazy("Matter"))
    asked = long_text(gettext_lazy("What was asked for"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "by", choices.terms("actor_kind", ACTORS))
        offer_choices(self, "act", choices.terms("act", ACTS))
        offer_choices(self, "round_id", [("", "–"), *choices.rounds(actor)])


class OutcomeForm(forms.Form):
    """What came of it."""

    outcome = long_text(gettext_lazy("What came of it"))


class MethodForm(forms.Form):
    """A method of the committee."""

    name = forms.CharField(label=gettext_lazy("Name of the method"), max_length=60)
    steps = forms.CharField(
        label=gettext_lazy("Steps"),
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("One a line, as the committee has them; nothing comes with the product."),
    )

    def clean_steps(self) -> list[str]:
        lines = (line.strip() for line in str(self.cleaned_data["steps"]).splitlines())
        return list(dict.fromkeys(line for line in lines if line))


class TickForm(forms.Form):
    """A step that is done."""

    on = DayField(label=gettext_lazy("Done on"))
    remark = long_text(gettext_lazy("Remark"), required=False)


class CostForm(forms.Form):
    """A cost of an inspection."""

    inspection_id = forms.ChoiceField(label=gettext_lazy("Dossier"))
    kind = forms.ChoiceField(label=gettext_lazy("What for"))
    paid_by = forms.ChoiceField(label=gettext_lazy("Paid by"))
    fen = MoneyField(label=gettext_lazy("Amount (yuan)"))
    people = forms.IntegerField(label=gettext_lazy("People"), min_value=0, max_value=10_000, required=False)
    days_away = forms.IntegerField(label=gettext_lazy("Days away"), min_value=0, max_value=1_000, required=False)
    on = DayField(label=gettext_lazy("Day"))
    remark = long_text(gettext_lazy("Remark"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "inspection_id", choices.dossiers(actor))
        offer_choices(self, "kind", choices.terms("cost", COSTS))
        offer_choices(self, "paid_by", choices.terms("side", SIDES))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        return given | {name: given.get(name) or 0 for name in ("people", "days_away")}


class GuidanceForm(forms.Form):
    """What the level above told this one."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    from_body = forms.CharField(label=gettext_lazy("Body above"), max_length=100)
    on = DayField(label=gettext_lazy("Day"))
    matter = long_text(gettext_lazy("Matter"))
    answer_by = DayField(label=gettext_lazy("Answer by"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "kind", choices.terms("guidance", GUIDANCES))


class AnswerForm(forms.Form):
    """The answer to the level above."""

    answer = long_text(gettext_lazy("Answer"))


def tabs() -> list[tuple[str, str]]:
    """Return the pages of what is kept beside the plans: url and words."""
    return [
        ("filings", _("Filings")),
        ("responsibility", _("Responsibility")),
        ("costs", _("Costs")),
        ("guidance", _("Guidance from above")),
    ]
