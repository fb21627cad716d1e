"""What a paper calls the team and whom it is addressed to, where the dossier has a short name only."""

from __future__ import annotations

import re

from bihuan.dossiers.models import Inspection
from bihuan.papers.words import words


def team_of(inspection: Inspection) -> str:
    """Return the team's name as papers have it: one that bears its number only is named as the others of the house."""
    if not re.match(words()["bare_team"], inspection.team_name):
        return inspection.team_name
    others = Inspection.objects.filter(authority_id=inspection.authority_id).order_by("-id")
    found = (re.match(words()["named_team"], name) for name in others.values_list("team_name", flat=True))
    named = next((one[1] for one in found if one), "")
    return f"{named}{inspection.team_name}"


def party_body_of(inspection: Inspection) -> str:
    """Return the party body of an inspected unit as far as the unit's name and category tell it, else its name."""
    said, name = words(), inspection.organization_name
    bodies = (*said["party_bodies"].values(), said["party_body"])
    if re.match(said["party_itself"], name) or name.endswith(bodies):
        return name
    if name.endswith(said["street"]["ends"]):
        return f"{name}{said['street']['body']}"
    return f"{name}{said['party_bodies'].get(inspection.organization.category, said['party_body'])}"
