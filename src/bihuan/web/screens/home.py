"""The start page: the first page of the menu that somebody may open."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from bihuan.web.menu import menu_for
from bihuan.web.naming import entries_noted, is_noted_as_named
from bihuan.web.requests import SignedRequest


def home(request: SignedRequest) -> HttpResponse:
    """Go to the first page of one's menu."""
    first = next(
        menu_for(request.actor, request.path, is_named=is_noted_as_named(request), own=entries_noted(request)), None
    )
    return redirect(first.url) if first else render(request, "web/home.html")
