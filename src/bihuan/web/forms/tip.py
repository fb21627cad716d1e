"""The forms of doors and tips."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.domain.tips import SHORTEST_PASSPHRASE, TOLD_WAYS
from bihuan.mailroom.answering import LONGEST
from bihuan.mailroom.records import Said
from bihuan.web.forms import DayField, choices, offer_choices
from bihuan.web.forms.clue import RegisterForm
from bihuan.web.words import word

HIDDEN_INPUT = {"autocomplete": "new-password"}


def secret(label: Any, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=200, strip=False, widget=forms.PasswordInput(attrs=HIDDEN_INPUT), **options
    )


class OpenDoorForm(forms.Form):
    """Whose door it is, where the public page is, and the passphrase that alone opens what comes in."""

    title = forms.CharField(label=gettext_lazy("Whose page it is"), max_length=100)
    address = forms.CharField(
        label=gettext_lazy("Address of the public page"),
        max_length=180,
        help_text=gettext_lazy("Where the public host is reached, such as https://tips.example.gov; ask who runs it."),
    )
    until_on = DayField(label=gettext_lazy("Open until"), required=False)
    notice = forms.CharField(
        label=gettext_lazy("Also on the poster"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Telephone on duty, box for letters; it may stay empty."),
    )
    passphrase = secret(gettext_lazy("Passphrase"))
    again = secret(gettext_lazy("Once more"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = _("At least %(least)s characters. Tell it to the team by mouth; without it nobody can read a tip.")
        self.fields["passphrase"].help_text = said % {"least": SHORTEST_PASSPHRASE}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("passphrase") != given.get("again"):
            self.add_error("again", _("The two are not the same. Type both again."))
        return given

    def told(self) -> dict[str, Any]:
        given = {name: self.cleaned_data[name] for name in ("title", "address", "until_on", "notice")}
        return given | {"password": self.cleaned_data["passphrase"]}


class UnlockForm(forms.Form):
    """The passphrase of a door."""

    passphrase = secret(gettext_lazy("Passphrase"))


class CarryForm(forms.Form):
    """A package from the public host."""

    package = forms.FileField(
        label=gettext_lazy("Package from the public host"),
        widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
    )


class AnswerForm(forms.Form):
    """An answer to whoever sent a tip."""

    text = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Whoever has the receipt code reads it. Name nobody, and nothing that is kept secret."),
    )

    def told(self) -> dict[str, Any]:
        return {"said": Said({"text": self.cleaned_data["text"]})}


class SeenForm(forms.Form):
    """A form that settles a tip: `seen` is how many settlements its author saw, so that none is passed over unread."""

    seen = forms.IntegerField(widget=forms.HiddenInput, label=gettext_lazy("How it was dealt with"), min_value=0)

    def look_again(self, seen: int) -> None:
        """Take a form that came back as one whose author has seen all: the refusal told the last settlement."""
        given = QueryDict(mutable=True)  # of which a field may have several values
        given.update(self.data)
        given["seen"] = str(seen)
        self.data = given


class SettleForm(SeenForm):
    """How a tip was dealt with."""

    way = forms.ChoiceField(label=gettext_lazy("How it was dealt with"))
    note = forms.CharField(
        label=gettext_lazy("Remark"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "way", [choices.nothing(), *((code, word("tip_way", code)) for code in TOLD_WAYS)])

    def told(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"said": Said({"way": given["way"], "note": given["note"]}), "seen": given["seen"]}


class LeadForm(SeenForm):
    """The first words of a working paper that a tip leads to."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    phenomenon = forms.CharField(
        label=gettext_lazy("How the problem shows"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 6})
    )


class LeadToClueForm(RegisterForm, SeenForm):
    """A new clue that a tip leads to."""
