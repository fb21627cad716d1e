"""Proof that a composition cannot be mended with fewer moves: asked of every lawful column, costs aside."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bihuan.teams.columns import Budget, Problem
from bihuan.teams.eligibility import Ints
from bihuan.teams.exact import Choice
from bihuan.teams.stopping import Clock

MOST_COLUMNS = 30_000  # of a round above this size a few seconds are not enough
LIGHTER, HEAVY = 100, 1_000_000  # what must be there weighs less than a move, where it is bound already


def ignore(columns: Ints) -> None:
    """Better choices on the way are nobody's business."""


def fewest(base: Problem, columns: Ints, current: Ints, musts: Ints, missing: int, clock: Clock) -> Ints | None:
    """Return the columns with the fewest moves of all that lack no more than `missing`, None where that is unproven.

    Of those with the fewest moves one of the cheapest is looked for; what is proven is the number of moves.
    """
    if len(columns) > MOST_COLUMNS:
        return None
    moving = (~np.isin(columns, current)).astype(np.int64)
    counting = bound_to(base, missing)
    counting.cost = np.zeros_like(base.cost)
    counting.fillings = replace(counting.fillings, cost=np.zeros_like(counting.fillings.cost))
    counting.repeat_cost = 0
    answer = Choice(counting, columns, extra=moving, musts=musts).solve(clock, None, ignore)
    if answer is None or not answer.optimal:
        return None
    weighing = bound_to(base, missing)
    heavy = weighing.fillings.cost >= base.given.weights.missing
    light = np.where(heavy, weighing.fillings.cost // LIGHTER, weighing.fillings.cost)
    weighing.fillings = replace(weighing.fillings, cost=light)
    cheap = Choice(weighing, columns, extra=moving * HEAVY, musts=musts).solve(clock, None, ignore)
    if cheap is not None and moved(cheap.columns, current) == moved(answer.columns, current):
        return np.sort(cheap.columns)
    return np.sort(answer.columns)


def moved(columns: Ints, current: Ints) -> int:
    return int((~np.isin(columns, current)).sum())


def bound_to(base: Problem, missing: int) -> Problem:
    """Return the problem of the same round in which no more than so much may be lacking."""
    problem = Problem(base.given, base.allowed)
    weight, cost = base.given.weights.missing, problem.fillings.cost
    lacking = np.where(cost >= weight, cost // weight, 0)
    problem.bind(Budget("missing", np.zeros_like(problem.travel), lacking, 0, missing))
    return problem
