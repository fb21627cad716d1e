"""Recusal for a round: who has declared, who is kept away from what and why, challenges, waivers."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.glossary import say_recusal
from bihuan.dossiers.models import Round
from bihuan.organizations.models import Organization
from bihuan.teams.declarations import (
    answers_for,
    challenge_inspector,
    decide_challenge,
    placed_in,
    waive_recusal,
)
from bihuan.teams.inspectors import pool_of
from bihuan.teams.models import Challenge, Declaration, Inspector, Tour, Waiver
from bihuan.teams.preparation import Call
from bihuan.teams.ties import bonds_of, matters_of
from bihuan.web.forms import deed_page, offer_choices, posted
from bihuan.web.forms.recusal import ChallengeForm, DecisionForm, WaiverForm
from bihuan.web.permissions import may_open
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.placing import round_of, way_to
from bihuan.web.screens.pool import inspector_of
from bihuan.web.words import in_this_language, recusal_said


def recusal(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show who has declared for a round, and who is kept away from how many organizations."""
    at = round_of(request, round_id)
    people, organizations = pool_of(at.authority_id), placed_in(at)
    bonds = bonds_of(at, people)
    made = {row.inspector_id: row for row in Declaration.objects.filter(authority_id=at.authority_id, round=at)}
    listed = []
    for one in people:
        kept_from = [row for row in organizations if bonds.exclusions(one.id, row)]
        listed.append({"row": one, "made": made.get(one.id), "kept_from": kept_from})
    listed.sort(key=lambda line: (line["made"] is not None, not line["kept_from"]))
    challenges = Challenge.objects.filter(authority_id=at.authority_id, round=at)
    context = {
        "at": at,
        "call": Call.objects.filter(authority_id=at.authority_id, round=at).first(),
        "listed": listed,
        "organizations": organizations,
        "declared": len(made),
        "owing": len(people) - sum(one.id in made for one in people),
        "challenges": challenges.select_related("inspector", "organization").order_by("-made_on", "-id"),
        "may_attest": may_open("declaration_attest", request.actor),
        "may_decide": may_open("challenge_decide", request.actor),
        "may_challenge": may_open("challenge_add", request.actor),
        "crumbs": way_to(at, _("Declarations and recusal")),
    }
    return render(request, "web/recusal.html", context)


def recusal_of(request: SignedRequest, round_id: uuid.UUID, inspector_id: uuid.UUID) -> HttpResponse:
    """Show for one inspector every exclusion in a sentence, what he declared, what was waived."""
    at, row = round_of(request, round_id), inspector_of(request, inspector_id)
    bonds, organizations = bonds_of(at, [row]), placed_in(at)
    there = Declaration.objects.filter(authority_id=at.authority_id, round=at, inspector=row).first()
    waived = Waiver.objects.filter(authority_id=at.authority_id, round=at, inspector=row)
    lines = [(one, [recusal_said(why) for why in bonds.exclusions(row.id, one)]) for one in organizations]
    names = {one.id: one.name for one in organizations}
    told = [(one, names.get(one.organization_id, "")) for one in matters_of(there)]
    context = {
        "at": at,
        "row": row,
        "lines": lines,
        "made": there,
        "matters": told,
        "waived": waived.select_related("organization"),
        "may_waive": may_open("recusal_waive", request.actor) and any(whys for _one, whys in lines),
        "crumbs": [*way_to(at, _("Declarations and recusal")), *way_to(at, row.name)[-1:]],
    }
    return render(request, "web/recusal_of.html", context)


def recusal_waive(request: SignedRequest, round_id: uuid.UUID, inspector_id: uuid.UUID) -> HttpResponse:
    """Let somebody take part although a rule that may be waived keeps him out."""
    at, row = round_of(request, round_id), inspector_of(request, inspector_id)
    form = WaiverForm(posted(request))
    offer_choices(form, "place", waivable(at, row, placed_in(at)))
    back = reverse("recusal_of", args=[at.pk, row.pk])

    def told() -> dict[str, Any]:
        rule, _colon, organization = form.cleaned_data["place"].partition(":")
        what = {"rule": rule, "organization_id": uuid.UUID(organization), "reason": form.cleaned_data["reason"]}
        return {"round_id": at.id, "inspector_id": row.id, **what}

    title, said = _("Waive a rule of recusal"), _("The rule is waived for this person and this organization.")
    note = _("Kinship, the present employer, a declared interest and an upheld challenge are never waived.")
    shown = {"title": title, "back": back, "said": said, "note": note}
    return deed_page(request, form, waive_recusal, told, crumbs=way_to(at, title), **shown)


def waivable(at: Round, row: Inspector, organizations: list[Organization]) -> list[tuple[str, str]]:
    bonds = bonds_of(at, [row])
    return [
        (f"{why.rule.id}:{one.id}", f"{one.name}: {in_this_language(say_recusal(why.rule.relation, why.evidence))}")
        for one in organizations
        for why in bonds.exclusions(row.id, one)
        if why.rule.waivable
    ]


def challenge_add(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Ask that somebody be recused."""
    at = round_of(request, round_id)
    is_office = may_open("declaration_attest", request.actor)
    organizations = [one for one in placed_in(at) if is_office or answers_for(request.actor, one)]
    people = pool_of(at.authority_id) if is_office else announced_to(at, organizations)
    form = ChallengeForm(posted(request), people=people, organizations=organizations)
    back = reverse("recusal", args=[at.pk]) if is_office else reverse("announced")

    def told() -> dict[str, Any]:
        return {"round_id": at.id, **form.told()}

    title, said = _("Ask that somebody be recused"), _("The leading group decides on it.")
    crumbs = way_to(at, title) if is_office else ()
    return deed_page(request, form, challenge_inspector, told, title=title, back=back, said=said, crumbs=crumbs)


def announced_to(at: Round, organizations: list[Organization]) -> list[Inspector]:
    """Return whom a unit has been told to expect; before teams are announced it is told nobody."""
    mine = {str(one.id) for one in organizations}
    tours = Tour.objects.filter(authority_id=at.authority_id, round=at, authorisation__announced_on__isnull=False)
    return [one.inspector for one in tours.select_related("inspector") if mine.intersection(one.organizations)]


def challenge_decide(request: SignedRequest, challenge_id: uuid.UUID) -> HttpResponse:
    """Decide a challenge."""
    rows = Challenge.objects.select_related("inspector", "organization", "round")
    row = get_object_or_404(rows, authority_id=request.actor.authority_id, pk=challenge_id)
    form = DecisionForm(posted(request))
    back = reverse("recusal", args=[row.round_id])

    def told() -> dict[str, Any]:
        given = form.cleaned_data
        return {"challenge_id": row.id, "upheld": given["upheld"] == "yes", "decision": given["decision"]}

    title, said = _("Decide the challenge"), _("The challenge is decided.")
    named = {"unit": row.organization.name, "name": row.inspector.name, "reason": row.reason}
    note = _("%(unit)s asks that %(name)s be recused: %(reason)s") % named
    shown = {"title": title, "back": back, "said": said, "note": note}
    return deed_page(request, form, decide_challenge, told, crumbs=way_to(row.round, title), **shown)
