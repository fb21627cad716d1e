"""The cheapest lawful way out of a conflict: which rules would have to be waived for whom, and what stays lacking.

Only rules that the leading group may waive are ever offered; kinship, the present employer, a declared interest and
clearance are not.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from bihuan.domain.eligibility import WAIVABLE, Rule
from bihuan.domain.pool import Round
from bihuan.teams.columns import Problem
from bihuan.teams.demands import NEVER
from bihuan.teams.eligibility import BIT, Ints, eligibility
from bihuan.teams.exact import Choice
from bihuan.teams.fewest import ignore
from bihuan.teams.relaxation import TOLERANCE, OutOfTime, Relaxation
from bihuan.teams.search import Search, value_of
from bihuan.teams.stopping import Clock

SEATS = ("member", "leader", "deputy")


@dataclass(frozen=True)
class Waiver:
    """One seat that somebody could have if these rules were waived for him."""

    inspector: str
    group: str
    role: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class WayOut:
    """The fewest waivers, and what stays lacking even so, by row; `proven`: there is none cheaper."""

    waivers: tuple[Waiver, ...]
    lacking: tuple[tuple[str, int], ...]
    proven: bool


def cheapest_way_out(given: Round, *, seconds: float | None = None) -> WayOut:
    """Return the cheapest lawful relaxation of a round."""
    allowed = eligibility(given)
    weights = given.weights
    light = replace(weights, missing=weights.waived_missing, unmet=0, repeat=0)
    problem = Problem(replace(given, weights=light), replace(allowed, excluded=allowed.excluded & NEVER))
    tags = allowed.excluded[problem.triples.person, problem.triples.group]
    bits = sum(((tags & BIT[rule]) > 0).astype(np.int64) for rule in WAIVABLE)
    problem.cost = np.asarray(bits * weights.waived_rule, dtype=np.int64)
    best, proven = cheapest(problem, math.gcd(weights.waived_rule, weights.waived_missing), Clock(seconds))
    waivers = tuple(waivers_of(problem, best[tags[best] > 0], tags))
    return WayOut(waivers, tuple(lacking_in(problem, best)), proven)


def cheapest(problem: Problem, unit: int, clock: Clock) -> tuple[Ints, bool]:
    """Return the cheapest columns, and whether that is proven; every cost is so many units.

    Most seats cost nothing here, so reduced costs exclude few of them. But the columns the relaxation has asked for
    mostly hold a choice that costs no more than it does, rounded up: then there is no cheaper one.
    """
    none: Ints = np.zeros(0, dtype=np.int64)
    relaxation = Relaxation(problem, none)
    try:
        relaxed = relaxation.solve(clock)
    except OutOfTime:
        return none, False
    few = Choice(problem, np.nonzero(relaxation.inside)[0]).solve(clock, None, ignore, gap=unit - TOLERANCE)
    best = none if few is None else few.columns
    if value_of(problem, best) <= unit * math.ceil((relaxed.value - TOLERANCE) / unit):
        return best, True
    search = Search(problem, best, clock)
    search.run()
    return search.best, search.proven


def waivers_of(
    problem: Problem, columns: Ints, tags: np.ndarray[tuple[int, ...], np.dtype[np.uint16]]
) -> Iterator[Waiver]:
    given, triples = problem.given, problem.triples
    for column in columns.tolist():
        rules = tuple(rule for rule in Rule if tags[column] & BIT[rule])
        person, group = given.inspectors[triples.person[column]], given.groups[triples.group[column]]
        yield Waiver(person.id, group.id, SEATS[triples.seat[column]], rules)


def lacking_in(problem: Problem, columns: Ints) -> Iterator[tuple[str, int]]:
    """Yield what a composition must have and lacks."""
    fillings = problem.fillings
    values = Choice(problem, columns).values_of(columns)[len(columns) :]
    for row, cost, lacking in zip(fillings.row.tolist(), fillings.cost.tolist(), values.tolist(), strict=False):
        if cost and lacking:
            yield problem.layout.names[row], round(lacking)
