"""A control sheet that names a day is answered by the unit, and chased by the office when that day passes."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bihuan.domain.answers import ErrandState
from bihuan.domain.deadlines import Lamp
from bihuan.domain.jurisdiction import Actor
from bihuan.feedback.answering import AnsweredTooSoon
from bihuan.feedback.errands import PaperVoid, answer_errand, errands_owed
from bihuan.feedback.sent import Errand
from bihuan.papers.models import IssuedPaper, PaperNumber
from bihuan.papers.numbers import void_paper_number
from bihuan.papers.voiding import void_issued_paper
from bihuan.web.pages.errand import lines_of
from bihuan.web.todo.desk import Task
from bihuan.web.todo.groups import todo_of
from tests.county import County, new_key

pytestmark = pytest.mark.django_db
DUE, OVER = date(2018, 3, 15), date(2018, 3, 20)


@pytest.fixture
def county() -> County:
    return County().found().fed_back().planned_and_accepted()


def pressing(county: County, **told: Any) -> Errand | None:
    made = {"series": "青巡督", "asked": "逐项报进度", "answer_due": DUE, "on": county.today, **told}
    county.do(county.office, "issue_control_sheet", finding_ids=[county.finding("1").id], **made)
    return Errand.objects.first()


def tasks_of(actor: Actor, county: County) -> list[Task]:
    groups = todo_of(replace(actor, today=county.today))
    return [task for group in groups if group.name == "errands" for task in group.tasks]


def answering(county: County, row: Errand, actor: Actor) -> None:
    told = {"on": county.today, "answer": "已整改", "file_name": "", "content": b""}
    who = replace(actor, today=county.today)
    answer_errand(actor=who, errand_id=row.id, **told, now=county.now, key=new_key())


def void(county: County) -> None:
    number_id = uuid.UUID(str(PaperNumber.objects.get().id))
    who = replace(county.office, today=county.today)
    void_paper_number(actor=who, number_id=number_id, reason="取错号", now=county.now, key=new_key())


def test_what_is_owed_tells_the_findings_the_demand_the_day_and_its_paper(county: County) -> None:
    row = pressing(county)
    assert row is not None
    assert row.words == "1 党组理论学习中心组学习流于形式"
    assert (row.demand, row.due_on, row.receiver_id) == ("逐项报进度", DUE, county.unit_id)
    assert row.paper == IssuedPaper.objects.get()


def test_it_stands_on_the_list_of_the_unit_and_of_the_office_and_is_late_when_its_day_is_over(county: County) -> None:
    pressing(county)
    county.today = OVER
    for actor in (county.unit_liaison, county.unit_head, county.office):
        [task] = tasks_of(actor, county)
        assert task.words == "督办单 · 县住房和城乡建设局巡察整改督办单"
        assert task.due_on == DUE
        assert task.lamp is not None
        assert task.lamp.colour is Lamp.RED
    assert tasks_of(county.supervision_office, county) == []


def test_once_the_unit_answered_nobody_is_chased(county: County) -> None:
    row = pressing(county)
    assert row is not None
    answering(county, row, county.unit_liaison)
    assert tasks_of(county.unit_liaison, county) == tasks_of(county.office, county) == []


def test_without_a_day_nothing_is_owed(county: County) -> None:
    assert pressing(county, answer_due=None) is None


def test_an_answer_is_not_due_before_the_paper(county: County) -> None:
    with pytest.raises(AnsweredTooSoon):
        pressing(county, answer_due=date(2018, 2, 28))
    assert not PaperNumber.objects.exists()


def test_upon_a_void_sheet_nothing_is_owed_or_answered(county: County) -> None:
    row = pressing(county)
    assert row is not None
    void(county)
    assert not errands_owed(county.office).exists()
    [line] = lines_of(county.office, [Errand.objects.get()])
    assert (line.state, line.lamp) == (ErrandState.VOID, None)
    with pytest.raises(PaperVoid):
        answering(county, row, county.unit_liaison)


def test_a_sheet_without_a_number_is_void_by_itself(county: County) -> None:
    pressing(county, series="")
    paper_id = IssuedPaper.objects.get().id
    void_issued_paper(actor=county.office, paper_id=paper_id, reason="误发", now=county.now, key=new_key())
    assert not errands_owed(county.office).exists()
    assert lines_of(county.office, [Errand.objects.get()])[0].state is ErrandState.VOID
