"""Which organizations one team visits: small ones of one parent together, everything else alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from bihuan.organizations.models import Organization
from bihuan.planning.models import Placement

SMALL = frozenset({"village", "school", "hospital"})
TOGETHER_MOST = 3
PLACE = 3  # characters of a path that tell the line an organization stands in
UPPER, LOWER = 2, 1


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


def place_of(path: str) -> str:
    """Return the place of an organization in a composition: the line of the tree that it stands in."""
    return f"o:{path[:PLACE]}"


def level_of(rows: Sequence[Placement]) -> int:
    """Return the level a team has to have."""
    return LOWER if all(row.organization.category in SMALL for row in rows) else UPPER


def days_of(rows: Sequence[Placement], size: int) -> Iterator[int]:
    """Yield the days of a team at each of its organizations."""
    for row in rows:
        yield max(1, -(-row.person_days // size))
