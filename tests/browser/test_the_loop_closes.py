"""The whole loop through pages: a document comes in, the close is refused with all reasons, each is mended, it closes.

Everybody signs in at a browser of his own (town.py); only the clock is set by the test.
"""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from bihuan.dossiers.models import Finding, Inspection
from bihuan.ledger.models import Entry
from tests.browser.town import Town, codes_in, everybody_consents, report_signed
from tests.county import County
from tests.web.desks import at

pytestmark = pytest.mark.browser

FEEDBACK = """县委第一巡察组关于巡察县住房和城乡建设局党组的反馈意见
2018年1月8日至2月9日,县委第一巡察组对县住房和城乡建设局党组开展了巡察,发现的主要问题如下:
一、理论学习流于形式
2017年党组中心组仅学习4次,没有研讨记录。
二、违规发放津贴补贴
2016年至2017年违规发放值班补贴4.2万元。
三、保障性住房分配审核不严
抽查30户,有3户收入证明不实。
"""
PDF = b"%PDF-1.4 invented evidence"


@pytest.fixture
def town(chromium: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Town:
    county = County().found().reporting()
    return Town(at(county, monkeypatch), chromium, live_server.url, tmp_path)


def test_a_document_comes_in_is_refused_mended_and_closed(town: Town) -> None:
    feedback_comes_in(town)
    the_unit_is_too_early(town)
    the_office_is_refused_with_all_reasons_and_returns_the_dossier(town)
    the_unit_plans(town)
    the_findings_are_mended(town)
    checks_and_evaluations_take_turns(town)
    the_report_is_signed_and_everybody_consents(town)
    assert town.missing() == []
    town.on(date(2018, 11, 30))
    town.does("office", "close")
    closed = Inspection.objects.get(pk=town.county.inspection_id)
    assert (closed.stage, closed.closed_on) == ("closed", date(2018, 11, 30))
    page = town.dossier("office")
    assert page.locator(".chain li.done").count() == 8
    assert page.locator("#returns .entry").count() == 1
    assert Entry.objects.filter(stream=closed.stream).count() > 40


def feedback_comes_in(town: Town) -> None:
    town.on(date(2018, 3, 1))
    document = town.papers / "反馈意见.txt"
    document.write_text(FEEDBACK, encoding="utf-8")
    page = town.dossier("office")
    page.click("a[data-deed=import_findings]")
    page.set_input_files("[name=document]", str(document))
    page.click("main form button[type=submit]")
    assert "理论学习流于形式" in page.inner_text("main")
    page.click("form[action$='/confirm/'] button[type=submit]")
    assert [f.title for f in findings(town)] == ["理论学习流于形式", "违规发放津贴补贴", "保障性住房分配审核不严"]
    town.does("office", "send_copy_notice", to="leader_in_charge", addressee="分管副县长", on="2018-03-01")
    town.does("office", "give_feedback", on="2018-03-01")
    page = town.card("office", "二")
    page.click("a[data-deed=mark_person_matter]")
    page.check("[name=person_matter]")
    page.click("main form button[type=submit]")


def findings(town: Town) -> list[Finding]:
    return list(Finding.objects.filter(inspection_id=town.county.inspection_id).order_by("place"))


def the_unit_is_too_early(town: Town) -> None:
    page = town.card("unit_head", "一")
    barred = page.locator("details[data-deed=request_sign_off]")
    barred.locator("summary").click()
    assert "没有整改措施" in barred.inner_text()
    town.does("unit_head", "submit_for_review")
    hidden = town.dossier("unit_head").locator("[data-hidden]")
    assert re.search(r"另有 \d+ 项由其他单位办理", hidden.inner_text())


def the_office_is_refused_with_all_reasons_and_returns_the_dossier(town: Town) -> None:
    page = town.dossier("office")
    barred = page.locator("details[data-deed=close]")
    barred.locator("summary").click()
    barred.locator("a").click()
    assert page.locator("main form button[type=submit]").is_disabled()
    page.evaluate("document.querySelector('main form button[type=submit]').disabled = false")
    with page.expect_navigation() as answered:
        page.click("main form button[type=submit]")
    assert answered.value.status == 409
    codes = codes_in(page.locator("tr[data-code]"))
    assert codes == town.missing()
    assert codes == [
        "finding.not_signed_off",
        "finding.not_signed_off",
        "finding.not_signed_off",
        "person_matter.no_outcome",
        "person_matter.no_accountability",
        "checks.too_few",
        "evaluations.too_few",
        "report.missing",
        "acceptance.missing",
        "approval.office_missing",
        "countersign.supervision_office_missing",
        "countersign.team_leader_missing",
    ]
    town.does("office", "return_dossier", reason="尚未整改，不具备报结条件")


def the_unit_plans(town: Town) -> None:
    for number in ("一", "二", "三"):
        town.does_on(
            "unit_liaison",
            number,
            "add_measure",
            text="修订制度并按月检查台账12份",
            owner="分管副局长",
            department="办公室",
            due_on="2018-05-31",
            expected_result="制度印发，台账齐全",
        )
    town.does("unit_head", "submit_plan")
    town.does("office", "accept_plan", remark="同意")


def the_findings_are_mended(town: Town) -> None:
    town.on(date(2018, 6, 1))
    evidence = town.papers / "佐证.pdf"
    for place, number in enumerate(("一", "二", "三"), 1):
        evidence.write_bytes(PDF + str(place).encode())
        page = town.card("unit_liaison", number)
        assert page.locator("tr[data-code]").count() == 3
        town.does_on("unit_liaison", number, "report_progress", progress="已办结", done_on="2018-05-30")
        town.does_on("unit_liaison", number, "attach_evidence", file=evidence, label="制度和台账", pages="1-3")
        town.does_on("unit_liaison", number, "state_result", result="制度已印发并执行", recovered_fen="42000.00")
        town.does_on("unit_head", number, "request_sign_off")
        if number == "三":
            town.does_on("office", number, "return_sign_off", reason="台账缺5月份")
            assert "台账缺5月份" in told_to_do(town, "returned")
            town.does_on("unit_head", number, "request_sign_off")
        town.does_on("office", number, "grant_sign_off", remark="同意销号")
    town.does_on("unit_head", "二", "state_outcome", outcome="诫勉谈话2人，退缴4.2万元", accountability="已问责")
    assert town.missing()[0] == "checks.too_few"


def told_to_do(town: Town, group: str) -> str:
    page = town.page("unit_head")
    page.goto(f"{town.address}/todo/")
    return page.inner_text(f"#{group}")


def checks_and_evaluations_take_turns(town: Town) -> None:
    for day, checker, evaluator_day, evaluator in (
        (date(2018, 6, 10), "team_leader", date(2018, 6, 20), "office"),
        (date(2018, 10, 8), "supervision_office", date(2018, 10, 15), "supervision_office"),
    ):
        town.on(day)
        first = str(findings(town)[0].id)
        seen = {f"conclusion-{first}": "done"}
        town.does(checker, "record_check", on=day.isoformat(), account="查阅台账，实地查看", **seen)
        town.on(evaluator_day)
        marks = {"arrangement": "13", "plan": "13", "execution": "45.5", "prevention": "8", "reporting": "9"}
        given = {f"mark-{aspect}": mark for aspect, mark in marks.items()}
        given |= {f"ground-{aspect}": "查阅台账" for aspect in marks}
        town.does(evaluator, "record_evaluation", on=evaluator_day.isoformat(), **given)
    assert "88.5" not in town.dossier("unit_head").inner_text("main")
    page = town.dossier("office")
    page.click("#evaluations a.btn >> nth=0")
    page.click("main form button[type=submit]")
    assert "88.5" in town.dossier("unit_head").inner_text("main")
    assert town.missing()[0] == "report.missing"


def the_report_is_signed_and_everybody_consents(town: Town) -> None:
    town.on(date(2018, 11, 20))
    report_signed(town)
    left = ["acceptance.missing", "approval.office_missing"]
    signatures = ["countersign.supervision_office_missing", "countersign.team_leader_missing"]
    assert town.missing() == [*left, *signatures]
    everybody_consents(town)
