"""A walk through all pages that somebody's links lead to: one page for every address of its kind."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import Browser, Page

from bihuan.web.help.of_pages import NO_PAGE
from tests.web.desks import PASSWORD

MOST = 120
ENDINGS = (".xlsx", ".docx", ".pdf", ".zip", ".json")  # files, not pages
# a link within a drawing keeps its address in an object
LINKS = """() => Array.from(document.querySelectorAll("a[href]:not([download])"))
    .map(one => new URL(String(one.href.baseVal || one.href), location.href).href)"""
FILES = {
    "ledger_export",
    "list_workbook",
    "sheet_workbook",
    "import_template",
    "report_file",
    "evidence_file",
    "finding_source",
    "taken_over_paper",
    "help_picture",
    "pool_workbook",
    "pool_template",
    "mandates_workbook",
    "authorisation_letter",
    "filing_file",
    "field_guide_workbook",
    "field_guide_paper",
    "guide_on_site_paper",
    "regulation_comparison",
    "rules_comparison",
    *NO_PAGE,
}


def signed_in(browser: Browser, address: str, name: str, password: str = PASSWORD, *, width: int = 1280) -> Page:
    """Return somebody's window, signed in at the sign-in page."""
    page = browser.new_context(locale="zh-CN", viewport={"width": width, "height": 900}).new_page()
    page.goto(f"{address}/sign-in/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: not url.endswith("/sign-in/"))
    return page


def width_of(page: Page) -> int:
    """Return how wide the page is once it is there: pressing a link answers as soon as the next page has begun."""
    page.wait_for_load_state()
    width: int = page.evaluate("document.scrollingElement.scrollWidth")
    return width


def kind_of(path: str) -> str | None:
    """Return what makes a page one of its kind: the name of its address, and the deed where it is a deed's."""
    try:
        found = resolve(path)
    except Resolver404:
        return None
    if found.url_name == "help":
        return "help"
    named = [str(value) for key, value in found.kwargs.items() if isinstance(value, str) and not key.endswith("_id")]
    return " ".join([str(found.url_name), *named])


def walk(page: Page, address: str, *begin: str, most: int = MOST) -> Iterator[str]:
    """Open page after page, one of each kind, and yield its kind while it is open; every link must lead somewhere."""
    waiting, seen = list(begin or ["/todo/"]), set[str]()
    while waiting and len(seen) < most:
        path = waiting.pop(0)
        kind = kind_of(urlsplit(path).path)
        if kind is None or kind in seen or kind.split()[0] in FILES or urlsplit(path).path.endswith(ENDINGS):
            continue
        seen.add(kind)
        answer = page.goto(address + path)
        assert answer is not None
        assert answer.status == 200, f"{path} answers {answer.status}"
        yield kind
        for href in page.evaluate(LINKS):
            to = urlsplit(href)
            if href.startswith(address) and to.path not in ("/sign-out/",):
                waiting.append(to.path + (f"?{to.query}" if to.query else ""))
