"""Letters and special reports, as the office that sends them and the body that answers: one walk through both."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from bihuan.domain.roles import Role
from bihuan.dossiers.actions import NewFinding
from bihuan.feedback.models import Errand, Letter, SpecialReport
from bihuan.rectification import imports
from tests.browser.test_teams_journey import shot
from tests.browser.walk import signed_in
from tests.county import FEEDBACK_ON, County, new_key
from tests.web.desks import at, opened

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FINDINGS = (NewFinding("1", "津贴补贴发放不规范"), NewFinding("2", "补贴台账不全"), NewFinding("3", "公车登记不全"))


@dataclass
class Walk:
    """The two windows, and where the dossier is."""

    address: str
    county: County
    office: Page
    bureau: Page

    def goes(self, page: Page, where: str) -> Page:
        page.goto(f"{self.address}{where}")
        return page

    def deed(self, name: str) -> Page:
        return self.goes(self.office, f"/dossiers/{self.county.inspection_id}/do/{name}/")


@pytest.fixture
def walk(chromium: Browser, live_server: object, monkeypatch: pytest.MonkeyPatch) -> Walk:
    """A dossier whose findings are entered and not told yet, and a finance bureau."""
    county = County().found(["national-2017", "closing-loop-2018"]).reporting()
    county.today = max(county.today, FEEDBACK_ON)
    told = {"findings": FINDINGS, "file_name": "feedback.txt", "content": "反馈意见".encode()}
    who = {"actor": county.office, "inspection_id": county.inspection_id, "now": county.now, "key": new_key()}
    imports.import_findings(**told, **who)
    _bureau, path = county.organization("县财政局", "department")
    desks = at(county, monkeypatch)
    desks.account("office")
    opened(county, "bureau", Role.UNIT_HEAD, path, None, None)
    address = str(live_server)
    return Walk(address, county, signed_in(chromium, address, "office"), signed_in(chromium, address, "bureau"))


def filled(page: Page, **told: str) -> None:
    for name, words in told.items():
        page.fill(f"main [name={name}]", words)


def sent(page: Page) -> None:
    page.click("main form[method=post] button[type=submit]")
    page.wait_for_load_state()
    assert not page.locator(".note-error").count(), page.inner_text("main")[:600]


@pytest.mark.long
def test_a_special_report_and_a_letter_go_out_are_answered_and_counted(walk: Walk) -> None:
    report_to_leaders(walk)
    county = walk.county
    told = {"to": "leader_in_charge", "addressee": "分管副县长", "on": county.today}
    county.do(county.office, "send_copy_notice", **told)
    county.do(county.office, "give_feedback", on=county.today)
    route(walk)
    write(walk)
    answer(walk)
    page = walk.goes(walk.office, "/letters/")
    counted = [one.strip() for one in page.locator(".figure b").all_inner_texts()]
    assert counted == ["1", "2", "1", "1"], "letters, suggestions, answers, rules"
    shot(page, "letters-counted")


def report_to_leaders(walk: Walk) -> None:
    page = walk.deed("write_special_report")
    filled(page, matter="补贴管理", summary="现将有关情况专题报告如下。", situation="多头发放。", advice="统一目录")
    page.check("main [name=finding_ids] >> nth=0")
    sent(page)
    page = walk.deed("issue_special_report")
    page.select_option("main [name=number]", "1")
    filled(page, issuer="青石县委巡察办", signer="秦牧野", addressee="县委书记专题会", series="青专报")
    sent(page)
    assert SpecialReport.objects.get().paper is not None
    page = walk.deed("record_instruction")
    page.select_option("main [name=number]", "1")
    filled(page, leader="县委书记", instruction="请财政局提出意见")
    sent(page)
    assert "尚未转办" in page.inner_text("main")


def route(walk: Walk) -> None:
    page = walk.goes(walk.office, f"/dossiers/{walk.county.inspection_id}/sent/")
    page.click("#special a:has-text('批示转办')")
    page.select_option("main [name=receiver_id]", label="县财政局")
    filled(page, demand="提出统一目录")
    sent(page)
    assert "待签收" in page.inner_text("#errands")


def write(walk: Walk) -> None:
    page = walk.goes(walk.office, "/letters/write/?words=补贴")
    page.select_option("main [name=receiver_id]", label="县财政局")
    page.select_option("main [name=why]", "common")
    for place in (0, 1):
        page.check(f"main [name=finding_ids] >> nth={place}")
    filled(page, matter="津贴补贴发放", symptoms="多头发放", causes="没有目录", advice="统一目录\n每年核查")
    page.click("main form[method=post] button[type=submit]")
    page.wait_for_load_state()
    shot(page, "letter-written")
    page.click("a[data-deed=send_letter]")
    filled(page, issuer="青石县委巡察办", series="青巡建")
    sent(page)
    assert "青巡建〔2018〕1号" in page.inner_text("main")
    assert Letter.objects.get().sent_on == walk.county.today


def answer(walk: Walk) -> None:
    page = walk.goes(walk.bureau, "/todo/")
    assert page.locator("#errands tbody tr").count() == 2
    page.click("#errands a:has-text('巡察建议书')")
    page.click(".deeds a:has-text('登记答复')")
    filled(page, answer="已采纳，年内出台目录")
    sent(page)
    page.click(".deeds a:has-text('登记建章立制')")
    filled(page, title="津贴补贴目录")
    sent(page)
    assert "津贴补贴目录" in page.inner_text("#rules")
    page = walk.goes(walk.bureau, "/answers/")
    assert page.locator("tbody tr").count() == 2
    errand = Errand.objects.get(kind="recommendation")
    page.goto(f"{walk.address}/dossiers/{walk.county.inspection_id}/")
    assert "补贴台账不全" not in page.inner_text("body"), "a body reads what went to it, not the dossier"
    assert errand.answered_by_role == "unit_head"
