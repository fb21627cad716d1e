"""A request as the screens get it: signed in, with its actor."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from bihuan.domain.jurisdiction import Actor

if TYPE_CHECKING:
    from bihuan.access.models import Account

P = ParamSpec("P")


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


def answers_a_form_of(
    page: Callable[Concatenate[SignedRequest, P], str],
) -> Callable[[Callable[Concatenate[SignedRequest, P], HttpResponse]], Callable[..., HttpResponse]]:
    """Let a view answer a form only; whoever comes by its address alone is led to the page where the form stands.

    The answer stays in the address bar, from where it is opened once more or sent to somebody else.
    """

    def decorated(view: Callable[Concatenate[SignedRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def answered(request: SignedRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if request.method in ("GET", "HEAD"):
                return redirect(page(request, *args, **kwargs))
            return require_POST(view)(request, *args, **kwargs)

        return answered

    return decorated
