"""Signing in: by name and password, never telling which of the two was wrong."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from bihuan.access.models import Account, folded
from bihuan.ledger.prepared import Prepared, Slot

RUNNING = Prepared(lambda: Account.objects.filter(pk=Slot("id"), ended_on=None))


def counted_name(request: HttpRequest, credentials: Mapping[str, Any] | None = None) -> str | None:
    """Return the name under which failures are counted: other capitals give nobody new tries."""
    name = credentials.get("username") if credentials else request.POST.get("username")
    return folded(name) if name else None


class AccountBackend(BaseBackend):
    """Checks a name and password against the accounts that have not ended."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> Account | None:
        if not username or not password:
            return None
        account = Account.objects.signing_in_as(username)
        if account is None:
            make_password(password)  # as long as a check takes, so that time tells nothing about who has an account
            return None
        return account if account.check_password(password) else None

    def get_user(self, user_id: uuid.UUID) -> Account | None:
        return next(iter(RUNNING.ask(id=user_id)), None)
