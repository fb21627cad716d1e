"""The key of a door while somebody works with its tips: in his own browser, sealed, for half an hour, nowhere else.

The server seals it so that nobody but this server and this account can use it, and keeps nothing of it.
"""

from __future__ import annotations

import json
import uuid
from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from bihuan.domain.jurisdiction import Actor
from bihuan.ledger.sealing import SealBroken, seal, unseal
from bihuan.mailroom.models import TipDoor
from bihuan.mailroom.records import MARKS_KEY
from bihuan.tips.boxes import public_of

COOKIE, WHAT, LASTS = "tip_key", "tip door", timedelta(minutes=30)


def path_of(inspection_id: uuid.UUID) -> str:
    return reverse("tips", args=[inspection_id])


def keep_key(response: HttpResponse, request: HttpRequest, door: TipDoor, private: str, now: datetime) -> None:
    """Give the key to the browser; it comes back with requests of this dossier's tips only."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    told = {"key": private, "account": str(actor.account_id), "until": (now + LASTS).isoformat()}
    response.set_cookie(
        COOKIE,
        seal(json.dumps(told).encode(), f"{WHAT} {door.id}", MARKS_KEY),
        max_age=LASTS,
        path=path_of(door.inspection_id),
        secure=request.is_secure(),
        httponly=True,
        samesite="Strict",
    )


def drop_key(response: HttpResponse, door: TipDoor) -> None:
    """Take the key out of the browser."""
    response.delete_cookie(COOKIE, path=path_of(door.inspection_id), samesite="Strict")


def key_held(request: HttpRequest, door: TipDoor, now: datetime) -> str:
    """Return the private key that the browser holds for a door; nothing where it holds none, or its time is over."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    held = request.COOKIES.get(COOKIE, "")
    if not held:
        return ""
    try:
        told = json.loads(unseal(held, f"{WHAT} {door.id}", MARKS_KEY))
    except (SealBroken, ValueError):
        return ""
    fits = told["account"] == str(actor.account_id) and datetime.fromisoformat(told["until"]) > now
    return str(told["key"]) if fits and public_of(told["key"]) == door.public else ""
