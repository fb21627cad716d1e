"""Which team visits an organization in a round: one truth for the tours, the letter and the dossier."""

from __future__ import annotations

import uuid

from bihuan.domain.glossary import say_team
from bihuan.dossiers.models import Inspection, Round
from bihuan.planning.models import Placement
from bihuan.teams.models import Tour


def teams_visiting(at: Round) -> dict[uuid.UUID, str]:
    """Return what the team of each organization is called: as its dossier has it, as adopted, as the office named it.

    Whoever is missing has no team yet.
    """
    rows = Placement.objects.filter(authority_id=at.authority_id, round=at, removed_on=None)
    named = dict(rows.exclude(team="").values_list("organization_id", "team"))
    for tour in Tour.objects.filter(authority_id=at.authority_id, round=at, ended_on=None).order_by("id"):
        named |= {uuid.UUID(one): tour.team for one in tour.organizations}
    opened = Inspection.objects.filter(authority_id=at.authority_id, round=at)
    called = {one: say_team(name).zh for one, name in named.items()}
    return called | dict(opened.values_list("organization_id", "team_name"))
