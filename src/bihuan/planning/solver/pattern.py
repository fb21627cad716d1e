"""The pattern of a pool: in which rounds each sector goes, and how many of its days, with days as a liquid.

A relaxation of the real question (organizations are whole), solved exactly: it gives the search its beginning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bihuan.domain.term_plan import PERCENT, Job

MOST_NODES = 400
Class = tuple[str, int, int, bool]  # sector, earliest, latest, whether a look-back follows
Flows = dict[Class, list[int]]


def class_of(job: Job) -> Class:
    return (job.sector, job.earliest, job.latest, job.mate is not None)


@dataclass
class _Model:
    """Columns and rows on their way to the solver."""

    solver: Any
    infinity: float
    columns: int = 0
    is_whole: list[int] = field(default_factory=list)

    def column(self, cost: float, most: float, *, whole: bool = False) -> int:
        self.solver.addCol(cost, 0.0, most, 0, [], [])
        if whole:
            self.is_whole.append(self.columns)
        self.columns += 1
        return self.columns - 1

    def row(self, low: float, high: float, terms: Mapping[int, float]) -> None:
        self.solver.addRow(low, high, len(terms), list(terms), list(terms.values()))


def pattern_of(jobs: Sequence[Job], caps: Sequence[int], *, rounds_later: int, percent: int) -> Flows:
    """Return the days of each class of visits in each round; empty where even the liquid does not fit."""
    import highspy

    solver: Any = highspy.Highs()  # type: ignore[no-untyped-call]  # the package has no types of its own
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.setOptionValue("random_seed", 1)
    solver.setOptionValue("mip_max_nodes", MOST_NODES)
    model = _Model(solver, highspy.kHighsInf)
    weights: dict[Class, int] = {}
    for job in jobs:
        if not job.is_look_back:
            weights[class_of(job)] = weights.get(class_of(job), 0) + job.days
    flows = _flow_columns(model, weights, caps)
    _link_to_sectors(model, weights, flows, caps)
    backs = [job for job in jobs if job.is_look_back]
    _fill_rounds(model, flows, caps, backs, rounds_later, percent)
    for column in model.is_whole:
        solver.changeColIntegrality(column, highspy.HighsVarType.kInteger)
    solver.run()
    values = solver.getSolution().col_value
    if not solver.getSolution().value_valid:
        return {}
    return {
        one: [round(values[flows[one, at]]) if (one, at) in flows else 0 for at in range(len(caps))] for one in weights
    }


def _flow_columns(model: _Model, weights: Mapping[Class, int], caps: Sequence[int]) -> dict[tuple[Class, int], int]:
    flows = {
        (one, at): model.column(0.0, min(days, caps[at]))
        for one, days in weights.items()
        for at in range(one[1], one[2] + 1)
    }
    for one, days in weights.items():
        model.row(days, days, {flows[one, at]: 1.0 for at in range(one[1], one[2] + 1)})
    return flows


def _link_to_sectors(
    model: _Model, weights: Mapping[Class, int], flows: Mapping[tuple[Class, int], int], caps: Sequence[int]
) -> None:
    """Let a class flow into a round only where its sector goes there; count where sectors go."""
    for sector in sorted({one[0] for one in weights} - {""}):
        own = [one for one in weights if one[0] == sector]
        whole = sum(weights[one] for one in own)
        goes = [model.column(1.0, 1.0, whole=True) for _ in caps]
        model.row(max(-(-whole // max(caps)), 1), model.infinity, dict.fromkeys(goes, 1.0))
        for at, here in enumerate(goes):
            into = [one for one in own if (one, at) in flows]
            if not into:
                continue
            model.row(
                -model.infinity, 0.0, {flows[one, at]: 1.0 for one in into} | {here: -float(min(caps[at], whole))}
            )
            for one in into:
                model.row(-model.infinity, 0.0, {flows[one, at]: 1.0, here: -float(min(caps[at], weights[one]))})


def _fill_rounds(
    model: _Model,
    flows: Mapping[tuple[Class, int], int],
    caps: Sequence[int],
    backs: Sequence[Job],
    rounds_later: int,
    percent: int,
) -> None:
    """Hold each round to its level; look-backs fill what is left, no more of them than first visits lie behind.

    Those whose first visit lies before the term that is planned may fill as soon as they may be held.
    """
    seen = [job for job in backs if job.mate is None]
    back = sum(job.days for job in backs)
    start = min([job.earliest for job in seen] + ([rounds_later] if len(seen) < len(backs) else []), default=0)
    again = {at: model.column(0.0, float(caps[at])) for at in range(start, len(caps))} if back else {}
    for at, most in enumerate(caps):
        terms = {column: 1.0 for (_one, where), column in flows.items() if where == at}
        model.row(-model.infinity, float(most), terms | ({again[at]: 1.0} if at in again else {}))
    if not again:
        return
    model.row(back, back, dict.fromkeys(again.values(), 1.0))
    for at in again:
        so_far = {again[one]: 1.0 for one in again if one <= at}
        behind = {column: -percent / PERCENT for (one, q), column in flows.items() if one[3] and q <= at - rounds_later}
        free = sum(job.days for job in seen if job.earliest <= at)
        model.row(-model.infinity, float(len(flows) + free), so_far | behind)
