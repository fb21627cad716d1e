"""A liaison chooses several photographs on a phone: from the card without a script too, and from the deed's page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from bihuan.dossiers.models import Evidence
from tests.browser.test_phone import WIDTH, signed_in
from tests.browser.walk import width_of
from tests.web.desks import Desks

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SEND = "main form[enctype] button[type=submit]"


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"IMG_20180301_09{number:02}.jpg" for number in range(5)]
    for number, path in enumerate(paths):
        path.write_bytes(b"\xff\xd8\xff" + bytes([number]) * 400)
    return paths


def card_of(desks: Desks, address: str) -> str:
    return f"{address}/findings/{desks.county.finding('1').id}/"


def evidence_on(page: Page) -> list[str]:
    return [words.strip() for words in page.locator("#evidence tbody th").all_inner_texts()]


def test_five_photographs_chosen_at_once_stand_on_the_card(
    chromium: Browser, live_server: Any, desks: Desks, pictures: list[Path]
) -> None:
    page = signed_in(chromium, live_server.url, "unit_liaison")
    page.goto(card_of(desks, live_server.url))
    assert width_of(page) <= WIDTH
    page.set_input_files("#first-file", pictures)
    page.click(SEND)
    page.wait_for_selector(".note-success")
    assert "5" in page.inner_text(".note-success")
    assert evidence_on(page) == [path.name for path in pictures]
    assert width_of(page) <= WIDTH


def test_one_file_that_cannot_be_kept_is_named_beside_the_field(
    chromium: Browser, live_server: Any, desks: Desks, pictures: list[Path]
) -> None:
    pictures[1].write_bytes(b"")
    pictures[3].write_bytes(b"MZ\x00\x00\x01")
    page = signed_in(chromium, live_server.url, "unit_liaison")
    form = f"{card_of(desks, live_server.url)}do/attach_evidence/"
    page.goto(form)
    page.fill("[name=label]", "整改现场")
    page.set_input_files("[name=file]", pictures)
    page.click(SEND)
    page.wait_for_selector("#id_file_error")
    told = page.locator("#id_file_error li").all_inner_texts()
    assert [line.partition("：")[0] for line in told] == [pictures[1].name, pictures[3].name]
    assert "所选文件都没有保存" in page.inner_text("main .note-error")
    assert page.evaluate("() => document.activeElement.name") == "file"
    assert width_of(page) <= WIDTH
    assert not Evidence.objects.exists()
    page.set_input_files("[name=file]", [pictures[0], pictures[2]])
    page.click(SEND)
    page.wait_for_selector(".note-success")
    assert evidence_on(page) == ["整改现场 (1)", "整改现场 (2)"]


def test_without_a_script_several_are_attached_alike(
    chromium: Browser, live_server: Any, desks: Desks, pictures: list[Path]
) -> None:
    session = desks("unit_liaison").cookies["sessionid"].value
    context = chromium.new_context(java_script_enabled=False, viewport={"width": WIDTH, "height": 780})
    context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page = context.new_page()
    page.goto(card_of(desks, live_server.url))
    page.set_input_files("#first-file", pictures[:3])
    page.click(SEND)
    page.wait_for_selector(".note-success")
    assert Evidence.objects.count() == 3


def test_more_than_is_taken_is_told_before_it_is_sent(
    chromium: Browser, live_server: Any, desks: Desks, pictures: list[Path], settings: Any
) -> None:
    settings.UPLOAD_LIMIT = 2**20
    for path in pictures:
        path.write_bytes(path.read_bytes() + b"x" * 3 * 10**5)
    page = signed_in(chromium, live_server.url, "unit_liaison")
    page.goto(f"{card_of(desks, live_server.url)}do/attach_evidence/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.set_input_files("[name=file]", pictures)
    page.wait_for_selector(".too-much")
    page.click(SEND)
    assert "一次最多上传 1 MB" in page.inner_text(".too-much")
    assert page.locator(".too-much").count() == 1
    assert page.evaluate("() => document.activeElement.name") == "file"
    assert width_of(page) <= WIDTH
    assert "POST" not in sent
    page.set_input_files("[name=file]", pictures[:3])
    assert not page.is_visible(".too-much")
    page.click(SEND)
    page.wait_for_selector(".note-success")
    assert Evidence.objects.count() == 3
