"""From an empty pool to authorised teams through pages alone, and a person who falls ill is replaced."""

from __future__ import annotations

import io
import os
import re
import uuid
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page

from bihuan.domain.glossary import INSPECTOR_FIELDS
from bihuan.teams.composing import teams_in
from bihuan.teams.models import Composition, Declaration, Inspector, Tour
from tests.browser.walk import signed_in
from tests.county import County
from tests.planning.plans import Plans
from tests.web.desks import at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PEOPLE = 15


def filled_in(blank: Path) -> Path:
    """Fill the blank workbook in with invented people."""
    book = load_workbook(blank)
    sheet = book.active
    assert sheet is not None
    columns = {cell.value: number for number, cell in enumerate(sheet[1], start=1)}
    for number in range(PEOPLE):
        told = {
            "name": f"沈某{number}",
            "sex": "女男"[number % 2],
            "unit": f"云溪县第{number % 6}局",
            "place": "云溪县",
            "level": "县处级",
            "category": "组长" if number < 4 else "工作人员",
            "specialities": f"纪检、{'财务' if number % 2 else '审计'}",
            "may_lead": "是" if number < 4 else "",
            "may_deputise": "是" if number < 8 else "",
            "cleared": "是",
            "recommended_by": "云溪县委组织部",
            "vouched": "作风过硬",
        }
        for key, value in told.items():
            sheet.cell(number + 2, columns[INSPECTOR_FIELDS[key].zh]).value = value
    out = io.BytesIO()
    book.save(out)
    filled = blank.with_name("人才库.xlsx")
    filled.write_bytes(out.getvalue())
    return filled


def shot(page: Page, name: str) -> None:
    """Keep a picture where somebody wants to look."""
    folder = os.environ.get("BIHUAN_SHOTS")
    if folder:
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.long
def test_from_an_empty_pool_to_authorised_teams_and_an_illness_repaired(
    chromium: Browser, live_server: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    address = str(live_server)
    plans = Plans(County().found())
    county, round_id = plans.county, plans.round(1)
    other, _path = county.organization("县水利局", "department")
    for one in (county.unit_id, other):
        plans.put(round_id, one, person_days=80)
    desks = at(county, monkeypatch)
    for name in ("office", "leading_group"):
        desks.account(name)
    office, group = (signed_in(chromium, address, name) for name in ("office", "leading_group"))
    teams = f"{address}/teams/{round_id}/"

    bring_in(office, address, tmp_path)
    attest_all(office, address, round_id)
    compose(office, teams)
    adopt(group, teams)
    commit_home_units(office, f"{teams}authorisation/")
    authorise(group, f"{teams}authorisation/")
    assert Tour.objects.filter(ended_on=None, authorisation__isnull=False).count() == len(seated())
    fall_ill_and_be_replaced(office, address, teams)
    adopt(group, teams)
    shot(group, "adopted-again")
    assert Tour.objects.filter(ended_on=None).count() == len(seated())
    assert {str(one.inspector_id) for one in Tour.objects.filter(ended_on=None)} == seated()
    assert Tour.objects.exclude(ended_on=None).exists(), "of whoever fell ill, and of those who changed places"


def bring_in(office: Page, address: str, folder: Path) -> None:
    office.goto(f"{address}/pool/")
    assert "人才库还没有人员" in office.inner_text("main")
    office.goto(f"{address}/pool/import/")
    with office.expect_download() as blank:
        office.click("text=空白模板")
    blank.value.save_as(folder / "blank.xlsx")
    office.set_input_files("[name=workbook]", filled_in(folder / "blank.xlsx"))
    office.click("main form button[type=submit]")
    office.wait_for_selector("text=人员入库")
    assert Inspector.objects.count() == 0, "nothing is written before it is confirmed"
    shot(office, "pool-differences")
    office.click("main form[action$='/confirm/'] button[type=submit]")
    office.wait_for_url("**/pool/")
    shot(office, "pool")
    assert Inspector.objects.count() == PEOPLE


def attest_all(office: Page, address: str, round_id: uuid.UUID) -> None:
    for number in range(PEOPLE):
        office.goto(f"{address}/teams/{round_id}/recusal/")
        office.click("text=核证纸质件 >> nth=0")
        office.fill("[name=paper]", f"2018-{number}")
        office.click("main form button[type=submit]")
        office.wait_for_url("**/recusal/")
    assert Declaration.objects.count() == PEOPLE
    shot(office, "declared")


def compose(office: Page, teams: str) -> None:
    office.goto(teams)
    office.click("text=组建巡察组")
    office.wait_for_selector("text=保留此方案", timeout=60_000)
    assert "已证明最优" in office.inner_text("main")
    office.click("text=保留此方案")
    office.wait_for_selector("text=待领导小组审定")
    shot(office, "composer")


def adopt(group: Page, teams: str) -> None:
    group.goto(teams)
    group.click("text=审定组队方案")
    group.fill("[name=rechecked]", "经再次把关,同意")
    group.click("main form button[type=submit]")
    group.wait_for_url(teams)
    assert Composition.objects.filter(state="adopted").count() == 1


def commit_home_units(office: Page, page: str) -> None:
    office.goto(page)
    shot(office, "lacking")
    while office.query_selector("#lacking a"):
        office.click("#lacking a >> nth=0")
        office.fill("[name=until_on]", "2018-07-28")
        office.click("main form button[type=submit]")
        office.wait_for_url(page)
    assert "授权前须补齐" not in office.inner_text("main")


def authorise(group: Page, page: str) -> None:
    group.goto(page)
    group.click("text=授权任职")
    group.fill("[name=series]", "青委任")
    group.click("main form button[type=submit]")
    group.wait_for_url(page)
    assert re.search("青委任", group.inner_text("main"))
    shot(group, "authorised")


def seated() -> set[str]:
    row = Composition.objects.filter(state="adopted").latest("number")
    return {name for team in teams_in(row.teams) for _seat, name in team.seats}


def fall_ill_and_be_replaced(office: Page, address: str, teams: str) -> None:
    row = Composition.objects.get(state="adopted")
    ill = next(name for team in teams_in(row.teams) for seat, name in team.seats if seat == "member")
    office.goto(f"{address}/pool/{ill}/availability/")
    office.fill("[name=from_on]", "2018-07-01")
    office.fill("[name=reason]", "住院")
    office.click("main form button[type=submit]")
    office.goto(teams)
    assert "该轮期间不能抽调" in office.inner_text(".team .broken")
    shot(office, "ill")
    office.click("text=以最少调动修复")
    office.wait_for_url("**/try/**")
    assert "共有 1 人变动席位，已证明不能再少" in office.inner_text("main")
    shot(office, "repair")
    office.fill("[name=reason]", "因病更换")
    office.click("text=采用此调整方案")
    office.wait_for_url(teams)
    assert office.query_selector(".team .broken") is None
    shot(office, "repaired")
    exchange_by_drag(office, teams)
    exchange_by_keyboard(office, teams)


def exchange_by_drag(office: Page, teams: str) -> None:
    """Drag a member onto the seat of another team's member, and leave everything as it is."""
    office.drag_and_drop(".team >> nth=0 >> li.seat >> nth=3", ".team >> nth=1 >> li.seat >> nth=3")
    office.wait_for_url("**/try/?asked=swap**")
    assert "已证明不能再少" in office.inner_text(".proof")
    shot(office, "exchange")
    office.click("text=不作调整")
    office.wait_for_url(teams)


def exchange_by_keyboard(office: Page, teams: str) -> None:
    """Do the same without a mouse: open what a seat offers, choose the exchange, choose with whom; take it."""
    office.focus(".team >> nth=0 >> li.seat >> nth=3 >> summary")
    office.keyboard.press("Enter")
    office.focus(".team >> nth=0 >> li.seat >> nth=3 >> text=与他人对调")
    office.keyboard.press("Enter")
    office.wait_for_url("**?swap=*")
    shot(office, "picking")
    office.focus(".team >> nth=1 >> li.seat >> nth=3 >> css=a.btn")
    office.keyboard.press("Enter")
    office.wait_for_url("**/try/?asked=swap**")
    office.fill("[name=reason]", "工作需要")
    office.focus("text=采用此调整方案")
    office.keyboard.press("Enter")
    office.wait_for_url(teams)
    assert "编组已调整" in office.inner_text("body")
