"""Controls that the house writes itself are the same, line breaks apart, as Django's templates write them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django import forms
from django.forms.renderers import BaseRenderer, DjangoTemplates

from bihuan.web.controls import Renderer

BETWEEN_TAGS = re.compile(r"\s+(?=<)")


class Everything(forms.Form):
    words = forms.CharField(initial="<b>\"x\" & 'y'</b>", max_length=20, help_text="…")
    secret = forms.CharField(widget=forms.PasswordInput)
    number = forms.IntegerField(min_value=1, initial=3)
    day = forms.DateField(initial=date(2026, 3, 9), widget=forms.DateInput(attrs={"type": "date"}))
    tick = forms.BooleanField(required=False, initial=True)
    hidden = forms.CharField(widget=forms.HiddenInput, initial="a<b")
    text = forms.CharField(widget=forms.Textarea, initial="<i>")
    one = forms.ChoiceField(choices=[("", "all"), ("a&b", "<A> & B"), ("c", "C")], initial="a&b")
    grouped = forms.ChoiceField(choices=[("1", "One"), ("<G>", [("2", "Two"), ("3", "Three")])], initial="3")
    several = forms.MultipleChoiceField(choices=[("x", "X"), ("y", "Y"), ("z", "Z")], initial=["x", "z"])
    radio = forms.ChoiceField(widget=forms.RadioSelect, choices=[("l", "Left"), ("r", "Right")])


def written(renderer: BaseRenderer, data: dict[str, str] | None) -> dict[str, str]:
    form = Everything(data, renderer=renderer)
    own: dict[str, str | bool] = {"class": "small", "disabled": False, "autofocus": True}
    return {bound.name: BETWEEN_TAGS.sub("", bound.as_widget(attrs=own)) for bound in form}


@pytest.mark.parametrize("data", [None, {}, {"words": "<script>", "number": "x", "one": "c", "grouped": "2"}])
def test_every_control_is_written_as_django_writes_it(data: dict[str, str] | None) -> None:
    assert written(Renderer(), data) == written(DjangoTemplates(), data)
