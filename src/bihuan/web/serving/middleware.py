"""What stands before every page: the language, who is there, whether the door is his, and how a no is told."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from bihuan.access.actors import actor_of
from bihuan.access.models import Account
from bihuan.clues.people import is_named
from bihuan.domain.jurisdiction import Actor
from bihuan.web import clock
from bihuan.web.moment import one_moment
from bihuan.web.naming import note_naming
from bihuan.web.permissions import BEFORE_OWN_PASSWORD, is_for_named, is_public, may_open
from bihuan.web.reader import reads_for
from bihuan.web.refusals import answer, may_not, refusal_of
from bihuan.web.requests import HouseRequest, is_partial
from bihuan.web.return_address import way_back
from bihuan.web.serving.uploads import FORM_ROOM, length_of, too_large

Handler = Callable[[HttpRequest], HttpResponse]
TOUCHED = "touched_at"
READING = frozenset({"GET", "HEAD"})  # what writes nothing: all that such a page tells may be as of one moment
API = "api"
TOUCH_SECONDS = 60
SHARE = 4  # of the time without a move after which somebody is signed out, where a quarter is less than a minute


class LanguageMiddleware:
    """Chinese, unless whoever looks chose English; the browser's own preference is not asked."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SignedInMiddleware:
    """Attaches account and actor; lets nobody through a door that the table of permissions does not open."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HouseRequest) -> HttpResponse:
        request.timed_out = is_idle(request)
        if request.timed_out:
            logout(request)
        request.account, request.actor = who_is_there(request)
        moment = one_moment() if request.method in READING else nullcontext()
        with reads_for(request.actor.authority_id if request.actor else None), moment:
            return self.get_response(request)

    def process_view(self, request: HouseRequest, _view: Any, _args: Any, _kwargs: Any) -> HttpResponse | None:
        assert request.resolver_match is not None
        name = request.resolver_match.view_name
        if is_public(name) or request.resolver_match.namespace == API:  # the API has doors of its own
            return None
        if request.account is None or request.actor is None:
            return to_sign_in(request, name)
        touch(request)
        if request.account.must_change_password and name not in BEFORE_OWN_PASSWORD:
            return send_to(request, reverse("change_password"))
        if is_for_named(name):
            if is_named(request.actor):
                return None
            raise Http404  # as where no such page is
        if not may_open(name, request.actor):
            return answer(request, may_not(_("Your roles do not open this page.")))
        return None


class RefusalMiddleware:
    """Tells every anticipated no as a page (or a fragment for a script); what nobody anticipated stays an error."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if length_of(request) > settings.UPLOAD_LIMIT + FORM_ROOM:
            return answer(request, too_large())
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        refusal = refusal_of(error, getattr(request, "actor", None))
        return answer(request, refusal) if refusal else None


def who_is_there(request: HttpRequest) -> tuple[Account | None, Actor | None]:
    """Return the account signed in and its actor today, None and None for nobody."""
    user = request.user
    if not isinstance(user, Account):
        return None, None
    return user, actor_of(user, clock.today())


def is_idle(request: HttpRequest) -> bool:
    """True where somebody signed in has not been heard of for too long."""
    touched = request.session.get(TOUCHED)
    return touched is not None and time.time() - touched > settings.IDLE_SECONDS


def touch(request: HouseRequest) -> None:
    """Note that somebody is there; as a rule once a minute at most, because each note is a write."""
    now = time.time()
    if now - request.session.get(TOUCHED, 0) > touch_seconds():
        request.session[TOUCHED] = now
        note_naming(request)


def touch_seconds() -> float:
    """Return how long somebody is not noted again: far less than what signs him out, else each move came too late."""
    return min(TOUCH_SECONDS, settings.IDLE_SECONDS / SHARE)


def to_sign_in(request: HouseRequest, name: str) -> HttpResponse:
    """Send somebody to the sign-in page and back again afterwards; tell him where what he sent was not entered."""
    asked = {}
    if name != "sign_out" and (back := way_back(request)):
        asked["next"] = back
    if request.method not in READING and name != "sign_out":
        asked["unsent"] = "1"
    if request.timed_out:
        asked["idle"] = "1"
    query = f"?{urlencode(asked)}" if asked else ""
    return send_to(request, reverse("sign_in") + query)


def send_to(request: HttpRequest, url: str) -> HttpResponse:
    """Redirect a page, or the page around a fragment."""
    if is_partial(request):
        response = HttpResponse(status=401)
        response["HX-Redirect"] = url
        return response
    return redirect(url)
