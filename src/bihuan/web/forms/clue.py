"""The forms of the clue register, and of whoever is named for it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.clues.people import Reach, nameable
from bihuan.clues.records import Words
from bihuan.domain.clues import Clue, ClueStage, person_line, persons_in
from bihuan.domain.deadlines import Lamp
from bihuan.domain.glossary import DISCIPLINES
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Inspection
from bihuan.web.forms import DayField, choices, offer_choices
from bihuan.web.words import in_brackets, word

LONGEST = 8000


class WordsForm(forms.Form):
    """A form whose fields are called as the method calls them, and whose words go sealed into a deed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = field.label or word("clue_field", name)

    def words(self) -> Words:
        """Return what the deed takes."""
        return Words(dict(self.cleaned_data))


def long_text(*, required: bool, rows: int, **options: Any) -> forms.CharField:
    return forms.CharField(
        max_length=LONGEST, required=required, widget=forms.Textarea(attrs={"rows": rows}), **options
    )


class ClueForm(WordsForm):
    """What is told of a clue."""

    persons = long_text(
        required=True,
        rows=3,
        help_text=gettext_lazy(
            "One a line, bars between: name|unit|post|rank|who manages; what is not known stays empty."
        ),
    )
    disciplines = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    source = forms.ChoiceField()
    summary = long_text(required=True, rows=5)
    evidence = long_text(required=False, rows=4)
    proposal = long_text(required=False, rows=2)
    registered_on = DayField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "disciplines", choices.terms("discipline"))
        offer_choices(self, "source", [choices.nothing(), *choices.terms("clue_source")])

    def words(self) -> Words:
        given = {name: self.cleaned_data[name] for name in ClueForm.base_fields}
        told = {"persons": persons_in(given["persons"]), "disciplines": tuple(given["disciplines"])}
        return Words(given | told)


class RegisterForm(ClueForm):
    """A new clue, and the dossier in which it came up."""

    dossier_id = forms.ChoiceField(label=gettext_lazy("Dossier"), required=False)

    def __init__(self, *args: Any, actor: Actor, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "dossier_id", dossiers_of(actor, reach))
        self.order_fields(["dossier_id", *ClueForm.base_fields])

    def told(self) -> dict[str, Any]:
        chosen = self.cleaned_data["dossier_id"]
        return {"told": self.words(), "dossier_id": uuid.UUID(chosen) if chosen else None}


def dossiers_of(actor: Actor, reach: Reach) -> list[tuple[str, str]]:
    """Return the dossiers for which somebody may register a clue; none of them where he is named for the whole."""
    rows = Inspection.objects.filter(authority_id=actor.authority_id).select_related("round").order_by("-id")
    if reach.writes is None:
        return [("", _("of no dossier")), *called(rows)]
    return called(rows.filter(pk__in=reach.writes))


def called(rows: Any) -> list[tuple[str, str]]:
    return [(str(row.id), in_brackets(row.organization_name, row.round.name)) for row in rows]


def people_nameable(actor: Actor) -> list[tuple[str, str]]:
    return [(str(one.id), in_brackets(one.name, one.login_name)) for one in nameable(actor)]


class AmendForm(ClueForm):
    """A clue as it stands, to be amended; `seen_version` says which one its author saw."""

    seen_version = forms.IntegerField(widget=forms.HiddenInput)

    def told(self) -> dict[str, Any]:
        return {"told": self.words(), "seen_version": self.cleaned_data["seen_version"]}


def start_of(clue: Clue, version: int) -> Mapping[str, Any]:
    """Return what the form of a clue shows at first."""
    told = {name: getattr(clue, name) for name in ClueForm.base_fields}
    return told | {"persons": "\n".join(map(person_line, clue.persons)), "seen_version": version}


class TransferForm(WordsForm):
    """To whom a clue is handed over, and with which proposal."""

    receiver = forms.ChoiceField()
    proposal = long_text(required=True, rows=2)
    transferred_on = DayField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "receiver", [choices.nothing(), *choices.terms("clue_receiver")])


class ReceiptForm(WordsForm):
    """Who took a clue over."""

    received_by = forms.CharField(max_length=100)
    received_on = DayField()


class AnswerForm(WordsForm):
    """How a clue was handled."""

    handling = forms.ChoiceField()
    answer = long_text(required=False, rows=3)
    answered_on = DayField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "handling", [choices.nothing(), *choices.terms("handling")])


class OutcomeForm(WordsForm):
    """What became of a clue for so many of its persons."""

    code = forms.ChoiceField()
    count = forms.IntegerField(min_value=1)
    on = DayField()
    remark = forms.CharField(max_length=400, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "code", [choices.nothing(), *choices.terms("clue_outcome")])


class ClosingForm(WordsForm):
    """How a clue ended."""

    closing = long_text(required=True, rows=3)
    closed_on = DayField()


class NamingForm(forms.Form):
    """Who is named for the register, for what part of it, and for how long."""

    account_id = forms.ChoiceField(label=gettext_lazy("Account"))
    dossier_id = forms.ChoiceField(label=gettext_lazy("Clues of"), required=False)
    may_write = forms.BooleanField(label=gettext_lazy("may register and amend clues"), required=False)
    from_on = DayField(label=gettext_lazy("First day"))
    until_on = DayField(label=gettext_lazy("Last day"), required=False)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Inspection.objects.filter(authority_id=actor.authority_id).select_related("round").order_by("-id")
        offer_choices(self, "account_id", [choices.nothing(), *people_nameable(actor)])
        offer_choices(self, "dossier_id", [("", _("The whole register")), *called(rows)])

    def told(self) -> dict[str, Any]:
        given = dict(self.cleaned_data)
        chosen = given["dossier_id"]
        account_id = uuid.UUID(given["account_id"])
        return given | {"account_id": account_id, "dossier_id": uuid.UUID(chosen) if chosen else None}


class ClueFilterForm(forms.Form):
    """Which clues are listed: by what tells nothing of a person, for what is asked stands in the address."""

    stage = forms.ChoiceField(label=gettext_lazy("Stage"), required=False)
    discipline = forms.ChoiceField(label=gettext_lazy("Discipline"), required=False)
    lamp = forms.ChoiceField(label=gettext_lazy("Answer due"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        anything = [("", _("all"))]
        offer_choices(self, "stage", [*anything, *choices.terms("clue_stage", list(ClueStage))])
        offer_choices(self, "discipline", [*anything, *choices.terms("discipline", list(DISCIPLINES))])
        offer_choices(self, "lamp", [*anything, (Lamp.RED.value, _("overdue"))])

    def fits(self, clue: Clue, lamp: Lamp) -> bool:
        """True for a clue that fits what was asked."""
        asked = self.cleaned_data if self.is_valid() else {}
        return (
            asked.get("stage") in (None, "", clue.stage)
            and (not asked.get("discipline") or asked["discipline"] in clue.disciplines)
            and asked.get("lamp") in (None, "", lamp)
        )
