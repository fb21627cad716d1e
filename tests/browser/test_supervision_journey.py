"""Supervision between rounds, by whoever does it: planned, checked by phone, visited, handed over, merged."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page

from bihuan.domain.roles import Role
from bihuan.organizations.models import Organization
from bihuan.supervision.models import Bill, Check, Extract, JointMember, Reorganisation, SupervisionPlan
from tests.browser.test_planning import looked_at
from tests.browser.test_teams_journey import shot
from tests.browser.walk import signed_in
from tests.county import County
from tests.people import open_account
from tests.supervision.gap import Gap
from tests.supervision.test_pages import county_asking
from tests.web.desks import Desks, at, opened

pytestmark = [pytest.mark.browser, pytest.mark.one_store]
PHONE = {"width": 360, "height": 780}


@dataclass
class Walk:
    """The windows of those who supervise, and the county they do it in."""

    browser: Browser
    address: str
    gap: Gap
    desks: Desks
    pages: dict[str, Page] = field(default_factory=dict)

    @property
    def county(self) -> County:
        return self.gap.county

    def at(self, name: str, *, width: int = 1280) -> Page:
        """Return somebody's window at his to-do."""
        if name not in self.pages:
            self.pages[name] = signed_in(self.browser, self.address, name, width=width)
        page = self.pages[name]
        page.goto(f"{self.address}/todo/")
        return page

    def goes(self, name: str, where: str) -> Page:
        page = self.at(name)
        page.goto(f"{self.address}{where}")
        return page


@pytest.fixture
def walk(chromium: Browser, live_server: object, monkeypatch: pytest.MonkeyPatch) -> Walk:
    """Two rounds under rectification; a finding of the last one was put right at once."""
    gap = Gap(county_asking())
    gap.later.planned_and_accepted()
    gap.later.sign_off("1")
    gap.county.today = gap.later.today
    desks = at(gap.county, monkeypatch)
    for name in ("office", "unit_liaison", "supervision_office"):
        desks.account(name)
    return Walk(chromium, str(live_server), gap, desks)


def seen(page: Page, name: str) -> None:
    """Hold that a page suits everybody, and keep its picture as a desk and as a phone show it."""
    page.wait_for_load_state()
    desk = page.viewport_size
    assert desk is not None
    looked_at(page)
    shot(page, name)
    page.set_viewport_size(PHONE)
    shot(page, f"{name}-360")
    page.set_viewport_size(desk)


def sent(page: Page, **told: str) -> None:
    """Fill the form of a page and press the last of its buttons."""
    for name, words in told.items():
        page.fill(f"main [name={name}]", words)
    page.click("main form[method=post] button[type=submit] >> nth=-1")
    page.wait_for_load_state()
    assert not page.locator(".note-error").count(), page.inner_text("main")[:600]


# --- rolling checks ---------------------------------------------------------------------------------


@pytest.mark.long
def test_a_plan_a_team_a_check_by_phone_and_the_unit_hears_of_it(walk: Walk) -> None:
    opened(walk.county, "member-there", Role.SUPERVISION_OFFICE, walk.county.office_path, None, None)
    plan(walk)
    team(walk)
    check_by_phone(walk)
    page = walk.at("unit_liaison")
    seen(page, "unit-todo")
    assert "没有退款凭证" in page.inner_text("main")
    page = walk.goes("office", "/supervision/propose/")
    seen(page, "next-proposal")
    assert "上次督查退回" in page.inner_text("main")


def plan(walk: Walk) -> None:
    page = walk.at("office")
    page.click("main a[href='/supervision/propose/']")
    seen(page, "proposal")
    assert page.locator("main input[name=dossier]:checked").count() == 2, "one of each round"
    sent(page)
    seen(page, "plan")
    assert SupervisionPlan.objects.get().kind == "rolling"


def team(walk: Walk) -> None:
    body = str(walk.gap.body())
    page = walk.at("office")
    page.click("main a[href$='/team/']")
    for place, who in enumerate(("秦牧野", "陆青禾", "叶知秋", ""), 1):
        page.fill(f"main [name=name_{place}]", who)
        page.select_option(f"main [name=body_{place}]", body)
    page.select_option("main [name=account_4]", index=last_of(page, "account_4", "member-there"))
    seen(page, "joint-team")
    sent(page, name="第一联合督查组")
    seen(page, "plan-with-team")
    assert JointMember.objects.get(account_id__isnull=False).name == "某member-there", "what is known is not typed"


def last_of(page: Page, name: str, words: str) -> int:
    """Return the place of the choice that has words in it."""
    offered = page.locator(f"main [name={name}] option").all_inner_texts()
    return next(place for place, one in enumerate(offered) if words in one)


def check_by_phone(walk: Walk) -> None:
    """Let a member of the team look at both units on the site: true, sent back, not looked at; and opened again."""
    page = signed_in(walk.browser, walk.address, "member-there", width=360)
    shot(page, "member-todo-360")
    for unit, days in (("县水利局", 0), ("县住房和城乡建设局", 20)):
        walk.gap.wait(days)
        page.goto(f"{walk.address}/todo/")
        page.click(f"main tr:has-text('{unit}') a[href$='/record/'], main li:has-text('{unit}') a[href$='/record/']")
        of = walk.county if unit == walk.county.inspection.organization_name else walk.gap.later
        verdicts = {"1": "true", "2": "not_done", "3": "not_looked"} if of is walk.county else {"1": "not_true"}
        for number, verdict in verdicts.items():
            one = of.finding(number).id
            page.select_option(f"main [name=verdict_{one}]", verdict)
            if verdict.startswith("not_") and verdict != "not_looked":
                page.fill(f"main [name=remark_{one}]", "没有退款凭证" if of is walk.county else "照片系摆拍")
        page.fill("main [name=account]", "查阅台账，走访群众12人")
        shot(page, f"record-{'first' if of is walk.county else 'second'}-360")
        looked_at(page)
        sent(page)
        shot(page, f"recorded-{'first' if of is walk.county else 'second'}-360")
    assert Check.objects.filter(planned__isnull=False, by_role="supervision_office").count() == 2
    assert walk.gap.later.finding("1").stage == "rectifying", "a sign-off that was not true is opened again"


# --- return visits -------------------------------------------------------------------------------------


@pytest.mark.long
def test_return_visits_are_planned_together_made_and_counted(walk: Walk) -> None:
    walk.gap.wait(120)
    page = walk.goes("office", "/supervision/")
    page.click("main a[href^='/supervision/visits/']")
    seen(page, "visits")
    assert covered(page) == "0 / 2"
    sent(page)
    seen(page, "visit-plan")
    page.click("main a[href$='/record/'] >> nth=0")
    page.select_option("main select >> nth=0", "true")
    seen(page, "visit-record")
    sent(page, account="走访群众12人，查看台账")
    assert Check.objects.get(planned__isnull=False).kind == "return_visit"
    page.goto(f"{walk.address}/supervision/visits/")
    seen(page, "visits-covered")
    assert covered(page) == "1 / 2"


def covered(page: Page) -> str:
    return page.locator(".figure b >> nth=1").inner_text().strip()


# --- handed over, told to neighbours -----------------------------------------------------------------------


@pytest.mark.long
def test_a_bill_is_handed_over_signed_for_and_looked_into(walk: Walk) -> None:
    walk.gap.wait(120)
    page = walk.goes("office", f"/dossiers/{walk.county.inspection_id}/")
    page.click("main a[href$='/bill/']")
    page.click("main a[href$='/hand-over/']")
    page.select_option("main [name=to_role]", "supervision_office")
    seen(page, "bill-hand-over")
    sent(page, words="逐项移交")
    page = walk.at("supervision_office")
    page.click("main a[href$='/accept/']")
    seen(page, "bill-accept")
    sent(page)
    assert Bill.objects.get().accepted_on == walk.county.today
    page.click("main a[href$='/look/']")
    page.check("main [name=agrees]")
    sent(page, found="抽查三项相符")
    seen(page, "bill")
    assert "抽查三项相符" in page.inner_text("main")


@pytest.mark.long
def test_a_neighbour_asks_for_an_extract_gets_it_and_signs_for_it(walk: Walk) -> None:
    page = walk.goes("supervision_office", "/extracts/ask/")
    page.select_option("main [name=purpose]", "routine")
    seen(page, "extract-ask")
    sent(page)
    seen(page, "extract-asked")
    page = walk.at("office")
    page.click("main a[href^='/extracts/']")
    seen(page, "extract-to-give")
    page.click("main a[href$='/give/']")
    sent(page)
    seen(page, "extract-given")
    page = walk.at("supervision_office")
    page.click("main a[href^='/extracts/'][href$='/receive/']")
    sent(page, receipt="收1号")
    page.goto(f"{walk.address}/extracts/")
    seen(page, "extracts")
    assert Extract.objects.get().received_on == walk.county.today


# --- reorganised -----------------------------------------------------------------------------------------


@pytest.mark.long
def test_two_units_merge_after_what_passes_on_was_shown(walk: Walk) -> None:
    open_account(walk.county, Role.UNIT_LIAISON, "liaison-water", walk.gap.later.unit_path, None)
    page = walk.goes("office", "/reorganisations/")
    page.click("main .empty a")
    page.select_option("main [name=sort]", "merge")
    page.select_option("main [name=old_1]", str(walk.county.unit_id))
    page.select_option("main [name=old_2]", str(walk.gap.later.unit_id))
    page.fill("main [name=founded]", "县住建水务局")
    page.fill("main [name=paper]", "青编发〔2018〕2号")
    page.click("main [name=preview]")
    seen(page, "merge-preview")
    assert Reorganisation.objects.count() == 0, "the preview writes nothing"
    assert "县水利局" in page.inner_text("main")
    for one in page.locator("main select[name^=carry_]").all():
        one.select_option("0")
    page.click("main [name=confirm]")
    page.wait_for_load_state()
    seen(page, "merged")
    new = Organization.objects.get(name="县住建水务局")
    assert new.from_on == walk.county.today
    steps(walk)
    assert Reorganisation.objects.get().reviewed_on == walk.county.today


def steps(walk: Walk) -> None:
    """Register the four steps, each from the page of the reorganisation."""
    here = f"/reorganisations/{Reorganisation.objects.get().id}/"
    page = walk.goes("office", here)
    page.click("main a:has-text('登记主要负责人')")
    seen(page, "merged-head")
    sent(page, name="顾书岩")
    page = walk.at("office")
    page.click("main a[href*='/reorganisations/']")
    sent(page, account="未销号五项")
    for _dossier in range(2):
        page.goto(f"{walk.address}{here}")
        page.click("main td a:has-text('反馈') >> nth=0")
        seen(page, "merge-told")
        sent(page, words="未销号问题整体移交")
    page.goto(f"{walk.address}{here}")
    page.click("main a[href$='/steps/supervision/']")
    sent(page, account="实地督查")
    seen(page, "merged-before-review")
    page.click("main a[href$='/review/']")
    sent(page, account="符合要求")
    seen(page, "merged-reviewed")
    page.goto(f"{walk.address}/reorganisations/")
    seen(page, "reorganisations")
