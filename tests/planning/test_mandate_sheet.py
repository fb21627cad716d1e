"""What organizations mean for a term as a workbook: out, in again unchanged, changes in, faults told and marked."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from bihuan.domain.glossary import MANDATE_FIELDS
from bihuan.ledger.models import Entry
from bihuan.planning.models import Mandate
from tests.planning.plans import Plans, planned
from tests.web.desks import Desks, at, words
from tests.web.workbooks import hidden

pytestmark = pytest.mark.django_db


@pytest.fixture
def plans() -> Plans:
    found = planned()
    found.county.organization("县水利局", "department")
    found.county.organization("柳河镇", "town")
    found.mandate(found.county.unit_id, sector="教育", is_priority=True, person_days=120)
    return found


@pytest.fixture
def desks(plans: Plans, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(plans.county, monkeypatch)


def exported(office: Client, plans: Plans) -> bytes:
    return b"".join(office.get(reverse("mandates_workbook", args=[plans.term_id])))  # type: ignore[arg-type]


def changed(data: bytes, unit: str, **cells: Any) -> bytes:
    """Return the workbook with cells of a unit's row told anew; a unit it lacks gets a row of its own."""
    book = load_workbook(io.BytesIO(data))
    sheet = book.active
    assert sheet is not None
    columns = {cell.value: cell.column for cell in sheet[1]}
    name = columns[MANDATE_FIELDS["name"].zh]
    rows = [line for line in range(2, sheet.max_row + 1) if sheet.cell(line, name).value == unit]
    line = rows[0] if rows else sheet.max_row + 1
    sheet.cell(line, name).value = unit
    for key, value in cells.items():
        sheet.cell(line, columns[MANDATE_FIELDS[key].zh]).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sent(office: Client, plans: Plans, data: bytes, *, status: int = 200) -> Any:
    """Send a workbook: it is shown what it changes (200), that nothing does (302), or that it cannot be used (422)."""
    told = {"workbook": SimpleUploadedFile("应巡任务.xlsx", data)}
    answer = office.post(reverse("mandates_import", args=[plans.term_id]), told)
    assert answer.status_code == status
    return answer


def send(office: Client, plans: Plans, data: bytes, *, status: int = 200) -> str:
    return words(sent(office, plans, data, status=status))


def bring_in(office: Client, plans: Plans, data: bytes) -> None:
    told = hidden(sent(office, plans, data))
    assert office.post(reverse("mandates_confirm", args=[plans.term_id]), told).status_code == 302


def said(plans: Plans) -> dict[str, Mandate]:
    rows = Mandate.objects.filter(authority_id=plans.county.authority_id, term_id=plans.term_id)
    return {row.organization.name: row for row in rows.select_related("organization")}


def test_what_goes_out_comes_in_again_and_changes_nothing(plans: Plans, desks: Desks) -> None:
    office, before = desks("office"), Entry.objects.count()
    send(office, plans, exported(office, plans), status=302)
    assert Entry.objects.count() == before
    assert len(said(plans)) == 1


def test_changed_rows_come_in_at_once_as_one_entry(plans: Plans, desks: Desks) -> None:
    office, before = desks("office"), Entry.objects.count()
    data = changed(exported(office, plans), "县水利局", sector="农业", has_look_back="是", person_days=90)
    page = sent(office, plans, changed(data, "柳河镇", must="否", reason="由市委巡察"))
    assert "柳河镇 登记应巡任务 应巡 是 否" in words(page)
    assert Entry.objects.count() == before, "nothing is written before it is confirmed"
    told = hidden(page)
    for _press in range(2):
        assert office.post(reverse("mandates_confirm", args=[plans.term_id]), told).status_code == 302
    rows = said(plans)
    assert (rows["县水利局"].sector, rows["县水利局"].has_look_back, rows["县水利局"].person_days) == ("农业", True, 90)
    assert (rows["柳河镇"].must, rows["柳河镇"].reason) == (False, "由市委巡察")
    assert Entry.objects.count() == before + 1
    assert "1 个不纳入" in words(office.get(reverse("plan", args=[plans.term_id])))


@pytest.mark.parametrize(
    ("unit", "cells", "told"),
    [
        ("县水利局", {"person_days": "-5"}, "“-5”不是人天数"),
        ("县水利局", {"person_days": "9" * 5000}, "不是人天数"),
        ("县水利局", {"must": "大概"}, "“大概”请改填“是”或“否”"),
        ("县水利局", {"must": "否"}, "须写明理由"),
        ("不存在局", {"must": "是"}, "没有“不存在局”"),
    ],
)
def test_a_faulty_row_keeps_everything_out_and_says_where_and_what(
    plans: Plans, desks: Desks, unit: str, cells: dict[str, str], told: str
) -> None:
    office, before = desks("office"), Entry.objects.count()
    data = changed(changed(exported(office, plans), "柳河镇", sector="农业"), unit, **cells)
    assert told in send(office, plans, data, status=422)
    assert Entry.objects.count() == before


def test_an_organization_twice_in_the_workbook_is_pointed_out(plans: Plans, desks: Desks) -> None:
    office = desks("office")
    book = load_workbook(io.BytesIO(exported(office, plans)))
    sheet = book.active
    assert sheet is not None
    sheet.append([cell.value for cell in sheet[2]])
    out = io.BytesIO()
    book.save(out)
    assert "不止一行" in send(office, plans, out.getvalue(), status=422)


def test_a_workbook_of_something_else_is_refused_with_the_remedy(plans: Plans, desks: Desks) -> None:
    office = desks("office")
    pool = b"".join(office.get(reverse("pool_template")))  # type: ignore[arg-type]
    assert "导出" in send(office, plans, pool, status=422)
    assert desks("leading_group").get(reverse("mandates_import", args=[plans.term_id])).status_code == 403


def test_an_old_workbook_undoes_nothing_that_was_said_after_it(plans: Plans, desks: Desks) -> None:
    office = desks("office")
    old = exported(office, plans)
    bring_in(office, plans, changed(exported(office, plans), "县水利局", is_priority="是", sector="农业"))
    bring_in(office, plans, changed(old, "柳河镇", sector="乡镇"))
    bring_in(office, plans, changed(old, "县水利局", person_days=30))
    row = said(plans)["县水利局"]
    assert (row.is_priority, row.sector, row.person_days) == (True, "农业", 30)
    before = Entry.objects.count()
    told = send(office, plans, changed(old, "县水利局", sector="水利"))
    assert "其间已被他人改动，您的内容未写入" in told
    assert "县水利局 系统（板块） 农业 水利" in told
    assert Entry.objects.count() == before


def test_a_tick_that_is_none_is_told_by_itself(plans: Plans, desks: Desks) -> None:
    office = desks("office")
    told = send(office, plans, changed(exported(office, plans), "县水利局", must="大概"), status=422)
    assert "请改填“是”或“否”" in told
    assert "须写明理由" not in told


def test_the_sheet_is_like_those_of_the_other_lists_and_its_name_bears_the_day(plans: Plans, desks: Desks) -> None:
    office = desks("office")
    sheet = load_workbook(io.BytesIO(exported(office, plans))).active
    assert sheet is not None
    days = next(cell for cell in sheet[1] if cell.value == MANDATE_FIELDS["person_days"].zh).column
    assert {sheet.cell(line, days).value for line in range(2, sheet.max_row + 1)} == {None, 120}
    assert sheet.auto_filter.ref
    assert (sheet.print_title_rows, sheet.page_setup.paperSize) == ("$1:$1", 9)
    answer = office.get(reverse("mandates_workbook", args=[plans.term_id]))
    assert "2018-01-08.xlsx" in answer["Content-Disposition"]
