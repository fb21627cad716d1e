"""An evaluation in a browser: self-assessment, two scorers blind, settled, combined, told, a talk decided and held."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from bihuan.evaluation.models import Consequence, Evaluation, LeaderTold
from tests.browser.test_planning import looked_at, told
from tests.browser.walk import signed_in
from tests.evaluation.panels import county_of_three_in_one, marks
from tests.web.desks import Desks, at

pytestmark = [pytest.mark.one_store, pytest.mark.browser]
PEOPLE = ("office", "leading_group", "team_leader", "supervision_office", "unit_liaison")
APART, LOW = "execution.done", {"execution.persons": "2", "execution.money": "1"}


def scored(page: Page, desks: Desks, **other: str) -> None:
    """Fill a form with four fifths of every line, but for those told otherwise, and their grounds."""
    given = {key: str(mark) for key, mark in marks(desks.county).items()} | LOW
    for key, mark in given.items():
        page.fill(f"main [name='mark-{key}']", other.get(key.replace(".", "_"), mark))
        page.fill(f"main [name='ground-{key}']", "查阅台账")
    told(page)


def from_the_todo(page: Page, base: str, deed: str) -> None:
    page.goto(f"{base}/todo/")
    page.click(f"main a[href*='/do/{deed}/']")
    looked_at(page)


@pytest.mark.long
def test_from_the_self_assessment_to_the_talk(
    chromium: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    desks, base = at(county_of_three_in_one(), monkeypatch), live_server.url
    for name in PEOPLE:
        desks.account(name)
    at_desk = {name: signed_in(chromium, base, name) for name in PEOPLE}
    office, panel = at_desk["office"], f"{base}/dossiers/{desks.county.inspection_id}/evaluation/"
    from_the_todo(at_desk["unit_liaison"], base, "assess_self")
    scored(at_desk["unit_liaison"], desks)
    office.goto(panel)
    office.click("main a[href*='begin_scoring']")
    office.select_option("main [name=first_id]", label="某team_leader · 巡察组")
    office.select_option("main [name=second_id]", label="某supervision_office · 联系的执纪监督室")
    told(office)
    from_the_todo(at_desk["team_leader"], base, "hand_in_scores")
    scored(at_desk["team_leader"], desks, execution_done="19.03")
    at_desk["supervision_office"].goto(panel)
    assert "19.03" not in at_desk["supervision_office"].inner_text("main")
    from_the_todo(at_desk["supervision_office"], base, "hand_in_scores")
    scored(at_desk["supervision_office"], desks, execution_done="7")
    at_desk["supervision_office"].goto(panel)
    assert "19.03" in at_desk["supervision_office"].inner_text("main")
    from_the_todo(office, base, "settle_scores")
    office.fill(f"main [name='settled-{APART}']", "12")
    office.fill(f"main [name='reason-{APART}']", "只完成一半")
    told(office)
    office.goto(panel)
    office.click("main a[href*='enter_people_result']")
    office.set_input_files("main input[type=file]", {"name": "count.pdf", "mimeType": "", "buffer": b"%PDF-1.4 x"})
    told(office, ballots="40", mean="70")
    office.goto(panel)
    looked_at(office)
    office.click("main a[href*='combine_scores']")
    told(office)
    row = Evaluation.objects.get()
    assert row.combined_hundredths is not None
    office.goto(f"{base}/evaluations/{row.id}/do/tell_evaluation/")
    told(office)
    from_the_todo(office, base, "tell_leader")
    told(office)
    assert LeaderTold.objects.exists()
    followed(at_desk, base)


def followed(at_desk: dict[str, Page], base: str) -> None:
    """Decide the talk that the low score proposes, notify it and record it; the unit reads it."""
    group, office = at_desk["leading_group"], at_desk["office"]
    group.goto(f"{base}/todo/")
    group.click("main a[href*='consequence=talk']")
    looked_at(group)
    group.select_option("main [name=decision]", "adopted")
    told(group, reason="得分偏低")
    from_the_todo(office, base, "notify_consequence")
    told(office, notified_to="局党组主要负责人")
    from_the_todo(office, base, "record_consequence")
    told(office, record="已约谈，提出三项要求")
    row = Consequence.objects.get()
    assert (row.kind, row.recorded_on is not None) == ("talk", True)
    unit = at_desk["unit_liaison"]
    unit.goto(f"{base}/dossiers/{row.inspection_id}/evaluation/")
    looked_at(unit)
    assert "约谈主要负责人" in unit.inner_text("main")
    group.goto(f"{base}/consequences/")
    looked_at(group)
    group.goto(f"{base}/evaluations/")
    looked_at(group)
