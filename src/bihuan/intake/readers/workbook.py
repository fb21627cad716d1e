"""Workbooks: the values of the visible sheets, with merged cells filled down."""

from __future__ import annotations

import datetime as dt
import io
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from bihuan.intake import limits, refusals
from bihuan.intake.grid import Grid, Row

Span = tuple[int, int]  # first and last row of a merged cell


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its non-empty rows; a row's line is its number on the sheet."""

    name: str
    grid: Grid

    @property
    def rows(self) -> list[Row]:
        return self.grid.rows()


def read_workbook(data: bytes, name: str) -> tuple[Sheet, ...]:
    """Read every visible sheet that holds anything."""
    import python_calamine

    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            sheets = [_read(book, each, name) for each in _visible(book)]
    except python_calamine.PasswordError as error:
        raise refusals.Encrypted(name) from error
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise refusals.Corrupt(name, problem="the workbook is damaged") from error
    except BaseException as error:  # a panic of the parser is no Exception, and must not end the server
        if type(error).__name__ != "PanicException":
            raise
        raise refusals.Corrupt(name, problem="the workbook is damaged") from error
    filled = tuple(sheet for sheet in sheets if sheet.grid.lines)
    if not filled:
        raise refusals.Empty(name, place="all sheets")
    return filled


def _visible(book: Any) -> list[str]:
    import python_calamine as calamine

    return [
        each.name
        for each in book.sheets_metadata
        if each.visible == calamine.SheetVisibleEnum.Visible and each.typ == calamine.SheetTypeEnum.WorkSheet
    ]


def _read(book: Any, sheet_name: str, name: str) -> Sheet:
    sheet = book.get_sheet_by_name(sheet_name)
    height, width = sheet.total_height, sheet.total_width
    if height > limits.MOST_ROWS or width > limits.MOST_COLUMNS:
        raise refusals.TooLarge(
            name,
            place=sheet_name,
            problem=f"the sheet has {height} rows and {width} columns, more than are read",
            remedy="delete the empty rows and columns below and beside the table",
        )
    cells = sheet.to_python(skip_empty_area=False)
    columns, told = [], {}
    for at, values in enumerate(_columns(cells)):
        column, told[at] = _shown_column(values)
        columns.append(column)
    filled = fill_merged(columns, sheet.merged_cell_ranges or [])
    return Sheet(sheet_name, Grid(range(1, len(cells) + 1), columns, filled, told).without_empty_rows())


def _columns(rows: list[list[Any]]) -> list[list[Any]]:
    """Turn rows of one length into columns."""
    width = len(rows[0]) if rows else 0
    cells = list(chain.from_iterable(rows))
    return [cells[at::width] for at in range(width)]


def fill_merged(columns: list[list[str]], ranges: list[Any]) -> dict[int, bytes]:
    """Write a merged cell's text into the rows it covers, and tell which cells were written."""
    height = len(columns[0]) if columns else 0
    merged: dict[int, list[Span]] = defaultdict(list)
    for (top, left), (bottom, _) in ranges:
        merged[left].append((top, bottom))
    filled: dict[int, bytes] = {}
    told_by = cache(_told_by)  # most columns of a ledger are merged alike
    for left, spans in merged.items():
        if left < len(columns):
            rows, marks = told_by(tuple(spans), height)
            columns[left] = list(map(columns[left].__getitem__, rows))
            if any(marks):
                filled[left] = marks
    return filled


def _told_by(spans: tuple[Span, ...], height: int) -> tuple[list[int], bytes]:
    """Return for each row of a column the one whose text it tells, and a mark where that is another one."""
    rows, marks = list(range(height)), bytearray(height)
    for top, bottom in spans:
        below = min(bottom, height - 1) - top
        if below > 0:
            rows[top + 1 : top + 1 + below] = [rows[top]] * below
            marks[top + 1 : top + 1 + below] = b"\1" * below
    return rows, bytes(marks)


def _shown_column(values: list[Any]) -> tuple[list[str], Collection[str]]:
    """The values of a column as a reader of the sheet would write them, and the different texts among them.

    Equal texts are looked at once, and are one.
    """
    told = dict.fromkeys(values)
    if set(map(type, told)) == {str}:
        shown = _shown_texts(list(told))
        if len(shown) == len(values):  # each is another
            return shown, shown
        texts = dict(zip(told, shown, strict=True))
        return list(map(texts.__getitem__, values)), shown
    texts = {text: _shown(text) for text in told if type(text) is str}
    column = [texts[value] if type(value) is str else _shown(value) for value in values]
    return column, dict.fromkeys(column)


def _shown_texts(texts: list[str]) -> list[str]:
    if "\r" in "".join(texts):
        return list(map(_shown, texts))
    return list(map(str.strip, texts))


def _shown(value: Any) -> str:
    """The value as a reader of the sheet would write it."""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 10**15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value).replace("\r\n", "\n").replace("\r", "\n").strip()
