"""What somebody's menu shows by who he is: clue register, own tours, joint teams; noted in the session.

The note only decides whether an entry is shown; the pages behind it ask anew, each time (serving/middleware.py).
"""

from __future__ import annotations

from django.http import HttpRequest

from bihuan.clues.people import is_named
from bihuan.supervision.seats import own_teams
from bihuan.teams.declarations import inspector_of_account
from bihuan.web.menu import BY_A_SEAT, BY_WHO_ONE_IS
from bihuan.web.requests import HouseRequest

NAMED, IN_POOL, SEATED = "named_for_clues", "in_the_pool", "in_a_joint_team"


def note_naming(request: HouseRequest) -> None:
    """Note whether the register is open to whoever is there, whether he stands in the pool, sits in a joint team."""
    actor = request.actor
    in_pool = actor is not None and inspector_of_account(actor) is not None
    seated = actor is not None and own_teams(actor).exists()
    for name, holds in ((NAMED, is_named(actor)), (IN_POOL, in_pool), (SEATED, seated)):
        if holds or name in request.session:
            request.session[name] = holds


def entries_noted(request: HttpRequest) -> frozenset[str]:
    """Return the entries of the menu that somebody has by who he is, not by a role."""
    by_who_one_is = BY_WHO_ONE_IS if is_noted(request, IN_POOL) else frozenset()
    return by_who_one_is | (BY_A_SEAT if is_noted(request, SEATED) else frozenset())


def is_noted_as_named(request: HttpRequest) -> bool:
    """True where the register was open to whoever is there when that was last looked up."""
    return is_noted(request, NAMED)


def is_noted(request: HttpRequest, name: str) -> bool:
    session = getattr(request, "session", None)
    return bool(session is not None and getattr(request, "actor", None) is not None and session.get(name, False))
