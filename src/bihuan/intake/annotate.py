"""Give a user's own workbook back with the faulty cells marked, and a blank template to start from."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from bihuan.intake.cell_marks import AUTHOR, RED, Said, mark_cells
from bihuan.intake.headers import header_word
from bihuan.intake.lexicon import load
from bihuan.intake.readers.workbook import read_workbook
from bihuan.intake.sheets import RowError

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell, MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

_WIDE, _NARROW, _EXPLANATION_HEIGHT = 36, 14, 48
_LONGEST_NAME, _NOT_IN_NAMES = 31, {ord(sign): " " for sign in "[]:*?/\\"}  # of sheets
_FIRST_ROW, _LAST_ROW = 2, 2000  # of the rows that offer choices, counted from 0


def mark_errors(data: bytes, name: str, errors: Iterable[RowError]) -> bytes:
    """Give the same workbook with every faulty cell red and commented; the user's own file stays as it is."""
    said: dict[str, Said] = {}
    for error in errors:
        said.setdefault(error.sheet, {}).setdefault((error.row, error.column), []).append(error.message)
    if not said:
        return data
    try:
        return mark_cells(data, name, said)
    except ValueError:  # it is Unusual, or a number in it is none
        pass
    try:
        return _rewritten(data, said)
    except Exception:  # openpyxl raises whatever no office program wrote happens to cause
        return _retold(data, name, said)


def _rewritten(data: bytes, said: Mapping[str, Said]) -> bytes:
    """Mark the cells by writing the whole workbook anew, for one that has comments already or is built unusually."""
    from openpyxl import load_workbook
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    book = load_workbook(io.BytesIO(data))
    fill = PatternFill("solid", start_color=RED, end_color=RED)
    for name, cells in said.items():
        sheet = book[name] if name in book.sheetnames else book.worksheets[0]
        for (row, column), words in cells.items():
            cell = _own_cell(sheet, row, column)
            before = [cell.comment.text] if cell.comment else []
            cell.comment = Comment("\n".join(dict.fromkeys([*before, *words])), AUTHOR)
            cell.fill = fill
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _own_cell(sheet: Worksheet, row: int, column: int) -> Cell | MergedCell:
    """The cell that can bear a mark: of merged cells the first."""
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            return sheet.cell(merged.min_row, merged.min_col)
    return sheet.cell(row, column)


def _retold(data: bytes, name: str, said: Mapping[str, Said]) -> bytes:
    """Mark the cells in a plain workbook of the values that were read, for one that only its readers forgive."""
    import xlsxwriter

    sheets = read_workbook(data, name)
    left = {title: dict(cells) for title, cells in said.items()}
    own = [left.pop(sheet.name, {}) for sheet in sheets]
    for cells in left.values():
        for place, words in cells.items():
            own[0][place] = [*own[0].get(place, []), *words]
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    red = book.add_format({"bg_color": f"#{RED[2:]}"})
    for number, (sheet, cells) in enumerate(zip(sheets, own, strict=True), start=1):
        page = book.add_worksheet(f"{number} {sheet.name.translate(_NOT_IN_NAMES)}"[:_LONGEST_NAME].strip("' "))
        for row in sheet.rows:
            for column, text in enumerate(row.cells):
                page.write_string(row.line - 1, column, text)
        told = {(row.line, column): text for row in sheet.rows for column, text in enumerate(row.cells, start=1)}
        for (line, column), words in cells.items():
            page.write_string(line - 1, column - 1, told.get((line, column), ""), red)
            page.write_comment(line - 1, column - 1, "\n".join(dict.fromkeys(words)), {"author": AUTHOR})
    book.close()
    return out.getvalue()


def write_template() -> bytes:
    """Write a blank workbook: the header, a row that explains each column, lists to choose from."""
    import xlsxwriter

    template = load("headers")["template"]
    fields: Sequence[str] = template["fields"]
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(str(template["sheet"]))
    bold = book.add_format({"bold": True, "border": 1, "bg_color": "#DDEBF7", "text_wrap": True, "valign": "vcenter"})
    grey = book.add_format({"italic": True, "font_color": "#595959", "border": 1, "text_wrap": True, "valign": "top"})
    for column, key in enumerate(fields):
        sheet.write_string(0, column, header_word(key), bold)
        sheet.write_string(1, column, str(template["explanations"][key]), grey)
    wide = {"problem", "detail", "goal", "measure", "result"}
    for column, key in enumerate(fields):
        sheet.set_column(column, column, _WIDE if key in wide else _NARROW)
    sheet.set_row(1, _EXPLANATION_HEIGHT)
    sheet.freeze_panes(2, 0)
    _offer_choices(sheet, fields)
    book.close()
    return out.getvalue()


def _offer_choices(sheet: Any, fields: Sequence[str]) -> None:
    """Let status and flags be chosen instead of typed."""
    choices = load("headers")["template"]["choices"]
    for key, words in choices.items():
        if key in fields:
            column, offered = list(fields).index(key), {"validate": "list", "source": [str(each) for each in words]}
            sheet.data_validation(_FIRST_ROW, column, _LAST_ROW, column, offered)
