"""Somebody who calls the API by the session of the pages."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from bihuan.access.models import Account
from tests.county import County, new_key


class Caller:
    """An account with its session, asking for and sending JSON."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.client = Client()
        self.client.force_login(account, backend="bihuan.access.sign_in.AccountBackend")

    def get(self, address: str, **query: Any) -> HttpResponse:
        return self.client.get(address, query)  # type: ignore[return-value]

    def post(self, address: str, told: dict[str, Any] | None = None, key: str | None = None) -> HttpResponse:
        headers = {"Idempotency-Key": key or new_key()}
        content = json.dumps(told or {}, default=str)
        return self.client.post(address, content, content_type="application/json", headers=headers)  # type: ignore[return-value]

    def do(self, collection: str, target_id: uuid.UUID, deed: str, **told: Any) -> HttpResponse:
        return self.post(f"/api/{collection}/{target_id}/deeds/{deed}", told)


def body(response: HttpResponse) -> Any:
    return json.loads(response.content)


def stand_at_its_day(county: County, patch: pytest.MonkeyPatch) -> None:
    """Let the clocks of the shells stand where the county's does."""
    for shell in ("bihuan.api.clock", "bihuan.web.clock"):
        patch.setattr(f"{shell}.today", lambda: county.today)
        patch.setattr(f"{shell}.now", lambda: county.now)
