"""Who supervises a member at once: the side that sends and the side that receives, the office and the team."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from bihuan.organizations.models import Authority
from bihuan.teams.models import Tour

SENDING, HOSTING, OFFICE, TEAM, NAMED = "sending", "hosting", "office", "team", "named"


@dataclass(frozen=True)
class Body:
    """One of the bodies that supervise a member, and as what; of a team the number, of the office nothing."""

    kind: str
    name: str = ""


def host_of(authority_id: uuid.UUID) -> str:
    """Return what the committee is called that receives the people."""
    return Authority.objects.get(authority_id=authority_id).name


def bodies_over(tour: Tour, host: str) -> list[Body]:
    """Return who supervises a member: what the rows tell, and what the office named besides."""
    one = tour.inspector
    told = [Body(SENDING, one.unit), Body(HOSTING, host), Body(OFFICE), Body(TEAM, tour.team)]
    return [*told, *(Body(NAMED, name) for name in tour.supervisors)]


def own_tours(inspector_id: uuid.UUID, authority_id: uuid.UUID) -> list[Tour]:
    """Return the tours of somebody, the last first."""
    rows = Tour.objects.filter(authority_id=authority_id, inspector_id=inspector_id)
    return list(rows.select_related("round", "authorisation", "inspector").order_by("-from_on", "-id"))


def team_of(tour: Tour) -> list[Tour]:
    """Return the running tours of a tour's team, its leader first; of the people nothing sealed but their names."""
    rows = Tour.objects.filter(authority_id=tour.authority_id, round_id=tour.round_id, team=tour.team, ended_on=None)
    found = rows.select_related("inspector", "authorisation").only(
        *("team", "seat", "from_on", "until_on", "pledged_on", "supervisors", "round_id", "authority_id"),
        *("organizations", "authorisation__announced_on"),
        *("inspector__name", "inspector__unit", "inspector__specialities", "inspector__account_id", "inspector__place"),
    )
    seats = ("leader", "deputy", "member")
    return sorted(found, key=lambda one: (seats.index(one.seat), str(one.id)))
