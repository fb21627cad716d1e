"""Workbooks: the values of the visible sheets, with merged cells filled down."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from typing import Any

from bihuan.intake import limits, refusals
from bihuan.intake.grid import Grid, Row


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
    columns = [_shown_column(values) for values in zip(*cells, strict=True)]
    filled = _fill_merged(columns, sheet.merged_cell_ranges or [])
    return Sheet(sheet_name, Grid(range(1, len(cells) + 1), columns, filled).without_empty_rows())


def _fill_merged(columns: list[list[str]], ranges: list[Any]) -> dict[int, bytes]:
    """Write a merged cell's text into the rows it covers, and tell which cells were written."""
    height = len(columns[0]) if columns else 0
    filled: dict[int, bytearray] = {}
    for (top, left), (bottom, _) in ranges:
        last = min(bottom, height - 1)
        if left < len(columns) and top < last:
            if left not in filled:
                filled[left] = bytearray(height)
            columns[left][top + 1 : last + 1] = [columns[left][top]] * (last - top)
            filled[left][top + 1 : last + 1] = b"\1" * (last - top)
    return {column: bytes(marks) for column, marks in filled.items()}


def _shown_column(values: tuple[Any, ...]) -> list[str]:
    """The values of a column as a reader of the sheet would write them; equal texts are looked at once, and are one."""
    only_texts = set(map(type, values)) == {str}
    told = set(values) if only_texts else {value for value in values if type(value) is str}
    texts = {text: _shown(text) if "\r" in text else text.strip() for text in told}
    if only_texts:
        return list(map(texts.__getitem__, values))
    return [texts[value] if type(value) is str else _shown(value) for value in values]


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
