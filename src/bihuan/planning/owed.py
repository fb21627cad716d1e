"""Look-backs that a term still owes organizations which were inspected in it already, and those that stand in a round.

A mandate may demand that a look-back follows within the term. Where the first visit lies behind, only the look-back is
left to be placed, when enough rounds have passed; where somebody has put it into a round ahead already, it stays there
and is counted.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bihuan.domain.coverage import Coverage, Line
from bihuan.domain.jurisdiction import SEGMENT
from bihuan.domain.planning import Form
from bihuan.dossiers.models import Inspection, Round
from bihuan.planning.facts import in_order
from bihuan.planning.models import Mandate, Placement, Term

BEHIND = frozenset({Coverage.INSPECTED, Coverage.RIDING, Coverage.ON_SITE, Coverage.PLANNED})


@dataclass(frozen=True)
class Standing:
    """A look-back that stands in a round ahead, with its person-days."""

    round: str
    days: int


@dataclass(frozen=True)
class Visits:
    """What a term knows of its organizations: where each was inspected, and its look-backs, by path and by key."""

    first: Mapping[str, int]  # place in time of the earliest routine look, by path
    standing: Mapping[str, Standing]
    done: frozenset[str]


def visits_of(term: Term, ahead: list[Round]) -> Visits:
    """Return the routine looks that lie behind, and the look-backs that were done or stand in a round ahead."""
    place = {row.id: number for number, row in enumerate(in_order(term.authority_id))}
    coming = {row.id for row in ahead}
    rows = Placement.objects.filter(authority_id=term.authority_id, removed_on=None, round__term=term.name)
    looks = [
        *rows.values_list("organization__path", "organization_id", "round_id", "form", "person_days"),
        *(
            (path, key, at, kind, 0)
            for path, key, at, kind in Inspection.objects.filter(
                authority_id=term.authority_id, round__term=term.name
            ).values_list("organization_path", "organization_id", "round_id", "kind")
        ),
    ]
    first: dict[str, int] = {}
    standing: dict[str, Standing] = {}
    done: set[str] = set()
    for path, key, at, form, days in looks:
        if form == Form.ROUTINE and at not in coming:
            first[path] = min(first.get(path, place[at]), place[at])
        elif form == Form.LOOK_BACK and at not in coming:
            done.add(str(key))
        elif form == Form.LOOK_BACK and str(key) not in standing:
            standing[str(key)] = Standing(str(at), days)
    return Visits(first, standing, frozenset(done))


def waits(
    lines: Iterable[Line], visits: Visits, said: Mapping[uuid.UUID, Mandate], ahead: list[Round], gap: int
) -> dict[str, int]:
    """Return, by key, how many of the rounds ahead have to pass before a look-back that is still owed."""
    place = {row.id: number for number, row in enumerate(in_order(ahead[0].authority_id))}
    found: dict[str, int] = {}
    for line in lines:
        mandate = said.get(uuid.UUID(line.body.key))
        demanded = mandate is not None and mandate.has_look_back
        if line.state not in BEHIND or not demanded or line.body.key in visits.done:
            continue
        at = visits.first.get(line.body.path)
        if at is None and line.state is Coverage.RIDING:
            at = visits.first.get(line.body.path[:-SEGMENT])
        if at is not None:
            found[line.body.key] = sum(place[row.id] < at + gap for row in ahead)
    return found
