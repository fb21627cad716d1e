"""The people of one dossier at their browsers: each signs in at one of his own, and presses what his page offers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from bihuan.domain.lifecycle.gates import ORDER
from tests.county import County
from tests.web.desks import PASSWORD, Desks

NAMES = ("office", "unit_head", "unit_liaison", "supervision_office", "team_leader")


class Town:
    """The people of one dossier at their browsers."""

    def __init__(self, desks: Desks, browser: Browser, address: str, papers: Path, *others: str) -> None:
        self.desks, self.browser, self.address, self.papers = desks, browser, address, papers
        self.pages: dict[str, Page] = {}
        for name in (*NAMES, *others):
            desks.account(name)

    @property
    def county(self) -> County:
        return self.desks.county

    def on(self, day: date) -> None:
        self.county.today = day

    def page(self, name: str) -> Page:
        """Return somebody's browser, signed in at the sign-in page."""
        if name not in self.pages:
            page = self.browser.new_context(locale="zh-CN").new_page()
            page.goto(f"{self.address}/sign-in/")
            page.fill("[name=username]", name)
            page.fill("[name=password]", PASSWORD)
            page.click("main button[type=submit]")
            page.wait_for_url("**/todo/")
            self.pages[name] = page
        return self.pages[name]

    def dossier(self, name: str) -> Page:
        page = self.page(name)
        page.goto(f"{self.address}/dossiers/{self.county.inspection_id}/")
        return page

    def card(self, name: str, number: str) -> Page:
        page = self.page(name)
        page.goto(f"{self.address}/findings/{self.county.finding(number).id}/")
        return page

    def does(self, name: str, deed: str, **told: str | Path) -> None:
        """Let somebody do a deed on the dossier: press its button, fill its form, send it."""
        self.press(self.dossier(name), deed, told)

    def does_on(self, name: str, number: str, deed: str, **told: str | Path) -> None:
        """Let somebody do a deed on a finding, from its card."""
        self.press(self.card(name, number), deed, told)

    def go(self, name: str, path: str, deed: str, **told: str | Path) -> None:
        """Let somebody do a deed on the page at a path."""
        page = self.page(name)
        page.goto(f"{self.address}{path}")
        self.press(page, deed, told)

    def opens(self, name: str, deed: str, **told: str) -> None:
        """Let somebody do a deed of the dossier that is offered on one of its further pages."""
        page = self.page(name)
        page.goto(f"{self.address}/dossiers/{self.county.inspection_id}/do/{deed}/")
        self.send(page, **told)

    def send(self, page: Page, **told: str) -> None:
        """Fill the form of a page that is open, and send it."""
        fill(page, told)
        page.click("main form button[type=submit]")
        expect(page.locator(".note-success[role=status]")).to_have_count(1)

    def press(self, page: Page, deed: str, told: dict[str, Any]) -> None:
        page.click(f"a[data-deed={deed}]")
        fill(page, told)
        page.click("main form button[type=submit]")
        expect(page.locator(".note-success[role=status]")).to_have_count(1)

    def missing(self) -> list[str]:
        """Return the codes of what the office sees missing for the close-out, in their order."""
        return codes_in(self.dossier("office").locator("#gates tr[data-code]"))


def codes_in(rows: Locator) -> list[str]:
    """Return the codes of a gate panel in the order of the contract; the panel puts the reader's own moves first."""
    return sorted((str(row.get_attribute("data-code")) for row in rows.all()), key=ORDER.__getitem__)


def fill(page: Page, told: dict[str, Any]) -> None:
    for field, value in told.items():
        control: Locator = page.locator(f"main form [name='{field}']")
        if isinstance(value, Path):
            control.set_input_files(str(value))
        elif control.evaluate("one => one.tagName") == "SELECT":
            control.select_option(value)
        else:
            control.fill(value)


def report_signed(town: Town) -> None:
    """Let the unit write its report, its head sign it, and hand the dossier in."""
    town.does("unit_liaison", "write_report", title="报结报告", text="三个问题均已整改到位")
    town.does("unit_head", "sign_report")
    town.does("unit_head", "submit_for_review")


def everybody_consents(town: Town) -> None:
    """Let the dossier be accepted, approved and countersigned, each on its day."""
    town.on(date(2018, 11, 22))
    town.does("supervision_office", "accept", remark="验收合格")
    town.on(date(2018, 11, 25))
    town.does("office", "approve")
    town.on(date(2018, 11, 26))
    town.does("supervision_office", "countersign")
    town.does("team_leader", "countersign")
