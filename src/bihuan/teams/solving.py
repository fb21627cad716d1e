"""The teams of a whole round, the best there are: relaxation, then few columns exactly, then proven or told how far.

`solve` is the door of this room. It writes nothing and reads no clock but its own; who runs it as a job hands in
`progress` and `stop`, and keeps the round as it was until a solution is taken.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from bihuan.domain.pool import Round
from bihuan.domain.staffing import Certificate
from bihuan.domain.staffing_cost import Team, total_levels
from bihuan.teams.certificate import certificate_of
from bihuan.teams.columns import DEPUTY, LEADER, MEMBER, Floats, Problem
from bihuan.teams.eligibility import Ints
from bihuan.teams.exact import Choice
from bihuan.teams.greedy import greedy
from bihuan.teams.matrix import LazyRows
from bihuan.teams.relaxation import TOLERANCE, OutOfTime, Relaxation, Relaxed
from bihuan.teams.solutions import Solution
from bihuan.teams.stopping import Clock, never

# The first choice is only to come near: so many columns a seat, no farther than this, within this gap. Measured.
COLUMNS_A_SEAT, FIRST_DISTANCE, FIRST_GAP, WIDER = 6, 12.0, 12.0, 4


def solve(
    given: Round,
    *,
    fingerprint: str,
    seconds: float | None = None,
    progress: Callable[[Solution], None] = lambda told: None,
    stop: Callable[[], bool] = never,
) -> Solution:
    """Return the best teams for a round, proven where time allows; never raises for want of time."""
    return Solving(given, fingerprint, Clock(seconds, stop), progress).solution()


class Solving:
    """One solve: the best so far, the bound so far."""

    def __init__(
        self, given: Round, fingerprint: str, clock: Clock, progress: Callable[[Solution], None] = lambda told: None
    ) -> None:
        self.given, self.clock, self.progress = given, clock, progress
        self.problem = Problem(given)
        self.best = greedy(self.problem)
        self.cost = cost_of(self.problem, self.best)
        self.certificate, self.lower_bound = Certificate(fingerprint, 1, {}), 0
        self.proven = False
        self._tell()

    def solution(self) -> Solution:
        """Solve as far as time goes."""
        relaxation = Relaxation(self.problem, self.best)
        try:
            relaxed = relaxation.solve(self.clock)
        except OutOfTime:
            self._certify(relaxation.duals, relaxation.lazy)
            return self._solution()
        self._certify(relaxed.duals, relaxed.lazy)
        self.proven = self._search(relaxed)
        return self._solution()

    def _certify(self, duals: Floats, lazy: LazyRows) -> None:
        """Take the bound of these duals: it holds for any, and is best for those of the solved relaxation."""
        self.certificate, self.lower_bound = certificate_of(self.problem, duals, lazy, self.certificate.instance)
        self._tell()

    def _search(self, relaxed: Relaxed) -> bool:
        """Come near first, then choose among everything that could be better; return whether that is proven."""
        floor = max(self.lower_bound, math.ceil(relaxed.value - TOLERANCE))
        distance = self._first_distance(relaxed)
        while self.cost > floor and not self.clock.is_over():
            near = self._choice(relaxed, distance).solve(self.clock, self.best, self._found, gap=FIRST_GAP)
            if near is not None:
                self._found(near.columns)
            if self.cost - relaxed.value <= WIDER * distance:
                break
            distance *= WIDER
        if self.cost <= floor:
            return True
        exact = self._choice(relaxed, self.cost - relaxed.value).solve(self.clock, self.best, self._found)
        if exact is not None:
            self._found(exact.columns)
        return self.cost <= floor or (exact is not None and exact.optimal)

    def _first_distance(self, relaxed: Relaxed) -> float:
        count = COLUMNS_A_SEAT * sum(group.size for group in self.given.groups)
        if count >= len(relaxed.reduced):
            return FIRST_DISTANCE
        return min(FIRST_DISTANCE, max(1.0, float(np.partition(relaxed.reduced, count)[count])))

    def _choice(self, relaxed: Relaxed, distance: float) -> Choice:
        kept = relaxed.reduced <= distance + TOLERANCE
        kept[np.fromiter(relaxed.used, dtype=np.int64)] = True
        kept[self.best] = True
        return Choice(self.problem, np.nonzero(kept)[0])

    def _found(self, columns: Ints) -> None:
        cost = cost_of(self.problem, columns)
        if cost < self.cost:
            self.best, self.cost = columns, cost
            self._tell()

    def _tell(self) -> None:
        self.progress(self._solution())

    def _solution(self) -> Solution:
        teams = teams_of(self.problem, self.best)
        return Solution(
            teams=teams,
            levels=total_levels(self.given, teams),
            cost=self.cost,
            lower_bound=self.lower_bound,
            proven=self.proven,
            certificate=self.certificate,
            seconds=self.clock.passed,
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


def cost_of(problem: Problem, columns: Ints) -> int:
    """Return what chosen columns cost, by the domain's own count."""
    return total_levels(problem.given, teams_of(problem, columns)).cost(problem.given.weights)
