"""The five lists as pages: read by everybody who reaches the dossier, filled in by the unit."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from bihuan.domain.roles import Role
from bihuan.ledger.models import Entry
from bihuan.rectification.lists import FIVE_LISTS
from bihuan.rectification.models import Measure
from tests.browsing import browser_of
from tests.county import County, new_key
from tests.rectification.workbook import filled_in, marked_cells

pytestmark = pytest.mark.django_db


def unit_of(county: County) -> Client:
    return browser_of(county, Role.UNIT_LIAISON, path=county.unit_path)


def address(county: County, name: str, of: str = "list") -> str:
    return reverse(of, args=[county.inspection_id, name])


def exported(client: Client, county: County, name: str = "tasks") -> bytes:
    return bytes(client.get(address(county, name, "list_workbook")).content)


def sent_back(client: Client, county: County, data: bytes, name: str = "tasks") -> Any:
    file = SimpleUploadedFile("任务清单.xlsx", data)
    return client.post(address(county, name, "list_return"), {"workbook": file})


def hidden(page: Any, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page.content.decode())
    assert found is not None, name
    return found.group(1)


@pytest.mark.parametrize("name", list(FIVE_LISTS))
def test_every_list_is_a_page_and_a_workbook_with_chinese_headers(name: str) -> None:
    county = County().found().closable()
    unit = unit_of(county)
    page = unit.get(address(county, name))
    assert page.status_code == 200
    assert "党组理论学习中心组学习流于形式" in page.content.decode()
    header = [cell.value for cell in load_workbook(io.BytesIO(exported(unit, county, name))).worksheets[0][2]][2:]
    assert all(re.search("[\u4e00-\u9fff]|SHA-256", str(words)) for words in header), header


def test_a_vague_measure_is_explained_in_the_list_of_tasks() -> None:
    county = County().found().fed_back()
    county.do(county.unit_liaison, "add_measure", county.finding("1").id, text="加强学习，提高认识")
    assert "“加强学习”是笼统表述" in unit_of(county).get(address(county, "tasks")).content.decode()


def test_a_workbook_sent_back_unchanged_changes_0_rows() -> None:
    county = County().found().fed_back().with_measures()
    unit = unit_of(county)
    before = Entry.objects.count()
    page = sent_back(unit, county, exported(unit, county))
    assert "0 行会改变" in page.content.decode()
    assert Entry.objects.count() == before


def test_changes_are_shown_then_made() -> None:
    county = County().found().fed_back().with_measures()
    unit = unit_of(county)
    page = sent_back(unit, county, filled_in(exported(unit, county), (1, "progress", "制度已印发")))
    assert "制度已印发" in page.content.decode()
    assert Measure.objects.get(number="1-1").progress == ""
    told = {name: hidden(page, name) for name in ("token", "fingerprint")} | {"key": new_key()[-36:]}
    assert unit.post(address(county, "tasks", "list_confirm"), told).status_code == 302
    assert Measure.objects.get(number="1-1").progress == "制度已印发"
    assert unit.post(address(county, "tasks", "list_confirm"), told).status_code == 302, "a second click"


def test_what_cannot_be_taken_comes_back_in_red_with_its_reason() -> None:
    county = County().found().fed_back().planned_and_accepted()
    unit = unit_of(county)
    data = filled_in(
        exported(unit, county), (1, "due_on", "2018-12-31"), (2, "done_on", "明天"), (3, "progress", "我方")
    )
    measure = Measure.objects.get(number="3-1")
    county.do(county.unit_liaison, "report_progress", measure.id, progress="他方")
    page = sent_back(unit, county, data)
    assert "他方" in page.content.decode()
    marked = unit.post(address(county, "tasks", "list_marked"), {"token": hidden(page, "token")})
    told = marked_cells(marked.content)
    assert set(told) == {"H3", "J4", "I5"}
    assert "申请延期" in told["H3"]
    assert "他方" in told["I5"]


def test_a_token_is_good_for_its_own_account_and_list_only() -> None:
    county = County().found().fed_back().with_measures()
    unit, another = unit_of(county), unit_of(county)
    page = sent_back(unit, county, filled_in(exported(unit, county), (1, "progress", "甲")))
    told = {name: hidden(page, name) for name in ("token", "fingerprint")} | {"key": new_key()[-36:]}
    assert another.post(address(county, "tasks", "list_confirm"), told).status_code == 404
    assert unit.post(address(county, "results", "list_confirm"), told).status_code == 404


def test_what_is_no_workbook_of_this_list_is_refused_on_the_page() -> None:
    county = County().found().fed_back().with_measures()
    unit = unit_of(county)
    page = sent_back(unit, county, exported(unit, county, "results"))
    assert page.status_code == 422
    assert "是“整改成效清单”的工作簿，此处要的是“任务清单”" in page.content.decode()
    assert "属于另一个档案" in sent_back(unit, county, of_another_dossier()).content.decode()


def of_another_dossier() -> bytes:
    other = County().found().fed_back().with_measures()
    return exported(unit_of(other), other)


def test_a_unit_sees_its_own_lists_and_only_after_the_feedback() -> None:
    county, other = County().found().fed_back(), County().found().reporting()
    stranger = browser_of(county, Role.UNIT_LIAISON, path="zzz")
    assert stranger.get(address(county, "tasks")).status_code == 404
    assert unit_of(other).get(address(other, "problems")).status_code == 404
    assert browser_of(other, Role.OFFICE).get(address(other, "problems")).status_code == 200


def test_the_office_reads_the_lists_but_sends_none_back() -> None:
    county = County().found().fed_back().with_measures()
    office = browser_of(county, Role.OFFICE)
    assert sent_back(office, county, exported(office, county)).status_code == 403
    assert 'name="workbook"' not in office.get(address(county, "tasks")).content.decode()


def test_a_name_that_is_no_list_is_not_found() -> None:
    county = County().found().fed_back()
    assert unit_of(county).get(address(county, "secrets")).status_code == 404


def test_the_plan_tells_its_vague_measures_before_it_is_handed_in_and_bars_nothing() -> None:
    county = County().found().fed_back().with_measures()
    county.do(county.unit_liaison, "add_measure", county.finding("1").id, text="加强学习，提高认识")
    unit = unit_of(county)
    plan = unit.get(reverse("dossier_do", args=[county.inspection_id, "submit_plan"])).content.decode()
    assert "有 1 条措施表述笼统" in plan
    measure = Measure.objects.get(number="1-2")
    form = unit.get(reverse("measure_do", args=[measure.id, "revise_measure"])).content.decode()
    assert "“加强学习”是笼统表述" in form


def test_the_dossier_leads_to_the_five_lists() -> None:
    county = County().found().fed_back()
    page = unit_of(county).get(reverse("dossier", args=[county.inspection_id])).content.decode()
    assert all(address(county, name) in page for name in FIVE_LISTS)


@pytest.mark.parametrize("name", ["list_return", "list_marked", "list_confirm"])
def test_whoever_opens_the_address_of_a_comparison_is_led_to_its_list(name: str) -> None:
    county = County().found().fed_back()
    assert unit_of(county).get(address(county, "tasks", name)).headers["Location"] == address(county, "tasks")
