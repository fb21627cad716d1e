"""Reading a workbook of findings: header map, merged cells, row errors, status, amounts – against bare cells."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from benchmarks.stopwatch import Figure, best_of_both

ROWS = 20_459
DOCUMENT = Path(__file__).resolve().parents[1] / "tests/documents/17-report-sixty.docx"


def workbook(rows: int) -> bytes:
    """Write a sheet of findings as units fill it in."""
    import xlsxwriter

    from bihuan.intake.headers import header_word

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet()
    fields = ("number", "category", "problem", "detail", "measure", "leader", "unit", "due", "status")
    for column, key in enumerate(fields):
        sheet.write_string(0, column, header_word(key))
    texts = sample_texts()
    for row in range(1, rows + 1):
        sheet.write_number(row, 0, row)
        for column, text in enumerate(texts, start=1):
            sheet.write_string(row, column, text.format(row=row))
    book.close()
    return out.getvalue()


def sample_texts() -> list[str]:
    """Return the cells of a row, from the exam's own workbook (Chinese stands in data only)."""
    from bihuan.intake import read_fully

    reading = read_fully(DOCUMENT.with_name("11-sheet-plain.xlsx"))
    fields = reading.rows[0].fields
    names = ("category", "problem", "detail", "measure", "leader", "unit", "due", "status")
    return [f"{fields.get(name, '')}{'{row}' if name == 'problem' else ''}" for name in names]


def measure() -> Iterator[Figure]:
    """Tell how much reading costs beyond fetching the cells."""
    import python_calamine

    from bihuan.intake import read_fully

    data = workbook(ROWS)

    def bare() -> int:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)

    found = len(read_fully(data, "bench.xlsx").document.findings)
    if found != ROWS:
        raise SystemExit(f"reading: {found} of {ROWS} rows were read; the figures would mean nothing")
    mine, peer = best_of_both(lambda: read_fully(data, "bench.xlsx"), bare)
    words = "python-calamine, cells only"
    yield Figure(f"read {ROWS:,} rows of a workbook into findings", mine, "s", peer, words, at_most=None)
    content = DOCUMENT.read_bytes()
    mine, peer = best_of_both(lambda: read_fully(content, DOCUMENT.name), lambda: paragraphs(content))
    words = "python-docx, paragraphs only"
    yield Figure("read a report of sixty findings, numbering rendered", mine, "s", peer, words, at_most=None)


def paragraphs(content: bytes) -> list[str]:
    from docx import Document

    return [paragraph.text for paragraph in Document(io.BytesIO(content)).paragraphs]
