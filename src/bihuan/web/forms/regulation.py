"""Forms of the library of regulations."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from bihuan.web.forms import DayField, offer_choices

LONGEST = 400_000  # characters of a text


class RegulationForm(forms.Form):
    """A version of a regulation: what it is called, since when it is in force, its words."""

    title = forms.CharField(
        label=gettext_lazy("Title"), max_length=200, help_text=gettext_lazy("Without the title marks around it.")
    )
    document_number = forms.CharField(label=gettext_lazy("Document number"), max_length=60, required=False)
    issuer = forms.CharField(label=gettext_lazy("Issued by"), max_length=100)
    from_on = DayField(label=gettext_lazy("In force from"))
    until_on = DayField(
        label=gettext_lazy("In force until"),
        required=False,
        help_text=gettext_lazy("Only where it ended without a later version."),
    )
    text = forms.CharField(
        label=gettext_lazy("Text"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=gettext_lazy("Each article begins a line with its number."),
    )
    gaps_seen = forms.BooleanField(
        label=gettext_lazy("Numbers are left out in the text itself; it stands so."), required=False
    )

    def clean_title(self) -> str:
        """Return the title without the marks around it."""
        return str(self.cleaned_data["title"]).strip("《》 \u3000")

    def clean_text(self) -> str:
        """Return the text with plain line ends."""
        return str(self.cleaned_data["text"]).replace("\r\n", "\n")


class FileForm(forms.Form):
    """The file in which a text came."""

    file = forms.FileField(
        label=gettext_lazy("File (Word, text, PDF or Excel)"),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.txt,.pdf,.xlsx"}),
    )


class EndForm(forms.Form):
    """On which day a version is in force for the last time."""

    until_on = DayField(label=gettext_lazy("In force until"))
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class CompareForm(forms.Form):
    """Two versions of one regulation."""

    left = forms.ChoiceField(label=gettext_lazy("Earlier version"))
    right = forms.ChoiceField(label=gettext_lazy("Later version"))

    def __init__(self, *args: Any, versions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("left", "right"):
            offer_choices(self, name, versions)
