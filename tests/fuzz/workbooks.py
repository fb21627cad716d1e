"""Parsers of workbooks that come back: lists with marks, tasks of a term, guides; and workbooks given back marked."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping

from tests.fuzz.one import Parser


def chinese(term: object) -> str:
    from bihuan.domain.glossary import Term

    return term.zh if isinstance(term, Term) else str(term)


def kept_list() -> Parser:
    """A list of the house as it comes back, compared with what stands."""
    from bihuan.intake.refusals import Unreadable
    from bihuan.rectification.tables import Kept, TableRow, compare_table, write_table
    from bihuan.web.sheets import FINDINGS

    row = TableRow(str(uuid.UUID(int=7)), "学习不够", dict.fromkeys(one.key for one in FINDINGS.columns))
    table = Kept("findings", "bihuan-list:findings:8", FINDINGS.columns, lambda ids: {row.id: row}, lambda *told: ())
    seed = write_table(table, [row], title="问题", subject="县教育局", count=1)
    return Parser(lambda data: compare_table(data, "fuzz.xlsx", table), (Unreadable,), [seed], "of_parts")


def mandates() -> Parser:
    """The tasks of a term as they come back."""
    from bihuan.intake.refusals import Unreadable
    from bihuan.organizations.models import Organization
    from bihuan.planning.mandate_sheet import Known, read_mandates
    from bihuan.web.sheets.written import write_mandates

    known = Known([Organization(id=uuid.UUID(int=7), name="县水利局", category="department")], {}, chinese)
    seed = write_mandates(known, "任务")
    return Parser(lambda data: read_mandates(data, "fuzz.xlsx", known), (Unreadable,), [seed], "of_parts")


def guide() -> Parser:
    """A guide as it comes in."""
    from bihuan.fieldwork.guide_sheet import read_guide_sheet, write_guide
    from bihuan.intake.refusals import Unreadable
    from bihuan.rules.field_guides import shipped_guides

    seed = write_guide(shipped_guides()["town"].guide, chinese, "指引")
    areas = ("A1", "A2", "A3", "A4")
    return Parser(lambda data: read_guide_sheet(data, "fuzz.xlsx", areas, chinese), (Unreadable,), [seed], "of_parts")


def marked() -> Parser:
    """A workbook that was read, given back with cells marked: what could be read can be marked."""
    from bihuan.intake.annotate import mark_errors
    from bihuan.intake.container import open_container
    from bihuan.intake.readers.workbook import read_workbook
    from bihuan.intake.refusals import Unreadable
    from bihuan.intake.sheets import RowError
    from tests.fuzz.parsers import documents

    errors = [RowError(2, 1, "said", "Sheet"), RowError(3, 2, "said\x0b", "no such sheet")]

    def marking(data: bytes) -> object:
        open_container(data, "fuzz.xlsx")
        read_workbook(data, "fuzz.xlsx")
        try:
            return mark_errors(data, "fuzz.xlsx", errors)
        except Unreadable as refused:
            raise AssertionError("it was read before") from refused

    return Parser(marking, (Unreadable,), documents(".xlsx"), "of_parts")


WORKBOOKS: Mapping[str, Callable[[], Parser]] = {
    "kept_list": kept_list,
    "mandates": mandates,
    "guide": guide,
    "marked": marked,
}
