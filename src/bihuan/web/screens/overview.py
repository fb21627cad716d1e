"""My to-do, the page after signing in, and the leader's page."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from bihuan.web.figures import figures_of
from bihuan.web.lead_on import lead_on
from bihuan.web.requests import SignedRequest
from bihuan.web.todo import todo_of
from bihuan.web.trend import trend_of


def todo(request: SignedRequest) -> HttpResponse:
    """Show what waits for whoever looks."""
    groups = todo_of(request.actor)
    context: dict[str, Any] = {"groups": groups, "count": sum(len(one.tasks) for one in groups)}
    if not groups:
        context["lead"] = lead_on(request.actor)
    return render(request, "web/todo.html", context)


def cockpit(request: SignedRequest) -> HttpResponse:
    """Show the figures of everything within reach, each with its list."""
    figures = figures_of(request.actor)
    return render(request, "web/cockpit.html", {"figures": figures, "trend": trend_of(figures.months)})
