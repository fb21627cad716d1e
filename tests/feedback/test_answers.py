"""Copy notices: who receives them, by when they are answered, who answers, and who reads none of it."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.desk.course import course_of
from bihuan.desk.notices import notices_seen, papers_seen
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.machine import MayNot, NoSuchStep
from bihuan.domain.roles import Role
from bihuan.feedback.answering import AnotherReceives, AnsweredTooSoon, ReplyEntered, ScanMissing
from bihuan.feedback.models import CopyNotice
from bihuan.ledger.models import Entry
from bihuan.papers.numbers import void_paper_number
from bihuan.web.todo.groups import todo_of
from tests.county import County, new_key
from tests.fieldwork.papers import encoded

pytestmark = pytest.mark.django_db
SCAN = {"name": "答复.pdf", "content": encoded(b"%PDF-1.4 invented")}
SAID = "已专题研究，逐条明确整改牵头人和时限"
PACKS = ["national-2017", "closing-loop-2018", "office-practice"]


def leader(county: County) -> Actor:
    return county.actor(Role.LEADER_IN_CHARGE, dossier=True)


def department(county: County) -> Actor:
    return county.actor(Role.RESPONSIBLE_DEPARTMENT, dossier=True)


def answered(county: County, actor: Actor, **other: Any) -> CopyNotice:
    notice = CopyNotice.objects.order_by("id")[0]
    told = {"notice_id": notice.id, "on": county.today, "answer": SAID, **other}
    county.do(actor, "answer_copy_notice", **told)
    return CopyNotice.objects.get(pk=notice.pk)


def sent(county: County, addressee: str, to: str = "leader_in_charge") -> None:
    county.do(county.office, "send_copy_notice", to=to, addressee=addressee, on=county.today)


def tasks_of(actor: Actor, county: County) -> list[str]:
    groups = todo_of(replace(actor, today=county.today))
    return [task.words for group in groups if group.name == "notices" for task in group.tasks]


# --- the answer --------------------------------------------------------------------------------------


def test_the_pack_says_by_when_a_notice_is_answered_and_counts_from_the_day_after_it() -> None:
    county = County().found(PACKS).fed_back()
    assert CopyNotice.objects.get().due_on == county.today + timedelta(days=30)


def test_whoever_the_notice_went_to_answers_it_and_nobody_twice() -> None:
    county = County().found(PACKS).fed_back()
    notice = answered(county, leader(county))
    assert (notice.answer, notice.answered_by_role, notice.answered_on) == (SAID, "leader_in_charge", county.today)
    assert Entry.objects.get(action="answer_copy_notice").subject == "leader_in_charge"
    with pytest.raises(ReplyEntered):
        answered(county, leader(county))


def test_the_office_enters_an_answer_with_the_paper_it_was_given_on_and_not_without() -> None:
    county = County().found(PACKS).fed_back()
    with pytest.raises(ScanMissing):
        answered(county, county.office)
    notice = answered(county, county.office, file=SCAN)
    assert (notice.answered_by_role, notice.file is not None) == ("office", True)


def test_no_department_answers_what_went_to_the_leader_and_no_unit_answers_at_all() -> None:
    county = County().found(PACKS).fed_back()
    for actor in (department(county), county.unit_head):
        with pytest.raises(MayNot):
            answered(county, actor)
    assert CopyNotice.objects.get().answered_on is None


def test_a_department_that_is_known_answers_only_what_is_addressed_to_it() -> None:
    county = County().found(PACKS).reporting()
    finance, _path = county.organization("县财政局", "department")
    sent(county, "县审计局", "responsible_department")
    one = replace(department(county), organization_id=finance)
    assert notices_seen(one, county.inspection) == []
    sent(county, "县财政局", "responsible_department")
    assert [row.addressee for row in notices_seen(one, county.inspection)] == ["县财政局"]


def test_an_answer_comes_neither_before_its_notice_nor_from_a_day_ahead() -> None:
    county = County().found(PACKS).fed_back()
    with pytest.raises(AnsweredTooSoon):
        answered(county, leader(county), on=county.today - timedelta(days=1))
    with pytest.raises(ValueError, match="ahead"):
        answered(county, leader(county), on=county.today + timedelta(days=1))


def test_nobody_answers_before_the_feedback() -> None:
    county = County().found(PACKS).reporting()
    sent(county, "分管副县长")
    with pytest.raises(NoSuchStep):
        answered(county, leader(county))


def test_an_open_notice_stands_on_the_to_do_of_both_until_it_is_answered() -> None:
    county = County().found(PACKS).fed_back()
    assert len(tasks_of(leader(county), county)) == len(tasks_of(county.office, county)) == 1
    assert tasks_of(department(county), county) == []
    answered(county, leader(county))
    assert tasks_of(leader(county), county) == tasks_of(county.office, county) == []


# --- who does not receive it ---------------------------------------------------------------------------


def redirected() -> County:
    county = County().found(PACKS).reporting()
    told = {"to": "leader_in_charge", "instead": "常务副县长"}
    county.do(county.leading_group, "redirect_copy_notice", **told)
    return county


def test_a_notice_to_whom_it_is_not_fit_is_refused_and_the_refusal_tells_the_decision_only() -> None:
    county = redirected()
    with pytest.raises(AnotherReceives) as refused:
        sent(county, "分管副县长")
    assert vars(refused.value) == {"to": "leader_in_charge", "instead": "常务副县长"}
    sent(county, "常务副县长")
    county.do(county.leading_group, "redirect_copy_notice", to="leader_in_charge", instead="")
    sent(county, "分管副县长")


def test_only_the_leading_group_decides_who_receives_it_instead() -> None:
    county = County().found(PACKS).reporting()
    for actor in (county.office, county.team_leader, leader(county)):
        with pytest.raises(MayNot):
            county.do(actor, "redirect_copy_notice", to="leader_in_charge", instead="常务副县长")


def test_whoever_does_not_receive_it_neither_sees_nor_answers_it_nor_learns_of_the_decision() -> None:
    county = redirected()
    sent(county, "常务副县长")
    one = leader(county)
    assert notices_seen(one, county.inspection) == []
    assert tasks_of(one, county) == []
    known = set(course_of(one, county.inspection).values_list("action", flat=True))
    assert not known & {"redirect_copy_notice", "send_copy_notice"}
    assert "redirect_copy_notice" not in set(
        course_of(county.team_leader, county.inspection).values_list("action", flat=True)
    )
    assert "redirect_copy_notice" in course_of(county.office, county.inspection).values_list("action", flat=True)


def test_no_deed_on_notices_asks_the_register_of_clues() -> None:
    with CaptureQueriesContext(connection) as asked:
        county = redirected()
        sent(county, "常务副县长")
        with pytest.raises(AnotherReceives):
            sent(county, "分管副县长")
        notices_seen(leader(county), county.inspection)
    assert not [one["sql"] for one in asked.captured_queries if "clues_" in one["sql"]]


# --- papers that went out --------------------------------------------------------------------------------


def test_the_paper_of_a_notice_is_its_receivers_and_names_the_day_of_the_answer() -> None:
    county = County().found(PACKS).fed_back()
    notice, later = CopyNotice.objects.get(), county.today + timedelta(days=20)
    issued = {"issuer": "青石县委巡察办", "series": "青抄告", "on": county.today}
    county.do(county.office, "issue_copy_notice", notice_id=notice.id, **issued, answer_due=later)
    notice.refresh_from_db()
    assert notice.due_on == later
    assert [row.id for row in papers_seen(leader(county), county.inspection)] == [notice.paper_id]
    assert papers_seen(department(county), county.inspection) == []


def test_the_unit_downloads_what_went_to_it_and_nothing_else() -> None:
    county = County().found(PACKS).fed_back()
    issued = {"issuer": "青石县委巡察办", "series": "青抄告", "on": county.today}
    county.do(county.office, "issue_copy_notice", notice_id=CopyNotice.objects.get().id, **issued)
    county.do(county.office, "issue_card", finding_id=county.finding("1").id, on=county.today)
    sheet = {"series": "青督", "issuer": "青石县委巡察办", "on": county.today}
    void = county.do(county.office, "issue_control_sheet", **sheet)
    number = next(row for row in papers_seen(county.office, county.inspection) if str(row.id) == void.told["paper"])
    assert number.number is not None
    told = {"number_id": uuid.UUID(str(number.number.id)), "reason": "取错号", "now": county.now}
    void_paper_number(actor=county.office, **told, key=new_key())
    assert [row.kind for row in papers_seen(county.unit_liaison, county.inspection)] == ["rectification_card"]
    assert len(papers_seen(county.office, county.inspection)) == 3


def test_before_the_feedback_the_unit_downloads_nothing() -> None:
    county = County().found(PACKS).reporting()
    assert papers_seen(county.unit_liaison, county.inspection) == []
