"""How far the cells of a workbook reach, told before its reader sets aside room for every cell in between.

The reader holds a sheet as a whole rectangle: one cell in the last corner of a small file would ask for hundreds of
gigabytes and end the process, which no exception can catch.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import reduce

from bihuan.intake import limits, refusals

# A cell that holds something, by its place; empty ones (<c …/>) take no room.
_CELL = rb"""<(?:\w+:)?c\s(?:[^<>]*?\s)?r\s*=\s*["'](?:%s)["'](?:[^<>]*[^<>/])?>"""
_BELOW = rb"(?:\d{7,}|[3-9]\d{5})"  # a row's number beyond limits.MOST_ROWS
_ROW_WITHOUT_PLACES = rb"""<(?:\w+:)?row\s(?:[^<>]*?\s)?r\s*=\s*["']%s["'](?:[^<>]*[^<>/])?>""" % _BELOW
_BEYOND = re.compile(_CELL % (rb"[A-Z]{3,}\d+|(?:[P-Z][A-Z]|O[K-Z])\d+|[A-Z]+" + _BELOW), re.I)
_LOW = re.compile(_CELL % rb"[A-Z]+\d{5,}", re.I)
_WIDE = re.compile(_CELL % rb"[A-Z]{2}\d+", re.I)
_PLACED = re.compile(_CELL % rb"([A-Z]+)(\d+)", re.I)
_BARE_ROW = re.compile(_ROW_WITHOUT_PLACES + rb"""\s*<(?:\w+:)?c(?![^<>]*\sr\s*=)""", re.I)
# what asks for a look at each cell: one not written as usual programs do, or far to the right or below
_ODD_CELL = re.compile(rb"""<c(?:[\t\r\n/>]| (?!r="[A-Z](?:\d{1,5}|[12]\d{5})"))""")
_NAMED_CELL = re.compile(rb":c[\s/>]")
_OTHER_BOOKS = ("xl/workbook.bin", "content.xml")  # binary and OpenDocument workbooks, which hide their extent


def refuse_vast_sheets(parts: Mapping[str, bytes], name: str) -> None:
    """Raise TooLarge where a sheet reaches further than sheets are read, OldFormat for a binary workbook."""
    if {path.lower() for path in parts}.intersection(_OTHER_BOOKS):
        raise refusals.OldFormat(name)
    for path, body in parts.items():
        if _is_vast(body):
            raise refusals.TooLarge(
                name,
                place=path,
                problem=f"a sheet reaches beyond {limits.MOST_ROWS} rows, {limits.MOST_COLUMNS} columns "
                f"or {limits.MOST_CELLS} cells",
                remedy="delete the cells far below and beside the table",
            )


def _is_vast(body: bytes) -> bool:
    if not (_ODD_CELL.search(body) or _NAMED_CELL.search(body)):
        return False
    if _BEYOND.search(body) or _BARE_ROW.search(body):
        return True
    if not (_LOW.search(body) and _WIDE.search(body)):
        return False
    places = [(_column(match[1]), int(match[2])) for match in _PLACED.finditer(body)]
    return max(column for column, _ in places) * max(row for _, row in places) > limits.MOST_CELLS


def _column(letters: bytes) -> int:
    return reduce(lambda number, letter: number * 26 + letter - 64, letters.upper(), 0)
