"""From the first working paper to the feedback given, as the team's three hands, the unit and the office.

Everything that is typed is kept, and at the end nothing was typed twice: finding, facts, order, opinion are made of it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from bihuan.dossiers.files import content_of
from bihuan.dossiers.models import Finding, Inspection
from bihuan.feedback.models import PutFact
from bihuan.fieldwork.models import FixOrder, WorkingPaper
from bihuan.intake.reading import read
from bihuan.papers.models import IssuedPaper
from tests.browser.test_teams_journey import shot
from tests.browser.walk import signed_in
from tests.county import County
from tests.web.desks import at

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLACES = ["national-2017", "yunnan-2024", "changzhou-2021"]  # ask for guidance and for the looks
WHO = ("office", "leading_group", "team_leader", "deputy", "member", "unit_liaison")
PAPER = {
    "title": "违规发放值班补贴",
    "phenomenon": "2017年1月至10月，办公室按月发放值班补贴，共计12.6万元。",
    "nature": "违反津贴补贴管理规定，属于违规发放津贴补贴。",
    "responsibility": "局党组负主体责任，分管财务的班子成员负主要领导责任。",
    "basis": "《违规发放津贴补贴行为处分规定》第四条",
}


@dataclass
class Journey:
    """Everybody's window, and every word that was typed in one of them."""

    address: str
    dossier: str
    pages: dict[str, Page]
    typed: list[str] = field(default_factory=list)

    def do(self, who: str, deed: str, *, of: str = "", days: dict[str, date] | None = None, **typed: str) -> Page:
        """Open a deed's form as somebody, type what it asks, and send it."""
        page = self.pages[who]
        page.goto(f"{self.address}{of or self.dossier}do/{deed}/")
        for name, day in (days or {}).items():
            page.fill(f"main [name={name}]", day.isoformat())
        for name, words in typed.items():
            page.fill(f"main [name={name}]", words)
            self.typed.append(words)
        return page

    def sent(self, page: Page) -> None:
        page.click("main form[method=post] button[type=submit]")
        page.wait_for_load_state()
        assert "/do/" not in page.url, page.inner_text("main")[:600]

    def did(self, who: str, deed: str, *, of: str = "", days: dict[str, date] | None = None, **typed: str) -> None:
        self.sent(self.do(who, deed, of=of, days=days, **typed))


@pytest.fixture
def journey(chromium: Browser, live_server: object, monkeypatch: pytest.MonkeyPatch) -> Journey:
    county = County().found(PLACES)
    county.do(county.office, "enter_site")
    desks = at(county, monkeypatch)
    for name in WHO:
        desks.account(name)
    address = str(live_server)
    pages = {name: signed_in(chromium, address, name) for name in WHO}
    return Journey(address, f"/dossiers/{county.inspection_id}/", pages)


@pytest.mark.long
def test_from_the_first_working_paper_to_the_feedback_nothing_is_typed_twice(journey: Journey, tmp_path: Path) -> None:
    today = Inspection.objects.get().round.from_on
    soon = today + timedelta(days=5)
    sign_a_paper(journey, tmp_path)
    put_right_at_once(journey, soon)
    guide(journey)
    hear_the_unit(journey, soon)
    journey.did("team_leader", "leave_site")
    paper = WorkingPaper.objects.get()
    journey.did("office", "confirm_finding", of=f"/working-papers/{paper.id}/")
    look_over(journey)
    issue(journey, today)
    journey.do("office", "send_copy_notice", addressee="分管副县长")
    journey.pages["office"].select_option("[name=to]", "leader_in_charge")
    journey.sent(journey.pages["office"])
    journey.did("office", "give_feedback")
    assert Inspection.objects.get().stage == "rectifying"
    twice = {words: times for words, times in Counter(journey.typed).items() if times > 1}
    assert twice == {}, "what stands already is not typed again"


def sign_a_paper(journey: Journey, folder: Path) -> None:
    page = journey.do("member", "write_working_paper", **PAPER)
    page.select_option("[name=area]", "A2")
    journey.sent(page)
    of = f"/working-papers/{WorkingPaper.objects.get().id}/"
    voucher = folder / "凭证.pdf"
    voucher.write_bytes(b"%PDF-1.4 invented evidence")
    page = journey.do("member", "attach_paper_evidence", of=of, label="记账凭证")
    page.set_input_files("[name=file]", voucher)
    journey.sent(page)
    for who, deed in (
        ("member", "submit_working_paper"),
        ("deputy", "review_working_paper"),
        ("team_leader", "sign_working_paper"),
    ):
        journey.did(who, deed, of=of)
    shot(journey.pages["team_leader"], "field-paper-signed")


def put_right_at_once(journey: Journey, soon: date) -> None:
    page = journey.do("team_leader", "order_fix", days={"due_on": soon}, demand="立即停发，追回已发补贴")
    page.select_option("[name=paper_id]", index=1)
    journey.sent(page)
    unit = journey.pages["unit_liaison"]
    unit.goto(f"{journey.address}/todo/")
    unit.click(f"text={PAPER['title']}")
    unit.fill("[name=how]", "已停发，追回12.6万元")
    journey.typed.append("已停发，追回12.6万元")
    journey.sent(unit)
    member = journey.pages["member"]
    member.goto(f"{journey.address}/todo/")
    member.click(f"text={PAPER['title']}")
    member.select_option("[name=result]", "done")
    journey.sent(member)
    fix = FixOrder.objects.get()
    assert (fix.stage, fix.found, fix.basis) == ("done", PAPER["phenomenon"], PAPER["basis"])


def guide(journey: Journey) -> None:
    told = {"led_by": "领导小组组长", "diagnosis": "责任分析偏弱", "prescription": "补齐责任主体分析"}
    journey.did("leading_group", "give_guidance", **told)


def hear_the_unit(journey: Journey, soon: date) -> None:
    page = journey.do("team_leader", "put_facts", days={"due_on": soon})
    assert PAPER["phenomenon"] in page.inner_text("main")
    assert PAPER["basis"] not in page.inner_text("main")
    journey.sent(page)
    unit = journey.pages["unit_liaison"]
    assert unit.goto(f"{journey.address}{journey.dossier}").status == 404  # type: ignore[union-attr]

    unit.goto(f"{journey.address}/asked-of-us/")
    shot(unit, "field-unit-asked")
    unit.click("a[data-deed=reply_to_fact]")
    unit.select_option("[name=reply_sort]", "objected")
    unit.fill("[name=reply]", "补贴有县政府会议纪要为据")
    journey.typed.append("补贴有县政府会议纪要为据")
    journey.sent(unit)
    office = journey.pages["office"]
    office.goto(f"{journey.address}/todo/")
    office.click(f"text={PAPER['title']}")
    assert "补贴有县政府会议纪要为据" in office.inner_text("main")
    office.select_option("[name=follows]", "stands")
    office.fill("[name=reasons]", "纪要未明确发放标准")
    journey.typed.append("纪要未明确发放标准")
    journey.sent(office)
    assert PutFact.objects.get().stage == "settled"


def look_over(journey: Journey) -> None:
    journey.did("team_leader", "write_team_report", overall="班子履职总体较好。", advice="清退违规发放的补贴")
    page = journey.do("office", "record_hearing", on_matters="同意反馈，补贴一律清退")
    page.select_option("[name=body]", "leading_group")
    journey.sent(page)
    journey.did("office", "compare_feedback")
    for who in ("office", "leading_group"):
        journey.did(who, "review_feedback")
    for what in ("evidence", "basis", "reply"):
        page = journey.do("office", "look_up_for_feedback")
        page.select_option("[name=looked_up]", what)
        journey.sent(page)
    office = journey.pages["office"]
    office.goto(f"{journey.address}{journey.dossier}to-feedback/")
    assert "与底稿一致" in office.inner_text("main")
    shot(office, "field-looked-over")


def issue(journey: Journey, today: date) -> None:
    page = journey.do("office", "issue_opinion", days={"until_on": today}, issuer="中共青石县委", series="青巡反馈")
    assert page.input_value("[name=overall]") == "班子履职总体较好。"
    journey.sent(page)
    opinion = IssuedPaper.objects.select_related("word_file").get()
    told = read(content_of(opinion.word_file), "opinion.docx") if opinion.word_file else None
    assert told is not None
    finding = Finding.objects.get()
    assert (finding.title, PAPER["phenomenon"] in finding.text) == (PAPER["title"], True)
    assert [one.title for one in told.findings] == [PAPER["title"]]
