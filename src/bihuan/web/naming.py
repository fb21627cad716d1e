"""Whether somebody's menu shows the clue register, and his own tours: noted in the session, not asked on each page.

The note only decides whether an entry is shown; the pages behind it ask anew, each time (middleware.py).
"""

from __future__ import annotations

from django.http import HttpRequest

from bihuan.clues.people import is_named
from bihuan.teams.declarations import inspector_of_account
from bihuan.web.menu import BY_WHO_ONE_IS
from bihuan.web.requests import HouseRequest

NAMED, IN_POOL = "named_for_clues", "in_the_pool"


def note_naming(request: HouseRequest) -> None:
    """Note whether the register is open to whoever is there, and whether he stands in the pool."""
    actor = request.actor
    in_pool = actor is not None and inspector_of_account(actor) is not None
    for name, holds in ((NAMED, is_named(actor)), (IN_POOL, in_pool)):
        if holds or name in request.session:
            request.session[name] = holds


def entries_noted(request: HttpRequest) -> frozenset[str]:
    """Return the entries of the menu that somebody has by who he is, not by a role."""
    return BY_WHO_ONE_IS if is_noted(request, IN_POOL) else frozenset()


def is_noted_as_named(request: HttpRequest) -> bool:
    """True where the register was open to whoever is there when that was last looked up."""
    return is_noted(request, NAMED)


def is_noted(request: HttpRequest, name: str) -> bool:
    session = getattr(request, "session", None)
    return bool(session is not None and getattr(request, "actor", None) is not None and session.get(name, False))
