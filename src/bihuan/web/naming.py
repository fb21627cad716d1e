"""Whether somebody's menu shows the clue register: noted in the session, so that no page asks for it each time.

The note only decides whether an entry is shown; the register's own pages ask anew, each time (middleware.py).
"""

from __future__ import annotations

from django.http import HttpRequest

from bihuan.clues.people import is_named
from bihuan.web.requests import HouseRequest

NAMED = "named_for_clues"


def note_naming(request: HouseRequest) -> None:
    """Note whether the register is open to whoever is there."""
    named = is_named(request.actor)
    if named or NAMED in request.session:
        request.session[NAMED] = named


def is_noted_as_named(request: HttpRequest) -> bool:
    """True where the register was open to whoever is there when that was last looked up."""
    session = getattr(request, "session", None)
    return bool(session is not None and getattr(request, "actor", None) is not None and session.get(NAMED, False))
