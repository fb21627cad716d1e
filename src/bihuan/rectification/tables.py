"""Any list as a workbook that comes back: every cell bears a mark of what it was, so that a change of it is known.

A table is its columns and its rows; what a column's deed is told is the table's own to say. An untouched workbook never
counts as a change, whatever happened in Bihuan meanwhile; a changed cell without a deed is a fault of that very cell.
"""

from __future__ import annotations

import io
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from bihuan.rectification.cells import CellWrong, digest, meant, plain, shown
from bihuan.rectification.lists import Column, Value
from bihuan.rectification.returned import (
    Change,
    Comparison,
    Conflict,
    Told,
    in_one_form,
)
from bihuan.rectification.shape import SheetRow, Table, Wanted, read_list
from bihuan.rectification.workbooks import (
    FIRST_AT,
    SHEET_NAME_SIGNS,
    formats,
    offer,
    set_page,
    write_cell,
    write_header,
)

MARK_LENGTH = 8
BETWEEN = "."


@dataclass(frozen=True)
class TableRow:
    """One row: what identifies it for ever, what a person calls it, its values by column."""

    id: str
    subject: str
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Kept:
    """A list that goes out as a workbook and comes back.

    `now` finds rows by their ids as they stand, within the reader's reach; `deeds` makes the changes that a changed row
    asks for: of the row as it is, what its open cells now say, and the columns that differ. `words` is what its readers
    call it.
    """

    name: str
    mark: str
    columns: tuple[Column, ...]
    now: Callable[[Collection[str]], Mapping[str, TableRow]]
    deeds: Callable[[int, TableRow, Mapping[str, Value], tuple[Told, ...]], Iterable[Change]]
    words: str | Promise = ""


def write_table(table: Kept, rows: Iterable[TableRow], *, title: str, subject: str, count: int) -> bytes:
    """Write a list as a workbook, row by row, holding none of them in memory."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": title, "subject": subject, "author": "Bihuan"})
    sheet = book.add_worksheet(title.translate(SHEET_NAME_SIGNS)[:31])
    looks = formats(book)
    set_page(sheet, table.columns, f"{subject} {title}", count)
    write_header(sheet, table.columns, table.mark, looks)
    for at, row in enumerate(rows, start=FIRST_AT):
        sheet.write_string(at, 0, row.id)
        sheet.write_string(at, 1, marks_of(table.columns, row))
        for place, column in enumerate(table.columns, start=2):
            write_cell(sheet, at, place, column, row.values.get(column.key), looks)
    offer(sheet, table.columns, count)
    book.close()
    return out.getvalue()


def marks_of(columns: Iterable[Column], row: TableRow) -> str:
    """Return the marks of a row's cells, in the order of the columns."""
    return BETWEEN.join(mark_of(column, in_the_cell(row.values.get(column.key), column)) for column in columns)


def in_the_cell(value: Value, column: Column) -> str:
    """Return what stands in a cell once it has been through a workbook."""
    return plain(shown(value, column.kind))


def mark_of(column: Column, text: str) -> str:
    return digest({column.key: text}, [column])[:MARK_LENGTH]


# --- back ---------------------------------------------------------------------------------------------


def compare_table(data: bytes, name: str, table: Kept) -> Comparison:
    """Compare a returned workbook with the list; raise a subclass of Unreadable for what is no such workbook."""
    sheet = read_list(data, name, Wanted(table.mark, str(table.words or table.name), table.columns))
    found = Comparison(sheet=sheet.sheet, places=sheet.places)
    changed: list[tuple[SheetRow, dict[str, str], bool]] = []
    seen: set[str] = set()
    for row in sheet.rows:
        faults_before = len(found.faults)
        cells = changed_cells(row, sheet, table, seen, found)
        if cells:
            changed.append((row, cells, len(found.faults) > faults_before))
    stands = table.now([row.thing_id for row, _cells, _is_faulty in changed]) if changed else {}
    for row, cells, is_faulty in changed:
        compare_row(row, cells, sheet, table, stands.get(row.thing_id), found, is_faulty=is_faulty)
    return found


def changed_cells(row: SheetRow, sheet: Table, table: Kept, seen: set[str], found: Comparison) -> dict[str, str]:
    """Return the open cells that are not what they were, by column; note what cannot be taken, and rows untouched."""
    if not row.thing_id or row.thing_id in seen:
        if any(plain(text) for text in row.cells.values()):
            told = _("This row stands twice.") if row.thing_id else _("New rows are not taken from this list.")
            found.faults.append(sheet.fault(row, table.columns[0].key, told))
        return {}
    seen.add(row.thing_id)
    marks = row.stamp.split(BETWEEN)
    if len(marks) != len(table.columns):
        found.faults.append(sheet.fault(row, table.columns[0].key, _("The hidden columns of this row were changed.")))
        return {}
    cells = {
        column.key: row.cells[column.key]
        for column, made in zip(table.columns, marks, strict=True)
        if mark_of(column, in_one_form(row.cells[column.key], column)) != made
    }
    fixed = [column for column in table.columns if column.key in cells and not column.is_open]
    for column in fixed:
        found.faults.append(sheet.fault(row, column.key, why_fixed(table) % {"column": column.words}))
    found.untouched += not cells
    return {column.key: cells[column.key] for column in table.columns if column.is_open and column.key in cells}


def why_fixed(table: Kept) -> str:
    """Say why a cell of a fixed column is not taken."""
    if any(column.is_open for column in table.columns):
        return _("“%(column)s” cannot be changed here.")
    return _("“%(column)s” cannot be changed here: this list tells what was done elsewhere, no workbook changes it.")


def compare_row(
    row: SheetRow,
    cells: Mapping[str, str],
    sheet: Table,
    table: Kept,
    now: TableRow | None,
    found: Comparison,
    *,
    is_faulty: bool,
) -> None:
    """Compare a row's changed cells with what stands there now; a faulty one does not hide the others."""
    if now is None:
        gone = _("This row is no longer in the list, or no longer within your reach.")
        found.faults.append(sheet.fault(row, next(iter(cells)), gone))
        return
    values: dict[str, Value] = {}
    differing: list[Told] = []
    marks = dict(zip((column.key for column in table.columns), row.stamp.split(BETWEEN), strict=True))
    conflict = False
    for column in [column for column in table.columns if column.key in cells]:
        try:
            values[column.key] = meant(cells[column.key], column.kind)
        except CellWrong as wrong:
            found.faults.append(sheet.fault(row, column.key, wrong.told))
            is_faulty = True
            continue
        stands = in_the_cell(now.values.get(column.key), column)
        mine = in_the_cell(values[column.key], column)
        if stands != mine:
            differing.append(Told(column, stands, mine))
            conflict = conflict or mark_of(column, stands) != marks[column.key]
    if not differing:
        found.untouched += not is_faulty
    elif conflict:
        found.conflicts.append(Conflict(row.line, now.subject, tuple(differing)))
    else:
        (found.held if is_faulty else found.changes).extend(table.deeds(row.line, now, values, tuple(differing)))


def change(line: int, row: TableRow, deed: str, told: Mapping[str, Any], cells: Sequence[Told]) -> Change:
    """Return a change of the thing that a row shows."""
    return Change(line, row.subject, deed, uuid.UUID(row.id), told, tuple(cells))
