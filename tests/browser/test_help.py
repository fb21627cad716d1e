"""Help beside the page, at its section, opened and closed by the keyboard; a plain link where there is no script."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe import found_by_axe
from tests.browser.walk import signed_in, width_of
from tests.county import County
from tests.web.desks import PASSWORD, Desks, at

pytestmark = [pytest.mark.one_store, pytest.mark.browser]


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    desks = at(County().found().fed_back(), monkeypatch)
    desks.account("unit_liaison")
    return desks


def test_help_opens_beside_the_page_and_the_keyboard_closes_it(
    chromium: Browser, live_server: Any, desks: Desks
) -> None:
    page = signed_in(chromium, live_server.url, "unit_liaison", width=360)
    page.goto(f"{live_server.url}/findings/{desks.county.finding('1').id}/")
    page.focus("a[data-help]")
    page.keyboard.press("Enter")
    panel = page.locator("#help-panel")
    expect(panel.locator("h2").last).to_have_text("整改卡")
    assert page.url.endswith(f"/findings/{desks.county.finding('1').id}/")
    assert width_of(page) == 360
    assert found_by_axe(page) == []
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('a[data-help]')")


def test_without_scripts_help_is_a_page_at_its_section(chromium: Browser, live_server: Any, desks: Desks) -> None:
    page = chromium.new_context(java_script_enabled=False).new_page()
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("[name=username]", "unit_liaison")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.goto(f"{live_server.url}/todo/")
    page.click("a[data-help]")
    assert page.url == f"{live_server.url}/help/start/#todo"
    assert page.locator("section#todo h2").inner_text() == "我的待办"
