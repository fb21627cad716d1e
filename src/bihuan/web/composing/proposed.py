"""What the solver proposes, seat by seat, before anybody keeps it: the office accepts no teams unseen."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bihuan.domain.eligibility import Seat
from bihuan.organizations.models import Organization
from bihuan.teams.instances import Team as Asked
from bihuan.teams.models import Inspector, Solve


@dataclass(frozen=True)
class Proposed:
    """One team of a proposal: what it is called, where it goes, who sits in it, which seats stay empty."""

    name: str
    units: tuple[str, ...]
    seats: tuple[tuple[str, Inspector | None], ...]
    vacant: tuple[str, ...]


def proposed_by(solve: Solve, asked: Sequence[Asked]) -> list[Proposed]:
    """Return the teams of a proposal; `asked` are the round's teams as it stands now, which lend their names."""
    found: Sequence[Mapping[str, Any]] = solve.best.get("groups", ())
    given = {one["id"]: one for one in json.loads(solve.instance)["groups"]}
    names = {one.key: one.name for one in asked}
    seated = {name for team in found for _seat, name in seats_in(team)}
    own = {"authority_id": solve.authority_id}
    people = {str(one.id): one for one in Inspector.objects.filter(**own, pk__in=seated)}
    wanted = {one for group in given.values() for one in group["organizations"]}
    units = {str(pk): name for pk, name in Organization.objects.filter(**own, pk__in=wanted).values_list("id", "name")}
    teams: list[Proposed] = []
    for team in found:
        group, seats = given[team["id"]], list(seats_in(team))
        heads = [seat for seat in (Seat.LEADER, Seat.DEPUTY) if team[seat.value] is None]
        rest = max(0, group["size"] - len(seats) - len(heads))
        teams.append(
            Proposed(
                names.get(team["id"], ""),
                tuple(units[one] for one in group["organizations"] if one in units),
                tuple((seat, people.get(name)) for seat, name in seats),
                (*(one.value for one in heads), *[Seat.MEMBER.value] * rest),
            )
        )
    return teams


def seats_in(team: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield who sits in a team of a proposal, its heads first."""
    for seat in (Seat.LEADER, Seat.DEPUTY):
        if team[seat.value] is not None:
            yield seat.value, team[seat.value]
    for name in team["members"]:
        yield Seat.MEMBER.value, name
