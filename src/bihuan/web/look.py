"""How somebody likes to see lists: the density of rows and the columns of each list, kept in a cookie of his account.

No record of an inspection, hence no entry of the ledger; what is to be found again on every PC is kept as a view.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

from django.http import HttpRequest, HttpResponse

from bihuan.access.models import Account

NORMAL, COMPACT = "normal", "compact"
DENSITIES = (NORMAL, COMPACT)
BETWEEN = "."
A_YEAR = 365 * 24 * 3600
LONGEST = 2000  # characters read of such a cookie


@dataclass(frozen=True)
class Look:
    """The density of rows, and the chosen columns by list."""

    density: str = NORMAL
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    has_keys: bool = True  # single keys act; some voices and hands press them unawares

    @property
    def is_compact(self) -> bool:
        return self.density == COMPACT


def cookie_of(account: Account) -> str:
    """Return the cookie's name: one for each account, since several people sit at one PC."""
    return f"look_{hashlib.sha256(account.id.bytes).hexdigest()[:12]}"


def look_of(request: HttpRequest) -> Look:
    """Return how whoever is signed in likes to see lists; what cannot be read is as if it were not there."""
    account = getattr(request, "account", None)
    if account is None:
        return Look()
    told = dict(parse_qsl(request.COOKIES.get(cookie_of(account), "")[:LONGEST]))
    density = told.pop("density", NORMAL)
    has_keys = told.pop("keys", "on") != "off"
    columns = {name: tuple(keys.split(BETWEEN)) for name, keys in told.items()}
    return Look(density if density in DENSITIES else NORMAL, columns, has_keys)


def keep_look(response: HttpResponse, request: HttpRequest, account: Account, look: Look) -> None:
    """Keep a look for a year; no script reads it."""
    told = {"density": look.density, **{name: BETWEEN.join(keys) for name, keys in look.columns.items() if keys}}
    if not look.has_keys:
        told["keys"] = "off"
    response.set_cookie(
        cookie_of(account),
        urlencode(told),
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=request.is_secure(),
    )
