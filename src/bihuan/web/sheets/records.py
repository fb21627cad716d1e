"""What is kept beside the plans as workbooks: the tables of a page under each other, the first column names which."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bihuan.domain.jurisdiction import Actor
from bihuan.planning.records import SIDES
from bihuan.rectification.lists import Column, Kind, Value
from bihuan.rectification.tables import TableRow
from bihuan.web.record_tables import Table, cost_tables, filing_tables, guidance_tables, responsibility_tables
from bihuan.web.sheets import Sheet
from bihuan.web.words import said_later

Headed = tuple[str | Promise, int, Kind]


def record_sheet(page: str, words: Promise, tables: Callable[..., Sequence[Table]], headed: Sequence[Headed]) -> Sheet:
    """Return a page of records as one list; a column holds the cells of that heading in every table of the page."""
    columns = [Column(f"c{place}", said, width, kind) for place, (said, width, kind) in enumerate(headed)]

    def rows(actor: Actor, _query: QueryDict) -> Iterator[TableRow]:
        by_heading = {str(column.words): column for column in columns}
        for at, table in enumerate(tables(actor, may=False)):
            for place, line in enumerate(table.labelled):
                values: dict[str, Value] = {"table": table.heading}
                for heading, cell in line:
                    if heading:
                        column = by_heading[heading]
                        values[column.key] = cell.words if column.kind is Kind.TEXT else cell.value
                yield TableRow(f"{at}-{place}", table.heading, values)

    return Sheet(page, page, words, (Column("table", _("List"), 18), *columns), rows)


def text(words: str | Promise, width: int = 20) -> Headed:
    return words, width, Kind.TEXT


def day(words: Promise) -> Headed:
    return words, 12, Kind.DAY


def money(words: str | Promise) -> Headed:
    return words, 16, Kind.MONEY


def count(words: Promise) -> Headed:
    return words, 8, Kind.COUNT


FILINGS = record_sheet(
    "filings",
    _("Filings"),
    filing_tables,
    (
        text(_("Title"), 36),
        text(_("About"), 30),
        text(_("Paper")),
        text(_("From and to"), 30),
        day(_("Counts from")),
        day(_("Due day")),
        text(_("State")),
        text(_("Sent")),
        text(_("Receipt, comments"), 30),
    ),
)
RESPONSIBILITY = record_sheet(
    "responsibility",
    _("Responsibility"),
    responsibility_tables,
    (
        text(_("Matter"), 36),
        text(_("Who acted")),
        text(_("What was done")),
        day(_("Day")),
        text(_("Round")),
        text(_("What was asked for"), 30),
        text(_("What came of it"), 30),
        text(_("Step"), 36),
        text(_("Done on"), 14),
        text(_("Remark"), 30),
    ),
)
COSTS = record_sheet(
    "costs",
    _("Costs"),
    cost_tables,
    (
        text(_("Organization"), 26),
        text(_("Round")),
        *(money(said_later("side", side)) for side in SIDES),
        money(_("Together")),
        text(_("What for")),
        text(_("Paid by")),
        money(_("Amount")),
        count(_("People")),
        count(_("Days away")),
        day(_("Day")),
        text(_("Remark"), 30),
    ),
)
GUIDANCE = record_sheet(
    "guidance",
    _("Guidance from above"),
    guidance_tables,
    (
        text(_("Matter"), 36),
        text(_("Kind")),
        text(_("Body above"), 26),
        day(_("Day")),
        day(_("Answer by")),
        text(_("Answer"), 40),
    ),
)
RECORDS = (FILINGS, RESPONSIBILITY, COSTS, GUIDANCE)
