"""The certificate: duals of the relaxation in whole numbers, and the bound that follows from them.

What is computed here with arrays, domain/staffing_bound.py recomputes from the round itself; both have to agree.
"""

from __future__ import annotations

import numpy as np

from bihuan.domain.staffing import Certificate
from bihuan.teams.columns import Floats, Problem
from bihuan.teams.eligibility import Ints
from bihuan.teams.matrix import LazyRows, lazy_row_names, reduced_costs

SCALE = 10_000


def whole_duals(problem: Problem, duals: Floats, lazy: LazyRows) -> Ints:
    """Return the duals `SCALE` times, rounded, and 0 where their sign has no finite side of the row to hold on to."""
    joined = np.ones(len(lazy.order))
    lower = np.concatenate([problem.layout.lower, -np.inf * joined])
    upper = np.concatenate([problem.layout.upper, joined])
    whole = np.rint(SCALE * duals).astype(np.int64)
    whole[(whole > 0) & np.isinf(lower)] = 0
    whole[(whole < 0) & np.isinf(upper)] = 0
    return whole


def bound_of(problem: Problem, duals: Ints, lazy: LazyRows) -> int:
    """Return the lower bound that follows from whole duals."""
    layout, fillings = problem.layout, problem.fillings
    joined = np.ones(len(lazy.order))
    sides = np.concatenate([np.where(np.isinf(layout.lower), layout.upper, layout.lower), joined]).astype(np.int64)
    total = int((sides * duals).sum())
    seats = reduced_costs(problem, problem.cost * SCALE, duals, lazy)
    total += int(np.minimum(0, seats).sum())
    filled, again = fillings.cost * SCALE - duals[fillings.row], problem.repeat_cost * SCALE
    for dual, budget in zip(duals[layout.budget : layout.count].tolist(), problem.budgets, strict=True):
        filled, again = filled - dual * budget.filling, again - dual * budget.repeat
    total += int((np.minimum(0, filled) * fillings.most).sum())
    for row, dual in zip(lazy.order, duals[layout.count :].tolist(), strict=True):
        *who, _ = row
        if len(who) == 1:
            total += min(0, again + dual) * int(problem.again_most[who[0]] - 1)
    return -(-total // SCALE)


def certificate_of(problem: Problem, duals: Floats, lazy: LazyRows, fingerprint: str) -> Certificate:
    """Return the certificate that these duals make."""
    whole = whole_duals(problem, duals, lazy)
    names = [*problem.layout.names, *lazy_row_names(problem.given, problem.previous_teams, lazy)]
    kept = {name: dual for name, dual in zip(names, whole.tolist(), strict=True) if dual}
    return Certificate(fingerprint, SCALE, kept)
