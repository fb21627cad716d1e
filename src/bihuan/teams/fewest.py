"""Proof that a composition cannot be mended with fewer moves: asked of every lawful column, costs aside.

The same way as everything here: the relaxation of the number of moves, priced over all lawful columns, bounds it from
below. Mostly that number, rounded up, is the number of moves there is. Else the few columns that reduced costs cannot
exclude are chosen among exactly.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace

import numpy as np

from bihuan.teams.certificate import bound_of, whole_duals
from bihuan.teams.columns import Budget, Problem
from bihuan.teams.eligibility import Ints
from bihuan.teams.exact import Choice
from bihuan.teams.relaxation import TOLERANCE, OutOfTime, Relaxation, Relaxed
from bihuan.teams.stopping import Clock

LIGHTER, HEAVY = 100, 1_000_000  # what must be there weighs less than a move, where it is bound already


@dataclass(frozen=True)
class Fewest:
    """Columns, and a number of moves that no lawful composition goes below that lacks no more."""

    columns: Ints
    least: int


def ignore(columns: Ints) -> None:
    """Better choices on the way are nobody's business."""


def fewest(base: Problem, columns: Ints, best: Ints, current: Ints, musts: Ints, missing: int, clock: Clock) -> Fewest:
    """Return columns with the fewest moves of all that lack no more than `missing`, as far as time goes, and the bound.

    `best` is known, and its own number of moves is what is held against the bound; where that cannot be bettered, it is
    returned. Of others with fewer moves the cheapest is looked for; what is proven is the number of moves.
    """
    counting = moves_of(base, columns, current, musts, missing)
    start = np.nonzero(np.isin(columns, best))[0]
    relaxation = Relaxation(counting, start)
    try:
        relaxed = relaxation.solve(clock)
    except OutOfTime:
        return Fewest(best, max(0, proven_by(counting, relaxation)))
    least, moves = proven_by(counting, relaxation), moved(best, current)
    if least >= moves:
        return Fewest(best, least)
    kept = within(relaxed, start, moves - 1)
    answer = Choice(counting, kept).solve(clock, start, ignore)
    if answer is None or not answer.optimal:
        return Fewest(best, least)
    found = int(counting.cost[answer.columns].sum())
    if found == moves:
        return Fewest(best, moves)
    chosen = cheapest(base, counting, within(relaxed, answer.columns, found), answer.columns, clock)
    return Fewest(np.sort(columns[chosen]), found)


def proven_by(counting: Problem, relaxation: Relaxation) -> int:
    """Return what the duals prove, in whole numbers: it holds for any, be the relaxation solved or not."""
    return bound_of(counting, whole_duals(counting, relaxation.duals, relaxation.lazy), relaxation.lazy)


def within(relaxed: Relaxed, known: Ints, moves: int) -> Ints:
    """Return the columns that reduced costs do not exclude from a composition of so many moves, and those known."""
    kept = relaxed.reduced <= moves - relaxed.value + TOLERANCE
    kept[np.fromiter(relaxed.used, dtype=np.int64)] = True
    kept[known] = True
    return np.nonzero(kept)[0]


def cheapest(base: Problem, counting: Problem, kept: Ints, known: Ints, clock: Clock) -> Ints:
    """Return the cheapest of the choices with as few moves, that which is known where time ends before."""
    weighing = copy(counting)
    heavy = base.fillings.cost >= base.given.weights.missing
    light = np.where(heavy, base.fillings.cost // LIGHTER, base.fillings.cost)
    weighing.fillings, weighing.repeat_cost = replace(base.fillings, cost=light), base.repeat_cost
    points = base.travel + base.load
    weighing.cost = points[counting.triples.person, counting.triples.group] + counting.cost * HEAVY
    answer = Choice(weighing, kept).solve(clock, known, ignore)
    if answer is None or counting.cost[answer.columns].sum() > counting.cost[known].sum():
        return known
    return answer.columns


def moved(columns: Ints, current: Ints) -> int:
    return int((~np.isin(columns, current)).sum())


def moves_of(base: Problem, columns: Ints, current: Ints, musts: Ints, missing: int) -> Problem:
    """Return the problem of the fewest moves on lawful columns, in which no more than so much may be lacking."""
    counting, weight, cost = part_of(base, columns, musts), base.given.weights.missing, base.fillings.cost
    counting.cost = (~np.isin(columns, current)).astype(np.int64)
    counting.fillings, counting.repeat_cost = replace(base.fillings, cost=np.zeros_like(cost)), 0
    lacking = np.where(cost >= weight, cost // weight, 0)
    counting.bind(Budget("missing", np.zeros_like(base.travel), lacking, 0, missing))
    return counting


def mending_of(base: Problem, columns: Ints, current: Ints, musts: Ints) -> Problem:
    """Return the problem of the cheapest repair on lawful columns; a move weighs more than all but what must be."""
    mending = part_of(base, columns, musts)
    mending.cost = base.cost[columns] + ~np.isin(columns, current) * base.given.weights.move
    return mending


def part_of(base: Problem, columns: Ints, musts: Ints) -> Problem:
    """Return the problem on some of the columns, in which whoever is in `musts` sits somewhere."""
    part = copy(base)
    part.layout, part.budgets, part.triples = copy(base.layout), [], base.triples.take(columns)
    part.layout.names, part.layout.lower = list(base.layout.names), base.layout.lower.copy()
    part.layout.lower[part.layout.one + musts] = 1
    return part
