"""What is on each picture of the guide: who looks, how he gets there, what is cut out, what is marked."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page

from tests.browser.guide_entries import RUNNING_WORK, a_check, a_measure, evidence, fill_in, marks

LIAISON, HEAD, OFFICE, TEAM = "unit-liaison-15", "unit-head-15", "office", "team-leader-3"
SECOND_SCORER = "supervision-office-5"
BUSY, BLOCKED, RETURNED = "县住房和城乡建设局", "县农业农村局", "石桥镇"
ON_SITE = "河口村"
REPORTING, PLANNED = "县市场监督管理局", "县文化和旅游局"


@dataclass(frozen=True)
class Shot:
    """One picture: the parts it shows, the parts it marks."""

    parts: tuple[str, ...] = ("main > :not(.print-head)",)
    marks: tuple[str, ...] = ()
    tallest: int = 0


Play = Callable[[Page, str, Path], Shot]


@dataclass(frozen=True)
class Scene:
    who: str
    play: Play


def at(path: str, shot: Shot) -> Play:
    """A page by its address."""

    def play(page: Page, address: str, _papers: Path) -> Shot:
        page.goto(address + path)
        return shot

    return play


def dossier(page: Page, address: str, unit: str) -> str:
    """Open a unit's dossier; return its address."""
    page.goto(f"{address}/dossiers/")
    page.click(f"main th a:text-is('{unit}')")
    page.wait_for_selector(".chain")
    return page.url.partition("#")[0]


def of_dossier(unit: str, shot: Shot) -> Play:
    def play(page: Page, address: str, _papers: Path) -> Shot:
        dossier(page, address, unit)
        return shot

    return play


def deed_of_dossier(unit: str, deed: str, shot: Shot, fill: Callable[[Page], None] | None = None) -> Play:
    def play(page: Page, address: str, _papers: Path) -> Shot:
        page.goto(f"{dossier(page, address, unit)}do/{deed}/")
        if fill is not None:
            fill(page)
        return shot

    return play


def first_finding(page: Page, address: str, query: str) -> str:
    page.goto(f"{address}/findings/?{query}")
    page.click("main tbody th a >> nth=0")
    page.wait_for_selector("#card, #measures")
    return page.url.partition("#")[0]


def of_finding(query: str, shot: Shot, before: Callable[[Page], None] | None = None) -> Play:
    def play(page: Page, address: str, _papers: Path) -> Shot:
        first_finding(page, address, query)
        if before is not None:
            before(page)
        return shot

    return play


def deed_of_finding(query: str, deed: str, shot: Shot, fill: Callable[[Page], None]) -> Play:
    def play(page: Page, address: str, _papers: Path) -> Shot:
        page.goto(f"{first_finding(page, address, query)}do/{deed}/")
        fill(page)
        return shot

    return play


# --- longer ways ------------------------------------------------------------------------------------------


def upload(page: Page, name: str, content: bytes) -> None:
    """Send a document and wait until it has been read."""
    page.set_input_files("[name=document]", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    page.click("main form[enctype] button[type=submit]")
    for _ in range(30):
        if page.locator("form[action$='/confirm/']").count():
            page.reload()  # without the message that it had been sent before
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError("the document was not read")


def read_feedback(page: Page, address: str, papers: Path) -> Shot:
    page.goto(f"{dossier(page, address, REPORTING)}import/")
    paper = next(papers.glob(f"*/{REPORTING}.docx"))
    upload(page, paper.name, paper.read_bytes())
    return Shot(marks=("form[action$='/confirm/'] button[type=submit]",), tallest=700)


def read_running_work(page: Page, address: str, _papers: Path) -> Shot:
    page.goto(f"{dossier(page, address, PLANNED)}take-over/")
    upload(page, "整改进展情况报告.txt", RUNNING_WORK.encode())
    return Shot(marks=("form[action$='/confirm/'] button[type=submit]",), tallest=1010)


def scored_by_the_second(page: Page, address: str, _papers: Path) -> Shot:
    """The form of the scorer who has not handed in, reached by the page of the evaluation."""
    page.goto(f"{dossier(page, address, BUSY)}evaluation/")
    page.click("main a[href$='/do/hand_in_scores/']")
    marks(page)
    return Shot(tallest=1200)


def several_at_once(page: Page, address: str, _papers: Path) -> Shot:
    page.goto(f"{address}/findings/?stage=sign_off_requested")
    boxes = page.locator("main input[name=finding]")
    for place in range(4):
        boxes.nth(place).check()
    page.select_option("#many-deed", "grant_sign_off")
    page.click(".bulk-bar button[type=submit]")
    page.wait_for_selector("input[name=confirmed]", state="attached")
    return Shot()


def the_report_to_sign(page: Page, address: str, _papers: Path) -> Shot:
    here = dossier(page, address, BUSY)
    if not page.locator("#reports article").count():
        page.goto(f"{here}do/write_report/")
        page.fill("[name=title]", "关于巡察反馈问题整改情况的报告")
        page.fill("[name=text]", "反馈的30个问题，逐项制定措施、明确责任、按期整改。现将整改情况报告如下：……")
        page.click("main form button.btn-primary[type=submit]")
        page.wait_for_selector(".note-success")
    page.goto(f"{here}do/sign_report/")
    return Shot(marks=("main form button.btn-primary[type=submit]",))


def the_list(page: Page, address: str, _papers: Path) -> Shot:
    page.goto(f"{dossier(page, address, BUSY)}lists/tasks/")
    return Shot(marks=("a[href$='/workbook/']",), tallest=520)


def a_workbook_back(page: Page, address: str, _papers: Path) -> Shot:
    page.goto(f"{dossier(page, address, BUSY)}lists/tasks/")
    with page.expect_download() as given:
        page.click("a[href$='/workbook/']")
    book = load_workbook(io.BytesIO(given.value.path().read_bytes()))
    fill_in(book)
    kept = io.BytesIO()
    book.save(kept)
    name = "任务清单.xlsx"
    page.set_input_files("main input[type=file]", {"name": name, "mimeType": "x", "buffer": kept.getvalue()})
    page.click("main form[enctype] button[type=submit]")
    page.wait_for_selector("form[action$='/confirm/']")
    return Shot(marks=("form[action$='/confirm/'] button[type=submit]",))


def an_account(page: Page, address: str, _papers: Path) -> Shot:
    page.goto(f"{address}/accounts/?q=resident")
    page.click("main tbody th a >> nth=0")
    page.wait_for_selector("h1")
    return Shot(marks=("a[href$='/grant/']",))


OPEN = "stage=rectifying&lamp=red"


def the_authorisation(page: Page, address: str, _papers: Path) -> Shot:
    """The teams that are announced and lack a pledge: the to-do leads there."""
    page.goto(f"{address}/todo/")
    page.click("#unpledged tbody a")
    return Shot(tallest=560)


def the_teams(page: Page, address: str, _papers: Path) -> Shot:
    """The composer of the round whose teams are kept."""
    page.goto(f"{address}/plans/")
    rounds = {one.split("/")[3] for one in hrefs(page, "main a[href^='/plans/rounds/']")}
    for one in sorted(rounds):
        page.goto(f"{address}/teams/{one}/")
        if page.locator(".team").count() > 1:
            return Shot(tallest=700)
    raise AssertionError("no round of the county has teams")


def hrefs(page: Page, link: str) -> list[str]:
    return [str(one.get_attribute("href")) for one in page.locator(link).all()]


def a_working_paper(page: Page, address: str, _papers: Path) -> Shot:
    page.goto(f"{dossier(page, address, ON_SITE)}working-papers/")
    page.click("main tbody td a >> nth=0")
    page.wait_for_selector("h1")
    return Shot(tallest=760)


def the_guide_on_site(page: Page, address: str, _papers: Path) -> Shot:
    page.goto(f"{dossier(page, address, ON_SITE)}guide/")
    return Shot(tallest=620)


SCENES: Mapping[str, Scene] = {
    "coverage": Scene(OFFICE, at("/coverage/", Shot(tallest=620))),
    "composer": Scene(OFFICE, the_teams),
    "field-guide": Scene(TEAM, the_guide_on_site),
    "working-paper": Scene(TEAM, a_working_paper),
    "register": Scene("clue-keeper", at("/clues/", Shot(tallest=620))),
    "letters": Scene(OFFICE, at("/letters/", Shot(tallest=620))),
    "rolling": Scene(OFFICE, at("/supervision/", Shot(tallest=620))),
    "plan": Scene(OFFICE, at("/plans/", Shot(tallest=900))),
    "tours": Scene("member", at("/my-rounds/", Shot(tallest=560))),
    "authorisation": Scene(OFFICE, the_authorisation),
    "todo": Scene(LIAISON, at("/todo/", Shot(tallest=560))),
    "grid": Scene(OFFICE, at("/findings/", Shot(tallest=520))),
    "bulk": Scene(OFFICE, several_at_once),
    "import": Scene(OFFICE, read_feedback),
    "feedback": Scene(OFFICE, deed_of_dossier(REPORTING, "give_feedback", Shot())),
    "take-over": Scene(OFFICE, read_running_work),
    "finding": Scene(LIAISON, of_finding(OPEN, Shot(tallest=700))),
    "measure": Scene(LIAISON, deed_of_finding(OPEN, "add_measure", Shot(), a_measure)),
    "evidence": Scene(LIAISON, deed_of_finding(OPEN, "attach_evidence", Shot(), evidence)),
    "barred": Scene(
        LIAISON,
        of_finding(
            OPEN,
            Shot(("main .columns > div:first-child > section:first-child",), ("[data-deed=request_sign_off] summary",)),
            lambda page: page.click("details[data-deed=request_sign_off] summary"),
        ),
    ),
    "review": Scene(
        OFFICE, of_finding("stage=sign_off_requested", Shot(marks=("a[data-deed=grant_sign_off]",), tallest=700))
    ),
    "check": Scene(TEAM, deed_of_dossier(BUSY, "record_check", Shot(tallest=640), a_check)),
    "evaluation": Scene(SECOND_SCORER, scored_by_the_second),
    "sign": Scene(HEAD, the_report_to_sign),
    "dossier": Scene(OFFICE, of_dossier(BLOCKED, Shot(tallest=520))),
    "gates": Scene(OFFICE, of_dossier(BLOCKED, Shot(("#gates",)))),
    "returned": Scene(OFFICE, of_dossier(RETURNED, Shot(("#returns",), tallest=480))),
    "list": Scene(LIAISON, the_list),
    "list-return": Scene(LIAISON, a_workbook_back),
    "account": Scene("security-admin", an_account),
}
