"""A guide as a workbook: one row a point, out and in again, with each fault beside its cell."""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from bihuan.domain.field_guides import Fault, FieldGuide, Row, guide_of_rows, rows_of
from bihuan.domain.glossary import GUIDE_FAULTS, GUIDE_FIELDS, Term
from bihuan.intake.readers.workbook import read_workbook
from bihuan.intake.refusals import Unreadable
from bihuan.intake.sheets import RowError
from bihuan.intake.workbook_wanted import open_workbook

LINES_WITHIN = 10
WIDTHS = {"focus": 26, "area": 9, "code": 9, "point": 30, "symptoms": 46, "methods": 46}
Words = Callable[[Term], str]


class NoGuide(Unreadable):
    """A workbook in which no sheet holds a guide."""

    problem = "no sheet has a header row with point, how it shows and how to look"
    remedy = "start from the exported guide, or name the columns as it does"


@dataclass(frozen=True)
class GuideReading:
    """What a workbook tells: the rows, the guide they write, and what is wrong with which cell."""

    rows: tuple[Row, ...]
    guide: FieldGuide
    errors: tuple[RowError, ...]


def write_guide(guide: FieldGuide, words: Words, title: str) -> bytes:
    """Write a guide as a workbook that comes in again unchanged."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(title[:31].translate({ord(sign): "-" for sign in "[]:*?/\\"}))
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#DDEBF7", "text_wrap": True, "valign": "vcenter"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top", "num_format": "@"})
    for at, key in enumerate(GUIDE_FIELDS):
        sheet.write_string(0, at, words(GUIDE_FIELDS[key]), head)
        sheet.set_column(at, at, WIDTHS[key])
    for line, row in enumerate(rows_of(guide), start=1):
        for at, key in enumerate(GUIDE_FIELDS):
            sheet.write_string(line, at, getattr(row, key), cell)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    book.close()
    return out.getvalue()


def read_guide_sheet(data: bytes, name: str, areas: Collection[str], words: Words) -> GuideReading:
    """Read a workbook; raise a subclass of Unreadable where it holds no guide."""
    open_workbook(data, name)
    for sheet in read_workbook(data, name):
        for at, row in enumerate(sheet.rows[:LINES_WITHIN]):
            columns = columns_of(row.cells)
            if {"point", "symptoms", "methods"} <= set(columns):
                told = tuple(
                    Row(one.line, **{key: cell_of(one.cells, column) for key, column in columns.items()})
                    for one in sheet.rows[at + 1 :]
                )
                guide, faults = guide_of_rows(told, areas)
                return GuideReading(told, guide, tuple(errors_of(faults, columns, sheet.name, words)))
    raise NoGuide(name)


def cell_of(cells: Sequence[str], column: int) -> str:
    return cells[column].strip() if column < len(cells) else ""


def columns_of(cells: Sequence[str]) -> dict[str, int]:
    called = {words: key for key, term in GUIDE_FIELDS.items() for words in (term.zh, term.en, key)}
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        key = called.get(cell.strip())
        if key is not None:
            found.setdefault(key, at)
    return found


def errors_of(faults: Sequence[Fault], columns: dict[str, int], sheet: str, words: Words) -> list[RowError]:
    return [
        RowError(fault.line, columns.get(fault.column, columns["point"]) + 1, fault_words(fault, words), sheet)
        for fault in faults
    ]


def fault_words(fault: Fault, words: Words) -> str:
    """Say what is wrong with a row: the column, then the fault."""
    said = words(GUIDE_FAULTS[fault.code]).format(subject=fault.subject)
    return f"{words(GUIDE_FIELDS[fault.column])}: {said}"
