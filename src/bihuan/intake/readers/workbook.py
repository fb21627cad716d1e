"""Workbooks: the values of the visible sheets, with merged cells filled down."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

from bihuan.intake import limits, refusals
from bihuan.intake.headers import Row


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its non-empty rows; `line` is the row's number on the sheet."""

    name: str
    rows: tuple[Row, ...]


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
    filled = tuple(sheet for sheet in sheets if sheet.rows)
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
    cells = [[_shown(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    filled = _fill_merged(cells, sheet.merged_cell_ranges or [])
    rows = (Row(at + 1, tuple(row), frozenset(filled.get(at, ()))) for at, row in enumerate(cells))
    return Sheet(sheet_name, tuple(row for row in rows if any(cell.strip() for cell in row.cells)))


def _fill_merged(cells: list[list[str]], ranges: list[Any]) -> dict[int, set[int]]:
    """Write a merged cell's text into the rows it covers, and tell which cells were written."""
    filled: dict[int, set[int]] = {}
    for (top, left), (bottom, _) in ranges:
        if top >= len(cells) or left >= len(cells[top]):
            continue
        for row in range(top + 1, min(bottom, len(cells) - 1) + 1):
            cells[row][left] = cells[top][left]
            filled.setdefault(row, set()).add(left)
    return filled


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
