"""Workbooks as units fill them in, made of the cells of the exam's own (Chinese stands in data only)."""

from __future__ import annotations

import io
from itertools import cycle, islice
from pathlib import Path
from typing import Any

DOCUMENTS = Path(__file__).resolve().parents[1] / "tests/documents"
OF_A_FINDING = ("number", "category", "problem", "detail")
OF_A_MEASURE = ("measure", "goal", "leader", "unit", "due")
AFTER = ("status",)
FAULTY_EVERY = 500


def ledger_workbook(findings: int, measures: int) -> bytes:
    """Write a rectification ledger: a row a measure, the cells of its finding merged over its rows."""
    import xlsxwriter

    from bihuan.intake.headers import header_word

    fields = (*OF_A_FINDING, *OF_A_MEASURE, *AFTER)
    texts = {key: told(key) for key in fields}
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet()
    for column, key in enumerate(fields):
        sheet.write_string(0, column, header_word(key))
    for finding in range(findings):
        top = 1 + finding * measures
        for column, key in enumerate(fields):
            if key in OF_A_MEASURE:
                for at in range(measures):
                    text = texts[key][(finding + at) % len(texts[key])]
                    numbered = f"{text}{top + at}" if key == "measure" else text
                    sheet.write_string(top + at, column, numbered)
                continue
            text = texts[key][finding % len(texts[key])] if texts[key] else ""
            shown: Any = finding + 1 if key == "number" else f"{text}{finding + 1}" if key == "problem" else text
            sheet.merge_range(top, column, top + measures - 1, column, shown)
    book.close()
    return out.getvalue()


def told(key: str) -> list[str]:
    """Return what the exam's sheets tell in a field; of measures those that are one."""
    from bihuan.intake import read_fully
    from bihuan.intake.measures import measures_in_cell

    names = ("11-sheet-plain.xlsx", "12-sheet-merged-header-3.xlsx")
    rows = [row.fields for name in names for row in read_fully(DOCUMENTS / name).rows]
    texts = dict.fromkeys(row[key] for row in rows if row.get(key))
    plain = [text for text in texts if key not in ("measure", "problem") or is_plain(text, measures_in_cell(text))]
    return [text for text in plain if key != "due" or len(text) == len("2024-03-31")]


def is_plain(text: str, measures: tuple[str, ...]) -> bool:
    return measures == (text,) and text[-1].isalpha()


def faulty_workbook(rows: int) -> bytes:
    """Write a plain sheet in which some rows repeat a number."""
    import xlsxwriter

    from bihuan.intake.headers import header_word

    fields = ("number", "category", "problem", "detail", "measure", "leader", "unit", "due", "status")
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet()
    for column, key in enumerate(fields):
        sheet.write_string(0, column, header_word(key))
    columns = [list(islice(cycle(told(key) or [""]), rows)) for key in fields[1:]]
    for row in range(1, rows + 1):
        sheet.write_number(row, 0, row - 1 if row % FAULTY_EVERY == 0 else row)
        for column, texts in enumerate(columns, start=1):
            sheet.write_string(row, column, f"{texts[row - 1]}{row if column == 2 else ''}")
    book.close()
    return out.getvalue()
