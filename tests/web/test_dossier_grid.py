"""The dossiers as a grid: orders by heading, chosen columns, what no column shows is not read."""

from __future__ import annotations

import io
import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from tests.county import County
from tests.web.desks import Desks, at
from tests.web.test_finding_grid import heads
from tests.web.test_views import keep, share, the_view, usual

from bihuan.web.lists.dossier_columns import GRID
from bihuan.web.lists.dossiers import SORTS

pytestmark = pytest.mark.django_db
HERE = "/dossiers/"
USUAL = ["被巡察党组织", "轮次", "阶段", "反馈日期", "销号", "下一时限", "完成时限", "巡察组", "执纪监督室"]


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(County().found().fed_back().planned_and_accepted(), monkeypatch)


def look_form(page: str) -> dict[str, Any]:
    """Return what the form of columns and density sends as it stands."""
    form = re.search(r'<form class="drop-in" method="post" action="/look/">(.*?)</form>', page, re.S)
    assert form is not None
    hidden = re.findall(r'type="hidden" name="(list|next)" value="([^"]*)"', form[1])
    return {name: unescape(value) for name, value in hidden}


def labels(response: Any) -> list[str]:
    """Return what stands before the values of the first row on a phone."""
    row = re.search(r"<tbody>(.*?)</tr>", response.content.decode(), re.S)
    assert row is not None
    return re.findall(r'data-label="([^"]*)"', row[1])


def test_every_order_of_a_heading_exists_and_every_order_has_its_heading(desks: Desks) -> None:
    asked = {sort for column in GRID.columns for sort in column.sorts or ()}
    assert asked | {GRID.plain_sort} == set(SORTS)
    assert set(SORTS) > GRID.descending
    for sort in SORTS:
        assert "县住房和城乡建设局" in desks("office").get(HERE, {"sort": sort}).content.decode()


def test_a_heading_sorts_keeps_the_filter_and_is_told_to_whoever_hears_the_page(desks: Desks) -> None:
    page = desks("office").get(HERE, {"stage": "rectifying", "sort": "unit"}).content.decode()
    assert 'aria-sort="ascending"><a class="sort" href="?stage=rectifying&amp;sort=-unit">被巡察党组织' in page
    assert '<option value="unit" selected>' in page, "the filter row tells the order, too: a phone shows no headings"
    assert 'href="?view=none" class="here"' not in page


def test_the_order_alone_leaves_the_whole_list_the_one_that_is_shown(desks: Desks) -> None:
    page = desks("office").get(HERE, {"sort": "unit"}).content.decode()
    assert '<a href="?view=none" class="here" aria-current="page">' in page


def test_chosen_columns_stay_have_their_cells_and_leave_the_findings_alone(desks: Desks) -> None:
    office = desks("office")
    assert heads(office.get(HERE)) == USUAL
    office.post(reverse("look"), {"list": "dossiers", "column": ["closed", "kind", "number"]})
    page = office.get(HERE)
    assert heads(page) == ["序号", "被巡察党组织", "方式", "报结日期"]
    assert labels(page) == ["方式", "报结日期"]
    assert "阶段" in heads(office.get("/findings/"))
    office.post(reverse("look"), {"list": "dossiers", "column": [column.key for column in GRID.columns]})
    page = office.get(HERE)
    assert len(heads(page)) == len(GRID.columns)
    assert labels(page) == [said for said in heads(page) if said not in ("序号", "被巡察党组织")]
    office.post(reverse("look"), {"list": "dossiers", "reset": "1"})
    assert heads(office.get(HERE)) == USUAL


def test_a_view_brings_its_columns_and_the_address_goes_before_it(desks: Desks) -> None:
    office = desks("office")
    office.post(reverse("look"), {"list": "dossiers", "column": ["stage"]})
    kept = keep(office, "只看阶段", "sort=-unit", here=HERE)
    office.post(reverse("look"), {"list": "dossiers", "reset": "1"})
    assert (the_view("只看阶段").query, the_view("只看阶段").columns) == ("sort=-unit", ["unit", "stage"])
    assert heads(office.get(kept["Location"])) == ["被巡察党组织", "阶段"]
    assert heads(office.get(kept["Location"] + "&columns=team")) == ["被巡察党组织", "巡察组"]


@pytest.mark.parametrize("here", [HERE, "/findings/"])
def test_columns_are_chosen_although_the_usual_view_of_the_role_has_others(here: str, desks: Desks) -> None:
    office, leader = desks("office"), desks("leading_group")
    name = here.strip("/")
    office.post(reverse("look"), {"list": name, "column": ["stage"]})
    keep(office, "常用", here=here)
    share(office, "常用")
    usual(office, "常用", "leading_group")
    assert heads(leader.get(here))[1:] == ["阶段"]
    chosen = leader.post(reverse("look"), {**look_form(leader.get(here).content.decode()), "column": ["team"]})
    assert heads(leader.get(chosen["Location"]))[1:] == ["巡察组"]


def test_what_no_column_shows_is_not_read(desks: Desks) -> None:
    office = desks("office")
    apart = {"rectification_plan", "evaluation_evaluation", "supervision_check", "dossiers_finding"}
    assert apart <= tables_of(office)
    office.post(reverse("look"), {"list": "dossiers", "column": ["stage", "team"]})
    assert not apart & tables_of(office)


def tables_of(office: Client) -> set[str]:
    """Return the tables from which a page is read that was shown before."""
    office.get(HERE)
    with CaptureQueriesContext(connection) as asked:
        office.get(HERE)
    return {table for one in asked for table in re.findall(r'FROM "(\w+)"', one["sql"])}


def test_the_workbook_has_all_columns_in_the_order_of_the_page(desks: Desks) -> None:
    office = desks("office")
    office.post(reverse("look"), {"list": "dossiers", "column": ["stage"]})
    assert "导出的工作簿始终包含全部列" in office.get(HERE).content.decode()
    book = load_workbook(io.BytesIO(office.get("/sheets/dossiers/?sort=-unit").content))
    told = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    assert {"执纪监督室", "报结日期", "阶段"} <= set(told)


def test_density_is_chosen_where_a_list_has_no_columns_to_choose(desks: Desks) -> None:
    office = desks("office")
    office.post(reverse("look"), {"list": "dossiers", "column": ["stage"]})
    answer = office.post(reverse("look"), {"density": "compact", "next": "/pool/?seat=leader"})
    assert answer["Location"] == "/pool/?seat=leader"
    assert 'class="house compact' in office.get("/pool/").content.decode()
    assert heads(office.get(HERE)) == ["被巡察党组织", "阶段"], "columns stay as they were chosen"
    assert office.post(reverse("look"), {"list": "pool", "column": ["x"]}).status_code == 404
