"""The best columns of a problem: relaxation, then few columns exactly, then proven or told how far.

The one way in which everything in this room is solved: teams, the cheapest relaxation of rules, repairs.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np

from bihuan.teams.certificate import bound_of, whole_duals
from bihuan.teams.columns import Floats, Problem
from bihuan.teams.eligibility import Ints
from bihuan.teams.exact import Choice
from bihuan.teams.matrix import LazyRows
from bihuan.teams.relaxation import TOLERANCE, OutOfTime, Relaxation, Relaxed
from bihuan.teams.stopping import Clock

# The first choice is only to come near: so many columns a seat, no farther than this, within this gap. Measured.
COLUMNS_A_SEAT, FIRST_DISTANCE, FIRST_GAP, WIDER = 6, 12.0, 12.0, 4


class Search:
    """One search: the best so far, the bound so far, the duals that prove it."""

    def __init__(
        self, problem: Problem, start: Ints, clock: Clock, told: Callable[[Search], None] = lambda search: None
    ) -> None:
        self.problem, self.clock, self.told = problem, clock, told
        self.best, self.cost = start, value_of(problem, start)
        self.lower_bound, self.proven = 0, False
        self.duals: Floats = np.zeros(problem.layout.count)
        self.lazy = LazyRows()
        self.relaxed: Relaxed | None = None
        told(self)

    def run(self) -> None:
        """Search as far as time goes."""
        relaxation = Relaxation(self.problem, self.best)
        try:
            self.relaxed = relaxation.solve(self.clock)
        except OutOfTime:
            self._certify(relaxation.duals, relaxation.lazy)
            return
        self._certify(self.relaxed.duals, self.relaxed.lazy)
        self.proven = self._prove(self.relaxed)

    def _certify(self, duals: Floats, lazy: LazyRows) -> None:
        """Take the bound of these duals: it holds for any, and is best for those of the solved relaxation."""
        self.duals, self.lazy = duals, lazy
        self.lower_bound = bound_of(self.problem, whole_duals(self.problem, duals, lazy), lazy)
        self.told(self)

    def _prove(self, relaxed: Relaxed) -> bool:
        """Come near first, then choose among everything that could be better; return whether that is proven."""
        floor = max(self.lower_bound, math.ceil(relaxed.value - TOLERANCE))
        distance = self._first_distance(relaxed)
        while self.cost > floor and not self.clock.is_over():
            near = self.choice(relaxed, distance).solve(self.clock, self.best, self._found, gap=FIRST_GAP)
            if near is not None:
                self._found(near.columns)
            if self.cost - relaxed.value <= WIDER * distance:
                break
            distance *= WIDER
        if self.cost <= floor:
            return True
        exact = self.choice(relaxed, self.cost - relaxed.value).solve(self.clock, self.best, self._found)
        if exact is not None:
            self._found(exact.columns)
        return self.cost <= floor or (exact is not None and exact.optimal)

    def _first_distance(self, relaxed: Relaxed) -> float:
        count = COLUMNS_A_SEAT * sum(group.size for group in self.problem.given.groups)
        if count >= len(relaxed.reduced):
            return FIRST_DISTANCE
        return min(FIRST_DISTANCE, max(1.0, float(np.partition(relaxed.reduced, count)[count])))

    def choice(self, relaxed: Relaxed, distance: float) -> Choice:
        """Return the choice among the columns within a distance of the relaxation, and those in use."""
        kept = relaxed.reduced <= distance + TOLERANCE
        kept[np.fromiter(relaxed.used, dtype=np.int64)] = True
        kept[self.best] = True
        return Choice(self.problem, np.nonzero(kept)[0])

    def _found(self, columns: Ints) -> None:
        cost = value_of(self.problem, columns)
        if cost < self.cost:
            self.best, self.cost = columns, cost
            self.told(self)


def value_of(problem: Problem, columns: Ints) -> int:
    """Return what chosen columns cost, what is lacking and repeated included."""
    choice = Choice(problem, columns)
    return round(float((choice.cost() * choice.values_of(columns)).sum()))
