"""Guides as rows and back, their faults, and what is counted of what was ticked."""

from __future__ import annotations

import pytest

from bihuan.domain.field_guides import (
    Looked,
    Row,
    figures_of,
    guide_from,
    guide_of_rows,
    method_guide,
    rows_of,
    untouched,
)
from bihuan.rules.field_guides import named_methods, shipped_guides

AREAS = ("A1", "A2", "B1")
GOOD = Row(1, "落实决策部署", "A1", "", "第一议题", "议而不落", "调阅记录")


@pytest.mark.parametrize("category", ["department", "town", "village"])
def test_the_guides_that_come_along_have_four_layers_and_are_read_back_from_their_rows(category: str) -> None:
    shipped = shipped_guides()[category]
    assert len(shipped.guide.focuses) >= 4
    assert all(len(focus.points) >= 3 for focus in shipped.guide.focuses)
    assert all(len(point.symptoms) >= 3 and point.methods for _focus, point in shipped.guide.points())
    again, faults = guide_of_rows(rows_of(shipped.guide), ("A1", "A2", "A3", "A4", "B1", "B2", "B3", "B4"))
    assert (again, faults) == (shipped.guide, ())
    assert guide_from(shipped.guide.body()) == shipped.guide


def test_methods_that_the_sources_only_name_come_without_steps() -> None:
    names = [one.name for one in named_methods()]
    assert names == ["三谈三访一覆盖", "望闻问切", "四看四见", "四分四联", "三合一联动", "五个一", "五子棋"]


def test_a_row_without_a_focus_belongs_to_the_one_above_and_gets_the_next_free_code() -> None:
    rows = [GOOD, Row(2, code="1-1", point="主体责任", symptoms="看不出差别", methods="谈话")]
    guide, faults = guide_of_rows(rows, AREAS)
    assert not faults
    assert [(point.code, point.name) for _focus, point in guide.points()] == [("1-2", "第一议题"), ("1-1", "主体责任")]


@pytest.mark.parametrize(
    ("spoilt", "fault"),
    [
        (Row(1, "", "A1", "", "第一议题", "议而不落", "调阅记录"), ("focus", "focus_missing")),
        (Row(1, "落实", "A1", "", "", "议而不落", "调阅记录"), ("point", "point_missing")),
        (Row(1, "落实", "A1", "", "第一议题", "", "调阅记录"), ("symptoms", "symptoms_missing")),
        (Row(1, "落实", "A1", "", "第一议题", "议而不落", " \n "), ("methods", "methods_missing")),
        (Row(1, "落实", "C9", "", "第一议题", "议而不落", "调阅记录"), ("area", "area_unknown")),
        (Row(1, "落实", "A1", "", "长" * 201, "议而不落", "调阅记录"), ("point", "too_long")),
    ],
)
def test_one_thing_spoilt_is_one_fault_at_its_place(spoilt: Row, fault: tuple[str, str]) -> None:
    _guide, faults = guide_of_rows([spoilt], AREAS)
    assert [(one.column, one.code) for one in faults] == [fault]


def test_a_code_or_a_point_that_stands_twice_is_told_with_where_it_stands() -> None:
    twice = Row(7, "落实决策部署", "A1", "1-9", "第一议题", "补记", "比对")
    one = Row(5, "落实决策部署", "A1", "1-9", "学习", "代签", "抽查")
    _guide, faults = guide_of_rows([GOOD, one, twice], AREAS)
    assert {(fault.line, fault.code, fault.subject) for fault in faults} == {
        (7, "code_twice", "5"),
        (7, "point_twice", "第一议题"),
    }
    _guide, faults = guide_of_rows([], AREAS)
    assert [fault.code for fault in faults] == ["nothing"]


def test_points_that_nobody_has_looked_at_are_told_in_order() -> None:
    guide = method_guide("本级方法", ["看", "问", "查"])
    assert [point.name for _focus, point in untouched(guide, {"1-2"})] == ["看", "查"]


def test_an_inspection_counts_once_and_a_paper_once_however_often_it_was_ticked() -> None:
    looks = [
        Looked("1-1", "甲局", "nothing"),
        Looked("1-1", "甲局", "paper", "底稿一", is_finding=True),
        Looked("1-1", "甲局", "paper", "底稿一", is_finding=True),
        Looked("1-1", "乙局", "nothing"),
        Looked("1-2", "乙局", "follow"),
    ]
    figures = figures_of(looks)
    first = figures["1-1"]
    assert (first.inspections, first.nothing, first.papers, first.findings) == (2, 1, 1, 1)
    assert (figures["1-2"].inspections, figures["1-2"].nothing) == (1, 0)
