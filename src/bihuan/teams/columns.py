"""Every seat that somebody may have, as one column; in which rows it counts and what it costs.

Columns exist for lawful triples of inspector, group and seat only. The rows are those of domain/staffing_rows.py in an
order of their own: `Layout` says where each family begins. Rows against meeting again and for relatives are many and
seldom bind: they join the problem when a solution breaks them (relaxation.py), and stand behind the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from bihuan.domain.pool import Inspector, Need, Round
from bihuan.domain.staffing_rows import previous_teams_of, row_name
from bihuan.teams.eligibility import Bools, Eligibility, Ints, eligibility, flags, numbers

Floats = npt.NDArray[np.float64]
MEMBER, LEADER, DEPUTY = range(3)


@dataclass(frozen=True)
class Triples:
    """Columns side by side: who, where, in which seat."""

    person: Ints
    group: Ints
    seat: Ints

    def __len__(self) -> int:
        return len(self.person)

    def take(self, chosen: Ints) -> Triples:
        return Triples(self.person[chosen], self.group[chosen], self.seat[chosen])


class Layout:
    """Where the rows of each family begin, their sides and their names."""

    def __init__(self, given: Round) -> None:
        people, groups = len(given.inspectors), len(given.groups)
        self.needs: list[tuple[int, Need, str]] = [
            (number, need, row_name(family, group.id, place))
            for number, group in enumerate(given.groups)
            for family, wanted in (("require", group.require), ("prefer", group.prefer))
            for place, need in enumerate(wanted)
        ]
        self.one = 0
        self.size, self.leader, self.deputy, self.women, self.men, self.locals, self.stability = (
            people + groups * family for family in range(7)
        )
        self.need = people + groups * 7
        self.unit = self.need + len(self.needs)
        self.county = self.unit + len(given.unit_caps)
        self.count = self.budget = self.county + len(given.county_caps)
        self.names = self._names(given)
        self.lower, self.upper = self._sides(given)

    def join(self, name: str, most: int) -> None:
        """Take one more row in that has a most."""
        self.names.append(name)
        self.lower, self.upper = np.append(self.lower, -np.inf), np.append(self.upper, float(most))
        self.count += 1

    def _names(self, given: Round) -> list[str]:
        families = ("size", "leader", "deputy", "women", "men", "locals", "stability")
        return [
            *(row_name("one", person.id) for person in given.inspectors),
            *(row_name(family, group.id) for family in families for group in given.groups),
            *(name for _, _, name in self.needs),
            *(row_name("unit_cap", unit) for unit in given.unit_caps),
            *(row_name("county_cap", county) for county in given.county_caps),
        ]

    def _sides(self, given: Round) -> tuple[Floats, Floats]:
        lower, upper = np.full(self.count, -np.inf), np.full(self.count, np.inf)
        groups = len(given.groups)
        upper[: len(given.inspectors)] = 1
        sizes = numbers(group.size for group in given.groups)
        lower[self.size : self.leader] = upper[self.size : self.leader] = sizes
        lower[self.leader : self.women] = upper[self.leader : self.women] = 1
        lower[self.women : self.men] = given.terms.women_least
        lower[self.men : self.locals] = given.terms.men_least
        upper[self.locals : self.stability] = given.terms.locals_most
        lower[self.stability : self.stability + groups] = 1
        lower[self.need : self.unit] = [need.least for _, need, _ in self.needs]
        upper[self.unit : self.county] = list(given.unit_caps.values())
        upper[self.county : self.budget] = list(given.county_caps.values())
        return lower, upper


@dataclass(frozen=True)
class Fillings:
    """Columns that fill a row up at a cost: vacant seats, lacking leaders, specialities, women, men."""

    row: Ints
    cost: Ints
    most: Ints


@dataclass(frozen=True)
class Budget:
    """A row over the whole composition: points of seats, of what is lacking and of repeats may be so many at most."""

    name: str
    points: Ints  # of inspector and group
    filling: Ints
    repeat: int
    most: int


class Problem:
    """A round as columns and rows, and what is to be made least: `cost` of seats, of fillings, of a repeat."""

    def __init__(self, given: Round, allowed: Eligibility | None = None) -> None:
        self.given = given
        self.allowed = allowed or eligibility(given)
        self.layout = Layout(given)
        self.layout.lower[self.layout.one + numbers(self.allowed.musts)] = 1
        self.group_count = len(given.groups)
        self.local = self.allowed.local
        self.previous_teams = previous_teams_of(given)
        team_number = {team: number for number, team in enumerate(self.previous_teams)}
        self.team = numbers(team_number.get(person.previous_team or "", -1) for person in given.inspectors)
        number = {person.id: place for place, person in enumerate(given.inspectors)}
        self.kin = [(number[one], number[other]) for one, other in given.kin_pairs]
        self.key_post = flags(person.key_post for person in given.inspectors)
        self.again_most = numbers(map(given.most_of_previous_team, given.groups))
        self.triples = self._triples()
        self.travel, self.load = self._points()
        self.cost = (self.travel + self.load)[self.triples.person, self.triples.group]
        self.fillings = self._fillings()
        self.repeat_cost = given.weights.repeat
        self.budgets: list[Budget] = []

    def bind(self, budget: Budget) -> None:
        """Let a budget join, behind all other rows, before anything is solved."""
        self.budgets.append(budget)
        self.layout.join(f"band/{budget.name}", budget.most)

    def _triples(self) -> Triples:
        may_sit = self.allowed.excluded == 0
        member = may_sit if self.allowed.not_member is None else may_sit & ~self.allowed.not_member
        seats = (member, may_sit & self.allowed.may_lead, may_sit & self.allowed.may_deputise)
        found = [np.nonzero(seat) for seat in seats]
        kinds = [np.full(len(person), seat, dtype=np.int64) for seat, (person, _) in enumerate(found)]
        person = np.concatenate([person for person, _ in found])
        group = np.concatenate([group for _, group in found])
        return Triples(person, group, np.concatenate(kinds))

    def _points(self) -> tuple[Ints, Ints]:
        """Return travel and load of every pair, as domain/staffing_cost.py has them."""
        given, weights = self.given, self.given.weights
        at = given.county_index
        home = numbers(at[person.county] for person in given.inspectors)
        where = numbers(at[group.county] for group in given.groups)
        visits = numbers(len(group.organizations) for group in given.groups)
        km = np.array(given.distance_km, dtype=np.int64)[home][:, where]
        travel = km * weights.journeys * visits[None, :] // weights.km_a_point
        before = numbers(person.days_away for person in given.inspectors)[:, None]
        after = before + numbers(group.days for group in given.groups)[None, :]
        load = (after * after - before * before) // weights.load_a_point
        spared = flags(person.hard_to_spare for person in given.inspectors)[:, None] * weights.hard_to_spare
        return np.asarray(travel, dtype=np.int64), np.asarray(load + spared, dtype=np.int64)

    def _fillings(self) -> Fillings:
        given, layout, weights = self.given, self.layout, self.given.weights
        each = np.arange(self.group_count)
        terms, must = given.terms, weights.missing
        sizes = numbers(group.size for group in given.groups)
        parts: list[tuple[Ints, int, Ints | int]] = [
            (layout.size + each, must * weights.seat, sizes),
            (layout.leader + each, must * weights.leader, 1),
            (layout.deputy + each, must * weights.deputy, 1),
            (layout.women + each, must * weights.woman_or_man, terms.women_least),
            (layout.men + each, must * weights.woman_or_man, terms.men_least),
            (layout.stability + each, weights.unmet, 1),
        ]
        for number, (_, need, name) in enumerate(layout.needs):
            price = must * weights.required if name.startswith("require/") else weights.unmet
            parts.append((np.array([layout.need + number]), price, need.least))
        return Fillings(
            np.concatenate([rows for rows, _, _ in parts]),
            np.concatenate([np.full(len(rows), cost) for rows, cost, _ in parts]),
            np.concatenate([np.zeros(len(rows), dtype=np.int64) + most for rows, _, most in parts]),
        )

    @cached_property
    def kind(self) -> Ints:
        """Return for each inspector the number of his kind: sex and specialities."""
        numbered = {kind: number for number, kind in enumerate(self.kinds)}
        return numbers(numbered[kind_of(person)] for person in self.given.inspectors)

    @cached_property
    def kinds(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return tuple(sorted({kind_of(person) for person in self.given.inspectors}))

    @cached_property
    def answers(self) -> Bools:
        """Return which need is answered by which kind."""
        needs, kinds = self.layout.needs, self.kinds
        found = [[not need.any.isdisjoint(has) for _, has in kinds] for _, need, _ in needs]
        return np.array(found, dtype=np.bool_).reshape(len(needs), len(kinds))

    @cached_property
    def needs_of(self) -> Ints:
        """Return the needs of each group, padded with -1."""
        lists: list[list[int]] = [[] for _ in range(self.group_count)]
        for number, (group, _, _) in enumerate(self.layout.needs):
            lists[group].append(number)
        width = max(map(len, lists), default=0)
        return np.array([row + [-1] * (width - len(row)) for row in lists], dtype=np.int64).reshape(-1, width)

    @cached_property
    def unit_row(self) -> Ints:
        return self._cap_rows(self.layout.unit, self.given.unit_caps, (one.unit for one in self.given.inspectors))

    @cached_property
    def county_row(self) -> Ints:
        return self._cap_rows(self.layout.county, self.given.county_caps, (one.county for one in self.given.inspectors))

    def _cap_rows(self, begin: int, caps: Iterable[str], names: Iterable[str]) -> Ints:
        numbered = {name: begin + number for number, name in enumerate(caps)}
        return numbers(numbered.get(name, -1) for name in names)


def kind_of(person: Inspector) -> tuple[str, tuple[str, ...]]:
    return person.sex, tuple(sorted(person.specialities))
