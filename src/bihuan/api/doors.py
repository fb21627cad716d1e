"""Who comes in: the session of the pages (writes need its CSRF token) or a personal token. Nobody else does."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from ninja.security import APIKeyCookie, HttpBearer

from bihuan.access.actors import actor_of
from bihuan.access.models import Account
from bihuan.access.tokens import account_of_token
from bihuan.api import clock
from bihuan.domain.jurisdiction import Actor


class Unknown(Exception):
    """Nobody is signed in, or the token is none (401)."""

    def __init__(self) -> None:
        super().__init__("sign in, or send a personal token as Authorization: Bearer")


class PasswordOwed(PermissionError):
    """Somebody with a first password has to choose his own before anything else (403)."""

    def __init__(self) -> None:
        super().__init__("the first password still stands; choose one of your own at the sign-in page")


class TokenDoor(HttpBearer):
    """A personal token. One that is none shuts the door, whatever else the request carries."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        account = account_of_token(token, clock.today())
        if account is None:
            raise Unknown
        return actor_of(account, clock.today())


class SessionDoor(APIKeyCookie):
    """The session of the pages; Ninja asks for the CSRF token of anything that writes."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        user: Account | AnonymousUser = request.user
        if not isinstance(user, Account) or not user.is_active:
            return None
        if user.must_change_password:
            raise PasswordOwed
        return actor_of(user, clock.today())


DOORS = [TokenDoor(), SessionDoor()]


def actor_from(request: HttpRequest) -> Actor:
    """Return who came in."""
    actor = getattr(request, "auth", None)
    if not isinstance(actor, Actor):
        raise Unknown
    return actor
