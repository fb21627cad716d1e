"""While the house's sheet is on its way the bar is read, where it will stay, and nothing after it is shown."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.county import County
from tests.web.desks import PASSWORD, at

pytestmark = pytest.mark.browser

PAINTED = """() => new Promise(told => new PerformanceObserver(() => told(true))
    .observe({type: "paint", buffered: true}))"""
GROUNDS = "selector => getComputedStyle(document.querySelector(selector)).backgroundColor"
ADDRESSES = ["/todo/", "/findings/", "/dossiers/", "/reminders/"]


@pytest.fixture
def page(chromium: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Page:
    """Return a page of the office's, signed in; what a browser complains of is a fault."""
    at(County().found().fed_back(), monkeypatch).account("office")
    page = chromium.new_context(locale="zh-CN").new_page()
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("[name=username]", "office")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/todo/")
    return page


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_bar_is_read_before_the_sheet_is_there_and_does_not_move_then(
    page: Page, live_server: Any, address: str
) -> None:
    held: list[Route] = []
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.route("**/house.css", lambda route: held.append(route))
    page.goto(live_server.url + address, wait_until="commit")
    page.evaluate(PAINTED)
    assert held
    before = page.locator(".brand").bounding_box()
    assert page.locator(".side, main").count() == 0
    assert page.evaluate(GROUNDS, ".top") == "rgb(255, 255, 255)"
    held[0].continue_()
    page.wait_for_load_state()
    assert page.locator(".side a").count()
    assert page.locator(".brand").bounding_box() == before
    assert not complaints
