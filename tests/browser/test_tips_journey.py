"""From the poster to the answer: a door opened, its code read off the poster, a tip by a telephone, an answer back.

The public page is the real process on its own port; what is carried is carried as files, as people do.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page
from pypdfium2 import PdfDocument

from bihuan.fieldwork.models import WorkingPaper
from bihuan.mailroom.models import Tip, TipDoor
from bihuan.tips.carrying import put_out
from tests.browser.test_planning import looked_at
from tests.browser.walk import signed_in, width_of
from tests.county import County
from tests.mailroom.public_host import PASSPHRASE, PublicProcess, serving
from tests.web.desks import at

pytestmark = [pytest.mark.one_store, pytest.mark.browser]
WHAT = "三组机耕路不到一年塌了一段，工程没有招标。"


def saved(page: Page, click: str, to: Path) -> Path:
    """Click on something that hands out a file, and keep it."""
    with page.expect_download() as waiting:
        page.click(click)
    waiting.value.save_as(to)
    return to


def put_to_host(leader: Page, host: PublicProcess, to: Path) -> None:
    package = saved(leader, "main form[action$='out.zip'] button", to)
    put_out(package.read_bytes(), host.folder)


def unlocked(leader: Page) -> None:
    leader.fill("main [name=passphrase]", PASSPHRASE)
    leader.click("main form[action$='unlock/'] button")
    leader.wait_for_load_state()


def carried_in(leader: Page, host: PublicProcess, to: Path) -> None:
    package = to / "carried.zip"
    package.write_bytes(host.carried(to))
    leader.set_input_files("main [name=package]", str(package))
    leader.click("main form[action$='in/'] button")
    leader.wait_for_load_state()


@pytest.mark.long
def test_from_the_poster_to_the_answer(
    chromium: Browser, live_server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    county = County(today=timezone.localdate()).found()
    desks = at(county, monkeypatch)
    desks.account("team_leader")
    county.do(county.office, "enter_site")
    with serving(tmp_path / "public") as host:
        leader = signed_in(chromium, live_server.url, "team_leader")
        leader.goto(f"{live_server.url}/dossiers/{county.inspection_id}/")
        leader.click("#site a[href$='/tips/']")
        looked_at(leader)
        leader.click("main .empty a")
        leader.fill("main [name=address]", host.address)
        for name in ("passphrase", "again"):
            leader.fill(f"main [name={name}]", PASSPHRASE)
        looked_at(leader)
        leader.click("main form button[type=submit]")
        leader.wait_for_load_state()
        looked_at(leader)
        poster = saved(leader, "main a[href$='poster.pdf']", tmp_path / "poster.pdf")
        put_to_host(leader, host, tmp_path / "out.zip")

        phone = chromium.new_context(locale="zh-CN", java_script_enabled=False, viewport={"width": 360, "height": 780})
        public = phone.new_page()
        asked: list[str] = []
        public.on("request", lambda request: asked.append(request.url))
        public.goto(address_on(poster))
        assert len(asked) <= 3, "the page and its style; a browser may ask for an icon"
        public.fill("[name=what]", WHAT)
        public.click("button")
        code = public.inner_text(".code")

        unlocked(leader)
        carried_in(leader, host, tmp_path)
        assert WHAT[:10] in leader.inner_text("main")
        looked_at(leader)
        leader.click("main tbody th a")
        looked_at(leader)
        leader.fill("main [name=text]", "已到现场查看，正在核实。")
        leader.click("main form[action$='answer/'] button")
        leader.wait_for_load_state()
        leader.click("main a[href$='/paper/']")
        leader.fill("main [name=title]", "机耕路工程未招标")
        leader.click("main form button[type=submit]")
        leader.wait_for_load_state()
        assert "群众反映" in leader.inner_text("main")
        leader.goto(f"{live_server.url}/dossiers/{county.inspection_id}/tips/")
        put_to_host(leader, host, tmp_path / "out-2.zip")

        public.goto(f"{host.address}/{TipDoor.objects.get().name}/follow")
        public.fill("[name=code]", code.lower())
        public.click("button")
        assert "已到现场查看，正在核实。" in public.inner_text("body")
        assert width_of(public) <= 360
    assert (Tip.objects.get().state, WorkingPaper.objects.get().title) == ("settled", "机耕路工程未招标")


def address_on(poster: Path) -> str:
    text = PdfDocument(poster)[0].get_textpage().get_text_range()
    found = re.search(r"https?://\S+", text)
    assert found
    return found[0]
