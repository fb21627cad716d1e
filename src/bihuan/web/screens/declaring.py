"""Declaring before a round: each inspector by his own account, or on a signed paper that the office attests."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.dossiers.models import Round
from bihuan.teams.declarations import declare, inspector_of_account, placed_in
from bihuan.teams.models import Declaration, Inspector, Tour
from bihuan.teams.ties import matters_of
from bihuan.web import clock, keys
from bihuan.web.forms import UNUSABLE_STATUS, Crumb, attempt
from bihuan.web.recusal_forms import DeclarationForm
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.placing import round_of, way_to
from bihuan.web.screens.planning import posted
from bihuan.web.screens.pool import inspector_of


def own_row(request: SignedRequest) -> Inspector:
    """Return whom of the pool the account belongs to; there is no such page for anybody else."""
    row = inspector_of_account(request.actor)
    if row is None:
        raise Http404
    return row


def own_rounds(request: SignedRequest) -> HttpResponse:
    """Show an inspector the rounds ahead, and whether he has declared for each."""
    row, at_home = inspector_of_account(request.actor), request.actor.authority_id
    rounds = Round.objects.filter(authority_id=at_home, ended_on=None).order_by("from_on", "number")
    made = Declaration.objects.filter(authority_id=at_home, inspector=row) if row else Declaration.objects.none()
    declared = {one.round_id: one for one in made}
    listed = [(at, declared.get(at.id)) for at in rounds if at.until_on is None or at.until_on >= request.actor.today]
    tours = Tour.objects.filter(authority_id=at_home, inspector=row, ended_on=None) if row else Tour.objects.none()
    context = {"row": row, "listed": listed, "tours": tours.select_related("round").order_by("-from_on")}
    return render(request, "web/own_rounds.html", context)


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
            messages.success(request, _("The declaration is made and signed."))
            return redirect(back)
    context = {"form": form, "title": title, "crumbs": crumbs, "back": back, "at": at, "made": there}
    return render(request, "web/declaration.html", context, status=UNUSABLE_STATUS if form.errors else 200)
