"""A list whose workbook was taken apart: what can be read is read, and what is gone is told by its name."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from django.test import Client
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bihuan.web.sheets.of_the_house import SHEETS
from tests.county import County
from tests.rectification.test_list_pages import exported, sent_back, unit_of
from tests.rectification.workbook import filled_in, marked_cells
from tests.web.desks import Desks, at, words
from tests.web.workbooks import back, hidden, out

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County().found().fed_back().with_measures()


@pytest.fixture
def unit(county: County) -> Client:
    return unit_of(county)


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def altered(data: bytes, alter: Callable[[Worksheet], object]) -> bytes:
    """Return a workbook as it is saved after something was done to its sheet."""
    book = load_workbook(io.BytesIO(data))
    alter(book.worksheets[0])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def title_above(sheet: Worksheet) -> None:
    sheet.insert_rows(1)
    sheet["C1"] = "县水利局整改任务"


def title_above_the_header(sheet: Worksheet) -> None:
    sheet.insert_rows(2)
    sheet["C2"] = "县水利局整改任务"


MOVED = {
    "a title above": (title_above, "D4"),
    "a title above the header": (title_above_the_header, "D4"),
    "a column before the first": (lambda sheet: sheet.insert_cols(1), "E3"),
    "the header deleted": (lambda sheet: sheet.delete_rows(2), "D2"),
}


@pytest.mark.parametrize("moved", list(MOVED))
def test_what_was_only_moved_is_read_and_faults_stand_where_it_is_now(desks: Desks, moved: str) -> None:
    alter, cell = MOVED[moved]
    office = desks("office")
    data = altered(filled_in(out(office, "findings"), (1, "title", "学习流于形式"), (2, "result", "x")), alter)
    page = back(office, "findings", data, reason="核对")
    assert "学习流于形式" in words(page)
    assert "无法" not in words(page)
    bad = altered(filled_in(out(office, "findings"), (1, "title", "")), alter)
    page = back(office, "findings", bad)
    marked = marked_cells(office.post("/sheets/findings/return/marked/", hidden(page)).content)
    assert list(marked) == [cell]


@pytest.mark.parametrize("moved", list(MOVED))
def test_a_moved_list_of_a_dossier_comes_back_with_nothing_changed(county: County, unit: Client, moved: str) -> None:
    assert "0 行会改变" in words(sent_back(unit, county, altered(exported(unit, county), MOVED[moved][0])))


def copied(sheet: Worksheet) -> None:
    """Leave what is seen only, as in a workbook into which it was copied."""
    sheet.delete_rows(1)
    sheet.delete_cols(1, 2)


GONE: dict[str, tuple[Callable[[Worksheet], object], str]] = {
    "row": (lambda sheet: sheet.delete_rows(1), "隐藏的第 1 行已被删除"),
    "column A": (lambda sheet: sheet.delete_cols(1), "左侧隐藏的列"),
    "column B": (lambda sheet: sheet.delete_cols(2), "左侧隐藏的列"),
    "both": (lambda sheet: sheet.delete_cols(1, 2), "左侧隐藏的列"),
    "all": (copied, "隐藏的第 1 行和左侧隐藏的列都已不在"),
}


@pytest.mark.parametrize("gone", list(GONE))
def test_a_hidden_part_that_is_gone_is_told(county: County, unit: Client, desks: Desks, gone: str) -> None:
    alter, said = GONE[gone]
    page = sent_back(unit, county, altered(exported(unit, county), alter))
    assert page.status_code == 422
    assert said in words(page)
    assert said in words(back(desks("office"), "findings", altered(out(desks("office"), "findings"), alter)))


def test_columns_that_were_deleted_are_named(county: County, unit: Client, desks: Desks) -> None:
    page = sent_back(unit, county, altered(exported(unit, county), lambda sheet: sheet.delete_cols(6, 2)))
    assert "缺少清单的列：整改措施、要看到的成效" in words(page)
    office = desks("office")
    page = back(office, "findings", altered(out(office, "findings"), lambda sheet: sheet.delete_cols(4)))
    assert "缺少清单的列：问题" in words(page)


def test_the_workbook_of_another_list_is_named_with_the_one_that_is_wanted(desks: Desks) -> None:
    office = desks("office")
    said = words(back(office, "findings", out(office, "dossiers")))
    assert f"是“{SHEETS['dossiers'].words}”的工作簿，此处要的是“{SHEETS['findings'].words}”" in said


def test_a_workbook_that_is_no_list_is_told_so(county: County, unit: Client) -> None:
    book, out = Workbook(), io.BytesIO()
    book.worksheets[0]["A1"] = "会议记录"
    book.save(out)
    assert "不是从本清单导出的工作簿" in words(sent_back(unit, county, out.getvalue()))
