"""Idempotency keys of forms: made when a form is shown, read when it comes back, so that a second click is one deed."""

from __future__ import annotations

import uuid

from django.http import HttpRequest

from bihuan.ledger.door import KeyMalformed
from bihuan.ledger.models import new_id

FIELD = "key"


def new_key() -> str:
    """Return a key for a form that is about to be shown."""
    return str(new_id())


def key_of(request: HttpRequest) -> str:
    """Return the key of a form that came back; raise KeyMalformed where there is none."""
    try:
        return str(uuid.UUID(request.POST.get(FIELD, "")))
    except ValueError as error:
        raise KeyMalformed(request.POST.get(FIELD, "")) from error


def id_of(request: HttpRequest) -> uuid.UUID:
    """Return the id that a new row gets by this form: its key, so that repeating the form names the same row."""
    return uuid.UUID(key_of(request))
