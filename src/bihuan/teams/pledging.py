"""The office attests the pledges of many at once, from the papers that were signed together."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Round
from bihuan.dossiers.steps import NoSuchThing, locked
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.planning.rounds import round_of
from bihuan.teams.authorising import roles_waiting, running_tours
from bihuan.teams.declarations import PaperMissing
from bihuan.teams.inspectors import POOL_KEEPERS
from bihuan.teams.models import Tour
from bihuan.teams.preparing import NobodyThere


def unpledged(at: Round) -> list[Tour]:
    """Return the running tours of a round whose pledge of secrecy is still owed, team by team."""
    return [one for one in running_tours(at) if one.pledged_on is None]


@deed
def attest_pledges(
    *, actor: Actor, round_id: uuid.UUID, people: Sequence[uuid.UUID], paper: str, now: datetime, key: str
) -> Receipt:
    """Enter that these people have pledged secrecy on paper; who has pledged already is left as is.

    As with a single pledge: where the teams are announced, access begins in the same transaction and entry.
    """
    role = require(actor, POOL_KEEPERS, "attest_pledges")
    at = round_of(actor, round_id)
    if not paper.strip():
        raise PaperMissing
    rows = Tour.objects.filter(authority_id=actor.authority_id, round=at, ended_on=None, inspector__in=people)
    tours: list[Tour] = list(locked(rows.select_related("round", "inspector").order_by("id")))
    there = {one.inspector_id for one in tours}
    for one in people:
        if one not in there:
            raise NoSuchThing("inspector", one)
    owing = [one for one in tours if one.pledged_on is None]
    if not owing:
        raise NobodyThere
    for tour in owing:
        tour.pledged_on, tour.pledge_paper = actor.today, paper.strip()
    opened = [role for tour in owing for role in roles_waiting(tour, actor.today)]
    told = {"round": at.id, "tours": [one.id for one in owing], "signed": True}
    told |= {"assignments": [one.id for one in opened]}
    return commit(note=note(actor, "attest_pledges", role, now, at.name, told=told), rows=[*owing, *opened])
