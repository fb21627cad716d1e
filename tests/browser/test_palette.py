"""The palette in a real browser: opened by Ctrl-K or its button, walked with the arrows, left with Enter or Escape."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.county import County
from tests.web.desks import PASSWORD, at

pytestmark = pytest.mark.browser


@pytest.fixture
def county(live_server: Any, monkeypatch: pytest.MonkeyPatch) -> County:
    county = County().found().fed_back()
    at(county, monkeypatch).account("office")
    return county


@pytest.fixture
def page(chromium: Browser, live_server: Any, county: County) -> Page:
    page = chromium.new_context(locale="zh-CN").new_page()
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("[name=username]", "office")
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/todo/")
    return page


def test_a_few_letters_the_arrows_and_enter_lead_to_a_record(page: Page, county: County) -> None:
    page.keyboard.press("Control+k")
    box = page.locator("#palette input")
    expect(box).to_be_focused()
    expect(page.locator("#palette li[aria-selected=true]")).to_have_count(1)
    box.type("wgff")
    finding = page.locator("#palette li b", has_text="违规发放津贴补贴")
    expect(finding).to_be_visible()
    first = page.locator("#palette li[aria-selected=true]").get_attribute("id")
    assert box.get_attribute("aria-activedescendant") == first
    while "违规发放" not in page.locator("#palette li[aria-selected=true]").inner_text():
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/findings/{county.finding('2').id}/")


def test_enter_waits_for_the_answer_to_what_was_typed_last(page: Page, county: County) -> None:
    page.click("a[data-palette]")
    expect(page.locator("#palette li[data-url]").first).to_be_visible()
    page.keyboard.type("住建")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/dossiers/{county.inspection_id}/")


def test_escape_closes_it_and_gives_the_focus_back(page: Page) -> None:
    page.focus("a[data-palette]")
    page.keyboard.press("Enter")
    expect(page.locator("#palette")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).to_be_hidden()
    expect(page.locator("a[data-palette]")).to_be_focused()


def test_a_server_that_is_away_costs_nothing_that_was_typed(page: Page) -> None:
    page.goto(page.url.replace("/todo/", "/rounds/open/"))
    page.fill("main [name=name]", "第二轮巡察")
    page.route("**/palette/?**", lambda route: route.abort())
    page.keyboard.press("Control+k")
    expect(page.locator("#palette li")).to_contain_text("没有应答")
    page.keyboard.press("Escape")
    assert page.input_value("main [name=name]") == "第二轮巡察"
