"""Papers whose findings stand in tables: workbooks, and Word files with a list of problems."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, islice

from bihuan.intake import refusals
from bihuan.intake.claims import compare_counts, find_claims
from bihuan.intake.cleaning import clean, needs_cleaning
from bihuan.intake.document import Dates, Finding, ReadDocument
from bihuan.intake.full_reading import FullReading
from bihuan.intake.grid import Grid, Row
from bihuan.intake.headers import find_header
from bihuan.intake.introduction import find_title, read_introduction
from bihuan.intake.lexicon import load
from bihuan.intake.passages import Note, Passage, Reading, clean_passages, lines_of
from bihuan.intake.planned import joined
from bihuan.intake.prose import read_prose
from bihuan.intake.readers.workbook import Sheet, read_workbook
from bihuan.intake.sheets import RowError, SheetReading, read_table
from bihuan.intake.source_lines import SourceLines


def read_sheets(data: bytes, name: str) -> FullReading:
    """Read a workbook: every sheet that has a header with a column for the problem."""
    sheets, repaired = _clean_sheets(read_workbook(data, name))
    readings: list[SheetReading] = []
    title: str | None = None
    passages: list[Passage] = []
    for sheet in sheets:
        header = find_header(sheet.grid)
        if header is None:
            continue
        before = _above(sheet.grid.rows(0, header.at - 1))
        title = title or find_title(tuple(before))
        passages += before
        readings.append(read_table(sheet.grid, header, sheet.name))
    if not readings:
        raise refusals.WrongHeader(name, place=_places(sheets), remedy=_remedy())
    return _merge(readings, title, tuple(passages), repaired, _lines_of(sheets))


def read_document_with_tables(reading: Reading) -> FullReading:
    """Read a Word file: by its tables where they list problems, otherwise by its headings."""
    passages, repaired = clean_passages(reading.passages)
    found: list[SheetReading] = []
    for table, rows in groupby(passages, key=lambda passage: passage.table):
        listed = Grid.of_rows((row.line, row.cells) for row in rows)
        header = find_header(listed) if table else None
        if header is not None:
            found.append(read_table(listed, header))
    if not any(each.findings for each in found):
        return read_prose(reading)
    outside = tuple(passage for passage in passages if passage.table is None)
    return _merge(found, find_title(outside), outside, (*reading.notes, *repaired), lines_of(passages))


def _lines_of(sheets: tuple[Sheet, ...]) -> SourceLines:
    """The rows of all sheets as lines."""
    if len(sheets) == 1:
        return SourceLines(sheets[0].grid.lines, sheets[0].grid.texts())
    numbers = [line for sheet in sheets for line in sheet.grid.lines]
    return SourceLines(numbers, [text for sheet in sheets for text in sheet.grid.texts()])


def _clean_sheets(sheets: tuple[Sheet, ...]) -> tuple[tuple[Sheet, ...], tuple[Note, ...]]:
    """Repair a workbook as one text, row by row."""
    told = (text for sheet in sheets for at in range(len(sheet.grid.columns)) for text in sheet.grid.told_in(at))
    if not needs_cleaning(_SEPARATOR.join(told)):
        return sheets, ()
    cells = [cell for sheet in sheets for row in zip(*sheet.grid.columns, strict=True) for cell in row]
    cleaned = clean(_SEPARATOR.join(cells))
    if not cleaned.changed:
        return sheets, ()
    texts = map(str.strip, cleaned.text.split(_SEPARATOR))
    repaired = []
    for sheet in sheets:
        rows = [tuple(islice(texts, len(sheet.grid.columns))) for _ in sheet.grid.lines]
        repaired.append(Sheet(sheet.name, replace(sheet.grid, columns=list(zip(*rows, strict=True)), told={})))
    what = f"{cleaned.notes_removed} pinyin notes removed, {cleaned.characters_converted} characters made simplified"
    return tuple(repaired), (Note(1, "text.garbled_repaired", what),)


_SEPARATOR = "\x1f"  # a sign no cell holds


def _above(rows: list[Row]) -> list[Passage]:
    """The lines above the header as passages."""
    return [Passage(" ".join(dict.fromkeys(cell for cell in row.cells if cell)), row.line) for row in rows]


def _merge(
    readings: list[SheetReading],
    title: str | None,
    around: tuple[Passage, ...],
    notes: tuple[Note, ...],
    source: SourceLines,
) -> FullReading:
    findings: tuple[Finding, ...] = tuple(each for reading in readings for each in reading.findings)
    errors: tuple[RowError, ...] = tuple(each for reading in readings for each in reading.errors)
    claims, mismatches = find_claims(around)
    introduction = read_introduction(around, title)
    organization = next((each.organization for each in readings if each.organization), introduction.organization)
    own = tuple(note for reading in readings for note in reading.notes)
    counts = compare_counts(claims, len(findings))
    every = (*notes, *introduction.notes, *own, *mismatches, *counts)
    document = ReadDocument(
        kind="finding_sheet",
        title=title,
        organization=organization,
        inspected_by=introduction.inspected_by,
        dates=introduction.dates if around else Dates(),
        claims=claims,
        findings=findings,
        notes=tuple(sorted(every, key=lambda note: note.line)),
    )
    planned = joined([reading.planned for reading in readings])
    return FullReading(document, errors, source, planned, tuple(readings))


def _places(sheets: tuple[Sheet, ...]) -> str:
    return ", ".join(sheet.name for sheet in sheets)


def _remedy() -> str:
    names = _words_of_problem()
    return f"start from the template, or name the column one of: {', '.join(names)}"


def _words_of_problem() -> tuple[str, ...]:
    """The header words that name the column of the problem."""
    return tuple(str(word) for word in load("headers")["fields"]["problem"][:4])
