"""Whoever sends a workbook back is told all that is wrong in a row at once, each cell by its name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from bihuan.ledger.models import Entry
from tests.county import County
from tests.rectification.test_list_pages import address, exported, hidden, sent_back, unit_of
from tests.rectification.test_lists import exported as written
from tests.rectification.test_lists import returned
from tests.rectification.workbook import filled_in, marked_cells
from tests.web.desks import at, words
from tests.web.workbooks import back, out
from tests.web.workbooks import hidden as sent_on

pytestmark = pytest.mark.django_db


def marked_in(county: County, *cells: tuple[int, str, Any]) -> dict[str, str]:
    """Send the tasks back with some cells written, and return those marked."""
    unit = unit_of(county)
    page = sent_back(unit, county, filled_in(exported(unit, county), *cells))
    marked = unit.post(address(county, "tasks", "list_marked"), {"token": hidden(page, "token")})
    found = marked_cells(marked.content)
    assert all(f"单元格 {cell}" in words(page) for cell in found if "延期" not in found[cell])
    return found


def test_every_changed_grey_cell_of_a_row_is_told_with_what_stood_there() -> None:
    county = County().found().fed_back().with_measures()
    found = marked_in(county, (1, "finding_number", "9"), (1, "title", "另一个问题"), (2, "title", "又一个"))
    assert list(found) == ["C3", "D3", "D4"]
    assert county.finding("1").title in found["D3"]


def test_a_cell_that_means_nothing_hides_neither_grey_cells_nor_what_a_deed_refuses() -> None:
    county = County().found().fed_back().planned_and_accepted()
    cells = ((1, "done_on", "明天"), (1, "removed", "也许"), (1, "due_on", date(2018, 12, 31)), (1, "title", "改"))
    found = marked_in(county, *cells)
    assert sorted(found) == ["D3", "H3", "J3", "K3"]
    assert "申请延期" in found["H3"]


def test_nothing_of_a_row_with_a_fault_is_done() -> None:
    county = County().found().fed_back().with_measures()
    cells = ((1, "progress", "已启动"), (1, "title", "改"))
    found = returned(county, "tasks", filled_in(written(county, "tasks"), *cells))
    assert found.changes == []
    assert [change.deed for change in found.held] == ["report_progress"]
    unit, before = unit_of(county), Entry.objects.count()
    page = sent_back(unit, county, filled_in(exported(unit, county), *cells))
    assert 'name="fingerprint"' not in page.content.decode()
    assert Entry.objects.count() == before


def test_a_new_measure_is_told_all_that_it_lacks() -> None:
    county = County().found().fed_back()
    cells = (
        (1, "finding_number", "99"),
        (1, "due_on", "五月底"),
        (1, "progress", "已启动"),
        (1, "done_on", "2018-05-01"),
    )
    found = returned(county, "tasks", filled_in(written(county, "tasks"), *cells))
    columns = {place: key for key, place in found.places.items()}
    told = [columns[fault.column] for fault in found.faults]
    assert sorted(told) == ["done_on", "due_on", "finding_number", "progress", "text"]


def test_a_grey_cell_that_says_what_stands_now_is_no_fault() -> None:
    county = County().found().fed_back().with_measures()
    data = written(county, "tasks")
    told = {"title": "学习流于形式", "text": "", "category": "", "reason": "核对"}
    county.do(county.office, "correct_finding", county.finding("1").id, **told)
    found = returned(county, "tasks", filled_in(data, (1, "title", "学习流于形式"), (1, "progress", "已启动")))
    assert found.faults == []
    assert [change.deed for change in found.changes] == ["report_progress"]


def test_the_account_of_findings_tells_grey_cells_bad_ones_and_the_missing_reason_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desks = at(County().found().fed_back().with_measures(), monkeypatch)
    office = desks("office")
    cells = ((1, "unit", "另一局"), (1, "round", "另一轮"), (1, "person_matter", "也许"), (1, "title", "改"))
    page = back(office, "findings", filled_in(out(office, "findings"), *cells))
    marked = marked_cells(office.post(reverse("sheet_marked", args=["findings"]), sent_on(page)).content)
    assert sorted(marked) == ["D3", "E3", "F3", "K3"]
    assert "理由" in marked["D3"]
    assert 'name="fingerprint"' not in page.content.decode()
    once_more = ((1, "title", "改"), (1, "category", ""))
    page = back(office, "findings", filled_in(out(office, "findings"), *once_more), reason="核对")
    assert 'name="fingerprint"' in page.content.decode()
