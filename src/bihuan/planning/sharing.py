"""Which team visits which organization of a round, where the office says so itself; else the product bundles."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.planning import Unmet
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, locked
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.planning.models import Placement
from bihuan.planning.rounds import round_of
from bihuan.planning.terms import PLANNERS, PlanRefused


@deed
def share_out(*, actor: Actor, round_id: uuid.UUID, teams: Mapping[uuid.UUID, str], now: datetime, key: str) -> Receipt:
    """Name the team that visits each of these organizations; an empty name leaves it to the product.

    `teams` names by placement. The team of an open dossier is the one that its papers bear.
    """
    role = require(actor, PLANNERS, "share_out")
    at = round_of(actor, round_id)
    if at.ended_on is not None:
        raise PlanRefused([Unmet("round.ended", at.name)])
    rows = Placement.objects.filter(authority_id=actor.authority_id, round=at, removed_on=None)
    there = {row.id: row for row in locked(rows.select_related("organization"))}
    opened = dict(
        Inspection.objects.filter(authority_id=actor.authority_id, round=at).values_list("organization_id", "team_name")
    )
    for placement_id, name in teams.items():
        row = there.get(placement_id)
        if row is None:
            raise NoSuchThing("placement", placement_id)
        if opened.get(row.organization_id, name.strip()) != name.strip():
            raise PlanRefused([Unmet("placement.has_dossier", row.organization.name)])
        row.team = name.strip()
    changed = [there[one] for one in sorted(teams)]
    told = {"round": at.id, "placements": [row.id for row in changed]}
    return commit(note=note(actor, "share_out", role, now, at.name, told=told), rows=changed)
