"""The teams of a whole round, the best there are, with a certificate.

`solve` is the door of this room. It writes nothing and reads no clock but its own; who runs it as a job hands in
`progress` and `stop` (or uses apart.py), and keeps the round as it was until a solution is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from bihuan.domain.pool import Round
from bihuan.domain.staffing import Certificate, Under
from bihuan.domain.staffing_bound import NOTHING_ASKED
from bihuan.domain.staffing_cost import Team, total_levels
from bihuan.domain.staffing_wishes import Wishes
from bihuan.teams.bands import in_bands
from bihuan.teams.certificate import certificate_of
from bihuan.teams.columns import DEPUTY, LEADER, MEMBER, Problem
from bihuan.teams.drawing import drawn, lots_of
from bihuan.teams.eligibility import Ints
from bihuan.teams.greedy import greedy
from bihuan.teams.search import Search
from bihuan.teams.solutions import Draw, Solution
from bihuan.teams.stopping import Clock, never
from bihuan.teams.under import eligible_under, free_bound, pinned_seats, refuse_unlawful


@dataclass(frozen=True)
class Manner:
    """What else is asked: priorities as bands, a published seed to decide between equals, wishes to be kept to."""

    bands: bool = False
    seed: str | None = None
    wishes: Wishes = NOTHING_ASKED


def solve(
    given: Round,
    *,
    fingerprint: str,
    manner: Manner = Manner(),
    seconds: float | None = None,
    progress: Callable[[Solution], None] = lambda told: None,
    stop: Callable[[], bool] = never,
) -> Solution:
    """Return the best teams for a round, proven where time allows; never raises for want of time.

    Under wishes they are the best that keep to them; raise WishUnlawful or WishesImpossible where none can.
    """
    clock, wishes = Clock(seconds, stop), manner.wishes
    refuse_unlawful(given, wishes)
    problem = Problem(given, eligible_under(given, wishes) if wishes else None)
    start = greedy(problem, pinned_seats(problem))
    free = free_bound(given, fingerprint, clock) if wishes else None

    def found(solution: Solution) -> Solution:
        return kept_to(solution, wishes, *free) if free else solution

    search = Search(problem, start, clock, lambda one: progress(found(solution_of(one, fingerprint))))
    search.run()
    if manner.bands:
        return found(by_bands(search, fingerprint))
    if manner.seed is not None and search.proven:
        return found(by_seed(search, fingerprint, manner.seed))
    return found(solution_of(search, fingerprint))


def kept_to(solution: Solution, wishes: Wishes, lower_bound: int, certificate: Certificate) -> Solution:
    """Return a solution under wishes as one among all: its own bound stands beside that of whatever keeps to them."""
    under = Under(wishes, solution.lower_bound, solution.proven, solution.certificate)
    proven = solution.cost == lower_bound
    return replace(solution, under=under, lower_bound=lower_bound, proven=proven, certificate=certificate)


def by_bands(search: Search, fingerprint: str) -> Solution:
    """Return the teams that bands prefer; bound and certificate are those of the weighted cost."""
    search.best, bands = in_bands(search, search.clock)
    solution = solution_of(search, fingerprint)
    return replace(solution, bands=bands, proven=search.proven and solution.cost == search.cost)


def by_seed(search: Search, fingerprint: str, seed: str) -> Solution:
    """Return the equally good teams that a published seed decides for."""
    search.best, proven = drawn(search, seed, search.clock)
    solution = solution_of(search, fingerprint)
    return replace(solution, draw=Draw(seed, lots_of(solution.teams, seed), proven))


def solution_of(search: Search, fingerprint: str) -> Solution:
    """Return how far a search is as a solution; its cost is the domain's own count."""
    given = search.problem.given
    teams = teams_of(search.problem, search.best)
    levels = total_levels(given, teams)
    return Solution(
        teams=teams,
        levels=levels,
        cost=levels.cost(given.weights),
        lower_bound=search.lower_bound,
        proven=search.proven,
        certificate=certificate_of(search.problem, search.duals, search.lazy, fingerprint),
        seconds=search.clock.passed,
    )


def teams_of(problem: Problem, columns: Ints) -> tuple[Team, ...]:
    """Return chosen columns as teams, members in the order of the pool."""
    given, triples = problem.given, problem.triples.take(np.sort(columns))
    seats: list[dict[int, list[str]]] = [{} for _ in given.groups]
    for person, group, seat in zip(triples.person.tolist(), triples.group.tolist(), triples.seat.tolist(), strict=True):
        seats[group].setdefault(seat, []).append(given.inspectors[person].id)
    return tuple(
        Team(group.id, head_in(there, LEADER), head_in(there, DEPUTY), tuple(there.get(MEMBER, ())))
        for group, there in zip(given.groups, seats, strict=True)
    )


def head_in(seats: dict[int, list[str]], seat: int) -> str | None:
    return seats[seat][0] if seat in seats else None
