"""The peer: the same round given to CP-SAT as it stands, in a process of its own (it cannot share one with HiGHS).

python -m benchmarks.cp_sat ROUND.json SECONDS TEAMS.json   (needs ortools, which Bihuan does not: pip install ortools)
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from ortools.sat.python import cp_model

from bihuan.rules.staffing import weights_on
from bihuan.teams.columns import DEPUTY, LEADER, Problem
from bihuan.teams.reading import read_round

WORKERS = 2


def main(path: Path, seconds: float, out: Path) -> None:
    """Solve, and write the teams and the bound."""
    problem = Problem(read_round(path, weights_on(date(2026, 1, 1))).round)
    model = Model(problem)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds, solver.parameters.num_workers = seconds, WORKERS
    status = solver.solve(model.model)
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    teams = model.teams(solver) if found else []
    out.write_text(json.dumps({"groups": teams}), encoding="utf-8")
    print(json.dumps({"bound": solver.best_objective_bound, "proven": status == cp_model.OPTIMAL}))


class Model:
    """Every lawful seat a Boolean, every row a linear constraint, what is lacking an integer that costs."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.model = problem, cp_model.CpModel()
        triples = problem.triples
        self.seats = [self.model.new_bool_var("") for _ in range(len(triples))]
        self.rows: dict[int, list[Any]] = defaultdict(list)
        self.terms: list[Any] = []
        self._count_seats()
        fillings = problem.fillings
        for row, cost, most in zip(fillings.row.tolist(), fillings.cost.tolist(), fillings.most.tolist(), strict=True):
            lacking = self.model.new_int_var(0, most, "")
            self.rows[row].append(lacking)
            self.terms.append(cost * lacking)
        self._bind()
        self._bind_pairs()
        self.terms += [cost * seat for cost, seat in zip(problem.cost.tolist(), self.seats, strict=True)]
        self.model.minimize(sum(self.terms))

    def _count_seats(self) -> None:
        from bihuan.teams.matrix import LazyRows, entries

        matrix = entries(self.problem, self.problem.triples, LazyRows())
        for column, seat in enumerate(self.seats):
            for row in matrix.index[matrix.starts[column] : matrix.starts[column + 1]].tolist():
                self.rows[row].append(seat)

    def _bind(self) -> None:
        layout = self.problem.layout
        for row, terms in self.rows.items():
            lower, upper = layout.lower[row], layout.upper[row]
            if lower == upper:
                self.model.add(sum(terms) == int(lower))
            elif lower > -float("inf"):
                self.model.add(sum(terms) >= int(lower))
            else:
                self.model.add(sum(terms) <= int(upper))

    def _bind_pairs(self) -> None:
        """Bind relatives and previous teams."""
        triples, problem = self.problem.triples, self.problem
        of_pair: dict[tuple[int, int], list[Any]] = defaultdict(list)
        met: dict[tuple[int, int], list[Any]] = defaultdict(list)
        columns = zip(triples.person.tolist(), triples.group.tolist(), self.seats, strict=True)
        for person, group, seat in columns:
            of_pair[person, group].append(seat)
            if problem.team[person] >= 0:
                met[group, int(problem.team[person])].append(seat)
        for (group, _), seats in met.items():
            again = self.model.new_int_var(0, int(problem.again_most[group]) - 1, "")
            self.model.add(sum(seats) - again <= 1)
            self.terms.append(problem.given.weights.repeat * again)
        for one, other in problem.kin:
            for group in range(problem.group_count):
                both = [*of_pair.get((one, group), []), *of_pair.get((other, group), [])]
                if both:
                    self.model.add(sum(both) <= 1)

    def teams(self, solver: cp_model.CpSolver) -> list[dict[str, Any]]:
        given, triples = self.problem.given, self.problem.triples
        teams = [{"id": group.id, "leader": None, "deputy": None, "members": []} for group in given.groups]
        for person, group, seat, variable in zip(
            triples.person.tolist(), triples.group.tolist(), triples.seat.tolist(), self.seats, strict=True
        ):
            if solver.value(variable):
                name = given.inspectors[person].id
                if seat in (LEADER, DEPUTY):
                    teams[group]["leader" if seat == LEADER else "deputy"] = name
                else:
                    teams[group]["members"].append(name)
        return teams


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3]))
