"""The columns of the account: what each is called, how it is sorted, which ones somebody chose to see."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bihuan.web.lists.findings import DESCENDING, PLAIN_SORT

FIXED = "title"  # a row without it would be none


@dataclass(frozen=True)
class GridColumn:
    """One column: its key, its words, the orders its heading asks for (first click, second), seen unless chosen away.

    `look` is the class of its cells; `of_measures` says that it is read from the measures of the rows.
    """

    key: str
    words: Promise
    sorts: tuple[str, str] | None = None
    is_default: bool = False
    look: str = ""
    of_measures: bool = False


@dataclass(frozen=True)
class Heading:
    """The heading of a column: where a click leads, and how the rows stand by it now (aria-sort)."""

    column: GridColumn
    url: str
    order: str


_ALL = (
    GridColumn("number", _("No."), ("number", "-number"), True, "number-left"),
    GridColumn(FIXED, _("Finding"), None, True),
    GridColumn("unit", _("Unit"), ("unit", "-unit"), True),
    GridColumn("round", _("Round"), ("round", "-round"), True),
    GridColumn("team", _("Team")),
    GridColumn("category", _("Class"), ("category", "-category")),
    GridColumn("headings", _("Section of the feedback")),
    GridColumn("stage", _("Stage"), ("stage", "-stage"), True),
    GridColumn("due", _("Due day"), ("due", "-due"), True, "nowrap"),
    GridColumn("measures", _("Measures done"), None, False, "number", True),
    GridColumn("owner", _("Responsible leader"), None, False, "", True),
    GridColumn("department", _("Responsible department"), None, False, "", True),
    GridColumn("receiver", _("Handed over to")),
    GridColumn("money", _("Money recovered"), ("money", "-money"), False, "number"),
    GridColumn("signed", _("Signed off on"), ("signed", "-signed"), True, "nowrap"),
)
COLUMNS: Mapping[str, GridColumn] = {column.key: column for column in _ALL}
DEFAULT = tuple(column.key for column in _ALL if column.is_default)


def chosen(keys: Iterable[str]) -> tuple[GridColumn, ...]:
    """Return the columns of these keys in their own order; the default ones where none of the keys is known."""
    wanted = set(keys) & COLUMNS.keys()
    if not wanted:
        wanted = set(DEFAULT)
    return tuple(column for column in _ALL if column.key in wanted or column.key == FIXED)


def needs_receivers(columns: Collection[GridColumn]) -> bool:
    """True where a column tells to whom a finding was handed over."""
    return any(column.key == "receiver" for column in columns)


def needs_measures(columns: Collection[GridColumn]) -> bool:
    """True where a column is read from the measures of the rows."""
    return any(column.of_measures for column in columns)


def headings(columns: Iterable[GridColumn], sort: str, query: QueryDict) -> list[Heading]:
    """Return the headings; a click keeps the filter, asks for the column's order, and then for the reverse."""
    now = sort or PLAIN_SORT
    return [heading(column, now, query) for column in columns]


def heading(column: GridColumn, now: str, query: QueryDict) -> Heading:
    if column.sorts is None:
        return Heading(column, "", "")
    first, second = column.sorts
    asked = query.copy()
    asked.pop("page", None)
    asked["sort"] = second if now == first else first
    order = ""
    if now in column.sorts:
        order = "descending" if now in DESCENDING else "ascending"
    return Heading(column, f"?{asked.urlencode()}", order)
