"""The pool: what is asked of an entry, what lies sealed, what the ledger holds, the workbook out and in again."""

from __future__ import annotations

import io
import uuid
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from bihuan.access.actions import NotYours
from bihuan.domain.inspectors import faults_of, held_in, relatives_in
from bihuan.ledger import sealing
from bihuan.ledger.models import Entry
from bihuan.organizations.actions import LifeReversed
from bihuan.teams.growth import MentorMissing, record_growth, state_availability
from bihuan.teams.inspectors import (
    InspectorRefused,
    InspectorThere,
    LeftAlready,
    correct_inspector,
    enter_inspector,
    leave_pool,
)
from bihuan.teams.models import Growth, Inspector
from bihuan.teams.preparing import NobodyThere, commit_release
from tests.county import County
from tests.pool.people import PLAIN, Pool
from tests.web.desks import Desks, at, words
from tests.web.workbooks import hidden

pytestmark = pytest.mark.django_db
TODAY = date(2018, 1, 8)


@pytest.fixture
def pool() -> Pool:
    return Pool(County().found())


@pytest.fixture
def desks(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(pool.county, monkeypatch)


# --- what is asked of an entry --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoiled", "fault"),
    [
        ({"name": ""}, ("name", "missing")),
        ({"recommended_by": ""}, ("recommended_by", "missing")),
        ({"specialities": []}, ("specialities", "missing")),
        ({"born": "八四年"}, ("born", "no_month")),
        ({"born": "2010-01"}, ("born", "too_young")),
        ({"category": "leader"}, ("may_lead", "leader_without_list")),
        ({"posts_held": "县财政局|科员|去年|今年"}, ("posts_held", "no_post")),
        ({"posts_held": "县财政局|科员|2015-03|2014-03"}, ("posts_held", "no_post")),
        ({"kin": "同乡|沈某|县水利局|科员"}, ("kin", "no_relative")),
    ],
)
def test_one_fault_of_an_entry_is_named_alone(spoiled: dict[str, Any], fault: tuple[str, str]) -> None:
    assert faults_of(PLAIN, TODAY) == ()
    assert [(one.key, one.code) for one in faults_of(PLAIN | spoiled, TODAY)] == [fault]


def test_posts_and_relatives_are_read_line_by_line() -> None:
    assert [
        str(one.since)
        for one in held_in("县财政局|科员|2015-03|2019-06\n县水利局，股长，2019")
        if not isinstance(one, str)
    ] == [
        "2015-03-01",
        "2019-01-01",
    ]
    told = [
        (one.relation, one.unit)
        for one in relatives_in("妻子|陆某|县一中|教师\n近姻亲|顾某")
        if not isinstance(one, str)
    ]
    assert told == [("spouse", "县一中"), ("in_law", "")]


def test_only_the_office_enters_and_the_same_person_once(pool: Pool) -> None:
    with pytest.raises(NotYours):
        pool.do(enter_inspector, pool.county.leading_group, inspector_id=uuid.uuid4(), values=PLAIN, account_id=None)
    pool.enter()
    with pytest.raises(InspectorThere):
        pool.enter()
    pool.enter(born="1990-01")
    with pytest.raises(InspectorRefused):
        pool.enter(name="", born="1991-01")


def test_a_correction_owes_its_reason_and_who_has_left_is_corrected_no_more(pool: Pool) -> None:
    one = pool.enter()
    told: dict[str, Any] = {"inspector_id": one, "values": PLAIN | {"post": "局长"}, "account_id": None}
    with pytest.raises(ValueError, match="needs a reason"):
        pool.do(correct_inspector, **told, reason=" ")
    pool.do(correct_inspector, **told, reason="任职")
    assert pool.row(one).post == "局长"
    pool.do(leave_pool, inspector_id=one, on=TODAY, reason="退休")
    with pytest.raises(LeftAlready):
        pool.do(correct_inspector, **told, reason="任职")


def test_a_home_unit_of_the_tree_is_known_by_its_name(pool: Pool) -> None:
    made, _path = pool.county.organization("县审计局", "department")
    assert pool.row(pool.enter(unit="县审计局", place="")).organization_id == made
    assert pool.row(pool.enter(unit="云溪县审计局")).organization_id is None


# --- what lies sealed -----------------------------------------------------------------------------------


def test_what_is_about_a_person_is_read_neither_in_the_store_nor_in_the_ledger(pool: Pool) -> None:
    one = pool.enter(kin="妻子|陆采薇|县一中|教师", posts_held="县财政局|科员|2015-03|2019-06")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM teams_inspector WHERE authority_id = %s", [pool.county.authority_id.hex])
        kept = repr(cursor.fetchall())
    written = bytes(Entry.objects.get(action="enter_inspector").content).decode()
    for told in ("沈知远", "陆采薇", "1984-05", "县财政局", "作风过硬"):
        assert told not in kept
        assert told not in written
    assert written.count("commitment") >= 8
    assert pool.row(one).kin == "妻子|陆采薇|县一中|教师"


def test_two_seals_of_one_text_differ_and_none_opens_elsewhere() -> None:
    first, second = (sealing.seal("沈知远".encode(), "teams_inspector.name") for _ in range(2))
    assert first != second
    assert sealing.unseal(first, "teams_inspector.name").decode() == "沈知远"
    for broken, what in ((first, "teams_inspector.kin"), (first[:-4] + "AAA=", "teams_inspector.name"), ("", "x")):
        with pytest.raises(sealing.SealBroken):
            sealing.unseal(broken, what)


# --- what follows an inspector --------------------------------------------------------------------------


def test_training_and_mentors_are_recorded_and_a_pair_is_two_people(pool: Pool) -> None:
    one, other = pool.enter(), pool.enter(name="陆明川")
    told: dict[str, Any] = {"inspector_id": one, "title": "巡前培训", "days": 3, "from_on": TODAY, "until_on": None}
    pool.do(record_growth, **told, kind="training", mentor_id=None)
    for nobody in (None, one):
        with pytest.raises(MentorMissing):
            pool.do(record_growth, **told, kind="mentor", mentor_id=nobody)
    pool.do(record_growth, **told, kind="mentor", mentor_id=other)
    assert [row.mentor_id for row in Growth.objects.order_by("id")] == [None, other]


def test_the_home_unit_commits_itself_and_illness_is_told_with_its_days(pool: Pool) -> None:
    one = pool.enter()
    told: dict[str, Any] = {"people": [one], "released_by": "云溪县审计局", "on": TODAY, "paper": "承诺书3号"}
    with pytest.raises(LifeReversed):
        pool.do(commit_release, **told, until_on=date(2017, 1, 1))
    with pytest.raises(NobodyThere):
        pool.do(commit_release, **told | {"people": []}, until_on=date(2018, 6, 30))
    pool.do(commit_release, **told, until_on=date(2018, 6, 30))
    row = pool.row(one)
    assert (row.released_on, row.release_paper) == (TODAY, "承诺书3号")
    pool.do(state_availability, inspector_id=one, from_on=TODAY, until_on=date(2018, 2, 1), reason="住院")
    assert pool.row(one).away_reason == "住院"
    pool.do(state_availability, inspector_id=one, from_on=None, until_on=None, reason="")
    assert pool.row(one).away_from is None
    assert "住院" not in bytes(Entry.objects.filter(action="state_availability").earliest("number").content).decode()


# --- pages and the workbook -------------------------------------------------------------------------------


def key() -> str:
    return str(uuid.uuid4())


def send(client: Client, data: bytes, reason: str = "", status: int = 200) -> Any:
    """Send a workbook: it is shown what it changes (200), that nothing does (302), or that it cannot be used (422)."""
    sent = SimpleUploadedFile("人才库.xlsx", data)
    answer = client.post(reverse("pool_import"), {"workbook": sent, "reason": reason})
    assert answer.status_code == status, words(answer)
    return answer


def bring_in(client: Client, data: bytes, reason: str = "") -> None:
    answer = client.post(reverse("pool_confirm"), hidden(send(client, data, reason)))
    assert answer.status_code == 302, words(answer)


def exported(client: Client) -> bytes:
    return bytes(client.get(reverse("pool_workbook")).content)


def changed(data: bytes, cells: dict[tuple[int, str], Any]) -> bytes:
    book = load_workbook(io.BytesIO(data))
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[1]}
    for (row, column), value in cells.items():
        sheet.cell(row, columns[column]).value = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_is_exported_comes_in_again_unchanged(pool: Pool, desks: Desks) -> None:
    pool.enter(kin="妻子|陆采薇|县一中|教师\n父亲|沈某|云溪县水利局|退休", posts_held="县财政局|科员|2015-03|2019-06")
    pool.enter(name="陆明川", may_lead=True, category="leader", specialities=["discipline", "law"], sex="f")
    office, before = desks("office"), Entry.objects.count()
    send(office, exported(office), status=302)
    assert Entry.objects.count() == before
    assert "2行均已如此" in words(office.get(reverse("pool")))


def test_new_rows_are_entered_and_changed_ones_corrected_with_a_reason(pool: Pool, desks: Desks) -> None:
    one = pool.enter()
    office = desks("office")
    fresh = {
        "姓名": "韩书岩",
        "性别": "男",
        "工作单位": "县财政局",
        "人员类别": "组长",
        "组长库": "是",
        "推荐单位": "县委组织部",
    }
    cells = {(3, name): value for name, value in fresh.items()} | {(2, "职务"): "局长", (3, "专业特长"): "财务、审计"}
    data = changed(exported(office), cells)
    assert "请写明理由" in words(send(office, data, status=422))
    shown = send(office, data, reason="年度更新").content.decode()
    assert '<td class="text">–</td><td class="text">县财政局</td>' in shown, (
        "where nothing stood, nothing is struck out"
    )
    assert '<td class="text then">' in shown
    bring_in(office, data, reason="年度更新")
    assert pool.row(one).post == "局长"
    new = Inspector.objects.exclude(pk=one).get()
    assert (new.name, new.specialities, new.may_lead) == ("韩书岩", ["finance", "audit"], True)


def test_a_faulty_row_keeps_everything_out_and_comes_back_marked_in_the_sender_s_own_file(
    pool: Pool, desks: Desks
) -> None:
    pool.enter()
    office = desks("office")
    told = {"姓名": "韩书岩", "性别": "不详", "工作单位": "县财政局", "人员类别": "工作人员", "推荐单位": "县委组织部"}
    cells = {(3, name): value for name, value in told.items()} | {(3, "专业特长"): "财务", (3, "距本地公里数"): "很远"}
    answer = send(office, changed(exported(office), cells), status=422)
    assert "性别：“不详”不在可选范围内（可填：女 / 男）" in words(answer)
    assert "“很远”不是公里数，请填不小于0的整数" in words(answer)
    assert "有2个单元格不能使用" in words(answer), "each faulty cell is told once"
    assert "性别：必须填写" not in words(answer)
    assert Inspector.objects.count() == 1
    page = answer.content.decode()
    assert "fingerprint" not in page, "nothing of it can be confirmed"
    assert "韩书岩" not in hidden(answer)["token"]
    marked = office.post(reverse("pool_marked"), hidden(answer))
    sheet = load_workbook(io.BytesIO(marked.content)).active
    noted = {cell.value for row in sheet.iter_rows(min_row=3, max_row=3) for cell in row if cell.comment}
    assert noted == {"不详", "很远"}


@pytest.mark.parametrize("data", [b"", b"no workbook", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused_on_the_page(pool: Pool, desks: Desks, data: bytes) -> None:
    send(desks("office"), data, status=422)
    assert Inspector.objects.count() == 0


def test_the_list_filters_by_what_the_office_looks_for(pool: Pool, desks: Desks) -> None:
    pool.enter()
    away = pool.enter(name="陆明川", specialities=["law"], may_deputise=True)
    pool.do(state_availability, inspector_id=away, from_on=TODAY, until_on=None, reason="住院")
    group = desks("leading_group")

    def listed(**query: str) -> set[str]:
        page = words(group.get(reverse("pool"), query))
        return {name for name in ("沈知远", "陆明川") if name in page}

    assert listed() == {"沈知远", "陆明川"}
    assert listed(speciality="law") == {"陆明川"}
    assert listed(state="away") == {"陆明川"}
    assert listed(seat="deputy") == {"陆明川"}
    assert listed(q="沈知") == {"沈知远"}
    assert listed(state="left") == set()


def test_the_pages_of_the_pool_do_every_deed_of_it(pool: Pool, desks: Desks) -> None:
    office, one = desks("office"), pool.enter()
    given = {name: value for name, value in PLAIN.items() if not isinstance(value, bool)} | {
        "name": "韩书岩",
        "cleared": "on",
    }
    answer = office.post(reverse("inspector_add"), {**given, "key": key()})
    assert answer.status_code == 302, words(answer)
    for page, told in {
        "inspector_correct": {**given, "name": "沈知远", "post": "局长", "reason": "任职"},
        "growth_add": {"kind": "training", "title": "巡前培训", "from_on": "2018-01-02", "days": "3"},
        "release_add": {"released_by": "云溪县审计局", "on": "2018-01-02", "until_on": "2018-06-30"},
        "inspector_vouch": {"recommended_by": "云溪县委组织部", "vouched": "作风过硬", "on": "2018-01-02"},
        "availability_set": {"from_on": "2018-02-01", "until_on": "2018-02-03", "reason": "出差"},
    }.items():
        answer = office.post(reverse(page, args=[one]), {**told, "key": key()})
        assert answer.status_code == 302, (page, words(answer))
    shown = words(office.get(reverse("inspector", args=[one])))
    for said in ("局长", "巡前培训", "脱岗至2018-06-30"):
        assert said in shown
    office.post(reverse("inspector_leave", args=[one]), {"on": "2018-01-08", "reason": "退休", "key": key()})
    assert "出库：退休" in words(office.get(reverse("inspector", args=[one])))


def test_units_and_teams_see_nothing_of_the_pool(pool: Pool, desks: Desks) -> None:
    one = pool.enter()
    for role in ("unit_head", "team_leader", "member", "supervision_office"):
        client = desks(role)
        assert client.get(reverse("pool")).status_code == 403
        assert client.get(reverse("inspector", args=[one])).status_code == 403


def test_an_old_workbook_undoes_nothing_that_was_changed_after_it(pool: Pool, desks: Desks) -> None:
    one, other = pool.enter(), pool.enter(name="陆明川")
    office = desks("office")
    old = exported(office)
    lines = {row[2].value: row[0].row for row in load_workbook(io.BytesIO(old)).active.iter_rows(min_row=2)}
    pool.do(correct_inspector, inspector_id=one, values=PLAIN | {"post": "局长"}, account_id=None, reason="任职")
    bring_in(office, changed(old, {(lines["陆明川"], "职务"): "科长"}), reason="年度更新")
    assert pool.row(one).post == "局长", "the row was left alone in the old workbook"
    assert pool.row(other).post == "科长"
    bring_in(office, changed(old, {(lines["沈知远"], "职级"): "二级调研员"}), reason="职级")
    assert (pool.row(one).post, pool.row(one).rank) == ("局长", "二级调研员"), "only the changed cell is written"


def test_a_cell_that_others_changed_meanwhile_is_told_with_both_values_and_not_written(
    pool: Pool, desks: Desks
) -> None:
    one, office = pool.enter(), desks("office")
    old = exported(office)
    pool.do(correct_inspector, inspector_id=one, values=PLAIN | {"post": "局长"}, account_id=None, reason="任职")
    answer = send(office, changed(old, {(2, "职务"): "主任"}))
    assert "其间已被他人改动，您的内容未写入" in words(answer)
    assert "沈知远 职务 局长 主任" in words(answer)
    assert "fingerprint" not in answer.content.decode(), "there is nothing to be confirmed"
    marked = load_workbook(io.BytesIO(office.post(reverse("pool_marked"), hidden(answer)).content)).active
    noted = [cell.comment.text for row in marked.iter_rows() for cell in row if cell.comment]
    assert noted == ["其间他人改动了此行，现为：局长"]
    assert pool.row(one).post == "局长"
    send(office, changed(old, {(2, "职务"): "局长"}), reason="任职", status=302)
    assert "1行均已如此" in words(office.get(reverse("pool")))


def test_a_workbook_without_versions_still_comes_in(pool: Pool, desks: Desks) -> None:
    one, office = pool.enter(), desks("office")
    old = changed(exported(office), {(1, "版本"): "", (2, "版本"): "", (2, "职务"): "主任"})
    assert "1 行不带版本" in words(send(office, old, reason="任职")), "it writes over whatever stands, which is told"
    bring_in(office, old, reason="任职")
    assert pool.row(one).post == "主任"


def test_it_is_shown_who_is_new_and_what_is_corrected_before_anything_is_written(pool: Pool, desks: Desks) -> None:
    one, office = pool.enter(), desks("office")
    fresh = {"姓名": "韩书岩", "性别": "男", "工作单位": "县财政局", "人员类别": "组长", "推荐单位": "县委组织部"}
    fresh |= {"组长库": "是", "专业特长": "财务"}
    cells = {(3, name): value for name, value in fresh.items()} | {(2, "职务"): "局长"}
    data, before = changed(exported(office), cells), Entry.objects.count()
    page = send(office, data, reason="年度更新")
    assert "沈知远 更正人员信息 职务 副局长 局长" in words(page)
    assert "韩书岩 人员入库 工作单位 – 县财政局" in words(page)
    assert (Entry.objects.count(), Inspector.objects.count(), pool.row(one).post) == (before, 1, "副局长")
    told = hidden(page)
    assert "韩书岩" not in told["token"]
    for _press in range(2):
        assert office.post(reverse("pool_confirm"), told).status_code == 302
    assert (Entry.objects.count(), Inspector.objects.count(), pool.row(one).post) == (before + 1, 2, "局长")
    assert Entry.objects.get(action="import_inspectors").reason == "年度更新"


def test_what_changes_between_the_page_and_the_confirmation_is_not_written_over(pool: Pool, desks: Desks) -> None:
    one, office = pool.enter(), desks("office")
    blind = changed(exported(office), {(2, "版本"): "", (2, "职务"): "主任"})
    told = hidden(send(office, blind, reason="任职"))
    pool.do(correct_inspector, inspector_id=one, values=PLAIN | {"post": "局长"}, account_id=None, reason="任职")
    assert office.post(reverse("pool_confirm"), told).status_code == 409
    answer = office.get(reverse("pool_confirm"))
    assert (answer.status_code, answer["Location"]) == (302, reverse("pool_import")), (
        "the address that was left in the bar"
    )
    assert pool.row(one).post == "局长"


def test_a_key_that_served_another_deed_confirms_nothing(pool: Pool, desks: Desks) -> None:
    used, one, office = str(uuid.uuid4()), uuid.uuid4(), desks("office")
    told = {"inspector_id": one, "values": PLAIN, "account_id": None}
    enter_inspector(actor=pool.county.office, **told, now=pool.county.now, key=used)
    confirmed = hidden(send(office, changed(exported(office), {(2, "职务"): "局长"}), reason="任职"))
    assert office.post(reverse("pool_confirm"), confirmed | {"key": used}).status_code == 422
    assert pool.row(one).post == "副局长"


def test_what_one_account_sent_no_other_confirms(pool: Pool, desks: Desks) -> None:
    pool.enter()
    office = desks("office")
    told = hidden(send(office, changed(exported(office), {(2, "职务"): "局长"}), reason="任职"))
    for token in ("", "s1:AAAA", told["token"][:-8]):
        answer = office.post(reverse("pool_confirm"), told | {"token": token}, follow=True)
        assert "请重新选择表格" in words(answer)
    assert desks("unit_head").post(reverse("pool_confirm"), told).status_code == 403


def test_a_person_s_page_and_the_recent_deeds_tell_what_an_import_corrected_and_why(pool: Pool, desks: Desks) -> None:
    one, other, office = pool.enter(), pool.enter(name="陆明川"), desks("office")
    data = changed(exported(office), {(2, "职务"): "局长", (2, "工作单位"): "云溪县财政局"})
    mine, his = (one, other) if str(one) == load_workbook(io.BytesIO(data)).active.cell(2, 1).value else (other, one)
    bring_in(office, data, reason="年度更新")
    told = words(office.get(reverse("inspector", args=[mine])))
    assert "导入人才库" in told
    assert "理由：年度更新" in told
    assert "更正 工作单位、职务" in told
    assert "导入人才库" not in words(office.get(reverse("inspector", args=[his])))
    recent = words(office.get(reverse("recent")))
    assert "理由：年度更新" in recent
    assert "导入人才库" in recent
    assert "导入人才库" in words(office.get(reverse("recent"), {"deed": "import_inspectors"})).split("重置")[-1]


def test_the_sheet_is_like_those_of_the_other_lists(pool: Pool, desks: Desks) -> None:
    pool.enter(specialities=["audit", "law"])
    sheet = load_workbook(io.BytesIO(exported(desks("office")))).active
    cells = {head.value: cell for head, cell in zip(sheet[1], sheet[2], strict=True)}
    assert (cells["距本地公里数"].value, cells["距本地公里数"].number_format) == (40, "0")
    assert "、" in cells["专业特长"].value
    assert {cells[name].value for name in ("组长库", "副组长库")} == {"否"}
    assert sheet.auto_filter.ref
    assert (sheet.print_title_rows, sheet.page_setup.paperSize) == ("$1:$1", 9)
    hidden_ones = [cell.value for cell in sheet[1] if sheet.column_dimensions[cell.column_letter].hidden]
    assert hidden_ones[:1] == ["库内编号"]
