"""Views of the account: kept, opened, shared within a body, usual for a role; they never show more."""

from __future__ import annotations

import io
import re
import uuid
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.browsing import browser_of
from tests.county import County
from tests.web.desks import Desks, at, at_most, entries, key_on, send, words
from tests.web.test_finding_grid import heads, numbers

from bihuan.domain.roles import Role
from bihuan.ledger.models import Entry
from bihuan.views.models import View
from bihuan.web.lists.dossier_columns import GRID

pytestmark = pytest.mark.django_db
HERE = "/findings/"


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(County().found().fed_back().planned_and_accepted(), monkeypatch)


def keep(client: Client, name: str, query: str = "", here: str = HERE, **more: str) -> Any:
    """Keep what a list shows for a query, as its own form does it."""
    page = client.get(f"{here}?{query or 'view=none'}").content.decode()
    form = re.search(r'<form class="drop-in" method="post" action="/findings/views/keep/">(.*?)</form>', page, re.S)
    assert form is not None
    told = {k: unescape(v) for k, v in re.findall(r'name="(key|list_name|query|columns)" value="([^"]*)"', form[1])}
    return client.post(reverse("view_keep"), {**told, "name": name, **more})


def main_of(page: str) -> str:
    return page.partition("<main")[2]


def units_of_sheet(client: Client, query: str) -> list[str]:
    """Return the units of the dossiers that the workbook of a list holds."""
    book = load_workbook(io.BytesIO(client.get(f"/sheets/dossiers/?{query}").content))
    cells = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    return [cell for cell in cells if cell == "县住房和城乡建设局"]


def the_view(name: str) -> View:
    return View.objects.get(name=name, removed_on=None)


def share(client: Client, name: str, shared: str = "1") -> Any:
    told = {"key": str(uuid.uuid4()), "shared": shared}
    return client.post(reverse("view_share", args=[the_view(name).id]), told)


def usual(client: Client, name: str, role: str) -> Any:
    told = {"key": str(uuid.uuid4()), "role": role}
    return client.post(reverse("view_usual", args=[the_view(name).id]), told)


def tabs(client: Client, query: str = "") -> list[str]:
    page = client.get(f"{HERE}?{query}").content.decode()
    row = re.search(r'<nav class="tabs tabs-views".*?</nav>', page, re.S)
    assert row is not None
    return [re.sub(r"<[^>]+>", "", cell).strip() for cell in re.findall(r"<a href=.*?</a>", row[0], re.S)]


def test_a_view_keeps_filter_order_and_columns_and_is_one_entry(desks: Desks) -> None:
    office = desks("office")
    office.post(reverse("look"), {"list": "findings", "column": ["number", "owner"]})
    before = entries()
    kept = keep(office, "补贴", "q=补贴&sort=-number&stage=")
    assert entries() == before + 1
    assert the_view("补贴").query == "q=%E8%A1%A5%E8%B4%B4&sort=-number"
    office.post(reverse("look"), {"list": "findings", "reset": "1"})
    page = office.get(kept["Location"])
    assert numbers(page) == ["2"]
    assert heads(page) == ["序号", "问题", "责任领导"]
    assert 'value="补贴"' in page.content.decode(), "the filter row tells what the view asks for"
    assert tabs(office) == ["全部", "补贴"]


def test_the_address_adds_to_a_view_and_goes_before_it(desks: Desks) -> None:
    office = desks("office")
    keep(office, "按序号", "sort=number")
    here = f"view={the_view('按序号').id}"
    assert numbers(office.get(f"{HERE}?{here}")) == ["1", "2", "3"]
    page = office.get(f"{HERE}?{here}&sort=-number&person=on")
    assert numbers(page) == ["2"]
    assert f'"?{here}&sort=number&person=on"' in unescape(page.content.decode()), "the headings keep view and filter"
    assert numbers(office.get(f"{HERE}?view=none")) == numbers(office.get(HERE))


def test_a_second_view_of_one_name_is_refused_and_the_words_stay(desks: Desks) -> None:
    office = desks("office")
    keep(office, "补贴", "q=补贴")
    for name in ("补贴", " "):
        refused = keep(office, name, "q=津贴")
        assert refused.status_code == 422
        assert 'value="q=%E6%B4%A5%E8%B4%B4"' in refused.content.decode()
    assert View.objects.count() == 1
    assert keep(desks("leading_group"), "补贴").status_code == 302, "names are each account's own"


def test_a_view_is_brought_up_to_date_renamed_and_removed_by_its_owner(desks: Desks) -> None:
    office = desks("office")
    keep(office, "补贴", "q=补贴")
    view = the_view("补贴")
    before = entries()
    assert keep(office, "", "q=住房", into=str(view.id)).status_code == 302
    assert numbers(office.get(f"{HERE}?view={view.id}")) == ["3"]
    assert send(office, reverse("view_rename", args=[view.id]), name="住房").status_code == 302
    assert tabs(office) == ["全部", "住房"]
    page = office.get(reverse("views"))
    assert "关键词或序号：住房" in words(page)
    office.post(reverse("view_remove", args=[view.id]), {"key": key_on(page)})
    assert tabs(office) == ["全部"]
    assert office.get(f"{HERE}?view={view.id}").status_code == 404
    assert entries() == before + 3
    assert [e.action for e in Entry.objects.order_by("id")][-3:] == ["revise_view", "rename_view", "remove_view"]


def test_nobody_finds_a_view_that_is_not_shared_and_the_body_finds_one_that_is(desks: Desks) -> None:
    head, liaison, other, office = (desks(n) for n in ("unit_head", "unit_liaison", "other_unit", "office"))
    keep(head, "未办", "stage=open")
    here = f"{HERE}?view={the_view('未办').id}"
    assert [client.get(here).status_code for client in (head, liaison, other, office)] == [200, 404, 404, 404]
    share(head, "未办")
    assert [client.get(here).status_code for client in (head, liaison, other, office)] == [200, 200, 404, 404]
    assert tabs(liaison) == ["全部", "未办"]
    assert share(liaison, "未办", "0").status_code == 403
    assert send_status(liaison, "view_rename", "未办") == 403
    share(head, "未办", "0")
    assert liaison.get(here).status_code == 404


def send_status(client: Client, name: str, view: str) -> int:
    return client.get(reverse(name, args=[the_view(view).id])).status_code


def test_who_works_on_single_dossiers_only_keeps_views_for_himself(desks: Desks) -> None:
    member = desks("member")
    keep(member, "我的", "stage=open")
    assert "共享" not in words(member.get(reverse("views"))).replace("打开共享视图", "")
    page = member.get(reverse("views"))
    told = {"key": key_on(page), "shared": "1"}
    assert member.post(reverse("view_share", args=[the_view("我的").id]), told).status_code == 403


def test_a_shared_view_never_widens_a_scope(desks: Desks) -> None:
    """Whatever a view asks for, each reader finds by it exactly what he finds by asking himself."""
    office, liaison, other = desks("office"), desks("unit_liaison"), desks("other_unit")
    keep(office, "本县全部", f"unit={desks.county.unit_id}&stage=open&sort=number")
    share(office, "本县全部")
    usual(office, "本县全部", "unit_head")
    assert numbers(office.get(f"{HERE}?view={the_view('本县全部').id}")) == ["1", "2", "3"]
    assert numbers(other.get(HERE)) == [], "the other unit opens its list with the usual view of its role"
    assert "本县全部" in tabs(other)[1]
    assert numbers(liaison.get(HERE)) == ["1", "2", "3"]
    assert len(tabs(liaison)) == 1, "usual for the head is not usual for the liaison"


def test_a_list_opens_with_the_usual_view_of_the_role_and_as_a_whole_when_asked(desks: Desks) -> None:
    office, head = desks("office"), desks("unit_head")
    keep(office, "具体人和事", "person=on")
    assert usual(office, "具体人和事", "unit_head").status_code == 422, "not shared yet"
    share(office, "具体人和事")
    usual(office, "具体人和事", "unit_head")
    assert numbers(head.get(HERE)) == ["2"]
    assert numbers(head.get(HERE, {"page": "1"})) == ["2"], "a page of the usual view is still the usual view"
    assert len(numbers(head.get(HERE, {"view": "none"}))) == 3
    assert len(numbers(head.get(HERE, {"stage": "open"}))) == 3
    assert len(numbers(office.get(HERE))) == 3
    keep(office, "未办", "stage=open")
    share(office, "未办")
    usual(office, "未办", "unit_head")
    assert len(numbers(head.get(HERE))) == 3, "the later one took its place"
    assert View.objects.filter(default_for="unit_head").count() == 1
    usual(office, "未办", "")
    assert tabs(head) == ["全部"]
    assert usual(head, "未办", "unit_head").status_code == 403


def test_the_ledger_holds_no_word_that_somebody_searched_by(desks: Desks) -> None:
    keep(desks("office"), "张某某", "q=张某某")
    entry = Entry.objects.get(action="keep_view")
    assert "张某某" not in bytes(entry.content).decode()
    assert "%E5%BC%A0" not in bytes(entry.content).decode()


def test_a_view_costs_one_question_more_at_most(desks: Desks) -> None:
    office = desks("office")
    keep(office, "补贴", "q=补贴")
    here = f"{HERE}?view={the_view('补贴').id}"
    office.get(here)
    with at_most(12):
        office.get(here)


def test_the_dossiers_have_views_that_open_filter_and_go_out_as_a_workbook(desks: Desks) -> None:
    office = desks("office")
    kept = keep(office, "已销号", "stage=closed&q=", here="/dossiers/")
    view = the_view("已销号")
    assert (view.list_name, view.query, tuple(view.columns)) == ("dossiers", "stage=closed", GRID.default)
    assert kept["Location"] == f"/dossiers/?view={view.id}"
    page = office.get(kept["Location"]).content.decode()
    assert "没有符合条件的档案" in page
    assert '<option value="closed" selected>' in page
    assert "县住房和城乡建设局" not in main_of(page)
    assert units_of_sheet(office, f"view={view.id}") == []
    assert units_of_sheet(office, "view=none") == ["县住房和城乡建设局"]
    assert tabs(office) == ["全部"], "a view of one list stands over that list only"


def test_the_pool_has_views_of_its_own_filter(desks: Desks) -> None:
    office = desks("office")
    keep(office, "可任组长", "seat=leader&column=x&stage=closed", here="/pool/")
    view = the_view("可任组长")
    assert (view.list_name, view.query) == ("pool", "seat=leader"), "what the filter does not know is not kept"
    assert '<option value="leader" selected>' in office.get(f"/pool/?view={view.id}").content.decode()


def test_the_page_of_views_says_of_which_list_each_is_and_leads_there(desks: Desks) -> None:
    office = desks("office")
    keep(office, "全部档案", here="/dossiers/")
    keep(office, "补贴", "q=补贴")
    page = office.get(reverse("views")).content.decode()
    assert f'<a href="/dossiers/?view={the_view("全部档案").id}">' in page
    assert f'<a href="/findings/?view={the_view("补贴").id}">' in page


def test_a_view_of_a_list_that_is_none_is_refused(desks: Desks) -> None:
    answer = desks("office").post(reverse("view_keep"), {"key": str(uuid.uuid4()), "list_name": "ledger", "name": "x"})
    assert answer.status_code == 422
    assert not View.objects.exists()


WITH_VIEWS = [
    ("organizations", "category=department&q=%E5%8E%BF", "category=department&q=%E5%8E%BF"),
    ("accounts", "ended=1&x=1", "ended=1"),
    ("letters", "state=draft&why=", "state=draft"),
    ("errands", "state=overdue", "state=overdue"),
    ("evaluations", "category=department", "category=department"),
    ("consequences", "state=done&q=", "state=done"),
]


@pytest.mark.parametrize(("name", "asked", "kept_query"), WITH_VIEWS)
def test_every_list_with_a_filter_keeps_it_shares_it_and_opens_with_it(
    name: str, asked: str, kept_query: str, desks: Desks
) -> None:
    office, here = desks("office"), reverse(name)
    kept = keep(office, "常用", asked, here=here)
    view = the_view("常用")
    assert (view.list_name, view.query, view.columns) == (name, kept_query, [])
    assert kept["Location"] == f"{here}?view={view.id}"
    shown = office.get(kept["Location"]).content.decode()
    assert form_of(shown) == form_of(office.get(f"{here}?{kept_query}").content.decode())
    assert form_of(shown) != form_of(office.get(f"{here}?view=none").content.decode())
    share(office, "常用")
    usual(office, "常用", "leading_group")
    assert f'<a href="{here}?view={view.id}">常用</a>' in office.get(reverse("views")).content.decode()
    leader = desks("leading_group")
    if leader.get(here).status_code != 403:
        assert form_of(leader.get(here).content.decode()) == form_of(shown)


def form_of(page: str) -> str:
    """Return the filter row of a list as it is filled in."""
    form = re.search(r'<form class="filters".*?</form>', page, re.S)
    assert form is not None
    return form[0]


def test_the_workbook_of_a_list_is_that_of_its_view(desks: Desks) -> None:
    office = desks("office")
    keep(office, "机关", "category=department", here=reverse("organizations"))
    for asked, wanted in ((f"view={the_view('机关').id}", False), ("view=none", True)):
        book = load_workbook(io.BytesIO(office.get(f"/sheets/organizations/?{asked}").content))
        cells = [cell for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
        assert "县住房和城乡建设局" in cells
        assert ("第三执纪监督室" in cells) is wanted, cells


def test_a_view_is_kept_of_no_list_that_its_keeper_may_not_open(desks: Desks) -> None:
    told = {"key": str(uuid.uuid4()), "list_name": "accounts", "name": "x"}
    assert desks("unit_head").post(reverse("view_keep"), told).status_code == 422
    assert not View.objects.exists()


def test_who_keeps_no_views_has_no_row_of_them_over_his_list(desks: Desks) -> None:
    browser = browser_of(desks.county, Role.SYSTEM_ADMINISTRATOR)
    page = browser.get(reverse("organizations")).content.decode()
    assert "tabs-views" not in page
    assert reverse("view_keep") not in page
    assert reverse("look") in page, "density is everybody's"
