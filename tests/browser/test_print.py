"""On paper: the card and the leader's page on one sheet, and every list with its heading on each of its pages."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from bihuan.dossiers.actions import NewFinding
from bihuan.organizations.models import Authority
from tests.browser.test_phone import signed_in
from tests.county import County
from tests.web.desks import at

pytestmark = pytest.mark.browser
MANY = [NewFinding(str(n), f"问题之{n}", text="抽查台账发现记录不全。" * 3) for n in range(1, 61)]


@pytest.fixture
def office(chromium: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Page:
    county = County().found().fed_back(*MANY).planned_and_accepted()
    for _more in range(3):
        county.do(county.unit_liaison, "add_measure", county.finding("1").id, text="每季度抽查一次台账")
    county.finish("1")
    county.do(county.unit_head, "request_sign_off", county.finding("1").id)
    county.do(county.office, "return_sign_off", county.finding("1").id, reason="佐证不全")
    at(county, monkeypatch).account("office")
    page = signed_in(chromium, live_server.url, "office")
    page.set_viewport_size({"width": 1280, "height": 800})
    page.county = county  # type: ignore[attr-defined]
    return page


def printed(page: Page, path: str) -> list[str]:
    """Return the text of each sheet that a page prints on, blanks and line ends left out."""
    page.goto(urljoin(page.url, path))
    paper = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    return ["".join(sheet.get_textpage().get_text_range().split()) for sheet in paper]


def test_the_card_and_the_leader_s_page_take_one_sheet(office: Page) -> None:
    county: County = office.county  # type: ignore[attr-defined]
    card = printed(office, f"/findings/{county.finding('1').id}/")
    assert len(card) == 1
    assert "佐证不全" in card[0]
    assert "每季度抽查一次台账" in card[0]
    assert "导出" not in card[0], "nothing to press stands on paper"
    assert len(printed(office, "/cockpit/")) == 1


def test_nothing_to_press_stands_on_the_paper_of_a_dossier(office: Page) -> None:
    county: County = office.county  # type: ignore[attr-defined]
    office.goto(urljoin(office.url, f"/dossiers/{county.inspection_id}/"))
    pressed = (
        "[...document.querySelectorAll('main .btn, main a[href*=\"/do/\"]')]"
        ".filter(one => one.offsetParent).map(one => one.textContent.trim())"
    )
    assert office.evaluate(pressed)
    office.emulate_media(media="print")
    assert office.evaluate(pressed) == []
    assert office.evaluate("document.querySelector('.gates').innerText.includes('督查')"), "what is missing stays"


def test_a_dossier_begins_on_its_first_sheet_and_shows_where_it_is_without_a_ground(office: Page) -> None:
    county: County = office.county  # type: ignore[attr-defined]
    sheets = printed(office, f"/dossiers/{county.inspection_id}/")
    assert len(sheets) > 1
    assert "未达条件" in sheets[0], "the long column does not wait for the next sheet"
    office.emulate_media(media="print")
    look = "one => [getComputedStyle(one).color, getComputedStyle(one).borderTopWidth]"
    assert office.locator(".chain .now").first.evaluate(look) == ["rgb(0, 0, 0)", "2px"]


def test_the_leader_s_page_on_paper_says_whose_figures_they_are_and_whether_they_are_invented(
    office: Page, settings: Any
) -> None:
    settings.DEMO = True
    (sheet,) = printed(office, "/cockpit/")
    assert Authority.objects.get().name in sheet
    assert "演示：数据均为虚构" in sheet


@pytest.mark.parametrize(
    ("path", "heading"),
    [
        ("/findings/?view=none", "完成时限"),
        ("/dossiers/{dossier}/lists/problems/?all=1", "问题编号"),
        ("/dossiers/{dossier}/lists/tasks/?all=1", "问题编号"),
        ("/dossiers/{dossier}/lists/responsibilities/?all=1", "问题编号"),
        ("/dossiers/{dossier}/lists/results/?all=1", "问题编号"),
    ],
)
def test_a_list_bears_its_heading_on_every_sheet(office: Page, path: str, heading: str) -> None:
    county: County = office.county  # type: ignore[attr-defined]
    sheets = printed(office, path.format(dossier=county.inspection_id))
    assert len(sheets) > 1
    assert [sheet for sheet in sheets if sheet and heading not in sheet] == []
    assert not any("保存视图" in sheet for sheet in sheets)


def test_printed_whole_a_list_has_every_row_once_and_says_above_what_it_is(office: Page) -> None:
    sheets = printed(office, "/findings/?view=none&sort=number&print=all")
    paper = "".join(sheets)
    assert "共60条" in sheets[0]
    assert "某office打印" in sheets[0]
    assert [name for name in (f"问题之{n}县" for n in range(1, 61)) if paper.count(name) != 1] == []
    assert [sheet for sheet in sheets if "完成时限" not in sheet] == []
    assert not any(word in paper for word in ("导出", "返回列表", "我的待办", "保存视图"))


def test_a_page_of_a_list_says_on_paper_which_rows_of_how_many_it_is(office: Page) -> None:
    sheets = printed(office, "/findings/?view=none&sort=number")
    assert "第1–50条，共60条。" in sheets[0]
    assert "请点列表上方的“打印全部”" in sheets[0]
    assert "问题之60" not in "".join(sheets)


@pytest.mark.parametrize("path", ["/findings/?print=all", "/coverage/", "/coverage/?print=all", "/organizations/"])
def test_a_list_of_many_columns_prints_across_and_no_column_is_a_letter_wide(office: Page, path: str) -> None:
    office.goto(urljoin(office.url, path))
    paper = pypdfium2.PdfDocument(office.pdf(format="A4", prefer_css_page_size=True))
    assert all(sheet.get_width() > sheet.get_height() for sheet in paper)
    office.emulate_media(media="print")
    office.set_viewport_size({"width": 1032, "height": 700})  # what is left of A4 across between its margins
    narrow = office.evaluate(
        "[...document.querySelectorAll('table.dense:not(.none) td, table.dense th')]"
        ".filter(cell => cell.offsetParent && cell.textContent.trim().length > 6)"
        ".filter(cell => cell.clientWidth < 3 * parseFloat(getComputedStyle(cell).fontSize))"
        ".map(cell => cell.textContent)"
    )
    assert narrow == []
