"""Filings, responsibility, methods, costs, guidance: deeds with their refusals, and the four pages with the to-do."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from bihuan.access.actions import NotYours
from bihuan.domain.sequence import FutureDay
from bihuan.dossiers.actions import PlaceTaken
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing
from bihuan.planning import keeping
from bihuan.planning.filed import withdraw_filing
from bihuan.planning.filing import FiledAlready, NotSentYet, owed_to, receive_filing, register_filing, send_filing
from bihuan.planning.records import Cost, Filing, Guidance, Method, Responsibility
from bihuan.web.record_tables import cost_tables, filing_tables, guidance_tables, responsibility_tables
from bihuan.web.reminding.number import Number, number_of
from bihuan.web.reminding.reminders import dues
from bihuan.web.sheets.of_the_house import SHEETS
from tests.database.states import state_of_ledger, state_of_tables
from tests.planning.plans import COST, Plans, planned
from tests.web.desks import Desks, at, words
from tests.web.workbooks import comes_back

pytestmark = pytest.mark.django_db
FILING: dict[str, Any] = {
    "kind": "round_plan",
    "title": "第一轮方案",
    "to": "临江市委巡察办",
    "in_name_of": "青石县委",
    "event_on": date(2018, 1, 8),
}


@pytest.fixture
def plans() -> Plans:
    return planned()


@pytest.fixture
def desks(plans: Plans, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(plans.county, monkeypatch)


def filed(plans: Plans, about: str = "") -> uuid.UUID:
    return uuid.UUID(plans.do(register_filing, about=about, **FILING).told["filing"])


def kinds_owed(plans: Plans) -> list[str]:
    return [one.event.kind.value for one in owed_to(plans.county.authority_id, plans.county.today)]


def test_the_bell_rings_for_what_is_owed_to_the_level_above_until_it_is_put_aside_or_sent(
    plans: Plans, desks: Desks
) -> None:
    plans.laid_out()
    plans.adopt(reason="余下单位下半年列入")
    county = plans.county
    told = {"kind": "key", "from_body": "临江市委巡察办", "on": county.today, "matter": "加强对国资系统整改的监督"}
    plans.do(keeping.record_guidance, answer_by=date(2018, 2, 1), **told)
    assert number_of(county.office).overdue == 0
    county.today = date(2018, 5, 1)
    assert number_of(county.office).overdue == 2
    assert number_of(county.unit_head) == Number(0, 0), "the office answers to the level above"
    page = words(desks("office").get(reverse("reminders")))
    assert "五年规划" in page
    assert "加强对国资系统整改的监督" in page
    first, second = dues(county.office)
    assert {first.kind, second.kind} == {"filings", "guidance"}
    told_aside = {"kind": first.kind, "row": str(first.row_id)}
    assert desks("office").post(reverse("reminder_put_aside"), told_aside).status_code == 302
    assert "已逾期 1 项" in words(desks("office").get(reverse("filings")))


def test_adopting_beginning_and_hearing_owe_their_papers_until_they_are_registered(plans: Plans) -> None:
    rounds = plans.laid_out()
    plans.adopt(reason="余下单位下半年列入")
    assert kinds_owed(plans) == ["term_plan"]
    plans.county.today = date(2018, 7, 2)
    assert kinds_owed(plans) == ["term_plan", "round_plan"]
    filed(plans, str(rounds[0]))
    assert kinds_owed(plans) == ["term_plan"]
    heard = {"act": "asked_after", "by": "secretary", "round_id": rounds[0], "matter": "听取汇报", "asked": ""}
    plans.do(keeping.record_responsibility, on=plans.county.today, is_hearing=True, **heard)
    assert "speech" in kinds_owed(plans)


def test_a_filing_is_registered_sent_and_received_each_once_and_in_order(plans: Plans) -> None:
    one = filed(plans, "r1")
    with pytest.raises(PlaceTaken):
        filed(plans, "r1")
    today = plans.county.today
    with pytest.raises(NotSentYet):
        plans.do(receive_filing, filing_id=one, on=today, receipt="回执", comments="")
    with pytest.raises(FutureDay):
        plans.do(send_filing, filing_id=one, on=date(2030, 1, 1), number="")
    plans.do(send_filing, filing_id=one, on=today, number="青委〔2018〕1号")
    with pytest.raises(FiledAlready):
        plans.do(send_filing, filing_id=one, on=today, number="")
    with pytest.raises(NotSentYet):
        plans.do(receive_filing, filing_id=one, on=date(2018, 1, 7), receipt="回执", comments="")
    plans.do(receive_filing, filing_id=one, on=today, receipt="回执1", comments="同意")
    with pytest.raises(FiledAlready):
        plans.do(receive_filing, filing_id=one, on=today, receipt="回执2", comments="")
    row = Filing.objects.get(pk=one)
    assert (row.receipt, row.comments) == ("回执1", "同意")
    assert state_of_ledger() == state_of_tables()


def test_a_method_comes_empty_and_keeps_its_ticks_when_it_is_written_anew(plans: Plans) -> None:
    assert not Method.objects.exists()
    made = plans.do(keeping.write_method, method_id=None, name="本级工作法", steps=["部署", "督办"])
    method = uuid.UUID(made.told["method"])
    plans.do(keeping.tick_method, method_id=method, place=1, on=plans.county.today, remark="已督办")
    with pytest.raises(NoSuchThing):
        plans.do(keeping.tick_method, method_id=method, place=2, on=plans.county.today, remark="")
    with pytest.raises(PlaceTaken):
        plans.do(keeping.write_method, method_id=None, name="本级工作法", steps=[])
    plans.do(keeping.write_method, method_id=method, name="本级工作法", steps=["督办", "考核"])
    steps = Method.objects.get(pk=method).steps
    assert [(step["text"], bool(step["done_on"])) for step in steps] == [("督办", True), ("考核", False)]


def test_a_wrong_cost_is_withdrawn_with_a_reason_and_stays(plans: Plans) -> None:
    made = plans.do(keeping.record_cost, inspection_id=plans.county.inspection_id, **COST)
    cost = uuid.UUID(made.told["cost"])
    with pytest.raises(ReasonMissing):
        plans.do(keeping.withdraw_cost, cost_id=cost, reason=" ")
    plans.do(keeping.withdraw_cost, cost_id=cost, reason="误登")
    with pytest.raises(FiledAlready):
        plans.do(keeping.withdraw_cost, cost_id=cost, reason="误登")
    assert Cost.objects.get(pk=cost).fen == 123_400


def test_guidance_is_answered_once(plans: Plans) -> None:
    told = {"kind": "opinion", "from_body": "临江市委", "on": plans.county.today, "matter": "统筹", "answer_by": None}
    one = uuid.UUID(plans.do(keeping.record_guidance, **told).told["guidance"])
    plans.do(keeping.answer_guidance, guidance_id=one, answer="已落实")
    with pytest.raises(FiledAlready):
        plans.do(keeping.answer_guidance, guidance_id=one, answer="再次")
    assert Guidance.objects.get(pk=one).answered_on == plans.county.today


def test_another_authority_s_rows_are_no_such_thing(plans: Plans) -> None:
    one = filed(planned(), "r1")
    with pytest.raises(NoSuchThing):
        plans.do(send_filing, filing_id=one, on=plans.county.today, number="")


def test_only_the_office_writes(plans: Plans) -> None:
    with pytest.raises(NotYours):
        plans.do(register_filing, plans.county.leading_group, about="", **FILING)


# --- pages ----------------------------------------------------------------------------------------------


def send(client: Client, page: str, *args: Any, status: int = 302, **told: Any) -> str:
    answer = client.post(reverse(page, args=args), {**told, "key": str(uuid.uuid4())})
    assert answer.status_code == status, words(answer)
    return words(answer)


def see(client: Client, page: str) -> str:
    return words(client.get(reverse(page)))


def test_what_is_owed_leads_from_the_to_do_to_the_register_and_back(plans: Plans, desks: Desks) -> None:
    plans.laid_out()
    plans.adopt(reason="余下单位下半年列入")
    office = desks("office")
    assert "十四届 五年规划" in see(office, "todo")
    assert "十四届" in see(office, "filings")
    told = FILING | {"kind": "term_plan", "about": str(plans.term_id), "title": "五年规划报备"}
    send(office, "filing_add", **told)
    assert "十四届 五年规划" not in see(office, "todo")
    assert "五年规划报备" in see(office, "todo")
    one = Filing.objects.get()
    send(office, "filing_send", one.id, on="2018-01-08", number="青委〔2018〕1号")
    send(office, "filing_receive", one.id, on="2018-01-08", receipt="回执1", comments="同意")
    page = see(office, "filings")
    assert "已收回执" in page
    assert "青委〔2018〕1号" in page


def test_responsibility_costs_and_guidance_are_entered_by_their_pages(plans: Plans, desks: Desks) -> None:
    office = desks("office")
    said = {"by": "secretary", "act": "supervised", "on": "2018-01-08", "matter": "督办整改", "asked": "月底前"}
    send(office, "responsibility_add", **said)
    send(office, "responsibility_outcome", Responsibility.objects.get().id, outcome="已完成")
    send(office, "method_add", name="党委五步工作法", steps="部署\n督办")
    send(office, "method_tick", Method.objects.get().id, 0, on="2018-01-08")
    page = see(office, "responsibility")
    for part in ("党委书记", "亲自督办", "已完成", "党委五步工作法", "2018-01-08"):
        assert part in page
    cost = {"inspection_id": plans.county.inspection_id, "kind": "travel", "paid_by": "sending", "fen": "12.50"}
    send(office, "cost_add", on="2018-01-08", **cost)
    assert Cost.objects.get().fen == 1250
    assert "12.5 元" in see(office, "costs")
    told = {"kind": "spot_check", "from_body": "临江市委巡察办", "on": "2018-01-08", "matter": "抽查底稿"}
    page = words(office.get(reverse("guidance_add")))
    assert "上级单位" in page
    assert "责任主体" in words(office.get(reverse("responsibility_add")))
    assert "上传人" not in words(office.get(reverse("responsibility_add"))), "a word of the documents"
    send(office, "guidance_add", answer_by="2018-01-20", **told)
    assert "抽查底稿" in see(office, "todo")
    send(office, "guidance_answer", Guidance.objects.get().id, answer="已整改")
    assert "抽查底稿" not in see(office, "todo")
    filed(plans)
    for name in ("filings", "responsibility", "costs", "guidance"):
        assert comes_back(desks("leading_group"), name)
    whole, one = comes_back(office, "costs")
    assert (whole["合计"], one["金额"], one["日期"].date()) == (12.5, 12.5, date(2018, 1, 8))
    assert desks("unit_head").get(reverse("sheet_workbook", args=["costs"])).status_code == 404


def test_the_leading_group_reads_and_does_not_write(plans: Plans, desks: Desks) -> None:
    group = desks("leading_group")
    for page in ("filings", "responsibility", "costs", "guidance"):
        assert group.get(reverse(page)).status_code == 200
    assert group.get(reverse("filing_add")).status_code == 403
    assert reverse("filing_add") not in group.get(reverse("filings")).content.decode()


def test_a_filing_keeps_its_paper_is_corrected_and_withdrawn_with_the_reason(plans: Plans, desks: Desks) -> None:
    office, one = desks("office"), filed(plans, about="x")
    paper = SimpleUploadedFile("方案.txt", "第一轮方案".encode(), content_type="text/plain")
    given = {"on": "2018-01-08", "number": "青委〔2018〕1号", "file": paper, "key": str(uuid.uuid4())}
    assert office.post(reverse("filing_send", args=[one]), given).status_code == 302
    got = office.get(reverse("filing_file", args=[one]))
    assert b"".join(got.streaming_content).decode() == "第一轮方案"  # type: ignore[attr-defined]
    told = {
        "title": "第一轮工作方案",
        "to": "市委巡察办",
        "in_name_of": "县委",
        "event_on": "2018-01-07",
        "number": "2号",
    }
    send(office, "filing_correct", one, **told, reason="笔误")
    row = Filing.objects.get(pk=one)
    assert (row.title, row.number, row.event_on) == ("第一轮工作方案", "2号", date(2018, 1, 7))
    with pytest.raises(ReasonMissing):
        plans.do(withdraw_filing, filing_id=one, reason=" ")
    send(office, "filing_withdraw", one, reason="重复登记")
    assert "已撤销：重复登记" in see(office, "filings")
    with pytest.raises(NoSuchThing):
        plans.do(withdraw_filing, filing_id=one, reason="再撤")
    assert filed(plans, about="x") != one, "what it was about can be registered anew"
    assert desks("unit_head").get(reverse("filing_file", args=[one])).status_code == 403


TABLES = {
    "filings": filing_tables,
    "responsibility": responsibility_tables,
    "costs": cost_tables,
    "guidance": guidance_tables,
}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("page", list(TABLES))
def test_every_heading_of_a_page_has_a_column_of_its_own_in_the_workbook(
    plans: Plans, page: str, language: str
) -> None:
    with override(language):
        columns = [str(column.words) for column in SHEETS[page].columns]
        tables = TABLES[page](plans.county.office, may=True)
        headings = {heading for table in tables for heading in table.columns if heading}
        assert headings <= set(columns)
        assert len(set(columns)) == len(columns)
