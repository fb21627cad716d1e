"""A table by its columns: what reads a city's hundred thousand rows asks each column once, not each cell."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, zip_longest
from typing import Self


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: its line in the document and its cells, merged ones filled down."""

    line: int
    cells: tuple[str, ...]
    filled: frozenset[int] = frozenset()
    """Columns whose text comes from a merged cell above."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The rows of a table that hold anything; no text has blanks around it.

    `filled` marks, by column, the cells written by a merged one above; `told`, asked by `told_in`, is gathered once.
    """

    lines: Sequence[int]
    columns: Sequence[Sequence[str]]
    filled: Mapping[int, bytes] = field(default_factory=dict)
    told: dict[int, Collection[str]] = field(default_factory=dict)

    @classmethod
    def of_rows(cls, rows: Iterable[tuple[int, Sequence[str]]]) -> Self:
        """Return rows of a text document as a grid; short ones are filled up with nothing."""
        lines, cells = [], []
        for line, texts in rows:
            lines.append(line)
            cells.append([text.strip() for text in texts])
        return cls(lines, list(zip_longest(*cells, fillvalue="")))

    def without_empty_rows(self) -> Grid:
        """Return the grid without rows in which nothing stands."""
        told = bytes(map(any, zip(*self.columns, strict=True)))
        if len(told) == len(self.lines) and all(told):
            return self
        columns = [list(compress(column, told)) for column in self.columns]
        filled = {at: bytes(compress(marks, told)) for at, marks in self.filled.items()}
        return Grid(list(compress(self.lines, told)), columns, filled, dict(self.told))

    def rows(self, first: int = 0, until: int | None = None) -> list[Row]:
        """Return rows, for whoever wants them one by one."""
        lines = self.lines[first:until]
        cells = zip(*(column[first:until] for column in self.columns), strict=True)
        marked = [(column, marks[first:until]) for column, marks in self.filled.items()]
        return [
            Row(line, tuple(texts), frozenset(column for column, marks in marked if marks[at]))
            for at, (line, texts) in enumerate(zip(lines, cells, strict=True))
        ]

    def below(self, row: int) -> Grid:
        """Return the grid from a row on."""
        filled = {at: marks[row:] for at, marks in self.filled.items()}
        return Grid(self.lines[row:], [column[row:] for column in self.columns], filled, dict(self.told))

    def told_in(self, column: int) -> Collection[str]:
        """Return the texts of a column without repeating them; some of a larger table may be among them."""
        if column not in self.told:
            self.told[column] = dict.fromkeys(self.columns[column])
        return self.told[column]

    def texts(self) -> list[str]:
        """Return each row as one text of its own cells, kept apart by tabs."""
        own = []
        for at, column in enumerate(self.columns):
            marks = self.filled.get(at)
            own.append([("" if mark else text) for text, mark in zip(column, marks, strict=True)] if marks else column)
        return list(map("\t".join, zip(*own, strict=True)))
