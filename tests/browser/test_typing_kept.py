"""What somebody typed outlives the end of his session and a page left unsent; once sent or signed out it is gone."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from bihuan.rectification.models import Measure
from tests.browser.test_phone import signed_in
from tests.county import County
from tests.web.desks import PASSWORD, Desks, at

pytestmark = pytest.mark.browser
LONG = "已组织学习，\n并完成整改台账。"
KEPT = "() => Object.keys(sessionStorage).filter(key => key.startsWith('typed'))"
NOTE = "[data-kept-for] .note"
BOX = "main form [name=progress]"
SEND = "main form button[type=submit]"


@pytest.fixture
def page(desks: Desks, chromium: Browser, live_server: Any) -> Page:
    page = signed_in(chromium, live_server.url, "unit_liaison")
    page.set_viewport_size({"width": 1280, "height": 800})
    return page


@pytest.fixture
def form(desks: Desks, page: Page, live_server: Any) -> str:
    """Return where progress of a measure is reported; the page stands there."""
    address = f"{live_server.url}/measures/{Measure.objects.get(number='1-1').id}/do/report_progress/"
    page.goto(address)
    return address


def sent(page: Page) -> None:
    """Press the button of the form, and wait until its answer stands there."""
    with page.expect_navigation():
        page.click(SEND)
    page.wait_for_load_state()


def sign_in_again(page: Page) -> None:
    page.fill("[name=username]", "unit_liaison")
    page.fill("[name=password]", PASSWORD)
    sent(page)


def test_what_was_typed_outlives_the_session_and_is_gone_once_sent(page: Page, form: str, settings: Any) -> None:
    page.fill(BOX, LONG)
    limit, settings.IDLE_SECONDS = settings.IDLE_SECONDS, -1
    sent(page)
    assert "内容一般会在原页面恢复" in page.inner_text(".note-warning")
    settings.IDLE_SECONDS = limit
    sign_in_again(page)
    assert page.url == form
    assert page.input_value(BOX) == LONG
    assert "内容已恢复；附件和确认性的勾选没有恢复" in page.inner_text(NOTE)
    assert not Axe().run(page).response["violations"]
    sent(page)
    assert page.locator(".note-success").count() == 1
    assert Measure.objects.get(number="1-1").progress.replace("\r", "") == LONG
    assert page.evaluate(KEPT) == []
    page.goto(form)
    assert not page.is_visible(NOTE)


def test_what_was_left_unsent_comes_back_until_it_is_thrown_away(page: Page, form: str, live_server: Any) -> None:
    given = page.input_value(BOX)
    page.fill(BOX, LONG)
    page.goto(f"{live_server.url}/todo/")
    page.goto(form)
    assert page.input_value(BOX) == LONG
    page.click(f"{NOTE} button")
    assert page.input_value(BOX) == given
    assert not page.is_visible(NOTE)
    assert page.evaluate("() => document.activeElement.name") == "progress"
    assert page.evaluate(KEPT) == []
    page.goto(form)
    assert page.input_value(BOX) == given


def test_what_was_refused_is_still_kept(page: Page, form: str, settings: Any) -> None:
    page.fill(BOX, LONG)
    page.fill("main form [name=done_on]", "2099-01-01")
    sent(page)
    assert page.locator(".note-success").count() == 0
    assert page.input_value(BOX) == LONG
    assert not page.is_visible(NOTE)
    page.context.clear_cookies()
    page.goto(form)
    sign_in_again(page)
    assert page.input_value(BOX) == LONG
    assert page.is_visible(NOTE)


def test_what_somebody_else_changed_meanwhile_is_not_written_over(page: Page, form: str, desks: Desks) -> None:
    page.fill(BOX, LONG)
    county = desks.county
    measure = Measure.objects.get(number="1-1")
    county.do(county.unit_head, "report_progress", measure.id, progress="他方的话", done_on=None)
    page.goto(form)
    assert page.input_value(BOX) == "他方的话"
    assert not page.is_visible(NOTE)


def test_whoever_signs_out_leaves_nothing_behind(page: Page, form: str) -> None:
    page.fill(BOX, LONG)
    assert len(page.evaluate(KEPT)) == 1
    page.click("header .who form[data-ends] button")
    page.wait_for_url("**/sign-in/")
    assert page.evaluate(KEPT) == []
    assert page.evaluate("() => localStorage.length") == 0


def test_a_form_that_was_too_old_is_led_back_to_and_keeps_what_was_typed(page: Page, form: str) -> None:
    page.fill(BOX, LONG)
    page.evaluate("() => { document.querySelector('main form [name=csrfmiddlewaretoken]').value = 'x'.repeat(64); }")
    sent(page)
    assert "页面已过期" in page.inner_text("h1")
    page.click("main a.btn-primary")
    assert page.url == form
    assert page.input_value(BOX) == LONG


def test_whoever_types_is_heard_of_once_a_minute_and_who_only_looks_is_not(page: Page, form: str) -> None:
    heard: list[int] = []
    page.on("response", lambda told: heard.append(told.status) if told.url.endswith("/alive/") else None)
    page.clock.install()
    page.goto(form)
    page.clock.fast_forward(3_600_000)
    page.mouse.wheel(0, 200)
    page.wait_for_timeout(100)
    assert heard == []
    with page.expect_response("**/alive/"):
        page.type(BOX, "已")
    page.type(BOX, "组织学习")
    page.clock.fast_forward(61_000)
    with page.expect_response("**/alive/"):
        page.type(BOX, "完")
    assert heard == [204, 204]


def left_and_opened_again(page: Page, address: str) -> None:
    page.goto(f"{address.partition('/dossiers/')[0]}/todo/")
    page.goto(address)


def test_choices_days_and_ticks_come_back_too(desks: Desks, chromium: Browser, live_server: Any) -> None:
    desks.account("office")
    page = signed_in(chromium, live_server.url, "office")
    address = f"{live_server.url}/dossiers/{desks.county.inspection_id}/do/issue_control_sheet/"
    page.goto(address)
    boxes = page.locator("[name=finding_ids]")
    given = [box.is_checked() for box in boxes.all()]
    for box, is_ticked in zip(boxes.all(), given, strict=True):
        box.set_checked(not is_ticked)
    page.fill("[name=answer_due]", "2018-07-02")
    left_and_opened_again(page, address)
    assert [box.is_checked() for box in boxes.all()] == [not is_ticked for is_ticked in given]
    assert page.input_value("[name=answer_due]") == "2018-07-02"
    assert page.inner_text("output[data-ticked]") == f"已勾选 {given.count(False)} 项，共 3 项", "counted anew"
    assert page.is_visible(NOTE)
    page.click(f"{NOTE} button")
    assert [box.is_checked() for box in boxes.all()] == given
    assert page.input_value("[name=answer_due]") == ""
    assert page.evaluate(KEPT) == []


def test_numbers_and_lists_come_back_too_and_are_added_up(desks: Desks, chromium: Browser, live_server: Any) -> None:
    county = desks.county
    county.check(county.team_leader, county.today)
    desks.account("office")
    page = signed_in(chromium, live_server.url, "office")
    address = f"{live_server.url}/dossiers/{county.inspection_id}/do/record_evaluation/"
    page.goto(address)
    marks = page.locator("input[type=number][data-adds]")
    marks.nth(0).fill("12")
    marks.nth(1).fill("0.5")
    left_and_opened_again(page, address)
    assert [marks.nth(place).input_value() for place in (0, 1)] == ["12", "0.5"]
    assert page.inner_text("[data-sum=marks]") == "12.5"
    address = f"{live_server.url}/dossiers/{county.inspection_id}/do/record_check/"
    page.goto(address)
    listed = page.locator("form select").first
    listed.select_option(index=1)
    chosen = listed.input_value()
    assert chosen
    left_and_opened_again(page, address)
    assert page.locator("form select").first.input_value() == chosen


def test_a_tick_that_confirms_is_never_kept(
    monkeypatch: pytest.MonkeyPatch, chromium: Browser, live_server: Any
) -> None:
    county = County().found().fed_back().with_measures()
    whole = {"owner": "分管副局长", "department": "办公室", "due_on": date(2018, 5, 31), "expected_result": "提高认识"}
    county.do(county.unit_liaison, "add_measure", county.finding("1").id, text="高度重视，进一步加强学习", **whole)
    county.do(county.unit_head, "submit_plan")
    at(county, monkeypatch).account("office")
    page = signed_in(chromium, live_server.url, "office")
    address = f"{live_server.url}/dossiers/{county.inspection_id}/do/accept_plan/"
    page.goto(address)
    page.check("[name=advice_seen]")
    assert page.evaluate(KEPT) == [], "what is confirmed is confirmed of what stands there then"
    page.fill("[name=remark]", "同意")
    left_and_opened_again(page, address)
    assert page.input_value("[name=remark]") == "同意"
    assert not page.is_checked("[name=advice_seen]")
    assert "csrfmiddlewaretoken" not in page.evaluate("() => JSON.stringify(sessionStorage)")
