"""The coverage map: who was inspected in the term, who was not, and what became of it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from bihuan.web.lists.paging import Pages
from bihuan.web.pages.coverage import coverage_context
from bihuan.web.permissions import may_open
from bihuan.web.requests import SignedRequest

A_PAGE = 200


def coverage(request: SignedRequest) -> HttpResponse:
    """Show the tree with the state of each organization in a term."""
    context = coverage_context(request.actor, request.GET)
    context["page"] = Pages(context.pop("lines"), A_PAGE).asked(request.GET)
    context["may_plan"] = may_open("mandate_set", request.actor)
    return render(request, "web/coverage.html", context)
