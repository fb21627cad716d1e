"""Finding: the box on every page with the page of what it found, and the palette that opens over any page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from bihuan.domain.grams import phrases
from bihuan.web.pages.search import kinds_for, of_each_kind, of_one_kind
from bihuan.web.palette import lines_for
from bihuan.web.permissions import may_open
from bihuan.web.requests import SignedRequest

LONGEST = 100  # characters of a question
LONGEST_ADDRESS = 300


def search(request: SignedRequest) -> HttpResponse:
    """Show what has the words: some of every kind, or one kind page by page."""
    asked = typed_in(request)
    kinds = kinds_for(request.actor)
    kind = next((one for one in kinds if one.name == request.GET.get("kind")), None)
    can_ask = bool(phrases(asked))
    if not can_ask:
        groups = []
    elif kind is None:
        groups = of_each_kind(request.actor, asked)
    else:
        groups = [of_one_kind(request.actor, asked, kind, number_of(request.GET.get("page", "")))]
    context = {
        "asked_words": asked,
        "can_ask": can_ask,
        "kinds": kinds,
        "kind": kind,
        "groups": groups,
        "found": any(group.hits for group in groups),
    }
    return render(request, "web/search.html", context)


@never_cache
def palette(request: SignedRequest) -> HttpResponse:
    """List what fits the letters typed so far; the script of the palette shows it."""
    asked = typed_in(request)
    shown = lines_for(request.actor, asked, request.GET.get("at", "")[:LONGEST_ADDRESS])
    context = {
        "lines": shown.lines,
        "left_out": shown.left_out,
        "asked_words": asked if phrases(asked) and may_open("search", request.actor) else "",
        "query": urlencode({"q": asked}),
    }
    return render(request, "web/_palette.html", context)


def typed_in(request: SignedRequest) -> str:
    """Return the question of a request, its blanks made single."""
    return " ".join(request.GET.get("q", "").replace("\x00", " ")[:LONGEST].split())


def number_of(said: str) -> int:
    """Return the number of a page; the first where none was said."""
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 4 else 1
