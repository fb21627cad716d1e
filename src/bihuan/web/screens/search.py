"""Finding by words: one box on every page, one page of what it found."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from bihuan.domain.grams import phrases
from bihuan.web.requests import SignedRequest
from bihuan.web.search_page import kinds_for, of_each_kind, of_one_kind

LONGEST = 100  # characters of a question


def search(request: SignedRequest) -> HttpResponse:
    """Show what has the words: some of every kind, or one kind page by page."""
    asked = " ".join(request.GET.get("q", "").replace("\x00", " ")[:LONGEST].split())
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


def number_of(said: str) -> int:
    """Return the number of a page; the first where none was said."""
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 4 else 1
