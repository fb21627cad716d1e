"""However a reader looks at a page, with large letters, own colours, a thumb or keys only, he sees what he is at."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from bihuan.rectification.models import Measure
from tests.browser.test_phone import TOUCH, WIDTH, signed_in
from tests.browser.walk import width_of
from tests.county import County
from tests.web.desks import Desks, at

pytestmark = pytest.mark.browser

LINE = "https://linjiang.example/attachments/" + "2018" * 15 + ".pdf"
OUTLINED = "() => getComputedStyle(document.activeElement).outline"
SMALL = f"""() => [...document.querySelectorAll('summary, .pager a, .find .plain')].filter(one => {{
  const box = one.getBoundingClientRect();
  return box.height > 0 && (box.height < {TOUCH} - .5 || one.matches('a, button') && box.width < {TOUCH} - .5);
}}).map(one => one.textContent.trim())"""
COVERED = """() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), top = document.querySelector('.top');
  if (top.contains(at) || at.matches('.menu-switch, .skip')) { return false; }
  const seen = document.elementFromPoint(box.left + box.width / 2, box.top + 2);
  return !seen || top.contains(seen);
}"""
CONTRAST = """() => {
  const light = ([red, green, blue]) => [red, green, blue].map(one => one / 255)
    .map(one => one <= .03928 ? one / 12.92 : ((one + .055) / 1.055) ** 2.4)
    .reduce((sum, one, at) => sum + one * [.2126, .7152, .0722][at], 0);
  const look = getComputedStyle(document.querySelector('a.edit')), ground = [255, 247, 246];
  const ink = look.color.match(/\\d+/g).slice(0, 3)
    .map((one, at) => one * look.opacity + ground[at] * (1 - look.opacity));
  return (light(ground) + .05) / (light(ink) + .05);
}"""

LINES = """() => {
  const words = document.createRange();
  words.selectNodeContents(document.querySelector('.gate-progress strong'));
  return new Set([...words.getClientRects()].map(box => box.top)).size;
}"""


@pytest.fixture
def page(desks: Desks, chromium: Browser, live_server: Any) -> Page:
    return signed_in(chromium, live_server.url, "unit_liaison")


def test_on_a_phone_a_line_without_a_space_breaks_and_what_folds_or_turns_pages_is_large_enough(
    page: Page, desks: Desks, live_server: Any
) -> None:
    county = desks.county
    measure = Measure.objects.get(number="1-1")
    county.do(county.unit_liaison, "report_progress", measure.id, progress=f"见{LINE}。", done_on=None)
    dossier, finding = f"/dossiers/{county.inspection_id}/", f"/findings/{measure.finding_id}/"
    for path in (finding, f"{finding}course/", f"{dossier}course/", "/recent/", f"{dossier}lists/tasks/", "/findings/"):
        page.goto(live_server.url + path)
        assert width_of(page) <= WIDTH, path
        assert page.evaluate(SMALL) == [], path


def test_on_a_desktop_tab_meets_no_hidden_switch_and_a_pencil_stands_out(
    page: Page, desks: Desks, live_server: Any
) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{live_server.url}/dossiers/{desks.county.inspection_id}/lists/tasks/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.className") == "brand"
    assert page.evaluate(CONTRAST) >= 3


def test_in_a_low_window_the_bar_never_covers_what_has_the_focus(page: Page, live_server: Any) -> None:
    for width, height in ((683, 384), (740, 360), (820, 1180)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{live_server.url}/findings/")
        page.evaluate("() => document.documentElement.style.scrollBehavior = 'auto'")
        page.evaluate("() => { [...document.querySelectorAll('a')].pop().focus(); window.scrollTo(0, 9e4); }")
        for _back in range(24):
            page.keyboard.press("Shift+Tab")
            assert not page.evaluate(COVERED), page.evaluate("() => document.activeElement.outerHTML.slice(0, 99)")


def test_in_the_reader_s_own_colours_focus_and_place_are_still_seen(page: Page, desks: Desks, live_server: Any) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.emulate_media(forced_colors="active")
    page.goto(f"{live_server.url}/findings/")
    for what in (".filters select", ".filters input[type=search], .filters input", ".filters .btn", "td input"):
        page.locator(what).first.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        assert "solid 3px" in page.evaluate(OUTLINED), what
    assert page.evaluate("() => getComputedStyle(document.querySelector('.filters select')).appearance") != "none"
    ground = "() => getComputedStyle(document.querySelector('{}')).backgroundColor"
    assert page.evaluate(ground.format(".side a.here")) != page.evaluate(ground.format(".side a:not(.here)"))
    page.goto(f"{live_server.url}/dossiers/{desks.county.inspection_id}/")
    assert page.evaluate(ground.format(".chain .now")) != page.evaluate(ground.format(".chain li:not(.now)"))
    page.goto(f"{live_server.url}/dossiers/{desks.county.inspection_id}/lists/tasks/")
    assert page.evaluate(ground.format(".tabs .here")) != page.evaluate(ground.format(".tabs a:not(.here)"))


def test_in_the_reader_s_own_colours_lamps_and_the_keys_of_a_drawing_are_still_told_apart(
    chromium: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = County().found().fed_back().planned_and_accepted()
    county.today = date(2018, 12, 28)  # its measures are late
    at(county, monkeypatch).account("office")
    page = signed_in(chromium, live_server.url, "office")
    page.emulate_media(forced_colors="active")
    page.goto(f"{live_server.url}/findings/")
    drawn = "() => getComputedStyle(document.querySelector('{}'), '{}').backgroundColor"
    assert page.evaluate(drawn.format(".lamp-red", "::before")) == "rgb(198, 47, 38)"
    page.goto(f"{live_server.url}/cockpit/")
    assert page.evaluate(drawn.format(".key.fed-back", "")) != page.evaluate(drawn.format(".key.signed-off", ""))


def test_on_a_phone_how_far_the_close_is_stands_in_one_line_above_its_bar(
    chromium: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = County().found().fed_back().planned_and_accepted()
    at(county, monkeypatch).account("office")
    page = signed_in(chromium, live_server.url, "office")
    page.goto(f"{live_server.url}/dossiers/{county.inspection_id}/")
    assert page.evaluate(LINES) == 1
