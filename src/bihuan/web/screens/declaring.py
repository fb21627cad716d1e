"""Declaring before a round: each inspector by his own account, or on a signed paper that the office attests."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bihuan.dossiers.models import Round
from bihuan.teams.calling import call_inspectors
from bihuan.teams.declarations import declare, inspector_of_account, placed_in
from bihuan.teams.models import Declaration, Inspector
from bihuan.teams.preparation import Call
from bihuan.teams.ties import matters_of
from bihuan.web import clock, keys
from bihuan.web.forms import UNUSABLE_STATUS, Crumb, DayField, attempt, deed_page, posted
from bihuan.web.forms.recusal import DeclarationForm
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.placing import round_of, way_to
from bihuan.web.screens.pool import inspector_of


def own_row(request: SignedRequest) -> Inspector:
    """Return whom of the pool the account belongs to; there is no such page for anybody else."""
    row = inspector_of_account(request.actor)
    if row is None:
        raise Http404
    return row


def declaration_own(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Let an inspector declare by his own account."""
    row, at = own_row(request), round_of(request, round_id)
    title = _("Declare for the round")
    crumbs = [Crumb(_("My rounds"), reverse("own_rounds")), Crumb(title)]
    return declaring(request, at, row, is_own=True, title=title, crumbs=crumbs, back=reverse("own_rounds"))


def declaration_attest(request: SignedRequest, round_id: uuid.UUID, inspector_id: uuid.UUID) -> HttpResponse:
    """Let the office enter what somebody has signed on paper."""
    at, row = round_of(request, round_id), inspector_of(request, inspector_id)
    title, back = _("Attest the declaration of %(name)s") % {"name": row.name}, reverse("recusal", args=[at.pk])
    return declaring(request, at, row, is_own=False, title=title, crumbs=way_to(at, title), back=back)


def declaring(
    request: SignedRequest, at: Round, row: Inspector, *, is_own: bool, title: str, crumbs: list[Crumb], back: str
) -> HttpResponse:
    there = Declaration.objects.filter(authority_id=at.authority_id, round=at, inspector=row).first()
    form = DeclarationForm(posted(request), organizations=placed_in(at), is_own=is_own, matters=matters_of(there))
    if request.method == "POST" and form.is_valid():
        done = attempt(
            form,
            declare,
            actor=request.actor,
            round_id=at.id,
            inspector_id=row.id,
            matters=form.told(),
            paper=form.cleaned_data.get("paper", ""),
            now=clock.now(),
            key=keys.key_of(request),
        )
        if done is not None:
            said = _("The declaration is made and signed.") if is_own else _("The declaration is entered.")
            messages.success(request, said)
            return redirect(back)
    context = {"form": form, "title": title, "crumbs": crumbs, "back": back, "at": at, "made": there, "is_own": is_own}
    return render(request, "web/declaration.html", context, status=UNUSABLE_STATUS if form.errors else 200)


class CallForm(forms.Form):
    """By when the pool has to declare."""

    answer_by = DayField(label=gettext_lazy("To be answered by"))
    paper = forms.CharField(label=gettext_lazy("Letter of call, if there is one"), max_length=100, required=False)


def round_call(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Call the pool to declare for a round."""
    at = round_of(request, round_id)
    there = Call.objects.filter(authority_id=at.authority_id, round=at).first()
    start = {"answer_by": there.answer_by, "paper": there.paper} if there else {}
    form, back, title = CallForm(posted(request), initial=start), reverse("recusal", args=[at.pk]), _("Call the pool")

    def told() -> dict[str, Any]:
        return {"round_id": at.id, **form.cleaned_data}

    said = _("The pool is called; everybody with an account is reminded until the day.")
    note = _("Everybody in the pool owes a declaration by this day; who has not answered stands on your to-do.")
    shown = {"title": title, "back": back, "said": said, "note": note}
    return deed_page(request, form, call_inspectors, told, crumbs=way_to(at, title), **shown)
