"""On a phone of 360 px no page scrolls sideways, and what is touched on the way is 44 px high."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.walk import width_of
from tests.county import County
from tests.supervision.gap import Gap
from tests.web.desks import PASSWORD, at

pytestmark = pytest.mark.browser

WIDTH, TOUCH = 360, 44
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
FILES = re.compile(
    r"/(file|signature|source|workbook|pictures|sheets|export)/|/taken-over-paper/|\.(xlsx|png|zip|pdf|docx)$"
)
LINKS = "() => [...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))"
TOO_SMALL = f"""() => [...document.querySelectorAll(
  'main a, main button, main summary, main input:not([type=hidden]), main select, header a, header button, .menu-button'
)].filter(one => {{
  const box = one.getBoundingClientRect();
  return box.width > 1 && box.height > 0 && box.height < {TOUCH} - .5;
}}).map(one => one.className + ' ' + (one.textContent || one.name).trim())"""
TOUCHED = {"/todo/", "/cockpit/", "/findings/ID/"}


def signed_in(browser: Browser, address: str, name: str) -> Page:
    page = browser.new_context(locale="zh-CN", viewport={"width": WIDTH, "height": 780}).new_page()
    page.goto(f"{address}/sign-in/")
    assert width_of(page) <= WIDTH
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url("**/todo/")
    return page


def kind_of(path: str) -> str:
    """Return which page an address shows, whatever thing it shows it of."""
    return ID.sub("ID", path.partition("#")[0].partition("?")[0])


@pytest.mark.long
@pytest.mark.parametrize("name", ["office", "unit_head"])
def test_no_page_scrolls_sideways_and_targets_are_large_enough(
    chromium: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    county = County().found().fed_back().planned_and_accepted()
    county.finish("1")
    desks = at(county, monkeypatch)
    desks.account(name)
    page = signed_in(chromium, live_server.url, name)
    seen: set[str] = set()
    waiting = ["/todo/"]
    too_wide: list[str] = []
    too_small: dict[str, list[str]] = {}
    while waiting:
        path = waiting.pop(0)
        kind = kind_of(path)
        if kind in seen or FILES.search(kind) or not path.startswith("/"):
            continue
        seen.add(kind)
        page.goto(live_server.url + path, wait_until="domcontentloaded")
        if width_of(page) > WIDTH:
            too_wide.append(path)
        if kind in TOUCHED:
            too_small[kind] = page.evaluate(TOO_SMALL)
        waiting += page.evaluate(LINKS)
    assert too_wide == []
    assert {kind: found for kind, found in too_small.items() if found} == {}
    assert {"/findings/ID/", "/findings/", "/dossiers/ID/", "/dossiers/ID/lists/tasks/"} <= seen
    assert len(seen) > 30, sorted(seen)


LABELS = """() => [...document.querySelectorAll('.trend .month')].map(one => one.getBoundingClientRect())
  .map(box => [box.left, box.right, box.top])"""
NUMBERS = """() => [...document.querySelectorAll('.cockpit td.number')].map(one => {
  const row = one.parentNode.querySelector('th'), told = document.createRange(), name = document.createRange();
  told.selectNodeContents(one); name.selectNodeContents(row.querySelector('.tag') || row);
  const cell = one.getBoundingClientRect(), number = told.getBoundingClientRect(), label = name.getBoundingClientRect();
  return [cell.right - number.right, (number.top + number.bottom - label.top - label.bottom) / 2];
})"""


def test_the_leader_s_page_keeps_its_numbers_in_line_and_says_on_a_phone_that_it_is_a_demo(
    chromium: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    settings.DEMO = True
    county = County().found().fed_back().planned_and_accepted()
    county.today = date(2018, 2, 28)
    at(county, monkeypatch).account("office")
    page = signed_in(chromium, live_server.url, "office")
    page.goto(f"{live_server.url}/cockpit/")
    assert page.locator(".top .tag-demo").is_visible()
    labels = page.evaluate(LABELS)
    assert len(labels) == 14, "twelve months, and two years below them"
    for left, right, top in labels:
        assert not [one for one in labels if one[2] == top and left < one[0] < right]
    aside, off = zip(*page.evaluate(NUMBERS), strict=True)
    assert max(aside) - min(aside) < 2
    assert max(map(abs, off)) < 4


DRAWN = """() => [...document.querySelectorAll('.drawn')].filter(one => one.offsetWidth).map(one => [
  one.scrollWidth - one.clientWidth,
  Math.min(...[...one.querySelectorAll('text')].map(words => words.getBoundingClientRect().height))
])"""
BROKEN = """() => [...document.querySelectorAll('.dense tbody td:last-child > a')]
  .filter(one => one.getClientRects().length > 1).map(one => one.textContent)"""


def test_drawings_along_time_fit_the_phone_and_can_be_read_and_no_deed_s_name_is_broken(
    chromium: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    gap = Gap()
    (planned,) = gap.planned()
    at(gap.county, monkeypatch).account("office")
    page = signed_in(chromium, live_server.url, "office")
    for path in (f"/supervision/{planned.plan_id}/", "/coverage/"):
        page.goto(live_server.url + path)
        ((beyond, least),) = page.evaluate(DRAWN)
        assert beyond <= 0, f"{path} has to be pushed sideways"
        assert least >= 10, f"{path} is too small to read"
    page.goto(f"{live_server.url}/supervision/{planned.plan_id}/")
    for width in (WIDTH, 700, 900, 1280):
        page.set_viewport_size({"width": width, "height": 780})
        assert page.evaluate(BROKEN) == [], width


@pytest.mark.parametrize("path", ["/findings/", "/dossiers/", "/pool/", "/organizations/"])
def test_what_drops_down_over_a_list_stands_whole_within_the_phone(
    path: str, chromium: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    at(County().found().fed_back().planned_and_accepted(), monkeypatch).account("office")
    page = signed_in(chromium, live_server.url, "office")
    page.goto(live_server.url + path)
    summaries = page.locator(".drop > summary")
    assert summaries.count()
    for place in range(summaries.count()):
        summaries.nth(place).click()
        box = page.locator(".drop[open] > .drop-in").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= WIDTH
        summaries.nth(place).click()
