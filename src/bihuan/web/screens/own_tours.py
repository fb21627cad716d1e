"""What somebody of the pool sees of his own: calls, declarations, tours, pledge, scores, and who is in his team."""

from __future__ import annotations

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.domain.glossary import ASPECTS_ASSESSED
from bihuan.dossiers.models import Round
from bihuan.organizations.models import Organization
from bihuan.teams.assessing import HOST_OF_MEMBER, UNIT_OF_TEAM
from bihuan.teams.authorising import missing_dossiers
from bihuan.teams.calling import calls_running
from bihuan.teams.declarations import inspector_of_account
from bihuan.teams.growth import standing_growth
from bihuan.teams.models import Assessment, Declaration, Inspector, Tour
from bihuan.teams.preparation import Call
from bihuan.teams.supervising import Body, bodies_over, host_of, own_tours, team_of
from bihuan.teams.unchanged import unchanged_in
from bihuan.web.forms import Crumb
from bihuan.web.requests import SignedRequest
from bihuan.web.todo.desk import Desk
from bihuan.web.todo.teams import lamp_of
from bihuan.web.words import word


@dataclass(frozen=True)
class Owed:
    """A round ahead, as somebody of the pool sees it: called or not, declared or not."""

    at: Round
    call: Call | None
    made: Declaration | None
    lamp: object


@dataclass(frozen=True)
class Gone:
    """One tour with what was scored of it."""

    tour: Tour
    bodies: Sequence[Body]
    scores: Sequence[tuple[str, str]]


def own_rounds(request: SignedRequest) -> HttpResponse:
    """Show an inspector the rounds ahead and whether he has declared, his tours, and how he was scored."""
    row = inspector_of_account(request.actor)
    if row is None:
        return render(request, "web/own_rounds.html", {"row": None})
    listed = rounds_ahead(request, row)
    tours = [gone(tour, host_of(row.authority_id)) for tour in own_tours(row.id, row.authority_id)]
    grown = standing_growth(row.authority_id).filter(inspector=row).select_related("mentor")
    context = {
        "row": row,
        "listed": listed,
        "owing": sum(one.call is not None and one.made is None for one in listed),
        "unpledged": sum(is_to_be_pledged(one.tour) for one in tours),
        "tours": tours,
        "growth": grown.order_by("-from_on", "-id"),
    }
    return render(request, "web/own_rounds.html", context)


def rounds_ahead(request: SignedRequest, row: Inspector) -> list[Owed]:
    """Return the rounds to which the pool is called, and those for which somebody declared without a call."""
    today, desk = request.actor.today, Desk(request.actor)
    made = Declaration.objects.filter(authority_id=row.authority_id, inspector=row).select_related("round")
    declared = {one.round_id: one for one in made}
    calls = {one.round_id: one for one in calls_running(row.authority_id, today)}
    gone_by = Tour.objects.filter(authority_id=row.authority_id, inspector=row, until_on__lt=today)
    rounds = Round.objects.filter(authority_id=row.authority_id, pk__in={*calls, *declared}, ended_on=None)
    rounds = rounds.exclude(pk__in=list(gone_by.values_list("round_id", flat=True)))
    ahead = [one for one in rounds.order_by("from_on", "number") if one.until_on is None or one.until_on >= today]
    return [
        Owed(
            at, calls.get(at.id), declared.get(at.id), lamp_of(desk, calls[at.id].answer_by) if at.id in calls else None
        )
        for at in ahead
    ]


def is_to_be_pledged(tour: Tour) -> bool:
    return tour.ended_on is None and tour.authorisation is not None and tour.pledged_on is None


def gone(tour: Tour, host: str) -> Gone:
    """Return a tour with the scores that reach its member: the host's of him, the units' of his team."""
    rows = Assessment.objects.filter(authority_id=tour.authority_id, round_id=tour.round_id)
    mine = rows.filter(kind=HOST_OF_MEMBER, tour=tour) | rows.filter(kind=UNIT_OF_TEAM, team=tour.team)
    scores = [
        (
            word("assessment", one.kind),
            _(", ").join(f"{word('assessed', aspect)} {value}" for aspect, value in told_in(one)),
        )
        for one in mine.order_by("kind", "id")
    ]
    return Gone(tour, bodies_over(tour, host), scores)


def told_in(row: Assessment) -> list[tuple[str, int]]:
    told: dict[str, int] = json.loads(row.scores)
    return [(aspect, told[aspect]) for aspect in ASPECTS_ASSESSED if aspect in told]


def own_team(request: SignedRequest, tour_id: uuid.UUID) -> HttpResponse:
    """Show somebody who is in his team: names, seats, home units, who supervises whom; nothing else of the person."""
    row = inspector_of_account(request.actor)
    rows = Tour.objects.filter(authority_id=request.actor.authority_id, inspector=row, ended_on=None)
    tour = rows.select_related("round").filter(pk=tour_id).first() if row else None
    if tour is None:
        raise Http404
    host = host_of(tour.authority_id)
    team = team_of(tour)
    people = [(one, bodies_over(one, host), has_access(one)) for one in team]
    units = Organization.objects.filter(authority_id=tour.authority_id, pk__in=tour.organizations).order_by("path")
    context = {
        "tour": tour,
        "people": people,
        "units": units,
        "unchanged": unchanged_in(tour.round, team),
        "crumbs": [Crumb(_("My rounds"), reverse("own_rounds")), Crumb(_("My team"))],
    }
    return render(request, "web/own_team.html", context)


def has_access(tour: Tour) -> bool:
    return tour.inspector.account_id is not None and tour.pledged_on is not None and not missing_dossiers(tour)
