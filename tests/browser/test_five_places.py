"""Five practices, each by its own pack and walked in a browser from the feedback to the close.

The fifth, of closing-loop-2018, is walked in test_the_loop_closes.py. What all have in common – measures, sign-offs,
the turns of checks and evaluations – is done by deeds here; what a place adds is pressed on its pages.
"""

from __future__ import annotations

import uuid
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser

from bihuan.domain.roles import Role
from bihuan.dossiers.actions import NewFinding
from bihuan.dossiers.models import Inspection, Round
from bihuan.fieldwork.models import WorkingPaper
from bihuan.planning.records import Filing
from bihuan.rectification import imports
from tests.browser.town import Town, everybody_consents, report_signed
from tests.closeout.rounds_ending import begun, ending
from tests.county import FEEDBACK_ON, PACKS, County, new_key
from tests.pool.test_authorising import give_account
from tests.web.desks import at, opened

pytestmark = [pytest.mark.browser, pytest.mark.one_store, pytest.mark.slow]

PDF = b"%PDF-1.4 invented evidence"
PARTIES = ("leader_in_charge", "competent_department", "team", "office")


class Places:
    """Makes the town of a county: its people at their browsers."""

    def __init__(self, browser: Browser, address: str, patch: pytest.MonkeyPatch, papers: Path) -> None:
        self.browser, self.address, self.patch, self.papers = browser, address, patch, papers

    def town(self, county: County, *others: str) -> Town:
        return Town(at(county, self.patch), self.browser, self.address, self.papers, *others)


@pytest.fixture
def places(chromium: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Places:
    return Places(chromium, live_server.url, monkeypatch, tmp_path)


def closes(town: Town) -> None:
    """Let the office close the dossier, from which nothing is missing."""
    town.on(date(2018, 11, 30))
    assert town.missing() == []
    town.does("office", "close")
    assert Inspection.objects.get(pk=town.county.inspection_id).stage == "closed"


# --- tianjin-2018: five parties, signed periodic reports, three-party evaluation -----------------------


def test_tianjin_files_with_five_parties_and_hears_three(places: Places) -> None:
    town = places.town(County().found([*PACKS, "tianjin-2018"]).examined())
    town.on(date(2018, 10, 20))
    told = {f"received-{party}": "收文员" for party in PARTIES}
    town.does("unit_liaison", "file_with_parties", paper="plan", on="2018-10-20", **told)
    town.does("office", "state_party_absent", party="resident_discipline", reason="该单位未设派驻纪检监察组")

    town.does("office", "call_periodic_reports", first_on="2018-10-31")
    town.on(date(2018, 10, 31))
    town.does("unit_liaison", "write_periodic_report", due_on="2018-10-31", text="完成制度修订三项")
    town.does("unit_head", "sign_periodic_report", due_on="2018-10-31")

    town.does("team_leader", "evaluate_as_party", on="2018-10-31", rating="good", opinion="整改扎实")
    paper = town.papers / "评价.pdf"
    paper.write_bytes(PDF)
    entered: dict[str, Any] = {"party": "competent_department", "rating": "good", "opinion": "同意", "paper": paper}
    town.does("office", "enter_party_evaluation", on="2018-10-31", **entered)
    assert "整改扎实" not in town.dossier("unit_head").inner_text("main")
    town.does("office", "feed_back_three_party", on="2018-10-31", superior="县政府")
    assert "整改扎实" in town.dossier("unit_head").inner_text("main")

    town.on(date(2018, 11, 20))
    report_signed(town)
    missing = [code for code in town.missing() if code.startswith(("filing", "three_party", "periodic"))]
    assert set(missing) == {"filing.missing"}, "the report has gone to nobody yet"
    town.does("unit_liaison", "file_with_parties", paper="report", on="2018-11-20", **told)
    everybody_consents(town)
    closes(town)


# --- changzhou-2021: the feedback is looked over, visits and special checks after three months ------------


def imported(county: County) -> None:
    imports.import_findings(
        actor=county.office,
        inspection_id=county.inspection_id,
        findings=(NewFinding("1", "党组理论学习中心组学习流于形式"),),
        file_name="feedback.txt",
        content="反馈意见".encode(),
        now=county.now,
        key=new_key(),
    )


def test_changzhou_looks_the_feedback_over_and_comes_back_after_three_months(places: Places) -> None:
    county = County().found(["national-2017", "office-practice", "changzhou-2021"]).reporting()
    county.today = FEEDBACK_ON
    imported(county)
    town = places.town(county, "leading_group")
    town.does("office", "send_copy_notice", to="leader_in_charge", addressee="分管副县长", on="2018-03-01")
    barred = town.dossier("office").locator("details[data-deed=give_feedback]")
    barred.locator("summary").click()
    assert "对照" in barred.inner_text()
    town.opens("office", "compare_feedback", comment="与底稿一致")
    for name in ("office", "leading_group"):
        town.opens(name, "review_feedback", comment="同意")
    for what in ("evidence", "basis", "reply"):
        town.opens("office", "look_up_for_feedback", looked_up=what, comment="已查看")
    town.does("office", "give_feedback", on="2018-03-01")

    county.planned_and_accepted().supervised("1")
    town.on(date(2018, 11, 10))
    assert {"return_visit.missing", "special_check.missing"} <= set(town.missing())
    first = str(county.finding("1").id)
    for kind in ("return_visit", "special_check"):
        seen = {f"conclusion-{first}": "done"}
        town.does("office", "record_check", kind=kind, on="2018-11-10", account="走访群众12人", **seen)
    assert not {"return_visit.missing", "special_check.missing"} & set(town.missing())
    town.on(date(2018, 11, 20))
    report_signed(town)
    everybody_consents(town)
    closes(town)


# --- yunnan-2024: guidance in the middle, whole working papers before the team leaves -----------------------


def test_yunnan_leaves_the_site_with_whole_papers_and_guidance_only(places: Places) -> None:
    county = County().found([*PACKS, "yunnan-2024"])
    county.do(county.office, "enter_site")
    town = places.town(county, "leading_group", "member", "deputy")
    barred = town.dossier("team_leader").locator("details[data-deed=leave_site]")
    barred.locator("summary").click()
    assert "中期" in barred.inner_text()
    told = {"led_by": "领导小组组长", "diagnosis": "责任分析偏弱", "prescription": "补齐责任主体分析"}
    town.opens("leading_group", "give_guidance", on="2018-01-08", **told)
    paper = signed_paper(town)
    town.does("team_leader", "leave_site")
    town.go("office", paper, "confirm_finding")

    town.on(FEEDBACK_ON)
    town.does("office", "send_copy_notice", to="leader_in_charge", addressee="分管副县长", on="2018-03-01")
    town.does("office", "give_feedback", on="2018-03-01")
    assert county.finding("1").title == "违规发放值班补贴"
    county.planned_and_accepted().supervised("1")
    town.on(date(2018, 11, 20))
    report_signed(town)
    everybody_consents(town)
    closes(town)


def signed_paper(town: Town) -> str:
    """Let a paper be written, shown by a file, and signed by three people; return where it is."""
    words = {
        "title": "违规发放值班补贴",
        "area": "A2",
        "phenomenon": "2017年无依据发放值班补贴12.6万元。",
        "nature": "违反津贴补贴管理规定。",
        "responsibility": "局党组负主体责任。",
        "basis": "《违规发放津贴补贴行为处分规定》第四条",
    }
    town.does("member", "write_working_paper", **words)
    paper = reverse("working_paper", args=[WorkingPaper.objects.get().id])
    voucher = town.papers / "凭证.pdf"
    voucher.write_bytes(PDF)
    town.go("member", paper, "attach_paper_evidence", file=voucher, label="记账凭证")
    for name, deed in (
        ("member", "submit_working_paper"),
        ("deputy", "review_working_paper"),
        ("team_leader", "sign_working_paper"),
    ):
        town.go(name, paper, deed)
    return paper


# --- shanxi-2018: both sides are scored and the round's report goes up before the round ends -------------------


def test_shanxi_scores_both_sides_and_files_the_report_before_the_round_ends(places: Places) -> None:
    teams = ending(County().found())
    begun(teams)
    county, tour = teams.county, teams.of_the_unit()
    account = uuid.uuid4()
    give_account(county, tour.inspector, account)
    town = places.town(county)
    assert Round.objects.get(pk=teams.round_id).ended_on is None
    scores = {"quality": "90", "ability": "90", "discipline": "90"}
    office = town.page("office")
    office.goto(town.address + reverse("assess_member", args=[tour.id]))
    town.send(office, **scores)
    opened(county, "member", Role.MEMBER, "", teams.dossier, account)
    member = town.page("member")
    member.goto(town.address + reverse("assess_host", args=[teams.round_id]))
    town.send(member, **scores)

    office.goto(f"{town.address}{reverse('filing_add')}?about={teams.round_id}")
    told = {"kind": "round_report", "title": "第一轮综合情况报告", "to": "临江市委", "in_name_of": "青石县委"}
    town.send(office, **told, event_on=county.today.isoformat())
    one = Filing.objects.get(about=str(teams.round_id))
    office.goto(town.address + reverse("filing_send", args=[one.id]))
    town.send(office, on=county.today.isoformat(), number="青委巡〔2018〕3号")
    town.opens("office", "end_round")
    assert Round.objects.get(pk=teams.round_id).ended_on == county.today
