"""The linear relaxation of a round, solved on few columns: others join when they would save, rows when they are broken.

Its value is a lower bound for every composition, its duals become the certificate.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from functools import cache

import highspy
import numpy as np

from bihuan.teams.columns import DEPUTY, LEADER, Floats, Problem, Triples
from bihuan.teams.eligibility import Bools, Ints
from bihuan.teams.matrix import (
    LazyRows,
    Sparse,
    entries,
    filling_entries,
    reduced_costs,
    repeat_entries,
    touched,
)
from bihuan.teams.stopping import Clock

TOLERANCE = 1e-6
STDOUT = 1
JOINING = 50  # columns a group in one turn
CHEAPEST, CHEAPEST_OF_A_KIND = 20, 8
SLACK, REPEAT = -1, -2  # columns that are no seats


class SolverFailed(Exception):
    """HiGHS gave no answer where it has to have one."""

    def __init__(self, said: str) -> None:
        self.said = said
        super().__init__(f"the solver broke off ({said}); run it again, and tell us with the instance if it stays so")


class NoChoice(SolverFailed):
    """No choice meets every row: whoever must sit somewhere cannot, beside the others who must."""


class OutOfTime(Exception):
    """The relaxation was not solved in the time there was, or somebody stopped it."""


@dataclass(frozen=True)
class Relaxed:
    """The solved relaxation: its value, the duals row by row, what every column still costs, what is in use."""

    value: float
    duals: Floats
    reduced: Floats
    lazy: LazyRows
    used: dict[int, float]  # column → value above zero


def quiet_solver() -> highspy.Highs:
    """Return a solver that prints nothing and uses one thread: its number cannot be changed after the first run."""
    greet_nobody()
    solver: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    return solver


@cache
def greet_nobody() -> None:
    """Let the library's greeting, which it writes to stdout when first used, go nowhere: stdout is for one document."""
    sys.stdout.flush()
    kept, nowhere = os.dup(STDOUT), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, STDOUT)
    try:
        highspy.Highs()  # type: ignore[no-untyped-call]
    finally:
        os.dup2(kept, STDOUT)
        os.close(kept)
        os.close(nowhere)


class Relaxation:
    """One warm solver; columns and rows only join."""

    def __init__(self, problem: Problem, known: Ints) -> None:
        self.problem, self.lazy = problem, LazyRows()
        self.duals = np.zeros(problem.layout.count)
        self.inside = np.zeros(len(problem.triples), dtype=np.bool_)
        self.meaning: list[Ints] = []
        self.solver = quiet_solver()
        self.solver.setOptionValue("presolve", "off")
        self.solver.setOptionValue("simplex_strategy", 1)  # dual: measured three times as quick as primal here
        self._lay_out()
        self._join(np.union1d(start_columns(problem), known))

    def _lay_out(self) -> None:
        layout, fillings = self.problem.layout, self.problem.fillings
        none = np.zeros(0, dtype=np.int32)
        rows = np.zeros(layout.count, dtype=np.int32)
        self.solver.addRows(layout.count, layout.lower, layout.upper, 0, rows, none, np.zeros(0))
        self._add(filling_entries(self.problem), fillings.cost.astype(np.float64), fillings.most.astype(np.float64))
        self.meaning.append(np.full(len(fillings.row), SLACK))

    def _add(self, matrix: Sparse, cost: Floats, most: Floats) -> None:
        count = matrix.columns
        low = np.zeros(count)
        self.solver.addCols(count, cost, low, most, len(matrix.index), matrix.starts[:-1], matrix.index, matrix.value)

    def _join(self, columns: Ints) -> None:
        triples = self.problem.triples.take(columns)
        cost = self.problem.cost[columns].astype(np.float64)
        self._add(entries(self.problem, triples, self.lazy), cost, np.ones(len(columns)))
        self.meaning.append(columns)
        self.inside[columns] = True

    def solve(self, clock: Clock) -> Relaxed:
        """Solve to the end; raise OutOfTime or SolverFailed."""
        while True:
            self._run(clock)
            solution = self.solver.getSolution()
            meaning = np.concatenate(self.meaning)
            values, duals = np.array(solution.col_value), np.array(solution.row_dual)
            self.duals = duals
            seats = np.nonzero((meaning >= 0) & (values > TOLERANCE))[0]
            used = dict(zip(meaning[seats].tolist(), values[seats].tolist(), strict=True))
            reduced = reduced_costs(self.problem, self.problem.cost.astype(np.float64), duals, self.lazy)
            joining = self._saving(reduced)
            broken = broken_rows(self.problem, used, self.lazy)
            if not len(joining) and not broken:
                return Relaxed(self.solver.getInfo().objective_function_value, duals, reduced, self.lazy, used)
            if len(joining):
                self._join(joining)
            self._bind(broken)

    def _run(self, clock: Clock) -> None:
        clock.limit(self.solver)
        self.solver.run()
        status = self.solver.getModelStatus()
        if status in (highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kInterrupt) or clock.is_over():
            raise OutOfTime
        if status == highspy.HighsModelStatus.kInfeasible:
            raise NoChoice(self.solver.modelStatusToString(status))
        if status != highspy.HighsModelStatus.kOptimal:
            raise SolverFailed(self.solver.modelStatusToString(status))

    def _saving(self, reduced: Floats) -> Ints:
        """Return the columns that would save most, so many a group."""
        saving = np.nonzero((reduced < -TOLERANCE) & ~self.inside)[0]
        return first_of_each(self.problem.triples.group[saving], saving, reduced[saving], JOINING)

    def _bind(self, broken: list[tuple[int, ...]]) -> None:
        """Let rows join that the present solution breaks; one against meeting again brings its own column."""
        meaning = np.concatenate(self.meaning)
        seats = np.nonzero(meaning >= 0)[0]
        triples = self.problem.triples.take(meaning[seats])
        self.duals = np.concatenate([self.duals, np.zeros(len(broken))])
        for row in broken:
            self.lazy.add(row)
            columns = seats[touched(self.problem, triples, row)].astype(np.int32)
            self.solver.addRow(-highspy.kHighsInf, 1.0, len(columns), columns, np.ones(len(columns)))
            most = float(self.problem.again_most[row[0]] - 1) if len(row) == len(("group", "team")) else 0.0
            if most:
                number = self.problem.layout.count + len(self.lazy.order) - 1
                one = repeat_entries(self.problem, np.array([number]))
                self._add(one, np.array([float(self.problem.repeat_cost)]), np.array([most]))
                self.meaning.append(np.array([REPEAT]))


def start_columns(problem: Problem) -> Ints:
    """Return a first choice: the cheapest of each group, and of each kind it wants."""
    triples, cost = problem.triples, problem.cost.astype(np.float64)
    person, group = triples.person, triples.group
    member = triples.seat == 0
    kept = [best(problem, member, cost, CHEAPEST), best(problem, member & problem.local[person, group], cost, 2)]
    for seat in (LEADER, DEPUTY):
        kept.append(best(problem, triples.seat == seat, cost, CHEAPEST_OF_A_KIND))
        kept.append(best(problem, (triples.seat == seat) & problem.key_post[person], cost, CHEAPEST_OF_A_KIND))
    for needs in problem.needs_of[group].T:
        answered = (needs >= 0) & problem.answers[needs, problem.kind[person]]
        kept.append(best(problem, member & answered, cost, CHEAPEST_OF_A_KIND))
    women = np.array([sex == "f" for sex, _ in problem.kinds], dtype=np.bool_)[problem.kind[person]]
    kept.append(best(problem, member & women, cost, CHEAPEST_OF_A_KIND))
    each = np.nonzero(member)[0]
    kept.append(first_of_each(person[each], each, cost[each], 2))
    return np.unique(np.concatenate(kept))


def best(problem: Problem, among: Bools, cost: Floats, count: int) -> Ints:
    columns = np.nonzero(among)[0]
    return first_of_each(problem.triples.group[columns], columns, cost[columns], count)


def first_of_each(label: Ints, columns: Ints, cost: Floats, count: int) -> Ints:
    """Return the cheapest columns of each label."""
    order = np.lexsort((columns, cost, label))
    label, columns = label[order], columns[order]
    begins = np.searchsorted(label, label, side="left")
    return columns[np.arange(len(columns)) - begins < count]


def broken_rows(problem: Problem, used: dict[int, float], lazy: LazyRows) -> list[tuple[int, ...]]:
    """Return the lazy rows that a solution breaks, of those that have not joined."""
    columns = np.fromiter(used, dtype=np.int64, count=len(used))
    value = np.fromiter(used.values(), dtype=np.float64, count=len(used))
    triples = problem.triples.take(columns)
    known = set(lazy.order)
    return [
        row for row in (*met_again(problem, triples, value), *relatives(problem, triples, value)) if row not in known
    ]


def met_again(problem: Problem, triples: Triples, value: Floats) -> list[tuple[int, ...]]:
    together = np.zeros((problem.group_count, len(problem.previous_teams) + 1))
    np.add.at(together, (triples.group, problem.team[triples.person]), value)
    groups, teams = np.nonzero(together[:, :-1] > 1 + TOLERANCE)
    return list(zip(groups.tolist(), teams.tolist(), strict=True))


def relatives(problem: Problem, triples: Triples, value: Floats) -> list[tuple[int, ...]]:
    where: dict[int, dict[int, float]] = {}
    for person, group, part in zip(triples.person.tolist(), triples.group.tolist(), value.tolist(), strict=True):
        there = where.setdefault(person, {})
        there[group] = there.get(group, 0.0) + part
    found: list[tuple[int, ...]] = []
    for one, other in problem.kin:
        for group, part in where.get(one, {}).items():
            if part + where.get(other, {}).get(group, 0.0) > 1 + TOLERANCE:
                found.append((one, other, group))
    return found
