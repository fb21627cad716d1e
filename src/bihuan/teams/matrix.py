"""In which rows columns count, and what they still save under duals: both for many columns at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from bihuan.domain.pool import Round
from bihuan.domain.staffing_rows import row_name
from bihuan.teams.columns import DEPUTY, LEADER, MEMBER, Floats, Problem, Triples
from bihuan.teams.eligibility import Ints

Number = TypeVar("Number", np.float64, np.int64)


@dataclass
class LazyRows:
    """Rows that have joined the problem, in the order in which they came, behind those of the layout."""

    again: list[tuple[int, int]] = field(default_factory=list)  # group, previous team
    kin: list[tuple[int, int, int]] = field(default_factory=list)  # two inspectors, group
    order: list[tuple[int, ...]] = field(default_factory=list)

    def add(self, row: tuple[int, ...]) -> None:
        """Take a row in: a pair is one against meeting again, a triple one for relatives."""
        self.order.append(row)
        if len(row) == len(("group", "team")):
            self.again.append((row[0], row[1]))
        else:
            self.kin.append((row[0], row[1], row[2]))


def lazy_row_names(given: Round, teams: tuple[str, ...], lazy: LazyRows) -> Iterator[str]:
    """Yield the names of rows for relatives and against meeting again."""
    for row in lazy.order:
        *who, last = row
        if len(who) == 1:
            yield row_name("previous_team", given.groups[who[0]].id, teams[last])
        else:
            yield row_name("kin_pair", *(given.inspectors[one].id for one in who), given.groups[last].id)


@dataclass(frozen=True)
class Sparse:
    """Columns of a matrix, one after the other: where each begins, its rows, its values."""

    starts: npt.NDArray[np.int32]
    index: npt.NDArray[np.int32]
    value: Floats

    @property
    def columns(self) -> int:
        return len(self.starts) - 1


def entries(problem: Problem, triples: Triples, lazy: LazyRows) -> Sparse:
    """Return the rows in which each column counts, once each."""
    layout, person, group, seat = problem.layout, triples.person, triples.group, triples.seat
    every = np.arange(len(triples))
    women = np.array([sex == "f" for sex, _ in problem.kinds], dtype=np.bool_)[problem.kind[person]]
    heads = np.where(seat == LEADER, layout.leader, layout.deputy) + group
    parts = [
        (every, layout.one + person),
        (every, layout.size + group),
        (every, np.where(women, layout.women, layout.men) + group),
        chosen(seat != MEMBER, heads),
        chosen(problem.local[person, group], layout.locals + group),
        chosen((seat != MEMBER) & problem.key_post[person], layout.stability + group),
        chosen(problem.unit_row[person] >= 0, problem.unit_row[person]),
        chosen(problem.county_row[person] >= 0, problem.county_row[person]),
    ]
    for needs in problem.needs_of[group].T:
        answered = (needs >= 0) & problem.answers[needs, problem.kind[person]]
        parts.append(chosen(answered, layout.need + needs))
    parts += lazy_entries(problem, triples, lazy)
    ones = [(columns, rows, np.ones(len(rows))) for columns, rows in parts]
    return gathered([*ones, *budget_entries(problem, triples)], len(triples))


def budget_entries(problem: Problem, triples: Triples) -> list[tuple[Ints, Ints, Floats]]:
    """Return columns and rows of the budgets, each with its points."""
    parts = []
    for row, budget in enumerate(problem.budgets, start=problem.layout.budget):
        points = budget.points[triples.person, triples.group]
        columns = np.nonzero(points)[0]
        parts.append((columns, np.full(len(columns), row), points[columns].astype(np.float64)))
    return parts


def filling_entries(problem: Problem) -> Sparse:
    """Return the rows of what fills rows up: its own, and budgets."""
    row, count = problem.fillings.row, len(problem.fillings.row)
    parts = [(np.arange(count), row, np.ones(count))]
    for number, budget in enumerate(problem.budgets, start=problem.layout.budget):
        columns = np.nonzero(budget.filling)[0]
        parts.append((columns, np.full(len(columns), number), budget.filling[columns].astype(np.float64)))
    return gathered(parts, count)


def repeat_entries(problem: Problem, rows: Ints) -> Sparse:
    """Return the rows of columns that allow repeats: those against meeting again, and budgets."""
    each = np.arange(len(rows))
    parts = [(each, rows, -np.ones(len(rows)))]
    for number, budget in enumerate(problem.budgets, start=problem.layout.budget):
        if budget.repeat:
            parts.append((each, np.full(len(rows), number), np.full(len(rows), float(budget.repeat))))
    return gathered(parts, len(rows))


def chosen(holds: npt.NDArray[np.bool_], rows: Ints) -> tuple[Ints, Ints]:
    """Return the columns for which something holds, each with its row."""
    columns = np.nonzero(holds)[0]
    return columns, rows[columns]


def lazy_entries(problem: Problem, triples: Triples, lazy: LazyRows) -> list[tuple[Ints, Ints]]:
    """Return columns and rows of those that joined; rows against meeting again are found in one table."""
    met = np.full((problem.group_count, len(problem.previous_teams) + 1), -1)
    parts = []
    for number, row in enumerate(lazy.order, start=problem.layout.count):
        *who, last = row
        if len(who) == 1:
            met[who[0], last] = number
        else:
            columns = np.nonzero(touched(problem, triples, row))[0]
            parts.append((columns, np.full(len(columns), number)))
    rows = met[triples.group, problem.team[triples.person]]
    return [*parts, chosen(rows >= 0, rows)]


def touched(problem: Problem, triples: Triples, row: tuple[int, ...]) -> npt.NDArray[np.bool_]:
    """Return which columns count in a lazy row."""
    *who, last = row
    if len(who) == 1:
        return np.asarray((triples.group == who[0]) & (problem.team[triples.person] == last), dtype=np.bool_)
    either = (triples.person == who[0]) | (triples.person == who[1])
    return np.asarray((triples.group == last) & either, dtype=np.bool_)


def gathered(parts: list[tuple[Ints, Ints, Floats]], count: int) -> Sparse:
    """Return entries of column, row and value as columns of a matrix."""
    columns, rows, values = (np.concatenate([part[place] for part in parts]) for place in range(3))
    order = np.argsort(columns, kind="stable")
    starts = np.zeros(count + 1, dtype=np.int32)
    np.cumsum(np.bincount(columns, minlength=count), out=starts[1:])
    return Sparse(starts, rows[order].astype(np.int32), values[order])


def beside(*parts: Sparse) -> Sparse:
    """Return the columns of several matrices side by side."""
    ends = np.cumsum([0, *(len(part.index) for part in parts)])
    starts = [part.starts[:-1] + end for part, end in zip(parts, ends, strict=False)]
    return Sparse(
        np.concatenate([*starts, ends[-1:]]).astype(np.int32),
        np.concatenate([part.index for part in parts]),
        np.concatenate([part.value for part in parts]),
    )


def reduced_costs(
    problem: Problem, cost: npt.NDArray[Number], duals: npt.NDArray[Number], lazy: LazyRows
) -> npt.NDArray[Number]:
    """Return what each column costs less the duals of its rows; `duals` stand in the order of the rows."""
    layout, triples = problem.layout, problem.triples
    person, group, groups = triples.person, triples.group, problem.group_count
    seat_price = np.zeros((3, groups), dtype=duals.dtype)
    seat_price[LEADER] = duals[layout.leader : layout.deputy]
    seat_price[DEPUTY] = duals[layout.deputy : layout.women]
    stability = np.zeros((3, groups), dtype=duals.dtype)
    stability[1:] = duals[layout.stability : layout.stability + groups]
    own = duals[: len(problem.given.inspectors)].copy()
    for row in (problem.unit_row, problem.county_row):
        own[row >= 0] += duals[row[row >= 0]]
    reduced = cost - own[person] - liked(problem, duals)[group, problem.kind[person]]
    reduced -= seat_price[triples.seat, group] + np.where(problem.key_post[person], stability[triples.seat, group], 0)
    reduced -= np.where(problem.local[person, group], duals[layout.locals + group], 0)
    for dual, budget in zip(duals[layout.budget : layout.count], problem.budgets, strict=True):
        reduced -= dual * budget.points[person, group].astype(duals.dtype)
    return less_lazy(problem, reduced, duals[layout.count :], lazy)


def liked(problem: Problem, duals: npt.NDArray[Number]) -> npt.NDArray[Number]:
    """Return, for group and kind of inspector, the duals of size, sex and needs."""
    layout, groups = problem.layout, problem.group_count
    total = np.zeros((groups, len(problem.kinds)), dtype=duals.dtype)
    need_group = np.array([group for group, _, _ in layout.needs], dtype=np.int64)
    np.add.at(total, need_group, problem.answers * duals[layout.need : layout.unit, None])
    women = np.array([sex == "f" for sex, _ in problem.kinds], dtype=np.bool_)
    by_sex = np.where(women, duals[layout.women : layout.men, None], duals[layout.men : layout.locals, None])
    return np.asarray(total + duals[layout.size : layout.leader, None] + by_sex, dtype=duals.dtype)


def less_lazy(
    problem: Problem, reduced: npt.NDArray[Number], duals: npt.NDArray[Number], lazy: LazyRows
) -> npt.NDArray[Number]:
    """Take the duals of the rows that joined off."""
    triples = problem.triples
    met = np.zeros((problem.group_count, len(problem.previous_teams) + 1), dtype=duals.dtype)
    for row, dual in zip(lazy.order, duals, strict=True):
        if not dual:
            continue
        *who, last = row
        if len(who) == 1:
            met[who[0], last] = dual
        else:
            reduced[touched(problem, triples, row)] -= dual
    return reduced - met[triples.group, problem.team[triples.person]]
