"""The best composition among few columns, exactly: a mixed-integer problem for HiGHS.

A column whose reduced cost is above the distance between the best composition known and the relaxation cannot be in a
better one. So the few columns within that distance decide for all, and what is best among them is best.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import highspy
import numpy as np

from bihuan.teams.columns import Floats, Problem
from bihuan.teams.eligibility import Ints
from bihuan.teams.matrix import LazyRows, beside, entries, filling_entries, repeat_entries
from bihuan.teams.relaxation import NoChoice, SolverFailed, quiet_solver
from bihuan.teams.stopping import Clock

HALF = 0.5
GAP = 0.99  # costs are whole numbers: less than one apart is none
EFFORT = 0.2  # of the time, for searching while a good choice is wanted
SEARCHES = (
    "mip_heuristic_run_rins",
    "mip_heuristic_run_rens",
    "mip_heuristic_run_root_reduced_cost",
)  # idle in proving
Found = Callable[[Ints], None]


@dataclass(frozen=True)
class Answer:
    """The best columns found, and whether it is proven that none of those asked about are better."""

    columns: Ints
    optimal: bool


class Choice:
    """The problem on some columns. All rows that they could break are in it from the start.

    `extra` costs come on top, column by column; whoever is in `musts` (numbers of inspectors) sits somewhere.
    """

    def __init__(self, problem: Problem, columns: Ints, extra: Ints | None = None, musts: Ints | None = None) -> None:
        self.problem, self.columns = problem, columns
        self.extra = np.zeros(len(columns), dtype=np.int64) if extra is None else extra
        self.musts = np.zeros(0, dtype=np.int64) if musts is None else musts
        self.triples = problem.triples.take(columns)
        self.lazy = LazyRows()
        for row in lazy_rows(problem, columns):
            self.lazy.add(row)
        self.matrix = entries(problem, self.triples, self.lazy)
        self.again = [(number, row) for number, row in enumerate(self.lazy.order) if is_again(row)]

    def cost(self) -> Floats:
        fillings = self.problem.fillings
        repeats = np.full(len(self.again), self.problem.repeat_cost)
        return np.concatenate([self.problem.cost[self.columns] + self.extra, fillings.cost, repeats]).astype(np.float64)

    def most(self) -> Floats:
        again = [self.problem.again_most[row[0]] - 1 for _, row in self.again]
        return np.concatenate([np.ones(len(self.columns)), self.problem.fillings.most, again]).astype(np.float64)

    def model(self) -> highspy.HighsLp:
        """Return the problem as HiGHS takes it: seats, what fills rows up, repeats."""
        layout = self.problem.layout
        lp = highspy.HighsLp()
        repeats = np.array([layout.count + number for number, _ in self.again], dtype=np.int64)
        matrix = beside(self.matrix, filling_entries(self.problem), repeat_entries(self.problem, repeats))
        lp.num_col_, lp.num_row_ = matrix.columns, layout.count + len(self.lazy.order)
        lp.col_cost_, lp.col_lower_, lp.col_upper_ = self.cost(), np.zeros(lp.num_col_), self.most()
        joined = np.ones(len(self.lazy.order))
        lower = layout.lower.copy()
        lower[layout.one + self.musts] = 1
        lp.row_lower_ = np.concatenate([lower, -np.inf * joined])
        lp.row_upper_ = np.concatenate([layout.upper, joined])
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.starts, matrix.index, matrix.value
        lp.integrality_ = [highspy.HighsVarType.kInteger] * lp.num_col_
        return lp

    def values_of(self, chosen: Ints) -> Floats:
        """Return every column's value for a composition, what is lacking and repeated included."""
        inside = np.isin(self.columns, chosen)
        rows = np.zeros(self.problem.layout.count + len(self.lazy.order))
        taken = np.repeat(inside, np.diff(self.matrix.starts))
        np.add.at(rows, self.matrix.index[taken], 1)
        row = self.problem.fillings.row
        lacking = np.maximum(0, self.problem.layout.lower[row] - rows[row])
        again = [max(0.0, rows[self.problem.layout.count + number] - 1) for number, _ in self.again]
        return np.concatenate([inside, lacking, again]).astype(np.float64)

    def solve(self, clock: Clock, known: Ints | None, found: Found, gap: float = GAP) -> Answer | None:
        """Return the best choice, or one within a gap; None where time ended before there was any.

        HiGHS 1.16 may carry a known choice into its reduced problem with a cost that it does not have, throw away what
        is better, and call it optimal. What it says the answer costs betrays that: then it is asked without one.
        """
        solver = self._solver(clock, found, gap)
        self._start_from(known, solver)
        solver.solve()
        answer = self._answer(solver)
        if answer is None or not answer.optimal or self._costs_what_is_said(solver):
            return answer
        solver = self._solver(clock, found, gap)
        solver.solve()
        again = self._answer(solver)
        return again if again and self._costs_what_is_said(solver) else replace(again or answer, optimal=False)

    def _solver(self, clock: Clock, found: Found, gap: float) -> highspy.Highs:
        solver = quiet_solver()
        options = {"mip_rel_gap": 0.0, "mip_abs_gap": gap, "mip_allow_restart": False}
        options |= dict.fromkeys(SEARCHES, False) if gap == GAP else {"mip_heuristic_effort": EFFORT}
        for option, value in options.items():
            solver.setOptionValue(option, value)
        clock.limit(solver)
        solver.passModel(self.model())
        self._listen(solver, clock, found)
        return solver

    def _start_from(self, known: Ints | None, solver: highspy.Highs) -> None:
        if known is not None and np.isin(known, self.columns).all():
            start = highspy.HighsSolution()
            start.col_value = self.values_of(known).tolist()
            start.value_valid = True
            solver.setSolution(start)

    def _costs_what_is_said(self, solver: highspy.Highs) -> bool:
        values = np.array(solver.getSolution().col_value)
        return abs(float((self.cost() * values).sum()) - solver.getInfo().objective_function_value) < HALF

    def _listen(self, solver: highspy.Highs, clock: Clock, found: Found) -> None:
        def improved(event: highspy.HighsCallbackEvent) -> None:
            found(self._seats(np.array(event.data_out.mip_solution)))

        def interrupt(event: highspy.HighsCallbackEvent) -> None:
            if clock.stop() and event.data_in is not None:
                event.data_in.user_interrupt = True

        solver.cbMipImprovingSolution += improved
        solver.cbMipInterrupt += interrupt

    def _seats(self, values: Floats) -> Ints:
        return self.columns[values[: len(self.columns)] > HALF]

    def _answer(self, solver: highspy.Highs) -> Answer | None:
        status, states = solver.getModelStatus(), highspy.HighsModelStatus
        values = np.array(solver.getSolution().col_value)
        if status == states.kOptimal:
            return Answer(self._seats(values), True)
        if status == states.kInfeasible:
            raise NoChoice(solver.modelStatusToString(status))
        if status not in (states.kTimeLimit, states.kInterrupt):
            raise SolverFailed(solver.modelStatusToString(status))
        solved = solver.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        return Answer(self._seats(values), False) if solved else None


def is_again(row: tuple[int, ...]) -> bool:
    """True for a row against meeting again: it names a group and a previous team."""
    return len(row) == len(("group", "team"))


def lazy_rows(problem: Problem, columns: Ints) -> Iterator[tuple[int, ...]]:
    """Yield the rows against meeting again and for relatives that these columns could break."""
    triples = problem.triples.take(columns)
    pairs = np.unique(np.stack([triples.group, triples.person]), axis=1)
    group, team = pairs[0], problem.team[pairs[1]]
    together, count = np.unique(np.stack([group[team >= 0], team[team >= 0]]), axis=1, return_counts=True)
    for number in np.nonzero(count > 1)[0]:
        yield int(together[0, number]), int(together[1, number])
    where: dict[int, set[int]] = {}
    for at, person in zip(pairs[0].tolist(), pairs[1].tolist(), strict=True):
        where.setdefault(person, set()).add(at)
    for one, other in problem.kin:
        for at in sorted(where.get(one, set()) & where.get(other, set())):
            yield one, other, at
