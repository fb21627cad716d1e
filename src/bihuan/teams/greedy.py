"""The way of a spreadsheet: group after group, whoever is cheapest for what is still lacking.

Good enough to begin with, and what the benchmark compares with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from bihuan.domain.pool import Group, Inspector, Need, Round
from bihuan.teams.columns import DEPUTY, LEADER, MEMBER, Problem
from bihuan.teams.eligibility import Ints

Candidate = tuple[int, int]  # column and inspector


@dataclass
class Taken:
    """Who sits somewhere by now, and what of the caps that takes."""

    people: set[int] = field(default_factory=set)
    units: Counter[str] = field(default_factory=Counter)
    counties: Counter[str] = field(default_factory=Counter)
    columns: list[int] = field(default_factory=list)

    def has_room(self, number: int, person: Inspector, given: Round) -> bool:
        return (
            number not in self.people
            and self.units[person.unit] < given.unit_caps.get(person.unit, self.units[person.unit] + 1)
            and self.counties[person.county] < given.county_caps.get(person.county, self.counties[person.county] + 1)
        )

    def take(self, column: int, number: int, person: Inspector) -> None:
        self.people.add(number)
        self.units[person.unit] += 1
        self.counties[person.county] += 1
        self.columns.append(column)


NOBODY: Ints = np.zeros(0, dtype=np.int64)


def greedy(problem: Problem, seated: Ints = NOBODY) -> Ints:
    """Return columns of a lawful composition; groups that ask most come first. Whoever is seated already stays."""
    relatives: dict[int, set[int]] = {}
    for one, other in problem.kin:
        relatives.setdefault(one, set()).add(other)
        relatives.setdefault(other, set()).add(one)
    taken, given, triples = Taken(), problem.given, problem.triples
    for column, number in zip(seated.tolist(), triples.person[seated].tolist(), strict=True):
        taken.take(column, number, given.inspectors[number])
    order = np.lexsort((np.arange(len(problem.triples)), problem.cost, problem.triples.group))
    by_group = np.split(order, np.searchsorted(problem.triples.group[order], np.arange(1, problem.group_count)))
    groups = problem.given.groups
    for number in sorted(range(len(groups)), key=lambda at: (-groups[at].level, -groups[at].size, at)):
        here = seated[triples.group[seated] == number]
        _Filling(problem, groups[number], by_group[number], taken, relatives, here).fill()
    return np.array(sorted(taken.columns), dtype=np.int64)


class _Filling:
    """One group, filled seat by seat."""

    def __init__(
        self,
        problem: Problem,
        group: Group,
        columns: Ints,
        taken: Taken,
        relatives: dict[int, set[int]],
        here: Ints,
    ) -> None:
        self.given, self.group, self.taken, self.relatives = problem.given, group, taken, relatives
        seats, people = problem.triples.seat[columns], problem.triples.person[columns]
        pairs = list(zip(columns.tolist(), people.tolist(), strict=True))
        self.candidates: list[list[Candidate]] = [
            [pair for pair, kind in zip(pairs, seats.tolist(), strict=True) if kind == seat]
            for seat in (MEMBER, LEADER, DEPUTY)
        ]
        self.here = {number: self.given.inspectors[number] for number in problem.triples.person[here].tolist()}
        self.heads = set(problem.triples.seat[here].tolist())

    def fill(self) -> None:
        """Leader, deputy, needs, women and men, then whoever is cheapest."""
        if LEADER not in self.heads:
            self.take_one(LEADER, lambda person: person.key_post) or self.take_one(LEADER)
        if DEPUTY not in self.heads:
            steady = any(person.key_post for person in self.here.values())
            (not steady and self.take_one(DEPUTY, lambda person: person.key_post)) or self.take_one(DEPUTY)
        for need in (*self.group.require, *self.group.prefer):
            self.answer(need)
        for sex, least in (("f", self.given.terms.women_least), ("m", self.given.terms.men_least)):
            self.take_until(least, lambda person, wanted=sex: person.sex == wanted)  # type: ignore[misc]
        while self.take_one(MEMBER):
            pass

    def answer(self, need: Need) -> None:
        self.take_until(need.least, lambda person: not need.any.isdisjoint(person.specialities))

    def take_until(self, least: int, wanted: Callable[[Inspector], bool]) -> None:
        while sum(map(wanted, self.here.values())) < least and self.take_one(MEMBER, wanted):
            pass

    def take_one(self, seat: int, wanted: Callable[[Inspector], bool] = lambda person: True) -> bool:
        """Give a seat to the cheapest who fits; False where nobody does or the group is full."""
        if len(self.here) >= self.group.size:
            return False
        for column, number in self.fitting(seat):
            person = self.given.inspectors[number]
            if wanted(person) and self.fits(number, person):
                self.here[number] = person
                self.taken.take(column, number, person)
                return True
        return False

    def fitting(self, seat: int) -> Iterator[Candidate]:
        return (pair for pair in self.candidates[seat] if pair[1] not in self.taken.people)

    def fits(self, number: int, person: Inspector) -> bool:
        others = self.here.values()
        is_local = person.county == self.group.county
        local = sum(one.county == self.group.county for one in others)
        met = sum(one.previous_team == person.previous_team is not None for one in others)
        return (
            self.taken.has_room(number, person, self.given)
            and local + is_local <= max(local, self.given.terms.locals_most)
            and met < self.given.most_of_previous_team(self.group)
            and self.relatives.get(number, set()).isdisjoint(self.here)
        )
