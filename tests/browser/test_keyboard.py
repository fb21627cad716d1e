"""Without a mouse: rows, ticks, pages and cells by single keys, listed under “?”, and the focus always in sight."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from bihuan.rectification.models import Measure
from tests.browser.test_phone import WIDTH, signed_in
from tests.county import County
from tests.web.desks import Desks, at

pytestmark = pytest.mark.browser
NAMED = "() => document.activeElement.name || document.activeElement.id"
FOCUSED = "() => (document.activeElement.textContent || document.activeElement.name || '').trim()"


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    desks = at(County().found().fed_back().with_measures(), monkeypatch)
    desks.account("unit_liaison")
    return desks


@pytest.fixture
def page(desks: Desks, chromium: Browser, live_server: Any) -> Page:
    page = signed_in(chromium, live_server.url, "unit_liaison")
    page.set_viewport_size({"width": 1280, "height": 800})
    return page


def test_rows_are_walked_ticked_and_opened_by_keys(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/findings/?sort=number")
    page.keyboard.press("j")
    assert page.evaluate(FOCUSED) == "党组理论学习中心组学习流于形式"
    outline = page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "the focus is in sight"
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.inner_text("output[data-ticked]") == "1"
    page.keyboard.press("j")
    page.locator("tbody th a").nth(1).focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/findings/*-*/")
    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/dossiers/")


def test_a_long_choice_says_how_many_are_ticked(desks: Desks, chromium: Browser, live_server: Any) -> None:
    desks.account("office")
    page = signed_in(chromium, live_server.url, "office")
    page.goto(f"{live_server.url}/dossiers/{desks.county.inspection_id}/do/issue_control_sheet/")
    beforehand = page.locator("[name=finding_ids]:checked").count()
    assert page.inner_text("output[data-ticked]") == f"已勾选 {beforehand} 项，共 3 项"
    for box in page.locator("[name=finding_ids]").all():
        box.check()
    assert page.inner_text("output[data-ticked]") == "已勾选 3 项，共 3 项"
    page.locator("[name=finding_ids]").first.uncheck()
    assert page.inner_text("output[data-ticked]") == "已勾选 2 项，共 3 项"


def test_the_keys_are_listed_and_silent_while_somebody_types_or_switched_them_off(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}/findings/")
    page.keyboard.press("?")
    page.wait_for_selector("dialog.keys[open]")
    assert "勾选这一行" in page.inner_text("dialog.keys")
    assert page.get_by_role("dialog", name="快捷键", exact=True).count() == 1
    assert page.evaluate("() => document.activeElement.getAttribute('aria-label')") == "关闭"
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog.keys", state="detached")
    assert page.get_attribute("body", "data-keys") is None, "the first key closes the list, it switches nothing off"
    page.keyboard.press("/")
    page.keyboard.type("jx?")
    assert page.input_value(".find input") == "jx?"
    page.goto(f"{live_server.url}/keys/")
    page.click("text=关闭单键快捷键")
    page.goto(f"{live_server.url}/findings/")
    page.keyboard.press("j")
    assert page.evaluate("() => document.activeElement.tagName") == "BODY"


def test_a_cell_is_edited_by_keys_and_a_conflict_shows_both_values(page: Page, desks: Desks, live_server: Any) -> None:
    county = desks.county
    page.goto(f"{live_server.url}/dossiers/{county.inspection_id}/lists/tasks/")
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.wait_for_selector("form.cell-form")
    assert page.evaluate("() => document.activeElement.name") == "text"
    page.keyboard.press("Control+a")
    page.keyboard.type("每月抽查一次学习记录")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("form.cell-form", state="detached")
    assert Measure.objects.get(number="1-1").text == "每月抽查一次学习记录"
    assert page.evaluate("() => document.activeElement.className") == "edit", "the focus is back where it was"
    page.keyboard.press("Enter")
    page.wait_for_selector("form.cell-form")
    measure = Measure.objects.get(number="1-1")
    told = {"owner": "", "department": "", "due_on": measure.due_on, "expected_result": ""}
    county.do(county.unit_head, "revise_measure", measure.id, text="他方的话", **told)
    page.keyboard.press("Control+a")
    page.keyboard.type("我方的话")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("[data-conflict=text]")
    said = page.inner_text("[data-conflict=text]")
    assert "他方的话" in said
    assert "我方的话" in said
    page.keyboard.press("Escape")
    page.wait_for_selector("form.cell-form", state="detached")
    assert Measure.objects.get(number="1-1").text == "他方的话"


def test_a_filter_waits_for_enter_by_keys_and_for_its_button_on_a_phone_and_keeps_the_focus_by_mouse(
    page: Page, live_server: Any
) -> None:
    unasked = f"{live_server.url}/findings/"
    page.goto(unasked)
    page.focus(".filters [name=sort]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(200)
    assert page.url == unasked
    assert page.evaluate(NAMED) == "sort"
    page.keyboard.press("Enter")
    page.wait_for_url("**sort=*")
    page.goto(unasked)
    page.dispatch_event(".filters [name=sort]", "pointerdown")
    page.select_option(".filters [name=sort]", index=1)
    page.wait_for_url("**sort=*")
    page.wait_for_load_state()
    assert page.evaluate(NAMED) == "sort"
    page.set_viewport_size({"width": WIDTH, "height": 740})
    page.goto(unasked)
    page.focus("#filters-open")
    page.keyboard.press("Enter")
    page.dispatch_event(".filters [name=sort]", "pointerdown")
    page.select_option(".filters [name=sort]", index=1)
    page.wait_for_timeout(200)
    assert page.url == unasked
    page.click(".filters button[type=submit]")
    page.wait_for_url("**sort=*")
    page.goto(f"{unasked}?q=none")
    assert page.get_by_role("checkbox", name="显示筛选条件（已设条件）", exact=True).count() == 1


def test_escape_closes_what_dropped_down_and_the_menu_of_a_phone_which_enter_opens(
    page: Page, live_server: Any
) -> None:
    page.goto(f"{live_server.url}/findings/")
    for summary in page.locator(".drop > summary").all():
        summary.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.locator(".drop[open]").count() == 1
        page.keyboard.press("Escape")
        assert page.locator(".drop[open]").count() == 0
        assert page.evaluate(FOCUSED) == summary.inner_text().strip()
    page.set_viewport_size({"width": WIDTH, "height": 740})
    page.focus("#menu-open")
    page.keyboard.press("Enter")
    assert page.is_visible(".side")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.is_hidden(".side")
    assert page.evaluate(NAMED) == "menu-open"


def test_a_form_that_comes_back_has_the_focus_where_it_is_wrong(page: Page, desks: Desks, live_server: Any) -> None:
    county = desks.county
    measure = Measure.objects.get(number="1-1")
    page.goto(f"{live_server.url}/findings/{measure.finding_id}/do/attach_evidence/")
    page.click("main form button[type=submit]")
    page.wait_for_selector("[aria-invalid=true]")
    assert page.evaluate(NAMED) == "file"
    page.goto(f"{live_server.url}/measures/{measure.id}/do/revise_measure/")
    told = {"owner": "", "department": "", "due_on": measure.due_on, "expected_result": ""}
    county.do(county.unit_head, "revise_measure", measure.id, text="他方的话", **told)
    page.click("main form button[type=submit]")
    page.wait_for_selector("main .note-error")
    assert page.evaluate("() => document.activeElement.getAttribute('role')") == "alert"
    page.goto(f"{live_server.url}/findings/")
    assert page.evaluate(FOCUSED) == page.evaluate("() => document.body.textContent.trim()"), "and nowhere else"
