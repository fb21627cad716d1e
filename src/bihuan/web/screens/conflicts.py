"""Why a round cannot be staffed: the smallest set of rules and teams in conflict, the cheapest way out; by a job."""

from __future__ import annotations

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bihuan.dossiers.models import Round
from bihuan.teams.instances import Instance, instance_of
from bihuan.teams.models import BROKEN, CONFLICT, STOPPED, Solve
from bihuan.teams.solves import last_solve
from bihuan.web.composing.conflict import demand_said, openings, uncallable
from bihuan.web.permissions import may_open
from bihuan.web.refusals import refusal_of
from bihuan.web.requests import SignedRequest
from bihuan.web.screens.composer import UNSTAFFABLE, hand_over, way
from bihuan.web.screens.placing import round_of
from bihuan.web.words import team_said, word


def conflict(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Show why a round cannot be staffed as it is asked, and what would have to give, as the job has found it."""
    at = round_of(request, round_id)
    context: dict[str, Any] = {"at": at, "crumbs": way(at, _("Conflict"))}
    context["may_ask"] = may_open("conflict_ask", request.actor) and at.ended_on is None
    try:
        found = instance_of(at)
    except UNSTAFFABLE as refused:
        return render(request, "web/conflict.html", context | {"refusal": refusal_of(refused)})
    one = last_solve(at, CONFLICT)
    if one is not None:
        context |= told_of(one, found) | {"is_stale": one.instance != found.content}
    return render(request, "web/conflict.html", context)


@require_POST
def conflict_ask(request: SignedRequest, round_id: uuid.UUID) -> HttpResponse:
    """Have a job find out why the round cannot be staffed; the round stays as it is."""
    at: Round = round_of(request, round_id)
    hand_over(request, at, kind=CONFLICT)
    return redirect("conflict", round_id=at.id)


def told_of(one: Solve, found: Instance) -> dict[str, Any]:
    """Return what an explanation has come to, in words."""
    told, way_out = one.best.get("conflict"), one.best.get("relaxation")
    context: dict[str, Any] = {"one": one, "is_possible": one.best.get("possible"), "told": told, "way_out": way_out}
    context["is_cut_short"] = one.state in (BROKEN, STOPPED)
    if told:
        context["rules"] = [word("staffing_rule", rule) for rule in told["rules"]]
        context["rows"] = [demand_said(row, found) for row in told["rows"]]
        context["uncallable"] = list(uncallable(found))
    if way_out:
        names = {team.key: team_said(team.name) for team in found.teams}
        context["waivers"] = [
            (
                found.people.get(one["inspector"]),
                names.get(one["group"], ""),
                one["role"],
                list(openings(found, one["inspector"], one["rules"])),
            )
            for one in way_out["waive"]
        ]
        context["lacking"] = [(demand_said(one["row"], found), one["count"]) for one in way_out["lacking"]]
    return context
