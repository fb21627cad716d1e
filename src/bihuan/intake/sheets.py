"""Tables of findings, whether from a workbook or from a Word file: header, rows, row errors."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from bihuan.intake.amounts import find_amounts
from bihuan.intake.balance import find_quotes
from bihuan.intake.dates import read_day
from bihuan.intake.document import Finding
from bihuan.intake.headers import FEWEST_KNOWN, Header, Row, field_of
from bihuan.intake.headings import Mark, cut_heading, find_mark
from bihuan.intake.lexicon import load, pattern, words
from bihuan.intake.measures import split_measures, tidy
from bihuan.intake.passages import Note
from bihuan.intake.status import State, read_body, read_label
from bihuan.intake.titles import bare_title, split_remark


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with one cell; row and column count from 1."""

    row: int
    column: int
    message: str
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as its known fields, for whoever needs more than a finding holds."""

    line: int
    fields: dict[str, str]


@dataclass(slots=True)
class SheetReading:
    """What a table of findings gives."""

    findings: list[Finding] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    rows: list[SheetRow] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    organization: str | None = None


def read_table(rows: list[Row], header: Header, sheet: str = "") -> SheetReading:
    """Read the rows below a header."""
    reading = SheetReading()
    for column, name in header.unknown.items():
        reading.notes.append(Note(header.line, "sheet.unknown_column", f"column {column + 1}: {name}"))
    reading.organization = _organization(rows[: header.at])
    seen: dict[str, int] = {}
    pending: list[tuple[Row, dict[str, str]]] = []
    for row in rows[header.at :]:
        values = {key: _joined(row, columns) for key, columns in header.columns.items()}
        if not any(values.values()) or _is_repeat(row, header) or _is_footer(row, values):
            continue
        reading.rows.append(SheetRow(row.line, values))
        _check(row, values, header, sheet, reading, seen)
        if not values["problem"]:
            continue
        if pending and _same_finding(row, values, header, pending[-1][1]):
            pending.append((row, values))
            continue
        _close(pending, reading)
        pending = [(row, values)]
    _close(pending, reading)
    return reading


def _joined(row: Row, columns: list[int]) -> str:
    cells = [row.cells[column].strip() for column in columns if column < len(row.cells)]
    return "\n".join(dict.fromkeys(cell for cell in cells if cell))


def _is_repeat(row: Row, header: Header) -> bool:
    """A header printed again on the next page."""
    named = [
        field_of(row.cells[column]) == key
        for key, cs in header.columns.items()
        for column in cs
        if column < len(row.cells)
    ]
    return sum(named) >= max(FEWEST_KNOWN, len(named) - 1)


def _is_footer(row: Row, values: dict[str, str]) -> bool:
    first = next((cell.strip() for cell in row.cells if cell.strip()), "")
    if pattern("headers", "footer").match(first) or _is_explanation(row):
        return True
    distinct = {cell.strip() for cell in row.cells if cell.strip()}
    return not values["problem"] and len(distinct) == 1 and not values.get("measure")


def _is_explanation(row: Row) -> bool:
    """The row of our own template that explains the columns."""
    texts = {str(text) for text in load("headers")["template"]["explanations"].values()}
    filled = [cell for cell in row.cells if cell.strip()]
    return sum(cell in texts for cell in filled) * 2 > len(filled)


def _same_finding(row: Row, values: dict[str, str], header: Header, before: dict[str, str]) -> bool:
    """A problem merged over several rows is one finding, unless the rows are numbered apart."""
    merged = all(column in row.filled for column in header.columns["problem"] if column < len(row.cells))
    own_number = values.get("number", "") not in ("", before.get("number", ""))
    return merged and not own_number


def _check(
    row: Row, values: dict[str, str], header: Header, sheet: str, reading: SheetReading, seen: dict[str, int]
) -> None:
    """Collect what a person must mend in this row."""

    def report(key: str, code: str, message: str) -> None:
        column = header.columns[key][0] + 1
        reading.errors.append(RowError(row.line, column, message, sheet))
        reading.notes.append(Note(row.line, code, message))

    if not values["problem"]:
        report(
            "problem",
            "row.problem_missing",
            "the row names no problem: fill it in, or merge the cell with the one above",
        )
    number = values.get("number", "")
    own = not all(column in row.filled for column in header.columns.get("number", []))
    if number and own:
        if number in seen:
            report("number", "row.number_repeated", f"number {number} stands in row {seen[number]} already")
        seen.setdefault(number, row.line)
    status = values.get("status", "")
    if status and not read_label(status).known and not read_body(status).known and len(status) < _SHORT:
        report("status", "row.status_unknown", f"{status} is no status: use one of {', '.join(_statuses())}")
    due = values.get("due", "")
    if due and _looks_like_day(due) and read_day(due).iso is None and read_day(due).month is None:
        report("due", "date.incomplete", f"{due} does not name a day")


_SHORT = 12


def _statuses() -> tuple[str, ...]:
    return tuple(str(each) for each in load("headers")["template"]["choices"]["status"])


def _looks_like_day(text: str) -> bool:
    return bool(re.match(r"\d{4,}", text)) and pattern("dates", "broken").match(text) is not None


def _close(pending: list[tuple[Row, dict[str, str]]], reading: SheetReading) -> None:
    if pending:
        reading.findings.append(_make(pending))


def _make(group: list[tuple[Row, dict[str, str]]]) -> Finding:
    """Make one finding of the rows that share its problem."""
    row, first = group[0]
    heading, remark = split_remark(first["problem"])
    gathered = {key: _distinct(values.get(key, "") for _, values in group) for key in first}
    measures = [each for text in gathered.get("measure", []) for each in _measures(text)]
    title, more = _title(heading)
    told: list[str] = []
    for text in gathered.get("result", []):
        split = split_measures(text, whole=False)
        measures += split.measures
        told.append(split.remains)
    description = [*([more] if more else []), *gathered.get("detail", [])]
    state = _state(gathered, remark)
    whole = "\n".join([heading, *gathered.get("detail", []), *gathered.get("measure", []), *gathered.get("result", [])])
    body = whole[len(heading) :]
    return Finding(
        number=_number(first.get("number", "")),
        path=tuple(text for key in ("category", "subcategory") for text in _first(gathered.get(key, []))),
        title=title,
        text="\n".join(text for text in [*description, *told] if text.strip()),
        status=state.status,
        long_term=state.long_term,
        fix_at_once=state.fix_at_once,
        measures=tuple(measures),
        amounts=find_amounts(whole),
        quotes=find_quotes("\n".join([more, body])),
        line=row.line,
    )


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(text for text in texts if text))


def _first(texts: list[str]) -> list[str]:
    return texts[:1]


def _title(heading: str) -> tuple[str, str]:
    """The problem's first line or sentence is its title where more follows."""
    plain = heading.strip()
    cut = cut_heading(plain, find_mark(plain) or Mark(0, "", 0))
    return bare_title(cut.words), cut.rest


def _measures(text: str) -> tuple[str, ...]:
    """Cut a cell of measures at its counted sentences, its numbers or its lines."""
    split = split_measures(text, whole=False)
    if split.measures:
        return split.measures
    return tuple(tidy(line) for line in text.split("\n") if tidy(line))


def _number(text: str) -> str | None:
    match = pattern("headers", "number").match(text)
    return (match["n"] if match else text.strip()) or None


def _state(gathered: dict[str, list[str]], remark: str) -> State:
    state = State()
    for key in ("status", "kind_of_fix"):
        for text in gathered.get(key, []):
            state = state.over(read_label(text))
    state = state.over(read_label(remark) if remark else State())
    yes = words("status", "yes")
    for key in ("fix_at_once", "long_term"):
        if any(text.strip() in yes for text in gathered.get(key, [])):
            state = state.over(State(None, key == "long_term", key == "fix_at_once"))
    for key in ("due", "remark"):
        for text in gathered.get(key, []):
            state = State(
                state.status,
                state.long_term or read_label(text).long_term,
                state.fix_at_once or read_label(text).fix_at_once,
            )
    for text in gathered.get("result", []):
        state = state.over(read_body(text))
    return state


def _organization(rows: list[Row]) -> str | None:
    for row in rows:
        for cell in row.cells:
            if (match := pattern("headers", "label_pattern").search(cell)) is not None:
                return match["o"]
    return None
