"""A person at a workbook: opens it, writes into cells by the name of their column, saves it."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import load_workbook

KEYS, FIRST = 1, 3


def filled_in(data: bytes, *cells: tuple[int, str, Any]) -> bytes:
    """Write values into cells given as (row of the list from 1, column key, value); save with another program."""
    book = load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    places = {cell.value: cell.column for cell in sheet[KEYS]}
    for row, key, value in cells:
        sheet.cell(FIRST + row - 1, places[key]).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def marked_cells(data: bytes) -> dict[str, str]:
    """Return the commented cells of a workbook with their comments."""
    sheet = load_workbook(io.BytesIO(data)).worksheets[0]
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}
