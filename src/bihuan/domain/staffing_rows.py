"""The rows of a round: every condition that binds several seats, by the name its dual has in a certificate.

A seat of somebody in a group is a column, 0 or 1, wherever eligibility.py lets him have it. In each row a column counts
1 where the row is about it; what is lacking (a vacant seat, a leader, a speciality …) fills the row up and costs.

one/I: I's seats ≤ 1 · size/G: seats of G + vacant = size · leader/G, deputy/G: + lacking = 1 · require/G/n, prefer/G/n:
people of G with any of the n-th need's specialities + lacking ≥ least · women/G, men/G: + lacking ≥ least ·
stability/G: leader and deputy who held a key post + lacking ≥ 1 · locals/G: people of G who work in its county ≤ most ·
previous_team/G/T: people of G from T − repeats ≤ 1, repeats ≤ most − 1 · unit_cap/U, county_cap/C: their seats ≤ cap ·
kin_pair/A/B/G: seats of A and B in G ≤ 1.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from bihuan.domain.pool import Group, Round


class Sense(StrEnum):
    """How a row is bounded."""

    AT_MOST = "<="
    AT_LEAST = ">="
    EXACTLY = "="


@dataclass(frozen=True)
class Row:
    """One row: its name, how it is bounded and by what."""

    name: str
    sense: Sense
    side: int

    def lawful(self, dual: int) -> int:
        """Return the dual where its sign has a finite side of the row to hold on to, 0 where it has none."""
        match self.sense:
            case Sense.AT_MOST:
                return min(0, dual)
            case Sense.AT_LEAST:
                return max(0, dual)
            case _:
                return dual


def row_name(family: str, *parts: str | int) -> str:
    """Return a row's name: the family and what it is about, with slashes in ids written %2F."""
    return "/".join([family, *(str(part).replace("%", "%25").replace("/", "%2F") for part in parts)])


def rows(given: Round) -> Iterator[Row]:
    """Yield every row of a round, always in the same order."""
    for inspector in given.inspectors:
        yield Row(row_name("one", inspector.id), Sense.AT_MOST, 1)
    teams = previous_teams_of(given)
    for group in given.groups:
        yield from _rows_of(group, given)
        for team in teams:
            yield Row(row_name("previous_team", group.id, team), Sense.AT_MOST, 1)
        for one, other in given.kin_pairs:
            yield Row(row_name("kin_pair", one, other, group.id), Sense.AT_MOST, 1)
    for unit, cap in given.unit_caps.items():
        yield Row(row_name("unit_cap", unit), Sense.AT_MOST, cap)
    for county, cap in given.county_caps.items():
        yield Row(row_name("county_cap", county), Sense.AT_MOST, cap)


def _rows_of(group: Group, given: Round) -> Iterator[Row]:
    yield Row(row_name("size", group.id), Sense.EXACTLY, group.size)
    yield Row(row_name("leader", group.id), Sense.EXACTLY, 1)
    yield Row(row_name("deputy", group.id), Sense.EXACTLY, 1)
    for family, needs in (("require", group.require), ("prefer", group.prefer)):
        for number, need in enumerate(needs):
            yield Row(row_name(family, group.id, number), Sense.AT_LEAST, need.least)
    yield Row(row_name("women", group.id), Sense.AT_LEAST, given.terms.women_least)
    yield Row(row_name("men", group.id), Sense.AT_LEAST, given.terms.men_least)
    yield Row(row_name("stability", group.id), Sense.AT_LEAST, 1)
    yield Row(row_name("locals", group.id), Sense.AT_MOST, given.terms.locals_most)


def previous_teams_of(given: Round) -> tuple[str, ...]:
    """Return the previous teams of which at least two people are in the pool; nobody else can meet again."""
    counted = Counter(person.previous_team for person in given.inspectors if person.previous_team is not None)
    return tuple(sorted(team for team, count in counted.items() if count > 1))
