"""A gate chosen from a list and put into the pack that is being written; nobody has to know how a pack looks."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.lifecycle.askable import ASKABLE
from bihuan.domain.lifecycle.gates import ORDER
from bihuan.domain.rulebook import Label
from bihuan.rules.adding import NewGate, head_of, with_gate
from bihuan.rules.packs import available
from bihuan.rules.written import ID, NEEDS
from bihuan.web.forms import DayField
from bihuan.web.words import deed_words, in_brackets, word

WAIVABLE = frozenset({"checks.too_few", "evaluations.too_few"})  # what the leading group can make an exception from
LANGUAGES = {"zh": "zh-hans", "en": "en"}


def gates_offered() -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the gates that can be set, by step, each with the number it takes."""
    return [
        (deed_words(step), [(f"{step}/{code}", gate_words(code)) for code in sorted(codes, key=ORDER.__getitem__)])
        for step, codes in ASKABLE.items()
    ]


def gate_words(code: str) -> str:
    """Return what a gate is called, and which number it takes."""
    takes = {
        "least": _("with how many times"),
        "pass_mark": _("with the pass mark"),
        "after_months": _("with how many months"),
    }
    named = word("gate", code)
    return in_brackets(named, takes[NEEDS[code]]) if code in NEEDS else named


class GateForm(forms.Form):
    """One gate for the pack; its name and title where nothing is written yet."""

    pack_id = forms.CharField(
        label=gettext_lazy("Short name of the pack"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Small letters, digits and hyphens, such as qingshi-2026; it stays the same later on."),
    )
    pack_title = forms.CharField(label=gettext_lazy("Title of the pack"), required=False, max_length=80)
    gate = forms.ChoiceField(label=gettext_lazy("At which step what has to be met"))
    number = forms.IntegerField(
        label=gettext_lazy("How many times, points or months"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=gettext_lazy("Only where the list says so: how many times, the pass mark, or how many months."),
    )
    waivable = forms.BooleanField(
        label=gettext_lazy("The leading group may make an exception (checks and evaluations only)"), required=False
    )
    since = DayField(label=gettext_lazy("In force since"))
    document = forms.CharField(label=gettext_lazy("Paper that says so"), max_length=200)
    clause = forms.CharField(label=gettext_lazy("Article or sentence"), max_length=500)
    verified = forms.BooleanField(label=gettext_lazy("Compared with the words of the paper"), required=False)

    def __init__(self, *args: Any, text: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.text = text
        gate = self.fields["gate"]
        assert isinstance(gate, forms.ChoiceField)
        gate.choices = [("", _("choose")), *gates_offered()]
        if text.strip():
            del self.fields["pack_id"], self.fields["pack_title"]
        else:
            self.fields["pack_id"].required = self.fields["pack_title"].required = True

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        step, _slash, code = given.get("gate", "").partition("/")
        self.judge_number(code, given.get("number"))
        if given.get("waivable") and code not in WAIVABLE:
            self.add_error("waivable", _("No exception is made from this; untick it."))
        if re.search(rf"^ +['\"]?gate/{re.escape(f'{step}/{code}')}['\"]?:", self.text, re.MULTILINE):
            self.add_error("gate", _("It stands in the pack already; change it in the text below."))
        if given.get("pack_id"):
            self.judge_name(given["pack_id"])
        return given

    def judge_number(self, code: str, number: int | None) -> None:
        if code in NEEDS and number is None:
            self.add_error("number", _("This one needs its number; without it it would ask nothing."))
        elif code and code not in NEEDS and number is not None:
            self.add_error("number", _("This one takes no number; leave it empty."))

    def judge_name(self, pack_id: str) -> None:
        if not ID.fullmatch(pack_id):
            self.add_error("pack_id", _("Write 3 to 40 small letters, digits and hyphens, such as qingshi-2026."))
        elif pack_id in available():
            self.add_error("pack_id", _("This is the name of a pack that comes with Bihuan; choose another one."))

    def text_with_it(self) -> str:
        """Return the text of the pack with the gate in it."""
        given = self.cleaned_data
        step, _slash, code = given["gate"].partition("/")
        gate = NewGate(
            step=step,
            code=code,
            title=Label(**{name: titled(code, language) for name, language in LANGUAGES.items()}),
            since=given["since"],
            document=given["document"],
            clause=given["clause"],
            verified=given["verified"],
            number=(NEEDS[code], given["number"]) if code in NEEDS else None,
            is_waivable=given["waivable"],
        )
        begun = self.text if self.text.strip() else head_of(given["pack_id"], given["pack_title"])
        return with_gate(begun, gate)


def titled(code: str, language: str) -> str:
    """Return what a gate is called in a language."""
    with translation.override(language):
        return word("gate", code)
