"""Which organizations one team visits: as the office says, else as the tree runs, or bundled into so many teams.

As the tree runs: small ones of one parent together, everything else alone. Bundled: the county seat is one region, each
town with its villages another (for a city: each county); of one line of the tree (a bureau and its schools) are
related.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bihuan.domain.numerals import natural
from bihuan.domain.pool import Organization as Visited
from bihuan.domain.pool import Weights
from bihuan.organizations.models import Organization
from bihuan.planning.models import Placement
from bihuan.teams.bundling import Quality, bundle

SMALL = frozenset({"village", "school", "hospital"})
REGIONS = frozenset({"town", "park"})
TOGETHER_MOST = 3
PLACE = 3  # characters of a path that tell the line an organization stands in
UPPER, LOWER = 2, 1
SEAT = "seat"  # the region of everything that lies in no town


class Places:
    """The place of each line of the tree: a line is a place; lines that one team visits are one."""

    def __init__(self, together: Iterable[Sequence[Placement]] = ()) -> None:
        self.joined: dict[str, str] = {}
        for rows in together:
            lines = [self.line(row.organization.path) for row in rows]
            for line in lines[1:]:
                self.join(lines[0], line)

    def line(self, path: str) -> str:
        line = path[:PLACE]
        return self.joined.get(line, line)

    def join(self, one: str, other: str) -> None:
        first, second = sorted((self.line(one), self.line(other)))
        for line in [second, *(line for line, to in self.joined.items() if to == second)]:
            self.joined[line] = first

    def __call__(self, path: str) -> str:
        return f"o:{self.line(path)}"


def bundled(
    placements: Sequence[Placement], terms: Mapping[str, Any], weights: Weights
) -> tuple[list[list[Placement]], Quality | None]:
    """Return the organizations of each team, and how good the bundles are; raise TooFewGroups.

    Teams that the office named come first, as it put them together; what is left is for the other teams.
    """
    said = named(placements)
    left = [row for row in placements if not row.team]
    if not terms.get("teams") or not left:
        return [*said, *grouped(left)], None
    rows = sorted(left, key=lambda one: one.organization.path)
    by_id = {str(row.organization_id): row for row in rows}
    towns = regions_of(rows)
    told = []
    for key, row in by_id.items():
        line, days = row.organization.path[:PLACE], next(days_of([row], terms["size"]))
        told.append(Visited(key, line if line in towns else SEAT, line, level_of([row]), days))
    made = bundle(told, groups=max(terms["teams"] - len(said), 0), weights=weights)
    return [*said, *([by_id[one.id] for one in each] for each in made.bundles)], made.quality


def named(placements: Iterable[Placement]) -> list[list[Placement]]:
    """Return the organizations of each team that the office named, in the order in which people count."""
    found: dict[str, list[Placement]] = {}
    for row in sorted(placements, key=lambda one: one.organization.path):
        if row.team:
            found.setdefault(row.team, []).append(row)
    return [found[name] for name in sorted(found, key=natural)]


def regions_of(rows: Sequence[Placement]) -> set[str]:
    """Return the lines of the tree that are regions of their own: towns and parks; of a city, counties with towns."""
    lines = {row.organization.path[:PLACE] for row in rows}
    there = Organization.objects.filter(authority_id=rows[0].authority_id, category__in=REGIONS)
    return {path[:PLACE] for path in there.values_list("path", flat=True)} & lines


def grouped(placements: Iterable[Placement]) -> list[list[Placement]]:
    """Return the organizations of a round by team, as the tree runs."""
    found: list[list[Placement]] = []
    for row in sorted(placements, key=lambda one: one.organization.path):
        last = found[-1] if found else []
        if last and len(last) < TOGETHER_MOST and go_together(last[-1].organization, row.organization):
            last.append(row)
        else:
            found.append([row])
    return found


def go_together(one: Organization, other: Organization) -> bool:
    """True for two small organizations below one parent."""
    return {one.category, other.category} <= SMALL and one.parent_id is not None and one.parent_id == other.parent_id


def level_of(rows: Sequence[Placement]) -> int:
    """Return the level a team has to have."""
    return LOWER if all(row.organization.category in SMALL for row in rows) else UPPER


def days_of(rows: Sequence[Placement], size: int) -> Iterator[int]:
    """Yield the days of a team at each of its organizations."""
    for row in rows:
        yield max(1, -(-row.person_days // size))
