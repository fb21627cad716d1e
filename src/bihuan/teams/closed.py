"""Whether the teams of a round may still change: all of them, single people, or nothing any more."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from bihuan.dossiers.models import Round
from bihuan.planning.models import Placement
from bihuan.teams.models import Tour


class Standing(StrEnum):
    """How far the teams of a round have come."""

    OPEN = "open"
    AUTHORISED = "authorised"  # single people change; another composition would undo an authorisation
    OVER = "over"  # everybody's tour has run out
    ENDED = "ended"


LASTING = frozenset({Standing.OVER, Standing.ENDED})


class TeamsFixed(ValueError):
    """Teams that were authorised, or whose time is over, do not change so."""

    def __init__(self, standing: Standing, name: str) -> None:
        self.standing, self.name = standing, name
        super().__init__(f"{name}: its teams are {standing}; change single people, or plan another round")


def standing_of(at: Round, today: date) -> Standing:
    """Return how far the teams of a round have come; new organizations open an authorised round again."""
    if at.ended_on is not None:
        return Standing.ENDED
    tours = Tour.objects.filter(authority_id=at.authority_id, round=at, ended_on=None)
    told = list(tours.values_list("authorisation_id", "until_on", "organizations"))
    if told and all(until_on < today for _letter, until_on, _units in told):
        return Standing.OVER
    if not any(letter for letter, _until_on, _units in told):
        return Standing.OPEN
    placed = Placement.objects.filter(authority_id=at.authority_id, round=at, removed_on=None)
    there = {str(one) for one in placed.values_list("organization_id", flat=True)}
    visited = {one for _letter, _until_on, units in told for one in units}
    return Standing.AUTHORISED if there == visited else Standing.OPEN


def refuse_fixed(at: Round, today: date, *, single: bool = False) -> None:
    """Raise TeamsFixed where teams do not change any more; `single`: only people in them do."""
    standing = standing_of(at, today)
    if standing in LASTING or (standing is Standing.AUTHORISED and not single):
        raise TeamsFixed(standing, at.name)
