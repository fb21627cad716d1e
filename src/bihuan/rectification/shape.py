"""Where a list stands in a workbook that came back: found though it was moved, and what is gone or wrong said exactly.

Programs and people move things: a title is typed above the header, a column put before the first. The hidden row and
columns tell what is what, so that only their loss, or that of a column of the list, keeps a workbook from being read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bihuan.intake.grid import Row
from bihuan.intake.readers.workbook import Sheet, read_workbook
from bihuan.intake.refusals import Unreadable
from bihuan.intake.sheets import RowError
from bihuan.intake.workbook_wanted import open_workbook
from bihuan.rectification.lists import Column
from bihuan.rectification.workbooks import HIDDEN, MARK

ID, VERSION = HIDDEN
MOST_ABOVE = 20  # rows somebody may have typed above the list


class NotThisList(Unreadable):
    problem = "this is no workbook of this list"
    remedy = "export the list again, fill that workbook in and send it back; leave its hidden row and columns in place"


class FirstColumnsGone(NotThisList):
    problem = "one of its hidden first columns is gone or written over, so its rows cannot be told apart"


class AnotherList(NotThisList):
    """A sound workbook of another list; both are named as their readers know them."""

    problem = "this is the workbook of another list"

    def __init__(self, file: str, *, other: str, own: str) -> None:
        self.other, self.own = other, own
        super().__init__(file, place=other)


class ColumnsLost(NotThisList):
    """Columns of the list were deleted; their headings, as they were exported."""

    problem = "columns of the list are missing from the workbook"

    def __init__(self, file: str, *, columns: Sequence[str], place: str = "file") -> None:
        self.columns = tuple(columns)
        super().__init__(file, place=place)


@dataclass(frozen=True)
class Wanted:
    """The list that a workbook should be of: its mark, what it is called, its columns."""

    mark: str
    words: str
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class SheetRow:
    """One row of the workbook: its cells by column key, and its number on the sheet."""

    line: int
    thing_id: str
    stamp: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Table:
    """The sheet of a list: its rows, and where each column stands (counted from 1)."""

    sheet: str
    rows: tuple[SheetRow, ...]
    places: Mapping[str, int]

    def fault(self, row: SheetRow, key: str, message: str) -> RowError:
        """Return a fault at a column, or at the first one that is visible."""
        return RowError(row.line, self.places.get(key, self.places[VERSION] + 1), message, self.sheet)


def read_list(data: bytes, name: str, wanted: Wanted) -> Table:
    """Return the table of a list out of a workbook; raise a subclass of Unreadable that says why there is none."""
    open_workbook(data, name)  # refuses bombs, macros and what is damaged
    sheets = read_workbook(data, name)
    marked = [(sheet, at, place) for sheet in sheets for at, place in marks_in(sheet)]
    for sheet, at, place in marked:
        if sheet.rows[at].cells[place] == wanted.mark:
            return table_of(sheet, at, place, name, wanted)
    for sheet, at, place in marked:
        if sheet.rows[at].cells[place].split(":")[1] != wanted.mark.split(":")[1]:
            raise AnotherList(name, other=sheet.name, own=wanted.words)
        raise NotThisList(
            name,
            place=sheet.name,
            problem="it is the workbook of this list, but of another dossier, plan or office",
            remedy="send it back where it was exported, or choose the right workbook",
        )
    raise what_is_lost(sheets, name, wanted)


def marks_in(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """Return where on a sheet the mark of a list stands: the row and the column, counted from 0."""
    for at, row in enumerate(sheet.rows[:MOST_ABOVE]):
        yield from ((at, place) for place, told in enumerate(row.cells) if told.startswith(f"{MARK}:"))


def what_is_lost(sheets: Sequence[Sheet], name: str, wanted: Wanted) -> NotThisList:
    """Say which hidden part is gone from a workbook in which the list can still be made out."""
    keys = {column.key for column in wanted.columns}
    headings = {str(column.words) for column in wanted.columns}
    rows = [(sheet.name, set(row.cells)) for sheet in sheets for row in sheet.rows[:MOST_ABOVE]]
    for place, told in rows:
        if is_most_of(keys, told):
            return FirstColumnsGone(name, place=place)
    for place, told in rows:
        if is_most_of(headings, told):
            problem = "its hidden first row is gone, so its columns cannot be told apart"
            if ID not in told:
                problem = "its hidden first row and columns are gone; its cells may have been copied into another one"
            return NotThisList(name, place=place, problem=problem)
    return NotThisList(name)


def is_most_of(known: set[str], told: set[str]) -> bool:
    return len(known & told) * 2 > len(known)


def table_of(sheet: Sheet, at: int, place: int, name: str, wanted: Wanted) -> Table:
    """Return the rows of a sheet whose hidden row names its columns; raise ColumnsLost."""
    keys = sheet.rows[at].cells
    if VERSION not in keys:
        raise FirstColumnsGone(name, place=sheet.name)
    lost = [str(column.words) for column in wanted.columns if column.key not in keys]
    if lost:
        raise ColumnsLost(name, columns=lost, place=sheet.name)
    places = {key: column for column, key in enumerate(keys, start=1) if key}
    rows = []
    for row in below_header(sheet.rows[at + 1 :], place):
        cells = {key: row.cells[column - 1] for key, column in places.items()}
        rows.append(SheetRow(row.line, row.cells[place].strip(), cells.pop(VERSION), cells))
    return Table(sheet.name, tuple(rows), places)


def below_header(rows: Sequence[Row], place: int) -> Sequence[Row]:
    """Return what stands below the header; somebody may have typed between it and the hidden row, or deleted it."""
    for at, row in enumerate(rows[:MOST_ABOVE]):
        if row.cells[place] == ID:
            return rows[at + 1 :]
    return rows
