"""A list as a workbook that can be filled in and taken back: hidden ids and versions, choices, nothing executable."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from bihuan.domain.glossary import term
from bihuan.dossiers.models import Inspection
from bihuan.rectification.cells import FEN, plain, shown, stamp
from bihuan.rectification.lists import Column, FiveList, Kind, Row, Value

MARK = "bihuan-list"
HIDDEN = ("id", "version")  # the first columns
KEYS_AT, HEADER_AT, FIRST_AT = 0, 1, 2  # rows, counted from 0: keys (hidden), header, first row of the list
SPARE_ROWS = 500  # below the list, for new rows
FORMULA_SIGNS = ("=", "+", "-", "@")
LARGEST = 10**12
SHEET_NAME_SIGNS = str.maketrans("", "", "[]:*?/\\'")


def mark_of(one: FiveList, inspection: Inspection) -> str:
    """Return what tells the workbook of one list of one dossier from every other."""
    return f"{MARK}:{one.name}:{inspection.id}"


def write_list(one: FiveList, inspection: Inspection, rows: list[Row], *, title: str) -> bytes:
    """Write a list as a workbook, row by row, holding none of them in memory."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": title, "subject": inspection.organization_name, "author": "Bihuan"})
    sheet = book.add_worksheet(title.translate(SHEET_NAME_SIGNS)[:31])
    looks = formats(book)
    set_page(sheet, one.columns, f"{inspection.organization_name} {title}", len(rows))
    write_header(sheet, one.columns, mark_of(one, inspection), looks)
    for at, row in enumerate(rows, start=FIRST_AT):
        write_row(sheet, at, row, one, looks)
    offer(sheet, one.columns, len(rows))
    book.close()
    return out.getvalue()


def formats(book: Any) -> dict[tuple[Any, ...], Any]:
    """Return the looks of cells by kind, whether they can be changed, and whether they begin like a formula."""
    numbers = {Kind.DAY: "yyyy-mm-dd", Kind.MONEY: "#,##0.00", Kind.COUNT: "0", Kind.SCORE: "General"}
    looks: dict[tuple[Any, ...], Any] = {
        ("header", is_open): book.add_format(
            {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"}
            | {"bg_color": "#DDEBF7" if is_open else "#E5E7EB"}
        )
        for is_open in (True, False)
    }
    for kind in Kind:
        for is_open in (True, False):
            for quoted in (True, False):
                look = {"border": 1, "text_wrap": True, "valign": "top", "quote_prefix": quoted}
                look |= {} if is_open else {"bg_color": "#F3F4F6"}
                look |= {"num_format": numbers[kind]} if kind in numbers else {"num_format": "@"}
                looks[(kind, is_open, quoted)] = book.add_format(look)
    return looks


def set_page(sheet: Any, columns: Sequence[Column], head: str, count: int, *, headings_at: int = HEADER_AT) -> None:
    """Set columns, frozen header, and the printed page: landscape, header on every page."""
    sheet.set_column(0, len(HIDDEN) - 1, None, None, {"hidden": True})
    for at, column in enumerate(columns, start=len(HIDDEN)):
        sheet.set_column(at, at, column.width)
    first_at = headings_at + 1
    sheet.freeze_panes(first_at, len(HIDDEN) + 1)
    sheet.repeat_rows(headings_at)
    sheet.autofilter(headings_at, len(HIDDEN), max(headings_at + count, first_at), len(HIDDEN) + len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_header("&C&B" + head.replace("&", "&&"))
    sheet.set_footer("&C&P / &N")


def write_header(sheet: Any, columns: Sequence[Column], mark: str, looks: dict[tuple[Any, ...], Any]) -> None:
    sheet.set_row(KEYS_AT, None, None, {"hidden": True})
    for at, key in enumerate((mark, HIDDEN[1], *(column.key for column in columns))):
        sheet.write_string(KEYS_AT, at, key)
    sheet.set_row(HEADER_AT, 32)
    for at, words in enumerate((*HIDDEN, *(str(column.words) for column in columns))):
        is_open = at >= len(HIDDEN) and columns[at - len(HIDDEN)].is_open
        sheet.write_string(HEADER_AT, at, words, looks[("header", is_open)])


def write_row(sheet: Any, at: int, row: Row, one: FiveList, looks: dict[tuple[Any, ...], Any]) -> None:
    sheet.write_string(at, 0, str(row.thing_id or ""))
    sheet.write_string(at, 1, stamp(row, one))
    for place, column in enumerate(one.columns, start=len(HIDDEN)):
        write_cell(sheet, at, place, column, row.values.get(column.key), looks)


def write_cell(
    sheet: Any, at: int, place: int, column: Column, value: Value, looks: dict[tuple[Any, ...], Any]
) -> None:
    """Write one cell; a text is never a formula, and one that begins like one bears Excel's own quote."""
    look = looks[(column.kind, column.is_open, False)]
    if value is None or value == "":
        sheet.write_blank(at, place, None, look)
    elif isinstance(value, date):
        sheet.write_datetime(at, place, value, look)
    elif column.kind is Kind.MONEY and abs(int(str(value))) < LARGEST * FEN:
        sheet.write_number(at, place, int(str(value)) / FEN, look)
    elif column.kind is Kind.COUNT:
        sheet.write_number(at, place, int(str(value)), look)
    elif column.kind is Kind.SCORE:
        sheet.write_number(at, place, float(str(value)), look)
    else:
        text = plain(shown(value, column.kind))
        quoted = text.startswith(FORMULA_SIGNS)
        sheet.write_string(at, place, text, looks[(column.kind, column.is_open, quoted)])


def offer(sheet: Any, columns: Sequence[Column], count: int) -> None:
    """Let what has a few answers be chosen, and refuse in the workbook what its column cannot hold."""
    last = FIRST_AT + count + SPARE_ROWS
    rules: dict[Kind, dict[str, Any]] = {
        Kind.TICK: {"validate": "list", "source": [_("yes"), _("no")]},
        Kind.DAY: {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1)},
        Kind.MONEY: {"validate": "decimal", "criteria": ">=", "value": 0},
        Kind.COUNT: {"validate": "integer", "criteria": ">=", "value": 0},
    }
    for place, column in enumerate(columns, start=len(HIDDEN)):
        if column.is_open and column.kind in rules:
            sheet.data_validation(FIRST_AT, place, last, place, rules[column.kind] | {"ignore_blank": True})


def title_of(one: FiveList, *, chinese: bool) -> str:
    """Return what a list is called."""
    words = term("list", one.name)
    return words.zh if chinese else words.en
