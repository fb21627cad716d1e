"""Idempotency keys of forms: made when a form is shown, read when it comes back, so that a second click is one deed."""

from __future__ import annotations

import uuid

from django.http import HttpRequest

from bihuan.ledger.models import new_id

FIELD = "key"


class KeyMissing(ValueError):
    """A form came back without its key, or with something that is none."""

    def __init__(self) -> None:
        super().__init__("the form came without its key; open the page again and repeat")


def new_key() -> str:
    """Return a key for a form that is about to be shown."""
    return str(new_id())


def key_of(request: HttpRequest) -> str:
    """Return the key of a form that came back; raise KeyMissing where there is none."""
    try:
        return str(uuid.UUID(request.POST.get(FIELD, "")))
    except ValueError as error:
        raise KeyMissing from error


def id_of(request: HttpRequest) -> uuid.UUID:
    """Return the id that a new row gets by this form: its key, so that repeating the form names the same row."""
    return uuid.UUID(key_of(request))
