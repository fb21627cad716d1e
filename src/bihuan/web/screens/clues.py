"""The clue register for the people who are named for it: list with figures, a clue, its deeds."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.clues import actions
from bihuan.clues.actions import clue_for, reach_for
from bihuan.clues.queries import Read, clue_read, clues_read, course_of_clue
from bihuan.domain.clues import STEPS, Clue, counted, fits
from bihuan.dossiers.models import Inspection
from bihuan.ledger.checking import chain_holds
from bihuan.ledger.door import Receipt
from bihuan.web import clock, keys
from bihuan.web.forms import Crumb, deed_page, posted
from bihuan.web.forms.clue import (
    AmendForm,
    AnswerForm,
    ClosingForm,
    ClueFilterForm,
    OutcomeForm,
    ReceiptForm,
    RegisterForm,
    TransferForm,
    WordsForm,
    start_of,
)
from bihuan.web.lamps import days_words
from bihuan.web.requests import SignedRequest

ROWS_A_PAGE = 50
# the pages of a clue's deeds, by step: what a card offers
PAGES: Mapping[str, str] = {
    "amend_clue": "clue_amend",
    "transfer_clue": "clue_transfer",
    "receive_clue": "clue_receive",
    "answer_clue": "clue_answer",
    "state_clue_outcome": "clue_outcome",
    "close_clue": "clue_close",
}
Screen = Callable[..., HttpResponse]


def kept_nowhere(screen: Screen) -> Screen:
    """Let no cache on the way keep a page of the register."""

    @wraps(screen)
    def shown(*args: Any, **kwargs: Any) -> HttpResponse:
        response = screen(*args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response

    return shown


@kept_nowhere
def clues(request: SignedRequest) -> HttpResponse:
    """List the clues within reach, without a name, and count them."""
    found = clues_read(request.actor, clock.now())
    form = ClueFilterForm(request.GET)
    asked_for = [one for one in found if form.fits(one.clue, one.lamp)]
    page = Paginator(asked_for, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "asked": form,
        "is_filtered": any(request.GET.get(name) for name in form.fields),
        "is_kept": bool(found),
        "lines": [(one, dossier_of(request, one.clue), days_of(request, one)) for one in page],
        "figures": counted([one.clue for one in found]),
        "late": sum(one.lamp == "red" for one in found),
        "may_write": reach_for(request.actor).writes_any,
    }
    return render(request, "web/clues.html", context)


def days_of(request: SignedRequest, one: Read) -> str:
    return days_words(one.due.due, request.actor.today) if one.due else ""


def dossier_of(request: SignedRequest, clue: Clue) -> str:
    """Return what the inspected unit is called."""
    if clue.dossier_id is None:
        return ""
    rows = Inspection.everything.filter(authority_id=request.actor.authority_id, pk=clue.dossier_id)
    return rows.values_list("organization_name", flat=True).first() or ""


@kept_nowhere
def clue(request: SignedRequest, clue_id: uuid.UUID) -> HttpResponse:
    """Show a clue; that it was read stands in its stream first."""
    one = clue_read(request.actor, clue_id, clock.now())
    may_write = reach_for(request.actor).may_write(one.clue.dossier_id)
    context = {
        "one": one,
        "unit": dossier_of(request, one.clue),
        "days": days_of(request, one),
        "offers": [(name, PAGES[name]) for name, step in STEPS.items() if fits(step, one.clue.stage)]
        if may_write
        else (),
        "course": course_of_clue(request.actor, clue_id),
        "chain_holds": chain_holds(request.actor.authority_id, f"clue:{clue_id}"),
        "crumbs": [Crumb(_("Clues"), reverse("clues")), Crumb(one.clue.number)],
    }
    return render(request, "web/clue.html", context)


@kept_nowhere
def clue_register(request: SignedRequest) -> HttpResponse:
    """Register a clue."""
    reach = reach_for(request.actor)
    start = {"registered_on": request.actor.today}
    form = RegisterForm(posted(request), actor=request.actor, reach=reach, initial=start)

    def told() -> dict[str, Any]:
        return {"clue_id": keys.id_of(request), **form.told()}

    def then(_done: Receipt) -> str:
        return reverse("clue", args=[keys.id_of(request)])

    title, note = _("Register a clue"), _("What you write is sealed; every read of it is recorded.")
    shown = {"title": title, "back": reverse("clues"), "said": _("It is registered."), "note": note}
    way = [Crumb(_("Clues"), reverse("clues")), Crumb(title)]
    return deed_page(request, form, actions.register_clue, told, then=then, crumbs=way, **shown)


def do(
    request: SignedRequest,
    clue_id: uuid.UUID,
    form: forms.Form,
    deed: Callable[..., Receipt],
    told: Callable[[], Mapping[str, Any]],
    title: str,
) -> HttpResponse:
    """Show a deed's form on a clue, or do the deed and go back to the card."""

    def told_of_clue() -> dict[str, Any]:
        return {"clue_id": clue_id, **told()}

    back = reverse("clue", args=[clue_id])
    way = [Crumb(_("Clues"), reverse("clues")), Crumb(title)]
    return deed_page(request, form, deed, told_of_clue, title=title, back=back, crumbs=way)


def writable(request: SignedRequest, clue_id: uuid.UUID) -> Clue:
    """Return a clue that somebody may write; there is no such page for anybody else."""
    _row, found = clue_for(request.actor, clue_id, writing=True)
    return found


@kept_nowhere
def clue_amend(request: SignedRequest, clue_id: uuid.UUID) -> HttpResponse:
    """Amend a clue; its words stand in the form, so showing it is a read."""
    writable(request, clue_id)
    if request.method == "POST":
        form = AmendForm(request.POST)
    else:
        one = clue_read(request.actor, clue_id, clock.now())
        form = AmendForm(initial=start_of(one.clue, one.version))
    return do(request, clue_id, form, actions.amend_clue, form.told, _("Amend"))


def words_of(form: WordsForm) -> Callable[[], Mapping[str, Any]]:
    return lambda: {"told": form.words()}


@kept_nowhere
def clue_transfer(request: SignedRequest, clue_id: uuid.UUID) -> HttpResponse:
    """Hand a clue over."""
    writable(request, clue_id)
    form = TransferForm(posted(request), initial={"transferred_on": request.actor.today})
    return do(request, clue_id, form, actions.transfer_clue, words_of(form), _("Hand over"))


@kept_nowhere
def clue_receive(request: SignedRequest, clue_id: uuid.UUID) -> HttpResponse:
    """Record a receipt."""
    writable(request, clue_id)
    form = ReceiptForm(posted(request), initial={"received_on": request.actor.today})
    return do(request, clue_id, form, actions.receive_clue, words_of(form), _("Record the receipt"))


@kept_nowhere
def clue_answer(request: SignedRequest, clue_id: uuid.UUID) -> HttpResponse:
    """Record an answer."""
    writable(request, clue_id)
    form = AnswerForm(posted(request), initial={"answered_on": request.actor.today})
    return do(request, clue_id, form, actions.answer_clue, words_of(form), _("Record the answer"))


@kept_nowhere
def clue_outcome(request: SignedRequest, clue_id: uuid.UUID) -> HttpResponse:
    """Add an outcome."""
    found = writable(request, clue_id)
    form = OutcomeForm(posted(request), initial={"on": request.actor.today, "count": len(found.persons)})
    return do(request, clue_id, form, actions.state_clue_outcome, words_of(form), _("State an outcome"))


@kept_nowhere
def clue_close(request: SignedRequest, clue_id: uuid.UUID) -> HttpResponse:
    """Close a clue."""
    writable(request, clue_id)
    form = ClosingForm(posted(request), initial={"closed_on": request.actor.today})
    return do(request, clue_id, form, actions.close_clue, words_of(form), _("Close the clue"))
