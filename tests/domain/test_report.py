"""What a signature stands under: one fingerprint for the words, the file and every figure."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest

from bihuan.domain.report import Figures, Line, ReportSheet, changed_lines, fingerprint_of

FIGURES = Figures(*range(len(fields(Figures))))
SHEET = ReportSheet(1, "报结报告", "均已整改", "报告.pdf", "ab" * 32, date(2018, 11, 20), "account", FIGURES)


def other(value: object) -> object:
    if isinstance(value, date):
        return value.replace(day=21)
    return value + 1 if isinstance(value, int) else f"{value}。"


@pytest.mark.parametrize("name", [one.name for one in fields(ReportSheet) if one.name != "figures"])
def test_a_fingerprint_differs_wherever_a_word_or_the_file_does(name: str) -> None:
    changed = replace(SHEET, **{name: other(getattr(SHEET, name))})
    assert fingerprint_of(changed) != fingerprint_of(SHEET)


@pytest.mark.parametrize("name", [one.name for one in fields(Figures)])
def test_a_fingerprint_differs_wherever_a_figure_does(name: str) -> None:
    figures = replace(FIGURES, **{name: getattr(FIGURES, name) + 1})
    assert fingerprint_of(replace(SHEET, figures=figures)) != fingerprint_of(SHEET)


def test_a_fingerprint_stays_where_nothing_differs() -> None:
    assert fingerprint_of(replace(SHEET)) == fingerprint_of(SHEET)
    assert len(fingerprint_of(SHEET)) == 64


def test_changed_lines_stand_in_the_order_of_reading() -> None:
    before = "一、学习\n二、津贴退缴3万元\n三、分配"
    now = "一、学习\n二、津贴退缴4.2万元\n三、分配\n四、长期"
    assert changed_lines(before, now) == (
        (Line.KEPT, "一、学习"),
        (Line.GONE, "二、津贴退缴3万元"),
        (Line.NEW, "二、津贴退缴4.2万元"),
        (Line.KEPT, "三、分配"),
        (Line.NEW, "四、长期"),
    )


def test_the_same_text_has_no_changed_line() -> None:
    assert {sort for sort, _line in changed_lines("甲\n乙", "甲\n乙")} == {Line.KEPT}
