"""My to-do, the page after signing in, and the leader's page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase

from bihuan.domain.jurisdiction import Actor
from bihuan.organizations.models import Authority
from bihuan.web.figures import WORST, figures_of
from bihuan.web.late_dues import late_dues
from bihuan.web.lead_on import lead_on
from bihuan.web.requests import SignedRequest
from bihuan.web.serving.early import early
from bihuan.web.todo.groups import todo_of
from bihuan.web.trend import trend_of


def todo(request: SignedRequest) -> HttpResponseBase:
    """Show what waits for whoever looks."""
    return early(request, "web/todo.html", {}, lambda: waiting_for(request.actor))


def waiting_for(actor: Actor) -> dict[str, Any]:
    """Return the tasks of somebody, and where to look when there are none."""
    groups = todo_of(actor)
    found: dict[str, Any] = {"groups": groups, "count": sum(len(one.tasks) for one in groups)}
    if not groups:
        found["lead"] = lead_on(actor)
    return found


def cockpit(request: SignedRequest) -> HttpResponseBase:
    """Show the figures of everything within reach, each with its list."""
    return early(request, "web/cockpit.html", {}, lambda: reckoned_for(request.actor))


def reckoned_for(actor: Actor) -> dict[str, Any]:
    """Return the figures of everything within somebody's reach."""
    figures = figures_of(actor)
    late = late_dues(actor)
    of_whom = Authority.objects.get(authority_id=actor.authority_id).name
    return {
        "figures": figures,
        "trend": trend_of(figures.months),
        "of_whom": of_whom,
        "late": late[:WORST],
        "late_count": len(late),
    }
