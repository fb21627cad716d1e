"""Why a round cannot be staffed: a smallest set of rules and groups that contradict each other.

Smallest in this sense: leave any one of its items away and the rest can be met. Each such claim is solved again at the
end. First it is asked whether shares of people would do, which is quick; only where they would, about whole people.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bihuan.domain.eligibility import Rule
from bihuan.domain.pool import Round
from bihuan.domain.staffing_cost import total_levels
from bihuan.teams.columns import Problem
from bihuan.teams.demands import Demands, Items
from bihuan.teams.greedy import greedy
from bihuan.teams.solving import teams_of


@dataclass(frozen=True)
class Conflict:
    """Rules and rows that cannot all be met, and the groups they are about; `minimal` was solved again."""

    rules: tuple[Rule, ...]
    rows: tuple[str, ...]
    groups: tuple[str, ...]
    minimal: bool
    solved: int


class Search:
    """A deletion filter: try to do without, keep what is needed."""

    def __init__(self, given: Round) -> None:
        self.given, self.demands, self.solved = given, Demands(given), 0

    def conflict(self) -> Conflict | None:
        """Return a minimal conflict, None where the demands can be met."""
        items = self.ask(self.demands.everything())
        if items is None and self.lacks_by_greedy():
            self.demands.whole = True
            items = self.ask(self.demands.everything())
        if items is None:
            return None
        for rule in sorted(items.rules):
            items = self.ask(items.without(rules=frozenset({rule}))) or items
        items = self.fewer_rows(items) if self.demands.whole else self.fewer_rows_warm(items)
        minimal = self.is_minimal(items)
        rows = tuple(self.demands.names[row] for row in sorted(items.rows))
        groups = tuple(group.id for group in self.given.groups if any(is_about(row, group.id) for row in rows))
        return Conflict(tuple(sorted(items.rules)), rows, groups, minimal, self.solved)

    def fewer_rows_warm(self, items: Items) -> Items:
        """Leave rows out like `fewer_rows`, each question from the answer before: for shares of people."""
        warm, present = self.demands.kept_warm(items), items.rows
        size = max(1, len(present) // 2)
        while True:
            for chunk in chunks(sorted(present), size):
                out = present & frozenset(chunk)
                if not out:
                    continue
                warm.leave_out(out)
                self.solved += 1
                needed = warm.contradiction()
                if needed is None:
                    warm.put_back(out)
                else:
                    warm.leave_out(present - out - needed)
                    present = present & needed - out
            if size == 1:
                return Items(present, items.rules)
            size = max(1, size // 2)

    def is_minimal(self, items: Items) -> bool:
        """Solve again without each item: true where every time the rest can be met."""
        if self.demands.whole:
            return all(self.ask(less) is None for less in each_left_out(items))
        warm = self.demands.kept_warm(items)
        for row in sorted(items.rows):
            warm.leave_out(frozenset({row}))
            self.solved += 1
            if warm.contradiction() is not None:
                return False
            warm.put_back(frozenset({row}))
        return all(self.ask(items.without(rules=frozenset({rule}))) is None for rule in items.rules)

    def lacks_by_greedy(self) -> bool:
        """True unless the quickest way to staff the round shows that nothing need be lacking."""
        problem = Problem(self.given)
        teams = teams_of(problem, greedy(problem))
        return total_levels(self.given, teams).missing > 0

    def ask(self, items: Items) -> Items | None:
        """Return the items that contradict each other already, None where these can be met."""
        self.solved += 1
        return self.demands.conflict_in(items)

    def fewer_rows(self, items: Items) -> Items:
        """Leave rows out, many at once first."""
        size = max(1, len(items.rows) // 2)
        while True:
            for chunk in chunks(sorted(items.rows), size):
                present = items.rows & frozenset(chunk)
                if present:
                    items = self.ask(items.without(rows=present)) or items
            if size == 1:
                return items
            size = max(1, size // 2)


def chunks(rows: list[int], size: int) -> Iterable[list[int]]:
    return [rows[begin : begin + size] for begin in range(0, len(rows), size)]


def each_left_out(items: Items) -> Iterable[Items]:
    yield from (items.without(rows=frozenset({row})) for row in sorted(items.rows))
    yield from (items.without(rules=frozenset({rule})) for rule in sorted(items.rules))


def is_about(row: str, group: str) -> bool:
    """True for a row that names a group: second in its name, last for relatives."""
    family, *parts = row.split("/")
    written = group.replace("%", "%25").replace("/", "%2F")
    if family in ("unit_cap", "county_cap"):
        return False
    return (parts[-1] if family == "kin_pair" else parts[0]) == written


def conflict_of(given: Round) -> Conflict | None:
    """Return a smallest set of rules and groups in conflict, None where the round can be staffed."""
    return Search(given).conflict()
