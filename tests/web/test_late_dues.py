"""Who is behind with what is no finding: plans, evaluations, meetings, on the leader's page and in the list."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.county import County
from tests.web.desks import Desks, at, words

from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Finding
from bihuan.evaluation.consequence_models import ADOPTED, Consequence
from bihuan.web.late_dues import late_dues
from bihuan.web.reminding.number import Number, number_of
from bihuan.web.todo.groups import todo_of

pytestmark = pytest.mark.django_db
PLAN_LATE = date(2018, 3, 31)  # the plan was due on 2018-03-22


@pytest.fixture
def county() -> County:
    return County().found().fed_back()


@pytest.fixture
def desks(county: County, monkeypatch: pytest.MonkeyPatch) -> Desks:
    return at(county, monkeypatch)


def test_a_plan_not_handed_in_is_late_and_one_handed_in_is_not(county: County) -> None:
    county.today = PLAN_LATE
    told = [(one.what, one.days) for one in late_dues(county.leading_group)]
    assert ("rectification_plan", 9) in told
    county.with_measures()
    county.do(county.unit_head, "submit_plan")
    assert "rectification_plan" not in [one.what for one in late_dues(county.leading_group)]


def test_the_leaders_page_and_the_list_of_dossiers_show_it(county: County, desks: Desks) -> None:
    county.today = PLAN_LATE
    for name in ("leading_group", "office"):
        page = words(desks(name).get(reverse("cockpit")))
        assert "县住房和城乡建设局" in page
        assert "报送整改方案" in page or "整改方案" in page
    office = desks("office")
    assert "县住房和城乡建设局" in words(office.get(reverse("dossiers"), {"late": "on"}))
    county.planned_and_accepted()
    Finding.objects.update(due_on=None)
    late = late_dues(county.office)
    assert ("没有符合" in words(office.get(reverse("dossiers"), {"late": "on"}))) is (late == ())


def test_a_finding_past_its_day_puts_its_dossier_on_the_list(county: County, desks: Desks) -> None:
    assert "没有符合" in words(desks("office").get(reverse("dossiers"), {"late": "on"}))
    Finding.objects.filter(number="1").update(due_on=county.today - timedelta(days=1))
    assert "县住房和城乡建设局" in words(desks("office").get(reverse("dossiers"), {"late": "on"}))


def test_an_ordered_meeting_not_recorded_by_its_day_is_late(county: County) -> None:
    county.evaluate(county.office, county.today)
    told = {"number": 1, "kind": "meeting_again", "decision": ADOPTED, "proposed_on": county.today}
    due = county.today - timedelta(days=3)
    Consequence.objects.bulk_create(
        [Consequence(authority_id=county.authority_id, inspection=county.inspection, due_on=due, **told)]
    )
    assert [(one.what, one.days) for one in late_dues(county.leading_group) if one.family == "consequence"] == [
        ("meeting_again", 3)
    ]
    assert [one for one in late_dues(county.unit_head) if one.family == "consequence"] == []


def test_the_number_of_dossiers_closed_on_time_leads_to_these(county: County, desks: Desks) -> None:
    county.planned_and_accepted().supervised("1", "2", "3").consented()
    county.do(county.office, "close")
    office = desks("office")
    assert "?closed=on_time" in office.get(reverse("cockpit")).content.decode()
    assert "没有符合" in words(office.get(reverse("dossiers"), {"closed": "on_time"}))
    assert "县住房和城乡建设局" in words(office.get(reverse("dossiers"), {"closed": "late"}))
    Finding.objects.update(last_due_on=date(2018, 6, 10))
    assert "县住房和城乡建设局" in words(office.get(reverse("dossiers"), {"closed": "on_time"}))


def late_tasks(actor: Actor) -> list[tuple[str, date | None]]:
    return [(task.words, task.due_on) for group in todo_of(actor) if group.name == "late_units" for task in group.tasks]


def test_the_office_and_the_leading_group_are_told_and_reminded(county: County) -> None:
    assert late_tasks(county.office) == late_tasks(county.leading_group) == []
    assert number_of(county.leading_group) == Number(0, 0)
    county.today = PLAN_LATE
    assert late_tasks(county.office) == [("报送整改方案", date(2018, 3, 22))]
    assert late_tasks(county.leading_group) == late_tasks(county.office)
    assert number_of(county.leading_group) == Number(1, 0)
    assert late_tasks(county.unit_head) == []


def test_the_leading_group_is_told_of_late_findings_unit_by_unit(county: County) -> None:
    county.planned_and_accepted()
    first = date(2018, 5, 30)
    Finding.objects.filter(number="1").update(due_on=first)
    county.today = date(2018, 6, 4)
    assert ("3 个问题逾期", first) in late_tasks(county.leading_group)
    assert "3 个问题逾期" not in [words for words, _day in late_tasks(county.office)], "they are on its lists"
    assert number_of(county.leading_group).overdue == len(late_tasks(county.leading_group))
