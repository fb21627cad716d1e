"""A cell of a list edited in place: the same deed as on its page, the same no; a conflict shows both values."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.ledger.models import Entry
from bihuan.rectification.models import Measure
from tests.county import County
from tests.web.desks import Desks, at, entries, words

pytestmark = pytest.mark.django_db
SCRIPT = {"HX-Request": "true"}


@pytest.fixture
def county() -> County:
    return County().found().fed_back().with_measures()


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def measure(number: str = "1-1") -> Measure:
    return Measure.objects.get(number=number)


def row_url(county: County, name: str = "tasks", row_id: Any = None, cell: str = "") -> str:
    address = reverse("list_row", args=[county.inspection_id, name, row_id or measure().id])
    return f"{address}?cell={cell}" if cell else address


def fields_of(page: Any) -> dict[str, str]:
    """Return what the form on a page would send if nobody typed anything."""
    main = page.content.decode().split("<main")[-1]
    form = re.search(r'<form(?: class="cell-form")? method="post".*?</form>', main, re.S)
    assert form is not None, main
    found = dict(re.findall(r'<input[^>]*?name="([^"]+)" value="([^"]*)"', form[0]))
    found |= dict(re.findall(r'<input type="(?:text|date)" name="([^"]+)"(?: value="([^"]*)")?', form[0]))
    found = {name: unescape(value) for name, value in found.items()}
    for name, value in re.findall(r'<textarea name="([^"]+)"[^>]*>\s?(.*?)</textarea>', form[0], re.S):
        found[name] = unescape(value).lstrip("\r\n")
    found.pop("csrfmiddlewaretoken", None)
    return found


def opened(client: Client, url: str, *, script: bool = True) -> dict[str, str]:
    page = client.get(url, headers=SCRIPT if script else {})
    assert page.status_code == 200
    return fields_of(page)


def saved(client: Client, url: str, told: dict[str, str], *, script: bool = True) -> Any:
    return client.post(url, told, headers=SCRIPT if script else {})


def test_a_cell_is_edited_in_its_row_and_becomes_its_deed(desks: Desks) -> None:
    client, url = desks("unit_liaison"), row_url(desks.county, cell="text")
    told = opened(client, url)
    assert told["text"] == "修订学习制度并按月检查台账"
    assert "owner" not in told
    before = entries()
    answer = saved(client, url, told | {"text": "每月抽查一次学习记录"})
    assert answer.status_code == 200
    assert answer.content.decode().lstrip().startswith("<tr")
    assert "每月抽查一次学习记录" in words(answer)
    assert entries() == before + 1
    entry = Entry.objects.order_by("recorded_at", "id").last()
    assert entry is not None
    assert entry.action == "revise_measure"
    assert measure().text == "每月抽查一次学习记录"
    assert measure().owner == "分管副局长"
    assert measure().due_on == date(2018, 5, 31)


def test_a_second_click_and_an_unchanged_cell_write_nothing(desks: Desks) -> None:
    client, url = desks("unit_liaison"), row_url(desks.county, cell="due_on")
    told = opened(client, url)
    before = entries()
    assert saved(client, url, told).status_code == 200
    assert entries() == before
    for _click in range(2):
        assert saved(client, url, told | {"due_on": "2018-06-30"}).status_code == 200
    assert entries() == before + 1
    assert desks.county.finding("1").due_on == date(2018, 6, 30)


def test_a_conflict_shows_both_values_and_who_changed_it_when(desks: Desks) -> None:
    client, url = desks("unit_liaison"), row_url(desks.county, "responsibilities", cell="owner")
    told = opened(client, url) | {"owner": "我方副局长"}
    head = desks("unit_head")
    saved(head, url, opened(head, url) | {"owner": "他方副局长"})
    before = entries()
    answer = saved(client, url, told)
    assert answer.status_code == 409
    assert entries() == before
    shown = words(answer)
    assert "现在： 他方副局长 （某unit_head、2018-03-01 10:00）" in shown
    assert "您填写的： 我方副局长" in shown
    assert measure().owner == "他方副局长"
    again = fields_of(answer)
    assert again["owner"] == "我方副局长", "what was typed is not lost"
    assert saved(client, url, again).status_code == 200, "having seen the other value one may write one's own"
    assert measure().owner == "我方副局长"


def test_another_cell_of_the_row_changed_meanwhile_is_no_conflict_and_is_kept(desks: Desks) -> None:
    client, url = desks("unit_liaison"), row_url(desks.county, cell="text")
    told = opened(client, url) | {"text": "每月抽查一次学习记录"}
    desks.county.do(desks.county.unit_head, "report_progress", measure().id, progress="已印发")
    assert saved(client, url, told).status_code == 200
    assert (measure().text, measure().progress) == ("每月抽查一次学习记录", "已印发")


def test_a_refusal_is_the_deed_s_own_and_nothing_typed_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found().fed_back().with_measures()
    client, url = at(county, monkeypatch)("unit_liaison"), row_url(county, cell="due_on")
    told = opened(client, url) | {"due_on": "2018-12-31"}
    county.do(county.unit_head, "submit_plan")
    county.do(county.office, "accept_plan")
    answer = saved(client, url, told)
    assert answer.status_code == 422
    assert "请申请延期" in words(answer)
    assert fields_of(answer)["due_on"] == "2018-12-31"
    county.finish("1")
    begun = opened(client, url)
    county.do(county.unit_head, "request_sign_off", county.finding("1").id)
    answer = saved(client, url, begun | {"due_on": "2018-12-31"})
    assert answer.status_code == 404, "at this stage there is no such step"
    assert "阶段" in words(answer)


def test_a_cell_that_means_nothing_says_so_beside_it(desks: Desks) -> None:
    finding = desks.county.finding("1")
    client, url = desks("unit_liaison"), row_url(desks.county, "results", finding.id, cell="recovered_fen")
    answer = saved(client, url, opened(client, url) | {"recovered_fen": "三头牛"})
    assert answer.status_code == 422
    assert "三头牛" in words(answer)
    assert saved(client, url, opened(client, url) | {"recovered_fen": "3.2万元"}).status_code == 422, "no result yet"
    page = row_url(desks.county, "results", finding.id)
    told = opened(client, page, script=False) | {"result": "已清退", "recovered_fen": "3.2万元"}
    assert saved(client, page, told, script=False).status_code == 302
    assert desks.county.finding("1").recovered_fen == 3_200_000


def test_without_a_script_the_same_link_is_a_page_with_the_whole_row(desks: Desks) -> None:
    client, url = desks("unit_liaison"), row_url(desks.county)
    told = opened(client, row_url(desks.county, cell="text"), script=False)
    assert {"text", "expected_result", "due_on", "progress", "done_on"} <= told.keys()
    before = entries()
    other = told | {"progress": "他方"}
    answer = saved(client, url, told | {"text": "每月抽查一次学习记录", "progress": "我方"}, script=False)
    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("list", args=[desks.county.inspection_id, "tasks"]),
    )
    assert entries() == before + 2, "two deeds, one click"
    late = saved(desks("unit_head"), url, other | {"key": told["key"][:-1] + "0"}, script=False)
    assert late.status_code == 409
    assert "现在： 我方" in words(late)
    assert measure().progress == "我方"


def test_striking_out_is_a_tick_of_the_row_s_page(desks: Desks) -> None:
    client, url = desks("unit_liaison"), row_url(desks.county)
    told = opened(client, url, script=False) | {"removed": "on"}
    assert saved(client, url, told, script=False).status_code == 302
    assert measure().removed_on == desks.county.today
    assert client.get(url).status_code == 404


def test_what_an_accepted_plan_says_is_changed_on_its_own_page(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found().fed_back().planned_and_accepted()
    client, one = at(county, monkeypatch)("unit_liaison"), measure()
    page = client.get(reverse("list", args=[county.inspection_id, "tasks"])).content.decode()
    assert f'{row_url(county, cell="progress")}"' in page
    for cell, deed in {"text": "revise_measure", "due_on": "request_extension"}.items():
        assert f'{row_url(county, cell=cell)}"' not in page
        assert f'data-page href="{reverse("measure_do", args=[one.id, deed])}"' in page
    assert 'name="reason"' in client.get(reverse("measure_do", args=[one.id, "revise_measure"])).content.decode()


def test_only_the_unit_edits_and_only_its_own_rows(desks: Desks) -> None:
    url = row_url(desks.county, cell="text")
    assert desks("office").get(url).status_code == 403
    assert desks("other_unit").get(url).status_code == 404
    page = desks("office").get(reverse("list", args=[desks.county.inspection_id, "tasks"])).content.decode()
    assert 'class="edit"' not in page
    assert "cells.js" not in page
    own = desks("unit_head").get(reverse("list", args=[desks.county.inspection_id, "tasks"])).content.decode()
    assert f'{row_url(desks.county, cell="text")}"' in own
    stranger = row_url(desks.county, "problems", desks.county.finding("1").id)
    assert desks("unit_head").get(stranger).status_code == 404, "this list has nothing to edit"


def test_leaving_a_cell_gives_the_row_back_as_it_is(desks: Desks) -> None:
    page = desks("unit_liaison").get(row_url(desks.county, cell="text") + "&leave=1", headers=SCRIPT)
    assert "<form" not in page.content.decode()
    assert "修订学习制度并按月检查台账" in words(page)


# --- where the stage has no such step ------------------------------------------------------------------


def closed(county: County) -> County:
    county.closable()
    county.do(county.office, "close")
    return county


def test_a_closed_dossier_has_neither_pencils_nor_a_workbook_to_send_back(monkeypatch: pytest.MonkeyPatch) -> None:
    county = closed(County().found())
    page = at(county, monkeypatch)("unit_liaison").get(reverse("list", args=[county.inspection_id, "tasks"]))
    text = page.content.decode()
    assert page.status_code == 200
    assert 'class="edit"' not in text
    assert "cells.js" not in text
    assert 'type="file"' not in text


def test_a_finding_signed_off_keeps_its_row_without_pencils_beside_one_under_way(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    county = County().found().fed_back().planned_and_accepted()
    county.sign_off("1")
    client = at(county, monkeypatch)("unit_liaison")
    text = client.get(reverse("list", args=[county.inspection_id, "tasks"])).content.decode()
    assert str(row_url(county, row_id=measure("1-1").id)) not in text
    assert str(row_url(county, row_id=measure("2-1").id)) in text
    assert 'type="file"' in text
    assert client.get(row_url(county, row_id=measure("1-1").id), headers=SCRIPT).status_code == 404


def test_a_finding_without_measures_leads_to_its_first_from_the_list_of_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    county = County().found().fed_back()
    text = at(county, monkeypatch)("unit_liaison").get(reverse("list", args=[county.inspection_id, "tasks"]))
    assert reverse("finding_do", args=[county.finding("1").id, "add_measure"]) in text.content.decode()
