"""A request as the screens get it: signed in, with its actor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

from bihuan.domain.jurisdiction import Actor

if TYPE_CHECKING:
    from bihuan.access.models import Account


class HouseRequest(HttpRequest):
    """Any request after SignedInMiddleware has looked at it."""

    actor: Actor | None
    account: Account | None
    timed_out: bool


class SignedRequest(HouseRequest):
    """What a screen gets behind a door that is not public."""

    actor: Actor
    account: Account


def is_partial(request: HttpRequest) -> bool:
    """True where a script asks for a fragment instead of a page (the headers are those that htmx made usual)."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Boosted") != "true"
