"""The header of a table of findings: which column holds what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bihuan.intake.grid import Grid, Row
from bihuan.intake.lexicon import load, pattern

FEWEST_KNOWN = 2
"""Known names a header must hold, the problem's among them: one alone may be any sentence."""

_HEADER_WITHIN = 30


@dataclass(frozen=True, slots=True)
class Header:
    """Where the known fields stand; `at` is the index of the first row below the header."""

    at: int
    columns: dict[str, list[int]]
    unknown: dict[int, str]
    line: int


@cache
def _fields() -> dict[str, str]:
    return {str(name): key for key, names in load("headers")["fields"].items() for name in names}


def field_of(cell: str) -> str | None:
    """The field a header cell names, ignoring blanks, stars and remarks in brackets."""
    plain = pattern("headers", "blank").sub("", cell)
    known = _fields()
    if plain in known:
        return known[plain]
    for part in pattern("headers", "column_split").split(plain):
        if part in known:
            return known[part]
    return None


def find_header(grid: Grid) -> Header | None:
    """Find the header among the first rows; it may take two rows where cells are merged."""
    rows = grid.rows(0, _HEADER_WITHIN + 1)
    for at, row in enumerate(rows[:_HEADER_WITHIN]):
        names = _header_names(row, rows[at + 1] if at + 1 < len(rows) else None)
        for depth, cells in names:
            columns: dict[str, list[int]] = {}
            for column, cell in enumerate(cells):
                if (key := field_of(cell)) is not None:
                    columns.setdefault(key, []).append(column)
            if "problem" not in columns and "detail" in columns:
                columns["problem"] = columns.pop("detail")
            if "problem" in columns and len(columns) >= FEWEST_KNOWN:
                unknown = {c: cell.strip() for c, cell in enumerate(cells) if cell.strip() and field_of(cell) is None}
                return Header(at + depth, columns, unknown, row.line)
    return None


def _header_names(row: Row, below: Row | None) -> list[tuple[int, tuple[str, ...]]]:
    """The header as one row, and as two rows where the lower one names columns too."""
    single = [(1, row.cells)]
    if below is None:
        return single
    lower = sum(field_of(cell) is not None for at, cell in enumerate(below.cells) if at not in below.filled)
    if not lower or any(
        field_of(cell) is None for at, cell in enumerate(below.cells) if cell.strip() and at not in below.filled
    ):
        return single
    width = max(len(row.cells), len(below.cells))
    upper = row.cells + ("",) * (width - len(row.cells))
    under = below.cells + ("",) * (width - len(below.cells))
    return [(2, tuple(low if low.strip() else high for high, low in zip(upper, under, strict=True))), *single]


def header_word(key: str) -> str:
    """The name our template prints for a field."""
    return str(load("headers")["fields"][key][0])
