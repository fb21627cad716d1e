"""The columns of a list: what each is called, how it is sorted, which ones somebody chose to see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.utils.functional import Promise


@dataclass(frozen=True)
class GridColumn:
    """One column: its key, its words, the orders its heading asks for (first click, second), seen unless chosen away.

    `look` is the class of its cells; `reads` names what is read for it apart from the rows: nobody asks where no column
    shows it.
    """

    key: str
    words: Promise
    sorts: tuple[str, str] | None = None
    is_default: bool = False
    look: str = ""
    reads: str = ""


@dataclass(frozen=True)
class Heading:
    """The heading of a column: where a click leads, and how the rows stand by it now (aria-sort)."""

    column: GridColumn
    url: str
    order: str


@dataclass(frozen=True)
class Grid:
    """The columns that a list can show, and its orders.

    `fixed` is the column without which a row would be none; `plain_sort` the order where none is asked for;
    `descending` the orders that begin with the last.
    """

    columns: tuple[GridColumn, ...]
    fixed: str
    plain_sort: str
    descending: frozenset[str]

    @cached_property
    def by_key(self) -> Mapping[str, GridColumn]:
        return {column.key: column for column in self.columns}

    @cached_property
    def default(self) -> tuple[str, ...]:
        """Return the columns shown where nobody chose."""
        return tuple(column.key for column in self.columns if column.is_default)

    def chosen(self, keys: Iterable[str]) -> tuple[GridColumn, ...]:
        """Return the columns of these keys in their own order; the default ones where none of the keys is known."""
        wanted = set(keys) & self.by_key.keys() or set(self.default)
        return tuple(column for column in self.columns if column.key in wanted or column.key == self.fixed)

    def headings(self, columns: Iterable[GridColumn], sort: str, query: QueryDict) -> list[Heading]:
        """Return the headings; a click keeps the filter, asks for the column's order, and then for the reverse."""
        now = sort or self.plain_sort
        return [self.heading(column, now, query) for column in columns]

    def heading(self, column: GridColumn, now: str, query: QueryDict) -> Heading:
        if column.sorts is None:
            return Heading(column, "", "")
        first, second = column.sorts
        asked = query.copy()
        asked.pop("page", None)
        asked["sort"] = second if now == first else first
        order = ""
        if now in column.sorts:
            order = "descending" if now in self.descending else "ascending"
        return Heading(column, f"?{asked.urlencode()}", order)


def read_for(columns: Iterable[GridColumn]) -> frozenset[str]:
    """Return what is read for columns apart from their rows."""
    return frozenset(column.reads for column in columns if column.reads)
