"""The gates before a dossier that was opened by mistake is withdrawn: what was done upon it stands in the way.

Each names what it is and can be ended by a deed of its own; what came in of the public cannot, and keeps its dossier.
"""

from __future__ import annotations

from collections.abc import Iterator

from bihuan.domain.lifecycle.facts import InspectionFacts
from bihuan.domain.lifecycle.gate import Gate, Terms, blocked_if
from bihuan.domain.roles import Role


def teams_authorised(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return iter(facts.hanging.teams)


def papers_out(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return iter(facts.hanging.papers)


def door_open(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return blocked_if(facts.hanging.open_door)


def tips_came(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return blocked_if(facts.hanging.tips_came)


def costs_recorded(facts: InspectionFacts, _: Terms) -> Iterator[str]:
    return blocked_if(facts.hanging.costs > 0)


HANGING = (
    Gate("team.authorised", Role.OFFICE, teams_authorised),
    Gate("paper.out", Role.OFFICE, papers_out),
    Gate("tip_door.open", Role.TEAM_LEADER, door_open),
    Gate("tips.came", Role.TEAM_LEADER, tips_came),
    Gate("cost.recorded", Role.OFFICE, costs_recorded),
)
