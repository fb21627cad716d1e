"""Priorities as bands: first nothing missing, then nothing unmet, then short ways, then even loads, then no repeats.

Each level is made as small as it can be; then it is bound to that, travel to a band above it, before the next one.
The weighted cost is the default and the one that is compared; bands show what strict priorities cost.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bihuan.teams.columns import Budget, Problem
from bihuan.teams.eligibility import Ints
from bihuan.teams.search import Search
from bihuan.teams.solutions import Band
from bihuan.teams.stopping import Clock

WHOLE = 100  # per cent


def in_bands(search: Search, clock: Clock) -> tuple[Ints, tuple[Band, ...]]:
    """Return the composition that bands prefer, beginning from a weighted one, and how each level came out."""
    given, best = search.problem.given, search.best
    kept: list[Budget] = []
    bands: list[Band] = []
    for level in ("missing", "unmet", "travel", "fairness", "repeats"):
        problem = Problem(given, search.problem.allowed)
        for budget in kept:
            problem.bind(budget)
        budget = aimed_at(problem, level)
        one = Search(problem, best, clock)
        one.run()
        best = one.best
        most = one.cost
        if level == "travel":
            most = one.cost * (WHOLE + given.weights.travel_band_percent) // WHOLE
        bands.append(Band(level, one.cost, one.lower_bound, one.proven, most))
        kept.append(replace(budget, most=most))
    return best, tuple(bands)


def aimed_at(problem: Problem, level: str) -> Budget:
    """Let a problem make one level least, and return that level as a budget."""
    weights, fillings = problem.given.weights, problem.fillings
    nothing, none = np.zeros_like(problem.travel), np.zeros_like(fillings.cost)
    unmet = np.array([problem.layout.names[row].startswith(("prefer/", "stability/")) for row in fillings.row])
    points = {"travel": problem.travel, "fairness": problem.load}.get(level, nothing)
    filling = {"missing": np.where(unmet, 0, fillings.cost // weights.missing), "unmet": np.where(unmet, 1, 0)}
    budget = Budget(level, points, filling.get(level, none), int(level == "repeats"), 0)
    problem.cost = points[problem.triples.person, problem.triples.group]
    problem.fillings = replace(fillings, cost=budget.filling)
    problem.repeat_cost = budget.repeat
    return budget
