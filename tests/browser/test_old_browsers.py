"""The pages in the browsers of old office PCs: nothing invisible, everything works, as in the newest one.

Pictures of every page in every browser are left in test-results/browsers/, to be looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from bihuan.dossiers.models import Finding
from tests.browser.old_browsers import OLD, Hand, Old, started, window_of
from tests.county import County
from tests.web.desks import PASSWORD, Desks, at

pytestmark = [pytest.mark.one_store, pytest.mark.browser]
WEB = Path(__file__).resolve().parents[2] / "src/bihuan"
TOO_NEW = "return /[a--b]/v;"  # read from Chromium 112 on
# reads scripts and runs none: each that cannot be read, with the reason
READ = """scripts => Object.entries(scripts).reduce((refused, [name, text]) => {
    try { new Function(text); } catch (reason) { refused[name] = String(reason); }
    return refused;
}, {})"""
PICTURES = Path(__file__).resolve().parents[2] / "test-results/browsers"
# what a control looks like: seen at all, its ink, its ground; by its place among all controls of the page
CONTROLS = """() => Array.from(
    document.querySelectorAll("a.btn, button, input:not([type=hidden]), select, textarea, summary, .tag, nav a")
).filter(one => one.tagName === "SUMMARY" || !one.closest("details:not([open])")).map(one => {
    const box = one.getBoundingClientRect(), look = getComputedStyle(one);
    const name = one.tagName + " " + (one.name || one.className) + " " + one.textContent.trim().slice(0, 20);
    return [name, box.width > 0 && box.height > 0, look.color, look.backgroundColor, look.visibility, look.opacity];
})"""


@pytest.fixture(params=OLD, ids=lambda old: f"Chromium-{old.version}")
def old(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Browser]:
    """Return an old browser; skip where it was not fetched."""
    one: Old = request.param
    if not one.program.exists():
        pytest.skip(f"Chromium {one.version} is not here; python3 dev browsers fetches it")
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with started(one) as browser:
        yield browser


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    """A dossier in rectification: a finding asks for its sign-off, one is signed off, one is open."""
    county = County().found().fed_back().planned_and_accepted()
    county.today = date(2018, 6, 1)
    county.finish("1")
    county.do(county.unit_head, "request_sign_off", county.finding("1").id)
    county.sign_off("3")
    desks = at(county, monkeypatch)
    desks.account("office")
    return desks


def pages_of(county: County) -> dict[str, str]:
    dossier, card = f"/dossiers/{county.inspection_id}/", f"/findings/{county.finding('1').id}/"
    return {
        "todo": "/todo/",
        "cockpit": "/cockpit/",
        "findings": "/findings/",
        "dossiers": "/dossiers/",
        "dossier": dossier,
        "card": card,
        "tasks": f"{dossier}lists/tasks/",
        "evaluation": f"{dossier}do/record_evaluation/",
        "sign-off": f"{card}do/grant_sign_off/",
        "organizations": "/organizations/",
        "add": "/organizations/add/",
    }


def signed_in(browser: Browser, address: str, name: str = "office") -> Page:
    page = window_of(browser)
    page.goto(f"{address}/sign-in/")
    hand = Hand(page)
    hand.write("[name=username]", name)
    hand.write("[name=password]", PASSWORD)
    hand.follow("main button[type=submit]")
    assert page.url.endswith("/todo/")
    return page


def looks(browser: Browser, address: str, paths: dict[str, str]) -> dict[str, list[list[Any]]]:
    """Return how every control of every page looks; take a picture of each page."""
    page = signed_in(browser, address)
    folder = PICTURES / browser.version.split(".")[0]
    folder.mkdir(parents=True, exist_ok=True)
    told: dict[str, list[list[Any]]] = {}
    for name, path in paths.items():
        answer = page.goto(address + path)
        assert answer is not None
        assert answer.status == 200, path
        told[name] = page.evaluate(CONTROLS)
        page.screenshot(path=folder / f"{name}.png")
    return told


def scripts_served() -> dict[str, str]:
    """Return the text of every script that a browser is given: files, and what stands in the head of a page."""
    files = {file.name: file.read_text(encoding="utf-8") for file in sorted((WEB / "web/static").rglob("*.js"))}
    page = Client().get("/sign-in/").content.decode()
    kept = next(WEB.rglob("archive.html")).read_text(encoding="utf-8")
    return files | {
        f"{place} {number}": text
        for place, whole in (("head", page), ("archive", kept))
        for number, text in enumerate(re.findall(r"<script[^>]*>(.+?)</script>", whole, re.DOTALL))
    }


def test_every_script_can_be_read(old: Browser, db: None) -> None:
    scripts = scripts_served()
    assert len(scripts) >= 5
    refused = window_of(old).evaluate(READ, scripts | {"too new": TOO_NEW})
    assert set(refused) == {"too new"}, refused


def test_every_control_looks_as_in_the_newest_browser(
    old: Browser, desks: Desks, live_server: Any, program_of_today: str
) -> None:
    paths = pages_of(desks.county)
    seen = looks(old, live_server.url, paths)
    new = in_the_newest(program_of_today, live_server.url, paths)
    for name in paths:
        assert len(new[name]) > 8
        differing = [pair for pair in zip(seen[name], new[name], strict=True) if pair[0] != pair[1]]
        assert not differing, name


def in_the_newest(program: str, address: str, paths: dict[str, str]) -> dict[str, list[list[Any]]]:
    """Ask the newest browser in a thread of its own: Playwright has one loop a thread, and the old one's is taken."""
    from concurrent.futures import ThreadPoolExecutor

    def ask() -> dict[str, list[list[Any]]]:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            try:
                return looks(browser, address, paths)
            finally:
                browser.close()

    with ThreadPoolExecutor(1) as one:
        return one.submit(ask).result()


def test_a_finding_is_looked_for_opened_and_signed_off(old: Browser, desks: Desks, live_server: Any) -> None:
    page = signed_in(old, live_server.url)
    hand = Hand(page)
    hand.follow("nav.side a[href='/findings/']")
    with page.expect_navigation():
        hand.choose("form.filters [name=stage]", "sign_off_requested")
    assert "stage=sign_off_requested" in page.url
    assert page.evaluate("document.querySelectorAll('main tbody tr').length") == 1
    hand.follow("main tbody a[href^='/findings/']")
    hand.follow("a[data-deed=grant_sign_off]")
    hand.write("main form [name=remark]", "同意")
    hand.follow("main form button[type=submit]")
    assert hand.tell(".note-success[role=status]")
    assert Finding.objects.get(pk=desks.county.finding("1").pk).stage == "signed_off"


def test_a_document_is_sent_up_in_an_old_browser(old: Browser, desks: Desks, live_server: Any, tmp_path: Path) -> None:
    paper = tmp_path / "佐证.pdf"
    paper.write_bytes(b"%PDF-1.4 invented evidence")
    desks.account("unit_liaison")
    page = signed_in(old, live_server.url, "unit_liaison")
    page.goto(f"{live_server.url}/findings/{desks.county.finding('2').id}/do/attach_evidence/")
    hand = Hand(page)
    page.set_input_files("[name=file]", str(paper))
    hand.write("[name=label]", "会议纪要")
    hand.follow("main form button[type=submit]")
    assert hand.tell(".note-success[role=status]")
