"""What a round must have, without costs: the rows that demand people, the rows that limit them, who could come.

For the search of a conflict. A rule that might be waived is an item like a row: while it is in force, those whom it
excludes are not there. What is never waived, and one seat a person, is in force always.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import highspy
import numpy as np

from bihuan.domain.eligibility import NEVER_WAIVED, WAIVABLE, Rule
from bihuan.domain.pool import Round
from bihuan.teams.columns import Floats, Problem
from bihuan.teams.eligibility import BIT, Bits, Bools, Ints, eligibility
from bihuan.teams.exact import lazy_rows
from bihuan.teams.matrix import LazyRows, Sparse, entries, lazy_row_names
from bihuan.teams.relaxation import TOLERANCE, SolverFailed, quiet_solver

MET = 1e-5  # what lacks less lacks nothing
NEVER = np.uint16(sum(int(BIT[rule]) for rule in NEVER_WAIVED))


@dataclass(frozen=True)
class Items:
    """What is in force: rows by number, rules by name."""

    rows: frozenset[int]
    rules: frozenset[Rule]

    def __len__(self) -> int:
        return len(self.rows) + len(self.rules)

    def without(self, rows: frozenset[int] = frozenset(), rules: frozenset[Rule] = frozenset()) -> Items:
        return Items(self.rows - rows, self.rules - rules)


class Warm:
    """A solved set of items; each further question begins from the last answer."""

    def __init__(self, solver: highspy.Highs, rows: Ints, lower: Floats, upper: Floats) -> None:
        self.solver, self.rows, self.lower, self.upper = solver, rows, lower, upper
        self.place = {row: place for place, row in enumerate(rows.tolist())}
        solver.setOptionValue("simplex_strategy", 4)  # primal: a row left out breaks nothing

    def leave_out(self, rows: frozenset[int]) -> None:
        for row in rows:
            self.solver.changeRowBounds(self.place[row], -highspy.kHighsInf, highspy.kHighsInf)

    def put_back(self, rows: frozenset[int]) -> None:
        for row in rows:
            self.solver.changeRowBounds(self.place[row], float(self.lower[row]), float(self.upper[row]))

    def contradiction(self) -> frozenset[int] | None:
        """Return the rows that contradict each other now, None where they can be met."""
        self.solver.run()
        status = self.solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise SolverFailed(self.solver.modelStatusToString(status))
        if self.solver.getInfo().objective_function_value <= MET:
            return None
        duals = np.array(self.solver.getSolution().row_dual)
        return frozenset(self.rows[np.abs(duals) > TOLERANCE].tolist())


class Demands:
    """A round as demands and limits over everybody who could be there if waivable rules were waived."""

    def __init__(self, given: Round) -> None:
        allowed = eligibility(given)
        self.given = given
        self.problem = Problem(given, replace(allowed, excluded=allowed.excluded & NEVER))
        triples, layout = self.problem.triples, self.problem.layout
        self.tags: Bits = allowed.excluded[triples.person, triples.group]
        lazy = LazyRows()
        for row in lazy_rows(self.problem, np.arange(len(triples))):
            lazy.add(row)
        self.matrix = entries(self.problem, triples, lazy)
        self.column = np.repeat(np.arange(len(triples)), np.diff(self.matrix.starts))
        joined = len(lazy.order)
        most = [self.problem.again_most[row[0]] if len(row) == len(("group", "team")) else 1 for row in lazy.order]
        self.lower = np.concatenate([layout.lower, np.full(joined, -np.inf)])
        self.upper = np.concatenate([layout.upper, np.array(most, dtype=np.float64)])
        self.names = [*layout.names, *lazy_row_names(given, self.problem.previous_teams, lazy)]
        self.whole = False

    def everything(self) -> Items:
        """Return all that may be an item: every rule that is waivable, every row but one seat a person and wishes."""
        wishes = ("one/", "prefer/", "stability/")
        rows = (number for number, name in enumerate(self.names) if not name.startswith(wishes))
        return Items(frozenset(rows), WAIVABLE)

    def conflict_in(self, items: Items) -> Items | None:
        """Return those items that already contradict each other, None where the items can all be met.

        People may be shared out in parts unless `whole` is set; then nothing tells which items matter: it is slower.
        """
        if not any(np.isfinite(self.lower[row]) for row in items.rows):
            return None
        solver, rows = self._solved(items)
        status, states = solver.getModelStatus(), highspy.HighsModelStatus
        if status not in (states.kOptimal, states.kObjectiveTarget):
            raise SolverFailed(solver.modelStatusToString(status))
        if solver.getInfo().objective_function_value <= MET:
            return None
        if self.whole:
            return items
        duals = np.array(solver.getSolution().row_dual)[: len(rows)]
        held = rows[np.abs(duals) > TOLERANCE]
        return Items(items.rows & frozenset(held.tolist()), items.rules)

    def kept_warm(self, items: Items) -> Warm:
        """Return a solver in which rows of these items can be left out one after the other."""
        return Warm(*self._solved(items), self.lower, self.upper)

    def _solved(self, items: Items) -> tuple[highspy.Highs, Ints]:
        """Solve for the least that is lacking under the items; return solver and its rows."""
        bits = np.uint16(sum(int(BIT[rule]) for rule in items.rules))
        active = np.zeros(len(self.names), dtype=np.bool_)
        active[list(items.rows)] = True
        demanding = active & np.isfinite(self.lower)
        wanted = np.zeros(len(self.tags), dtype=np.bool_)
        wanted[self.column[demanding[self.matrix.index]]] = True
        there = wanted & ((self.tags & bits) == 0)
        people = np.zeros(len(self.names), dtype=np.bool_)
        people[np.unique(self.problem.triples.person[there])] = True
        rows = np.nonzero(active | people)[0]
        fillings = np.nonzero(demanding)[0]
        return self._model(there, rows, fillings), rows

    def _model(self, there: Bools, rows: Ints, fillings: Ints) -> highspy.Highs:
        place = np.full(len(self.names), -1)
        place[rows] = np.arange(len(rows))
        matrix = self._part(there, place)
        single = np.arange(len(fillings) + 1, dtype=np.int32) + len(matrix.index)
        lp = highspy.HighsLp()
        lp.num_col_, lp.num_row_ = matrix.columns + len(fillings), len(rows)
        lp.col_cost_ = np.concatenate([np.zeros(matrix.columns), np.ones(len(fillings))])
        lp.col_lower_, lp.col_upper_ = np.zeros(lp.num_col_), np.full(lp.num_col_, np.inf)
        lp.row_lower_, lp.row_upper_ = self.lower[rows], self.upper[rows]
        lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        lp.a_matrix_.start_ = np.concatenate([matrix.starts[:-1], single])
        lp.a_matrix_.index_ = np.concatenate([matrix.index, place[fillings].astype(np.int32)])
        lp.a_matrix_.value_ = np.concatenate([matrix.value, np.ones(len(fillings))])
        solver = quiet_solver()
        if self.whole:
            lp.integrality_ = [highspy.HighsVarType.kInteger] * lp.num_col_
            solver.setOptionValue("objective_target", 0.5)  # nothing lacks: found
        solver.passModel(lp)
        solver.run()
        return solver

    def _part(self, there: Bools, place: Ints) -> Sparse:
        """Return the columns that are there, with the rows that have a place."""
        kept = there[self.column] & (place[self.matrix.index] >= 0)
        number = np.cumsum(there) - 1
        counts = np.bincount(number[self.column[kept]], minlength=int(there.sum()))
        starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        return Sparse(starts, place[self.matrix.index[kept]].astype(np.int32), np.ones(int(kept.sum())))
