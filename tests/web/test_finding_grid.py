"""The account as a grid: orders by heading, chosen columns, density; all of it without JavaScript."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.urls import reverse
from tests.county import County
from tests.web.desks import Desks, at, at_most, words

from bihuan.web.lists.finding_columns import COLUMNS
from bihuan.web.lists.findings import SORTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(County().found().fed_back().planned_and_accepted(), monkeypatch)


def heads(response: Any) -> list[str]:
    """Return the words of the headings, the box that ticks all rows left out."""
    head = re.search(r"<thead>(.*?)</thead>", response.content.decode(), re.S)
    assert head is not None
    cells = re.findall(r"<th scope=\"col\"[^>]*>(.*?)</th>", head[1], re.S)
    return [said for said in (unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in cells) if said]


def numbers(response: Any) -> list[str]:
    return re.findall(r'<td class="number-left">([^<]+)</td>', response.content.decode())


def test_a_heading_asks_for_its_order_and_then_for_the_reverse(desks: Desks) -> None:
    office = desks("office")
    page = office.get(reverse("findings"), {"q": "补贴", "page": "1"})
    first = re.search(r'<a class="sort" href="([^"]+)">序号', page.content.decode())
    assert first is not None
    assert unescape(first[1]) == "?q=%E8%A1%A5%E8%B4%B4&sort=number"
    page = office.get(reverse("findings"), {"sort": "number"})
    assert numbers(page) == ["1", "2", "3"]
    assert 'aria-sort="ascending"><a class="sort" href="?sort=-number">序号' in page.content.decode()
    page = office.get(reverse("findings"), {"sort": "-number"})
    assert numbers(page) == ["3", "2", "1"]
    assert 'aria-sort="descending"><a class="sort" href="?sort=number">序号' in page.content.decode()


def test_every_order_of_a_heading_exists_and_every_order_has_its_heading(desks: Desks) -> None:
    asked = {sort for column in COLUMNS.values() for sort in column.sorts or ()}
    assert asked == set(SORTS)
    for sort in SORTS:
        assert len(numbers(desks("office").get(reverse("findings"), {"sort": sort}))) == 3


def test_chosen_columns_and_density_stay_for_the_account_and_for_no_other(desks: Desks) -> None:
    office = desks("office")
    here = reverse("findings") + "?stage=open"
    told = {"list": "findings", "column": ["owner", "measures"], "density": "compact", "next": here}
    answer = office.post(reverse("look"), told)
    assert (answer.status_code, answer["Location"]) == (302, here)
    page = office.get(here)
    assert heads(page) == ["问题", "措施完成", "责任领导"]
    assert "0 / 1" in words(page)
    assert "分管副局长" in words(page)
    assert 'class="house compact prints-wide"' in page.content.decode()
    office.force_login(desks.account("leading_group"), backend="bihuan.access.sign_in.AccountBackend")
    other = office.get(here)
    assert heads(other) == ["序号", "问题", "单位", "轮次", "阶段", "完成时限", "销号日期"]
    assert 'class="house prints-wide"' in other.content.decode()


def test_the_usual_columns_come_back_and_what_is_no_column_is_left_out(desks: Desks) -> None:
    office = desks("office")
    usual = heads(office.get(reverse("findings")))
    for told in ({"column": "money"}, {"column": ["secret", "money"]}):
        office.post(reverse("look"), {"list": "findings", **told})
        assert heads(office.get(reverse("findings"))) == ["问题", "挽回资金"]
    office.post(reverse("look"), {"list": "findings", "column": "money", "reset": "1"})
    assert heads(office.get(reverse("findings"))) == usual
    assert office.post(reverse("look"), {"list": "nothing"}).status_code == 404


def test_a_look_leads_back_to_our_own_pages_only(desks: Desks) -> None:
    told = {"list": "findings", "next": "https://elsewhere.example/"}
    assert desks("office").post(reverse("look"), told)["Location"] == "/"


def test_a_broken_cookie_is_as_good_as_none(desks: Desks) -> None:
    office = desks("office")
    usual = heads(office.get(reverse("findings")))
    office.post(reverse("look"), {"list": "findings", "column": "money"})
    name = next(name for name in office.cookies if name.startswith("look_"))
    for broken in ("", "%%%", "findings=..secret..&density=huge", "x" * 5000):
        office.cookies[name] = broken
        assert heads(office.get(reverse("findings"))) == usual


def test_all_columns_together_ask_no_more_than_twelve_questions(desks: Desks) -> None:
    office = desks("office")
    office.post(reverse("look"), {"list": "findings", "column": list(COLUMNS)})
    assert len(heads(office.get(reverse("findings")))) == len(COLUMNS)
    with at_most(12):
        office.get(reverse("findings"), {"lamp": "yellow", "unit": str(desks.county.unit_id)})


def test_what_people_wrote_is_text_in_every_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    from bihuan.dossiers.actions import NewFinding

    sharp = "<script>alert(1)</script>"
    told = NewFinding("1", sharp, category=sharp, headings=(sharp,))
    county = County().found().fed_back(told)
    county.do(county.unit_liaison, "add_measure", county.finding("1").id, text=sharp, owner=sharp, department=sharp)
    office = at(county, monkeypatch)("office")
    office.post(reverse("look"), {"list": "findings", "column": list(COLUMNS)})
    page = office.get(reverse("findings")).content.decode()
    assert sharp not in page
    assert page.count("&lt;script&gt;") >= 5
