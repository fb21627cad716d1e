"""From no plan to an adopted term in a browser: planned, proposed, accepted, adopted, seen on the map; by WCAG AA."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from bihuan.domain.offices import SUPERVISING
from bihuan.organizations.models import Organization
from bihuan.planning.models import Placement, Proposal, Term
from tests.browser.axe import found_by_axe
from tests.browser.walk import signed_in, width_of
from tests.county import County
from tests.web.desks import at

pytestmark = [pytest.mark.one_store, pytest.mark.browser]
PHONE = {"width": 360, "height": 780}


def looked_at(page: Page) -> None:
    """Let axe find nothing, and the page fit a phone."""
    assert not found_by_axe(page), page.url
    desk = page.viewport_size
    page.set_viewport_size({"width": 360, "height": 780})
    assert width_of(page) <= PHONE["width"], page.url
    assert desk is not None
    page.set_viewport_size(desk)


def told(page: Page, **fields: str) -> None:
    for name, value in fields.items():
        page.fill(f"main [name={name}]", value)
    page.click("main form button[type=submit]")
    page.wait_for_load_state()


@pytest.mark.long
def test_a_term_is_planned_proposed_accepted_and_adopted(
    chromium: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = County().found()
    for number in range(4):
        county.organization(f"青石第{number}中学", "school")
    desks = at(county, monkeypatch)
    desks.account("office")
    desks.account("leading_group")
    office = signed_in(chromium, live_server.url, "office")
    office.goto(f"{live_server.url}/plans/")
    looked_at(office)
    office.click("main .empty a")
    told(office, name="十四届", from_on="2018-07-01", until_on="2023-06-30", goals="全覆盖")
    told(office, count="4", from_on="2018-07-01", name="第%s轮", working_days="40", heads="县本级: 12")
    looked_at(office)
    office.click("form[action$='propose/'] button")
    office.wait_for_url("**/proposals/**")
    office.wait_for_selector("a[href$='accept/']", timeout=60_000)
    looked_at(office)
    assert Proposal.objects.get().state == "ready"
    office.click("a[href$='accept/']")
    told(office)
    everybody = Organization.objects.exclude(category__in=SUPERVISING).count()
    assert Placement.objects.count() == everybody
    looked_at(office)
    office.click("svg.timeline a >> nth=0")
    looked_at(office)
    office.click("main td a[href$='move/'] >> nth=0")
    looked_at(office)
    group = signed_in(chromium, live_server.url, "leading_group")
    group.goto(f"{live_server.url}/plans/")
    group.click("main a[href$='adopt/']")
    told(group)
    assert Term.objects.get().is_adopted
    group.goto(f"{live_server.url}/coverage/")
    assert group.locator("svg.map rect:visible").count() == everybody
    looked_at(group)
