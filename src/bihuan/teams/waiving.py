"""The cheapest lawful way out of a conflict: which rules would have to be waived for whom, and what stays lacking.

Only rules that the leading group may waive are ever offered; kinship, the present employer, a declared interest and
clearance are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from bihuan.domain.eligibility import WAIVABLE, Rule
from bihuan.domain.pool import Round
from bihuan.teams.columns import Problem
from bihuan.teams.demands import NEVER
from bihuan.teams.eligibility import BIT, Ints, eligibility
from bihuan.teams.exact import Choice
from bihuan.teams.search import Search
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
    search = Search(problem, np.zeros(0, dtype=np.int64), Clock(seconds))
    search.run()
    waivers = tuple(waivers_of(problem, search.best[tags[search.best] > 0], tags))
    return WayOut(waivers, tuple(lacking_in(problem, search.best)), search.proven)


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
