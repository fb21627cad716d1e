"""Dossiers on a laptop: what is lent to whom, the package out and home, a laptop given up; on the laptop, the stay."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.dossiers.files import path_of
from bihuan.dossiers.steps import NoSuchThing
from bihuan.exchange import lending, staying
from bihuan.exchange.models import Loan
from bihuan.exchange.own_keys import fingerprint_of, own_keys
from bihuan.ledger.door import Receipt
from bihuan.web import clock, keys
from bihuan.web.forms import Crumb, attempt, deed_page, form_page
from bihuan.web.forms.loan import LendForm, ParcelForm
from bihuan.web.forms.plan import ReasonForm
from bihuan.web.pages.registers import loans_seen
from bihuan.web.requests import SignedRequest
from bihuan.web.serving.downloads import download

SEALED = "application/octet-stream"


def loans(request: SignedRequest) -> HttpResponse:
    """Show which dossiers are on which laptop; on a laptop, what was done there."""
    actor = request.actor
    stay = staying.stay_here(actor.authority_id)
    context = {
        "stay": stay,
        "sum": staying.summed(stay) if stay else None,
        "home_sign": fingerprint_of(stay.card) if stay else "",
        "lines": [(row, lending.dossiers_of(row), fingerprint_of(row.card)) for row in loans_seen(actor)],
        "own_sign": fingerprint_of(own_keys().card("-")),
        "may_lend": Role.OFFICE in actor.roles and not stay,
        "today": actor.today,
    }
    return render(request, "web/loans.html", context)


def loan_lend(request: SignedRequest) -> HttpResponse:
    """Lend a team's dossiers to a laptop."""
    is_sent = request.method == "POST"
    form = LendForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        authority_id=request.actor.authority_id,
    )
    title = _("Lend to a laptop")
    if is_sent and form.is_valid():
        told = {**form.told(), "now": clock.now(), "key": keys.key_of(request)}
        if attempt(form, lending.lend_dossiers, actor=request.actor, **told):
            messages.success(request, _("The dossiers are sealed for the laptop. Take the package there."))
            return redirect("loans")
    note = _("All dossiers that the team has in the field go along; until they are home they are read here only.")
    return form_page(request, form, title=title, submit=title, back=reverse("loans"), crumbs=way(title), note=note)


def loan_parcel(request: SignedRequest, loan_id: uuid.UUID) -> HttpResponse:
    """Hand out the package that is to go to the laptop; only the laptop can open it."""
    row = loan_named(request.actor, loan_id)
    file = path_of(row.parcel)
    if not row.is_out or not file.exists():
        raise NoSuchThing("loan", loan_id)
    return download(file.read_bytes(), SEALED, f"{row.team_name}-{row.lent_on}.out")


def loan_home(request: SignedRequest, loan_id: uuid.UUID) -> HttpResponse:
    """Take in what was done on the laptop."""
    form = ParcelForm(request.POST or None, request.FILES or None)
    title = _("Bring home")

    def told(receipt: Receipt) -> str:
        number = int(receipt.told["entries"])
        return ngettext(
            "%(number)s deed was brought home; the dossiers are written here again.",
            "%(number)s deeds were brought home; the dossiers are written here again.",
            number,
        ) % {"number": number}

    return ended(request, loan_id, form, lending.bring_home, form.told, title, told)


def loan_lost(request: SignedRequest, loan_id: uuid.UUID) -> HttpResponse:
    """Give a laptop up."""
    form = ReasonForm(request.POST or None)
    title = _("Give the laptop up")
    note = _("What was typed on it is lost, and its package is taken in no more. The dossiers are written here again.")
    done = _("The laptop is given up; its dossiers are written here again.")
    return ended(request, loan_id, form, lending.declare_lost, lambda: form.cleaned_data, title, lambda _: done, note)


def ended(
    request: SignedRequest,
    loan_id: uuid.UUID,
    form: forms.Form,
    deed: Callable[..., Receipt],
    told: Callable[[], dict[str, Any]],
    title: str,
    done: Callable[[Receipt], str],
    note: str = "",
) -> HttpResponse:
    """Show the form of a deed that ends a loan, or do it and go back to the list."""
    row = loan_named(request.actor, loan_id)

    def told_of_loan() -> dict[str, Any]:
        return {"loan_id": loan_id, **told()}

    shown = {"title": title, "back": reverse("loans"), "note": f"{row.team_name} · {row.laptop}. {note}"}
    return deed_page(request, form, deed, told_of_loan, said=done, crumbs=way(title), **shown)


def stay_pack(request: SignedRequest) -> HttpResponse:
    """Pack everything that was done on this laptop, and hand the package out; the same one, however often."""
    form = forms.Form(request.POST or None)
    title = _("Pack for the way home")
    stay = staying.stay_here(request.actor.authority_id)
    if stay is None:
        return redirect("loans")  # at home there is nothing to pack
    if request.method == "POST":
        key = keys.key_of(request)
        receipt = attempt(form, staying.pack_home, actor=request.actor, now=clock.now(), key=key)
        if receipt is not None:
            content = path_of(str(receipt.told["sha256"])).read_bytes()
            return download(content, SEALED, f"{stay.laptop}.home")
    note = _("Afterwards nothing is written on this laptop any more. Take the package to the office.")
    return form_page(request, form, title=title, submit=title, back=reverse("loans"), crumbs=way(title), note=note)


def loan_named(actor: Actor, loan_id: uuid.UUID) -> Loan:
    found = Loan.objects.filter(authority_id=actor.authority_id, pk=loan_id).first()
    if found is None:
        raise NoSuchThing("loan", loan_id)
    return found


def way(title: str) -> list[Crumb]:
    return [Crumb(_("Laptops"), reverse("loans")), Crumb(title)]
