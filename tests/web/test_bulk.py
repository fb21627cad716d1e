"""One deed on many rows: what each was and will be, its verdict, each or all, and ten minutes to take an edit back."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.county import County
from tests.web.desks import Desks, at, entries, key_on, words

from bihuan.domain.roles import Role
from bihuan.dossiers.models import Finding
from bihuan.ledger.models import Entry
from bihuan.rectification.models import Measure
from bihuan.web import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County().found().fed_back().planned_and_accepted()


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def ids_of(desks: Desks) -> list[str]:
    return [str(row.id) for row in Finding.objects.filter(inspection_id=desks.county.inspection_id).order_by("place")]


def preview(desks: Desks, name: str, deed: str, **told: str) -> Any:
    """Tick all findings and choose a deed; where something is told, send it with them."""
    more = {"told": "1", **told} if told else {}
    return desks(name).post(reverse("findings_bulk"), {"deed": deed, "finding": ids_of(desks), **more})


def confirm(desks: Desks, name: str, page: Any, how: str = "each", **other: str) -> Any:
    """Press the button of a preview, with everything that its form carries."""
    text = page.content.decode()
    form = next(part for part in re.findall(r"<form.*?</form>", text, re.S) if 'name="confirmed"' in part)
    told: dict[str, Any] = {}
    for field, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form):
        told.setdefault(field, []).append(unescape(value))
    return desks(name).post(reverse("findings_bulk"), {**told, "how": how, **other})


def shown(page: Any, which: str) -> list[str]:
    return re.findall(rf'data-{which}="([^"]+)"', page.content.decode())


def measures() -> dict[str, Measure]:
    return {measure.number: measure for measure in Measure.objects.all()}


# --- sign-off -------------------------------------------------------------------------------------


def test_the_preview_shows_what_would_be_refused_and_why_and_writes_nothing(desks: Desks) -> None:
    desks.county.finish("1")
    desks.account("unit_head")
    before = entries()
    page = preview(desks, "unit_head", "request_sign_off")
    assert shown(page, "open") == ["1"]
    assert "阶段 整改中 申请销号" in words(page)
    assert shown(page, "refused") == ["2", "3"]
    assert page.content.decode().count('data-code="measure.not_done"') == 2
    assert entries() == before


def test_each_row_is_its_own_deed_and_a_second_click_changes_nothing(desks: Desks) -> None:
    county = desks.county
    for number in ("1", "2"):
        county.finish(number)
    page = preview(desks, "unit_head", "request_sign_off")
    before = entries()
    assert shown(confirm(desks, "unit_head", page), "open") == ["1", "2"]
    assert entries() == before + 2
    assert {n: county.finding(n).stage for n in "123"} == {
        "1": "sign_off_requested",
        "2": "sign_off_requested",
        "3": "rectifying",
    }
    again = confirm(desks, "unit_head", page)
    assert entries() == before + 2
    assert shown(again, "refused") == []
    granted = preview(desks, "office", "grant_sign_off")
    assert shown(granted, "refused") == ["3"]
    confirm(desks, "office", granted)
    assert {county.finding(n).stage for n in ("1", "2")} == {"signed_off"}


def test_the_earlier_returns_of_each_finding_are_read_before_many_are_asked_for_or_answered(desks: Desks) -> None:
    county = desks.county
    for number in ("1", "2"):
        county.finish(number)
    for reason in ("发票不全", "只有会议记录"):
        county.do(county.unit_head, "request_sign_off", county.finding("1").id)
        county.do(county.office, "return_sign_off", county.finding("1").id, reason=reason)
    page = preview(desks, "unit_head", "request_sign_off")
    text = words(page)
    assert shown(page, "open") == ["1", "2"]
    assert text.count("本问题此前已被退回 2 次") == 1, "of the one that was, not of the other"
    assert text.index("发票不全") < text.index("只有会议记录")
    assert "没有补充任何佐证、进展或措施" in text
    done = confirm(desks, "unit_head", page)
    assert "此前已被退回" not in words(done)
    for deed, told in (("grant_sign_off", {}), ("return_sign_off", {"reason": "佐证不足"})):
        asked = words(preview(desks, "office", deed, **told))
        assert asked.count("本问题此前已被退回 2 次") == 1
        assert "只有会议记录" in asked


def test_who_asked_himself_is_told_so_in_the_preview_already(desks: Desks) -> None:
    """The verdict is the deed's own: the gates are open here, and still the answer is no."""
    county = desks.county
    county.finish("1")
    office = desks.account("office")
    as_head = county.actor(Role.UNIT_HEAD, path=county.unit_path, account=office.id)
    county.do(as_head, "request_sign_off", county.finding("1").id)
    page = preview(desks, "office", "grant_sign_off")
    assert "1" in shown(page, "refused")
    assert "由您本人申请" in words(page)


def test_what_needs_a_reason_asks_for_it_first(desks: Desks) -> None:
    county = desks.county
    county.finish("1")
    county.do(county.unit_head, "request_sign_off", county.finding("1").id)
    asked = preview(desks, "office", "return_sign_off")
    assert shown(asked, "open") == shown(asked, "refused") == []
    assert 'name="reason"' in asked.content.decode()
    assert preview(desks, "office", "return_sign_off", reason=" ").status_code == 422
    page = preview(desks, "office", "return_sign_off", reason="佐证不全")
    assert shown(page, "open") == ["1"]
    confirm(desks, "office", page)
    assert county.finding("1").stage == "rectifying"
    assert Entry.objects.get(action="return_sign_off").reason == "佐证不全"


def test_it_is_for_those_who_may_and_for_rows_within_reach(desks: Desks) -> None:
    assert preview(desks, "unit_head", "grant_sign_off").status_code == 404
    assert preview(desks, "office", "reopen").status_code == 404
    page = preview(desks, "unit_head", "revise_measure", reason="分工调整", owner="张副局长")
    desks.account("other_unit")
    before = entries()
    stolen = confirm(desks, "other_unit", page)
    assert shown(stolen, "open") == shown(stolen, "refused") == []
    assert entries() == before


@pytest.mark.parametrize("name", ["findings_bulk", "bulk_undo"])
def test_whoever_opens_the_address_of_a_preview_is_led_to_the_account_of_findings(desks: Desks, name: str) -> None:
    assert desks("office").get(reverse(name)).headers["Location"] == reverse("findings")


# --- measures -------------------------------------------------------------------------------------


def test_leader_and_department_of_many_measures_change_and_nothing_else_does(desks: Desks) -> None:
    page = preview(desks, "unit_liaison", "revise_measure", reason="分工调整", owner="王副局长")
    assert shown(page, "open") == ["1-1", "2-1", "3-1"]
    assert "责任领导 分管副局长 王副局长" in words(page)
    before = measures()
    confirm(desks, "unit_liaison", page)
    for number, measure in measures().items():
        assert measure.owner == "王副局长"
        for name in ("text", "department", "due_on", "expected_result"):
            assert getattr(measure, name) == getattr(before[number], name)


def test_a_day_that_stands_in_the_accepted_plan_is_refused_in_the_preview(desks: Desks) -> None:
    page = preview(desks, "unit_liaison", "revise_measure", due_on="2018-12-31")
    assert shown(page, "refused") == ["1-1", "2-1", "3-1"]
    assert "请申请延期" in words(page)
    assert "2018-05-31 → 2018-12-31" in words(page)


def test_what_is_so_already_and_what_is_done_is_left_alone(desks: Desks) -> None:
    county = desks.county
    county.finish("1")
    page = preview(desks, "unit_liaison", "revise_measure", department="办公室")
    assert shown(page, "open") == []
    assert shown(page, "refused") == ["2-1", "3-1"], "the measure that is done is no row of this deed"
    assert "勾选的问题中有 1 个没有可办理的事项" in words(page)
    assert preview(desks, "unit_liaison", "revise_measure", owner="").status_code == 422


def test_more_time_is_asked_for_and_granted_for_many(desks: Desks) -> None:
    page = preview(desks, "unit_liaison", "request_extension", until_on="2018-07-31", reason="等待上级批复")
    assert "申请延期至 2018-05-31 2018-07-31" in words(page)
    confirm(desks, "unit_liaison", page)
    again = preview(desks, "unit_liaison", "request_extension", until_on="2018-08-31", reason="再延")
    assert shown(again, "open") == shown(again, "refused") == [], "what awaits its answer is not asked for again"
    granted = preview(desks, "office", "approve_extension")
    assert shown(granted, "open") == ["1-1", "2-1", "3-1"]
    confirm(desks, "office", granted)
    assert {measure.due_on for measure in measures().values()} == {date(2018, 7, 31)}


def test_a_row_changed_before_the_confirmation_is_refused_and_the_others_go(desks: Desks) -> None:
    county = desks.county
    page = preview(desks, "unit_liaison", "revise_measure", reason="分工调整", owner="王副局长")
    county.do(county.unit_head, "report_progress", measures()["2-1"].id, progress="已印发")
    done = confirm(desks, "unit_liaison", page)
    assert shown(done, "open") == ["1-1", "3-1"]
    assert shown(done, "refused") == ["2-1"]
    assert measures()["2-1"].owner == "分管副局长"


def test_all_or_none_leaves_nothing_where_one_row_is_refused(desks: Desks) -> None:
    county = desks.county
    page = preview(desks, "unit_liaison", "revise_measure", reason="分工调整", owner="王副局长")
    county.do(county.unit_head, "report_progress", measures()["2-1"].id, progress="已印发")
    before = entries()
    done = confirm(desks, "unit_liaison", page, how="all")
    assert entries() == before
    assert {measure.owner for measure in measures().values()} == {"分管副局长"}
    assert "未作任何改动" in words(done)
    assert shown(done, "refused") == ["2-1"]
    again = preview(desks, "unit_liaison", "revise_measure", reason="分工调整", owner="王副局长")
    confirm(desks, "unit_liaison", again, how="all")
    assert entries() == before + 3


def test_no_more_rows_go_at_once_than_the_settings_say(desks: Desks, settings: Any) -> None:
    settings.BULK_MOST = 2
    page = preview(desks, "unit_liaison", "revise_measure", reason="分工调整", owner="王副局长")
    assert shown(page, "open") == ["1-1", "2-1"]
    assert "一次最多办理 2 条，另有 1 条未列入" in words(page)


# --- the way back ---------------------------------------------------------------------------------


def undo(desks: Desks, name: str, page: Any) -> Any:
    return desks(name).post(reverse("bulk_undo"), {"key": key_on(page)})


@pytest.fixture
def liaison(desks: Desks, monkeypatch: pytest.MonkeyPatch) -> Desks:
    """Let everybody keep one browser: the way back is his session's."""
    browsers: dict[str, Client] = {}
    fresh = Desks.__call__

    def kept(self: Desks, name: str) -> Client:
        if name not in browsers:
            browsers[name] = fresh(self, name)
        return browsers[name]

    monkeypatch.setattr(Desks, "__call__", kept)
    return desks


def test_an_edit_is_taken_back_by_a_deed_of_its_own(liaison: Desks) -> None:
    done = confirm(
        liaison, "unit_liaison", preview(liaison, "unit_liaison", "revise_measure", reason="分工调整", owner="王副局长")
    )
    assert {measure.owner for measure in measures().values()} == {"王副局长"}
    before = entries()
    back = undo(liaison, "unit_liaison", done)
    assert shown(back, "back") == ["1-1", "2-1", "3-1"]
    assert {measure.owner for measure in measures().values()} == {"分管副局长"}
    assert entries() == before + 3
    assert Entry.objects.filter(action="undo_edit").count() == 3
    assert undo(liaison, "unit_liaison", done).status_code == 302, "once taken back there is nothing left to take back"
    assert entries() == before + 3


def test_what_somebody_changed_meanwhile_is_not_taken_back(liaison: Desks) -> None:
    county = liaison.county
    done = confirm(liaison, "unit_liaison", preview(liaison, "unit_liaison", "report_progress", done_on="2018-03-01"))
    county.do(county.unit_head, "report_progress", measures()["2-1"].id, progress="已印发", done_on=date(2018, 3, 1))
    back = undo(liaison, "unit_liaison", done)
    assert shown(back, "back") == ["1-1", "3-1"]
    assert shown(back, "refused") == ["2-1"]
    assert measures()["2-1"].done_on == date(2018, 3, 1)
    assert measures()["1-1"].done_on is None
    assert county.finding("1").due_on == date(2018, 5, 31), "the finding is due again"


def test_after_ten_minutes_nothing_is_taken_back(liaison: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    done = confirm(
        liaison, "unit_liaison", preview(liaison, "unit_liaison", "revise_measure", reason="分工调整", owner="王副局长")
    )
    later = liaison.county.now + timedelta(minutes=10, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert undo(liaison, "unit_liaison", done).status_code == 302
    assert {measure.owner for measure in measures().values()} == {"王副局长"}


def test_nobody_takes_back_what_somebody_else_did(liaison: Desks) -> None:
    done = confirm(
        liaison, "unit_liaison", preview(liaison, "unit_liaison", "revise_measure", reason="分工调整", owner="王副局长")
    )
    assert undo(liaison, "unit_head", done).status_code == 302
    assert {measure.owner for measure in measures().values()} == {"王副局长"}


# --- where the stage has no such step ------------------------------------------------------------------


def test_an_account_of_closed_dossiers_offers_no_deed_on_many_rows_and_takes_no_workbook(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    county = County().found().closable()
    county.do(county.office, "close")
    desks = at(county, monkeypatch)
    for name in ("unit_head", "office"):
        text = desks(name).get(reverse("findings")).content.decode()
        assert 'class="bulk-bar"' not in text
        assert 'name="finding"' not in text
        assert reverse("sheet_return", args=["findings"]) not in text
        assert reverse("sheet_workbook", args=["findings"]) in text


def test_only_rows_with_a_step_can_be_ticked(desks: Desks) -> None:
    desks.county.sign_off("1")
    text = desks("unit_head").get(reverse("findings")).content.decode()
    ticks = re.findall(r'name="finding" value="([^"]+)"', text)
    assert set(ticks) == set(ids_of(desks)[1:])
    assert '<option value="request_sign_off">' in text


def test_a_list_of_which_nothing_can_be_changed_only_offers_to_compare_a_workbook(desks: Desks) -> None:
    text = desks("office").get(reverse("dossiers")).content.decode()
    assert reverse("sheet_return", args=["dossiers"]) in text
    assert ("比对 Excel" in text, "送回 Excel" in text) == (True, False)
    text = desks("office").get(reverse("organizations")).content.decode()
    assert reverse("sheet_return", args=["organizations"]) in text
    assert ("比对 Excel" in text, "送回 Excel" in text) == (False, True)
