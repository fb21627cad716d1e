"""The pool and the tasks of a term on their way out: the sheet of every list, its headings in the first row.

Who fills in one of them by hand types under those headings, so there is no hidden row above them.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from bihuan.domain.glossary import CATEGORIES, FAMILIES, INSPECTOR_FIELDS, INSPECTOR_NO, INSPECTOR_YES, MANDATE_FIELDS
from bihuan.intake.versions import version_of
from bihuan.planning import mandate_sheet
from bihuan.planning.mandating import TOLD as TOLD_OF_A_UNIT
from bihuan.planning.mandating import as_it_stands as said_of
from bihuan.rectification.lists import Column, Kind, Value
from bihuan.rectification.workbooks import (
    HIDDEN,
    SHEET_NAME_SIGNS,
    SPARE_ROWS,
    formats,
    set_page,
    write_cell,
)
from bihuan.teams import pool_sheet
from bihuan.teams.inspectors import TOLD, as_it_stands
from bihuan.teams.models import Inspector
from bihuan.web.sheets.read_in import CORRECT, SET
from bihuan.web.words import in_this_language

HEADINGS_AT, FIRST_AT = 0, 1
WIDE_COLUMN, COLUMN = 34, 13
WIDE = {"posts_held", "kin", "appraisal", "vouched", "education", "reason"}
COUNTS = {"km", "person_days"}
Line = tuple[Sequence[str], Mapping[str, Value]]  # what is hidden, what is seen
Offered = Mapping[str, list[str]]


def write_pool(rows: Iterable[Inspector], title: str) -> bytes:
    """Write the pool (or nobody: the template) as a workbook that comes in again unchanged."""
    fields = {key: in_this_language(INSPECTOR_FIELDS[key]) for key in (*HIDDEN, *TOLD)}
    columns = [Column(key, fields[key], width(key), kind(key), CORRECT) for key in TOLD]
    coded = {
        key: [in_this_language(term) for term in FAMILIES[family].values()] for key, family in pool_sheet.CODED.items()
    }
    ticked = dict.fromkeys(pool_sheet.TICKS, yes_and_no())
    return write(columns, [person_line(row) for row in rows], title, fields, coded | ticked)


def person_line(row: Inspector) -> Line:
    stands = as_it_stands(row)
    seen: dict[str, Value] = {key: pool_sheet.shown(stands[key], key, in_this_language) for key in TOLD}
    return (str(row.id), version_of(stands, TOLD)), seen


def write_mandates(known: mandate_sheet.Known, title: str) -> bytes:
    """Write what organizations mean for a term as a workbook that comes in again unchanged."""
    name, category = mandate_sheet.NAME, mandate_sheet.CATEGORY
    fields = {key: in_this_language(MANDATE_FIELDS[key]) for key in (*HIDDEN, name, category, *TOLD_OF_A_UNIT)}
    columns = [Column(name, fields[name], WIDE_COLUMN), Column(category, fields[category], COLUMN)]
    columns += [Column(key, fields[key], width(key), kind(key), SET) for key in TOLD_OF_A_UNIT]
    lines: list[Line] = []
    for row in known.organizations:
        stands = said_of(known.said.get(row.id))
        seen: dict[str, Value] = {key: mandate_sheet.shown(stands[key], in_this_language) for key in TOLD_OF_A_UNIT}
        seen |= {name: row.name, category: in_this_language(CATEGORIES[row.category])}
        lines.append(((str(row.id), version_of(stands, TOLD_OF_A_UNIT)), seen))
    return write(columns, lines, title, fields, dict.fromkeys(mandate_sheet.TICKS, yes_and_no()))


def width(key: str) -> int:
    return WIDE_COLUMN if key in WIDE else COLUMN


def kind(key: str) -> Kind:
    return Kind.COUNT if key in COUNTS else Kind.TEXT


def yes_and_no() -> list[str]:
    return [in_this_language(INSPECTOR_YES), in_this_language(INSPECTOR_NO)]


def write(
    columns: Sequence[Column], lines: Sequence[Line], title: str, fields: Mapping[str, str], offered: Offered
) -> bytes:
    """Write lines under the headings of their columns, what has a few answers to be chosen."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(title.translate(SHEET_NAME_SIGNS)[:31])
    looks = formats(book)
    set_page(sheet, columns, f"{_('Bihuan')} {title}", len(lines), headings_at=HEADINGS_AT)
    sheet.set_row(HEADINGS_AT, 32)
    for at, key in enumerate((*HIDDEN, *(column.key for column in columns))):
        is_open = at >= len(HIDDEN) and columns[at - len(HIDDEN)].is_open
        sheet.write_string(HEADINGS_AT, at, fields[key], looks[("header", is_open)])
    for line, (hidden, seen) in enumerate(lines, start=FIRST_AT):
        for at, text in enumerate(hidden):
            sheet.write_string(line, at, text)
        for at, column in enumerate(columns, start=len(HIDDEN)):
            write_cell(sheet, line, at, column, seen[column.key], looks)
    last = FIRST_AT + len(lines) + SPARE_ROWS
    for at, column in enumerate(columns, start=len(HIDDEN)):
        if column.key in offered:
            sheet.data_validation(FIRST_AT, at, last, at, {"validate": "list", "source": offered[column.key]})
        elif column.kind is Kind.COUNT:
            whole = {"validate": "integer", "criteria": ">=", "value": 0, "ignore_blank": True}
            sheet.data_validation(FIRST_AT, at, last, at, whole)
    book.close()
    return out.getvalue()
