"""A member ticks the guide on a phone, writes a paper from a point; the leader and the office see what was counted."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from bihuan.fieldwork.models import GuideTick, WorkingPaper
from tests.browser.walk import signed_in, width_of
from tests.county import County
from tests.web.desks import at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = 360


@pytest.mark.long
def test_a_point_ticked_on_a_phone_reaches_the_statistic_with_its_paper(
    chromium: Browser, live_server: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    county, address = County().found(), str(live_server)
    county.do(county.office, "enter_site")
    desks = at(county, monkeypatch)
    for name in ("office", "member", "team_leader"):
        desks.account(name)

    member = signed_in(chromium, address, "member", width=PHONE)
    member.goto(f"{address}/dossiers/{county.inspection_id}/")
    member.click("#site >> text=现场指引")
    assert width_of(member) <= PHONE
    point = member.locator("#p-1-1")
    point.locator("input[name=note]").fill("核对了三年会议记录")
    point.locator("button[value=nothing]").click()
    member.wait_for_url("**/guide/#p-1-1")
    assert "核对了三年会议记录" in member.inner_text("#p-1-1")

    problem = member.locator("#p-2-2")
    problem.locator("summary").first.click()
    problem.locator("text=写底稿").first.click()
    assert member.input_value("main [name=title]") == "拆分项目规避集中采购"
    assert "要点 2-2" in member.input_value("main [name=found_how]")
    assert member.input_value("main [name=area]") == "A2"
    assert width_of(member) <= PHONE
    member.click("main form[method=post] button[type=submit]")
    member.wait_for_url("**/working-papers/*/")
    assert GuideTick.objects.get(point="2-2").paper == WorkingPaper.objects.get()
    member.goto(f"{address}/dossiers/{county.inspection_id}/guide/")
    assert "拆分项目规避集中采购" in member.inner_text("#p-2-2")

    leader = signed_in(chromium, address, "team_leader")
    leader.goto(f"{address}/dossiers/{county.inspection_id}/do/leave_site/")
    assert "还有10条要点没有查看" in leader.inner_text("main")

    office = signed_in(chromium, address, "office")
    office.click("nav >> text=指引与方法")
    office.click("tr:has-text('机关单位巡察操作指引') >> text=勾选统计")
    office.click("tr:has-text('2-2') >> a")
    office.wait_for_url("**point=2-2#looks")
    office.click("#looks >> text=拆分项目规避集中采购")
    office.wait_for_url("**/working-papers/*/")
