"""Which of many equally good compositions: decided by a seed that was published before the data were frozen.

Every lawful seat gets a number from the seed: the first 16 bits of SHA-256 over one line of UTF-8, modulo 1,000. Among
all compositions that cost no more than the best one, the one with the least sum is taken. Whoever has the round and the
seed can do the same again and finds the same sum.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np

from bihuan.domain.pool import Round
from bihuan.domain.staffing_cost import Team
from bihuan.teams.columns import Budget, Problem
from bihuan.teams.eligibility import Ints
from bihuan.teams.exact import Choice
from bihuan.teams.search import Search
from bihuan.teams.stopping import Clock

MODULUS, FIRST_BYTES = 1000, 2
ROLES = ("member", "leader", "deputy")


def lot(seed: str, role: str, inspector: str, group: str) -> int:
    """Return the number that the seed gives to somebody's seat in a group."""
    line = f"{seed}|{role},{inspector},{group}"
    return int.from_bytes(hashlib.sha256(line.encode("utf-8")).digest()[:FIRST_BYTES]) % MODULUS


def lots_of(teams: tuple[Team, ...], seed: str) -> int:
    """Return the sum of a composition's numbers."""
    return sum(lot(seed, seat.value, name, team.group) for team in teams for seat, name in team.seats)


def drawn(search: Search, seed: str, clock: Clock) -> tuple[Ints, bool]:
    """Return the composition that the seed decides for after a proven search, and whether that is proven."""
    assert search.proven, "only what is proven best can be decided among"
    if search.relaxed is None:
        return search.best, False
    columns = search.choice(search.relaxed, max(0.0, search.cost - search.relaxed.value)).columns
    answer = Choice(by_lot(search.problem, seed, columns, search.cost), columns).solve(clock, search.best, ignore)
    return (search.best, False) if answer is None else (answer.columns, answer.optimal)


def by_lot(problem: Problem, seed: str, columns: Ints, cost: int) -> Problem:
    """Return the problem of the least sum of numbers among what costs no more."""
    other = Problem(problem.given, problem.allowed)
    points = other.travel + other.load
    other.bind(Budget("cost", points, other.fillings.cost, other.repeat_cost, cost))
    other.fillings = replace(other.fillings, cost=np.zeros_like(other.fillings.cost))
    other.repeat_cost = 0
    other.cost = np.zeros_like(problem.cost)
    other.cost[columns] = lots_for(problem.given, other, seed, columns)
    return other


def lots_for(given: Round, problem: Problem, seed: str, columns: Ints) -> list[int]:
    triples = problem.triples.take(columns)
    return [
        lot(seed, ROLES[seat], given.inspectors[person].id, given.groups[group].id)
        for person, group, seat in zip(
            triples.person.tolist(), triples.group.tolist(), triples.seat.tolist(), strict=True
        )
    ]


def ignore(columns: Ints) -> None:
    """Better sums on the way are nobody's business."""
