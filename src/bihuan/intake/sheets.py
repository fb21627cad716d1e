"""Tables of findings, whether from a workbook or from a Word file: header, rows, row errors."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, count
from operator import not_
from typing import NamedTuple

from bihuan.intake.dates import read_day
from bihuan.intake.document import Finding
from bihuan.intake.finding_rows import Cells, findings_of, planned_in
from bihuan.intake.grid import Grid, Row
from bihuan.intake.headers import FEWEST_KNOWN, Header, field_of
from bihuan.intake.lexicon import load, pattern
from bihuan.intake.passages import Note
from bihuan.intake.planned import NOTHING_PLANNED, PlannedMeasures
from bihuan.intake.status import read_body, read_label

LETTERS = 26


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with one cell; row and column count from 1."""

    row: int
    column: int
    message: str
    sheet: str = ""

    @property
    def cell(self) -> str:
        """Return what office programs call the cell: C5."""
        letters, left = "", self.column
        while left > 0:
            left, place = divmod(left - 1, LETTERS)
            letters = chr(ord("A") + place) + letters
        return f"{letters}{self.row}"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as its known fields, for whoever needs more than a finding holds."""

    line: int
    fields: dict[str, str]


@dataclass(slots=True)
class Table:
    """The rows below a header: each known field as a column of texts; `rows` are those that tell of findings."""

    grid: Grid
    header: Header
    fields: Mapping[str, Sequence[str]]
    rows: Sequence[int] = ()

    def told(self, key: str) -> Collection[str]:
        """Return the texts of a field without repeating them; some may stand in no row."""
        columns = self.header.columns.get(key, [])
        return self.grid.told_in(columns[0]) if len(columns) == 1 else set(self.fields.get(key, ()))

    def own(self, key: str) -> Sequence[bool]:
        """Return for each row whether its cell of a field is its own, not written by a merged one above."""
        columns = self.header.columns.get(key, [])
        marks = [self.grid.filled[column] for column in columns if column in self.grid.filled]
        if not marks or len(marks) < len(columns):
            return [True] * len(self.grid.lines)
        return list(map(not_, map(all, zip(*marks, strict=True))))


@dataclass(slots=True)
class SheetReading:
    """What a table of findings gives; `planned` are the measures of each finding."""

    table: Table
    findings: list[Finding] = field(default_factory=list)
    planned: PlannedMeasures = NOTHING_PLANNED
    errors: list[RowError] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    organization: str | None = None

    @property
    def rows(self) -> list[SheetRow]:
        fields, lines = self.table.fields, self.table.grid.lines
        return [SheetRow(lines[at], {key: texts[at] for key, texts in fields.items()}) for at in self.table.rows]


def read_table(grid: Grid, header: Header, sheet: str = "") -> SheetReading:
    """Read the rows below a header."""
    below = grid.below(header.at)
    fields = {key: _joined([below.columns[at] for at in columns]) for key, columns in header.columns.items()}
    table = Table(below, header, fields)
    table.rows = _telling(table)
    reading = SheetReading(table, organization=_organization(grid.rows(0, header.at)))
    for column, name in header.unknown.items():
        reading.notes.append(Note(header.line, "sheet.unknown_column", f"column {column + 1}: {name}"))
    for fault in sorted(_faults(table)):
        line = below.lines[fault.row]
        reading.errors.append(RowError(line, header.columns[fault.key][0] + 1, fault.message, sheet))
        reading.notes.append(Note(line, fault.code, fault.message))
    cells = Cells({key: table.told(key) for key in fields})
    groups = _groups(table)
    reading.findings = findings_of(fields, groups, below.lines, cells)
    reading.planned = planned_in(fields, table.own("measure"), groups, cells)
    return reading


def _joined(columns: Sequence[Sequence[str]]) -> Sequence[str]:
    """The texts of a field that several columns may hold."""
    if len(columns) == 1:
        return columns[0]
    return ["\n".join(dict.fromkeys(filter(None, cells))) for cells in zip(*columns, strict=True)]


def _telling(table: Table) -> Sequence[int]:
    """Return the rows that tell of findings: neither empty, nor the header once more, nor below the table's end."""
    passed = _repeats(table) | _footers(table)
    rows: Iterable[int] = range(len(table.grid.lines))
    if not all(table.fields["problem"]):
        rows = compress(rows, map(any, zip(*table.fields.values(), strict=True)))
    return [at for at in rows if at not in passed]


def _repeats(table: Table) -> set[int]:
    """The rows in which a header is printed again, as on the next page: all its names, or all but one."""
    grid = table.grid
    columns = [(key, column) for key, places in table.header.columns.items() for column in places]
    fewest = max(FEWEST_KNOWN, len(columns) - 1)
    columns.sort(key=lambda column: len(grid.told_in(column[1])))
    named: set[int] = set()
    for key, column in columns[:2]:  # those that say the fewest things: one of the two at least names itself
        names = {cell for cell in grid.told_in(column) if field_of(cell) == key}
        if not names.isdisjoint(grid.columns[column]):
            named.update(at for at, cell in enumerate(grid.columns[column]) if cell in names)
    return {at for at in named if sum(field_of(grid.columns[column][at]) == key for key, column in columns) >= fewest}


def _footers(table: Table) -> set[int]:
    """The rows of totals, signatures and remarks, and those of our template that explain the columns."""
    footer, columns = pattern("headers", "footer"), table.grid.columns
    firsts = columns[0]
    if not all(firsts):
        firsts = [cells[0] or next(filter(None, cells), "") for cells in zip(*columns, strict=True)]
    ends = {first for first in set(firsts) if footer.match(first)}
    passed = {at for at, first in enumerate(firsts) if first in ends} if ends else set()
    texts = {str(text) for text in load("headers")["template"]["explanations"].values()}
    if any(not texts.isdisjoint(table.grid.told_in(at)) for at in range(len(columns))):
        passed |= {at for at, cells in enumerate(zip(*columns, strict=True)) if _explains(cells, texts)}
    measures = table.fields.get("measure")
    for at in compress(count(), map(not_, table.fields["problem"])):
        if not (measures and measures[at]) and len({column[at] for column in columns} - {""}) == 1:
            passed.add(at)
    return passed


def _explains(cells: Sequence[str], texts: set[str]) -> bool:
    filled = list(filter(None, cells))
    return sum(cell in texts for cell in filled) * 2 > len(filled)


def _groups(table: Table) -> list[list[int]]:
    """A problem merged over several rows is one finding, unless the rows are numbered apart."""
    problems, own = table.fields["problem"], table.own("problem")
    numbers = table.fields.get("number") or [""] * len(problems)
    groups: list[list[int]] = []
    for at in table.rows:
        if not problems[at]:
            continue
        if groups and not own[at] and numbers[at] in ("", numbers[groups[-1][-1]]):
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


# --- what a person must mend ----------------------------------------------------------------------


class Fault(NamedTuple):
    """What is wrong with one cell of a field."""

    row: int
    place: int  # among the faults of its row
    key: str
    code: str
    message: str


_NO_PROBLEM = "the row names no problem: fill it in, or merge the cell with the one above"
_SHORT = 12


def _faults(table: Table) -> Iterator[Fault]:
    """Yield what a person must mend, column by column; equal cells are judged once."""
    problems = table.fields["problem"]
    yield from (Fault(at, 0, "problem", "row.problem_missing", _NO_PROBLEM) for at in table.rows if not problems[at])
    yield from _repeated_numbers(table)
    statuses = f"use one of {', '.join(_statuses())}"
    for place, key, code, is_wrong, remedy in (
        (2, "status", "row.status_unknown", _is_no_status, f"is no status: {statuses}"),
        (3, "due", "date.incomplete", _is_no_day, "does not name a day"),
    ):
        cells = table.fields.get(key, ())
        wrong = {cell for cell in table.told(key) if cell and is_wrong(cell)}
        if wrong:
            yield from (Fault(at, place, key, code, f"{cells[at]} {remedy}") for at in table.rows if cells[at] in wrong)


def _repeated_numbers(table: Table) -> Iterator[Fault]:
    numbers = table.fields.get("number", ())
    own = compress(table.rows, map(table.own("number").__getitem__, table.rows)) if numbers else ()
    seen: dict[str, int] = {}
    for at in own:
        if number := numbers[at]:
            first = seen.setdefault(number, at)
            if first != at:
                message = f"number {number} stands in row {table.grid.lines[first]} already"
                yield Fault(at, 1, "number", "row.number_repeated", message)


def _is_no_status(text: str) -> bool:
    return len(text) < _SHORT and not read_label(text).known and not read_body(text).known


def _statuses() -> tuple[str, ...]:
    return tuple(str(each) for each in load("headers")["template"]["choices"]["status"])


def _is_no_day(text: str) -> bool:
    """A cell that begins like a day and names none."""
    if not re.match(r"\d{4,}", text) or pattern("dates", "broken").match(text) is None:
        return False
    day = read_day(text)
    return day.iso is None and day.month is None


def _organization(rows: list[Row]) -> str | None:
    for row in rows:
        for cell in row.cells:
            if (match := pattern("headers", "label_pattern").search(cell)) is not None:
                return match["o"]
    return None
