"""Pieces of forms that many pages share, and the one way in which a form does a deed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.desk.refusals import Kind, kind_of
from bihuan.web import clock, keys
from bihuan.web.refusals import refusal_of
from bihuan.web.requests import SignedRequest

# refusals that the form tells, so that nothing typed is lost
FAULTS_OF_FORMS = frozenset({Kind.UNUSABLE, Kind.FORM_REFUSED, Kind.ALREADY_DONE})
UNUSABLE_STATUS = Kind.FORM_REFUSED.status
NOT_OFFERED = gettext_lazy("What was chosen is not, or no longer, among the choices. Choose one from the list.")
Given = TypeVar("Given")


class DayField(forms.DateField):
    """A day, entered and shown as 2026-03-09."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        super().__init__(input_formats=["%Y-%m-%d"], **options)


def last_of_all(latest: date) -> str:
    """Return what stands below a last day that a rule bounds."""
    return _("%(day)s at the latest.") % {"day": latest.isoformat()}


@dataclass(frozen=True)
class Crumb:
    """One step of the way that leads to a page; without a url it is the page itself."""

    words: str
    url: str = ""


def offer_choices(form: forms.Form, name: str, offered: list[tuple[str, str]]) -> None:
    """Let a field be chosen from these; whatever else is sent is told of in words, for it may be a mere id."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = offered
    field.error_messages["invalid_choice"] = NOT_OFFERED


def attempt(form: forms.BaseForm, deed: Callable[..., Given | None], /, **arguments: Any) -> Given | None:
    """Do a deed with what a form holds; a refusal of the input, or a ValidationError, becomes the form's error: None.

    May not, no such thing and not now are no faults of the form: they go on to their own pages. A form may say beside
    which of its fields a refusal stands (`places`, by the refusal's name).
    """
    try:
        return deed(**arguments)
    except forms.ValidationError as error:
        form.add_error(None, error)
        return None
    except Exception as error:
        if kind_of(error) not in FAULTS_OF_FORMS:
            raise
        refusal = refusal_of(error)
        assert refusal is not None
        place = getattr(form, "places", {}).get(type(error).__name__)
        form.add_error(place, f"{refusal.what} {refusal.remedy}".strip())
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
    template: str = "web/form.html",
) -> HttpResponse:
    """Show one form on a page of its own; 422 where it came back unusable."""
    context = {"form": form, "title": title, "submit": submit, "back": back, "crumbs": crumbs, "note": note}
    return render(request, template, context, status=UNUSABLE_STATUS if form.errors else 200)


def deed_page(
    request: SignedRequest,
    form: forms.BaseForm,
    deed: Callable[..., Given],
    told: Callable[[], Mapping[str, Any]],
    *,
    title: str,
    back: str,
    submit: str = "",
    said: str | Callable[[Given], str] = "",
    then: str | Callable[[Given], str] = "",
    crumbs: Sequence[Crumb] = (),
    note: str = "",
    template: str = "web/form.html",
) -> HttpResponse:
    """Show the form of one deed; once it comes back sound do the deed, say so, and go on to `then`, or back.

    `told` gives the deed what it needs beside actor, instant and key; it is asked when the form is sound only, and may
    raise a ValidationError of what no field of the form can know.
    """
    if request.method == "POST" and form.is_valid():
        key = keys.key_of(request)
        done = attempt(form, lambda: deed(actor=request.actor, **told(), now=clock.now(), key=key))
        if done is not None:
            messages.success(request, said(done) if callable(said) else said or _("It is entered."))
            return redirect(then(done) if callable(then) else then or back)
    called = submit or title
    return form_page(request, form, title=title, submit=called, back=back, crumbs=crumbs, note=note, template=template)


def posted(request: HttpRequest) -> Any:
    """Return what a form was sent with, or nothing where it is only shown."""
    return request.POST if request.method == "POST" else None
