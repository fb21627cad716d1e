"""A list printed whole: the same filter, order, columns and scope, every row, and above it what the paper is."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse
from tests.county import County
from tests.web.desks import Desks, at, words
from tests.web.test_finding_grid import heads, numbers

from bihuan.dossiers.actions import NewFinding
from bihuan.web.lists import paging
from bihuan.web.lists.finding_columns import COLUMNS
from bihuan.web.look import BETWEEN

pytestmark = pytest.mark.django_db
MANY = [NewFinding(str(n), f"问题之{n}", category="财务" if n % 2 else "人事") for n in range(1, 61)]
WHOLE = {"print": "all"}
LISTS = (
    *("findings", "dossiers", "rounds", "organizations", "pool", "coverage"),
    *("letters", "errands", "paper_numbers", "evaluations", "consequences"),
)


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(County().found().fed_back(*MANY).planned_and_accepted(), monkeypatch)


def rows_of(page: Any) -> int:
    return len(re.findall(r"<tr", page.content.decode())) - 1


def test_a_page_says_which_rows_of_how_many_are_on_paper_and_how_all_are_printed(desks: Desks) -> None:
    page = desks("office").get(reverse("findings"), {"sort": "-number", "page": "2"})
    assert rows_of(page) == 10
    assert "第 51–60 条，共 60 条。 本件只是列表的一页；要打印全部，请点列表上方的“打印全部”。" in words(page)
    assert 'href="/findings/?sort=-number&amp;print=all"' in page.content.decode()


def test_a_list_on_one_page_says_nothing_of_pages(desks: Desks) -> None:
    assert "本件只是列表的一页" not in words(desks("office").get(reverse("dossiers")))


def test_all_rows_are_printed_in_the_order_and_the_columns_asked_for(desks: Desks) -> None:
    page = desks("office").get(reverse("findings"), {"sort": "-number", "columns": f"number{BETWEEN}category", **WHOLE})
    assert numbers(page) == [str(n) for n in range(60, 0, -1)]
    assert heads(page) == [str(COLUMNS[key].words) for key in ("number", "title", "category")]
    assert "checkbox" not in page.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]


def test_above_it_stand_the_filter_in_words_how_many_rows_the_day_and_who_prints(desks: Desks) -> None:
    office, told = desks("office"), {"q": "问题之1", "sort": "-number", **WHOLE}
    page = words(office.get(reverse("findings"), told))
    assert "筛选：关键词或序号：问题之1；排序：序号（从大到小） · 共 11 条 · 2018-03-01 某office打印" in page
    assert "筛选：不限条件 · 共 60 条" in words(office.get(reverse("findings"), WHOLE))


def test_of_one_dossier_its_unit_is_told(desks: Desks) -> None:
    asked = {"dossier": str(desks.county.inspection_id), **WHOLE}
    assert "档案：县住房和城乡建设局 · 共 60 条" in words(desks("office").get(reverse("findings"), asked))
    assert "县住房和城乡建设局" not in words(desks("other_unit").get(reverse("findings"), asked))


def test_each_prints_what_is_in_his_reach_only(desks: Desks) -> None:
    assert rows_of(desks("unit_liaison").get(reverse("findings"), WHOLE)) == 60
    other = desks("other_unit").get(reverse("findings"), WHOLE)
    assert "问题之" not in words(other)
    assert "共 0 条" in words(other)
    assert desks("unit_liaison").get(reverse("pool"), WHOLE).status_code == 403


def test_rows_over_the_limit_are_told_with_what_to_do(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "MOST_PRINTED", 20)
    page = desks("office").get(reverse("findings"), WHOLE)
    assert rows_of(page) == 20
    assert "共 60 条，本件只印前 20 条。 请用筛选缩小范围，或改用“导出 Excel”。" in words(page)
    monkeypatch.setattr(paging, "MOST", 40)
    assert "共 40 条，本件只印前 20 条。 实际还不止此数。" in words(desks("office").get(reverse("findings"), WHOLE))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_with_pages_and_a_workbook_prints_whole(desks: Desks, name: str) -> None:
    page = desks("office").get(reverse(name), WHOLE)
    assert page.status_code == 200
    assert re.search(r"共 \d+ 条 · 2018-03-01 某office打印", words(page))


def test_each_of_the_five_lists_prints_whole(desks: Desks) -> None:
    address = reverse("list", args=[desks.county.inspection_id, "tasks"])
    page = desks("office").get(address, WHOLE)
    assert rows_of(page) == 60
    assert "共 60 条 · 2018-03-01 某office打印" in words(page)
    assert "打印全部" in words(desks("office").get(address))


def test_the_coverage_list_tells_its_filter_and_leaves_its_drawing_out(desks: Desks) -> None:
    page = desks("office").get(reverse("coverage"), {"category": "department", "state": "long_ago", **WHOLE})
    assert "筛选：类别：机关；状态：多年未巡" in words(page)
    assert '<svg class="squares' not in page.content.decode()
    assert "<h2>分布图</h2>" not in page.content.decode()
