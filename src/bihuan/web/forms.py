"""Pieces of forms that many pages share, and the one way in which a form does a deed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bihuan.intake.refusals import Unreadable
from bihuan.ledger.door import Receipt
from bihuan.web.refusals import unusable


class DayField(forms.DateField):
    """A day, entered and shown as 2026-03-09."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(input_formats=["%Y-%m-%d"], **options)


@dataclass(frozen=True)
class Crumb:
    """One step of the way that leads to a page; without a url it is the page itself."""

    words: str
    url: str = ""


def attempt(form: forms.BaseForm, deed: Callable[..., Receipt], **arguments: Any) -> Receipt | None:
    """Do a deed with what a form holds; a refusal of the input becomes the form's error and gives None.

    May not, no such thing and not now are no faults of the form: they go on to their own pages.
    """
    try:
        return deed(**arguments)
    except (ValueError, ValidationError, Unreadable) as error:
        refusal = unusable(error)
        if refusal is None:
            raise
        form.add_error(None, f"{refusal.what} {refusal.remedy}".strip())
        return None


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    *,
    title: str,
    submit: str,
    back: str,
    crumbs: Sequence[Crumb] = (),
    note: str = "",
) -> HttpResponse:
    """Show one form on a page of its own; 400 where it came back unusable."""
    context = {"form": form, "title": title, "submit": submit, "back": back, "crumbs": crumbs, "note": note}
    return render(request, "web/form.html", context, status=400 if form.errors else 200)
