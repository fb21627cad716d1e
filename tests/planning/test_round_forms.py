"""Planning through its pages: faults told at once, rounds opened once, what the pages say of rounds and units."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.dossiers.models import Inspection, Round
from bihuan.planning.models import RoundPlan
from tests.planning.plans import Plans, planned
from tests.planning.test_plans import inspected
from tests.web.desks import at, send, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> tuple[Plans, Client]:
    plans = planned()
    return plans, at(plans.county, monkeypatch)("office")


def asked_round(**told: str) -> dict[str, str]:
    given = {"number": "1", "name": "第一轮", "from_on": "2018-07-01", "until_on": "2018-08-01", "form": "routine"}
    return given | told


def test_the_form_of_a_round_tells_all_its_faults_at_once(office: tuple[Plans, Client]) -> None:
    plans, browser = office
    plans.round(1, name="第一轮")
    plans.adopt(reason="先行通过")
    told = asked_round(heads="许多人", manners="elevated", from_on="2019-03-03", until_on="2019-01-03")
    sent = send(browser, reverse("round_plan_add", args=[plans.term_id]), **told)
    assert sent.status_code == 422
    said = words(sent)
    for fault in ("不是名称加人数", "早于开始日期", "已有序号为 1", "已有名为“第一轮”", "须写明理由", "提级"):
        assert fault in said, fault
    assert "不在本届" not in said


def test_people_are_counted_as_people_are_written(office: tuple[Plans, Client]) -> None:
    plans, browser = office
    sent = send(browser, reverse("round_plan_add", args=[plans.term_id]), **asked_round(heads="县本级 12人\n市级:3名"))
    assert sent.status_code == 302
    assert RoundPlan.objects.get(authority_id=plans.county.authority_id).heads == {"县本级": 12, "市级": 3}


def test_a_round_is_not_opened_a_second_time_however_its_term_is_written(office: tuple[Plans, Client]) -> None:
    plans, browser = office
    plans.round(1, name="第十一轮")
    told = {"term": "14届", "from_on": "2018-07-01", "until_on": ""}
    url = reverse("round_open")
    refused = send(browser, url, name="第十一轮", number="12", **told)
    assert refused.status_code == 422
    assert "本届已有同名轮次" in words(refused)
    assert send(browser, url, name="第十二轮", number="12", **told).status_code == 302
    assert Round.objects.get(name="第十二轮").term == "十四届"


def test_a_round_with_dossiers_is_under_way(office: tuple[Plans, Client]) -> None:
    plans, browser = office
    first = plans.round(1)
    plans.put(first, plans.county.unit_id)
    page = reverse("plan", args=[plans.term_id])
    assert "进行中" not in words(browser.get(page))
    inspected(plans, first)
    assert "进行中，1个单位中已建立档案1个" in words(browser.get(page))


def test_units_that_are_planned_are_marked_and_none_is_chosen_by_itself(office: tuple[Plans, Client]) -> None:
    plans, browser = office
    first, second = plans.round(1), plans.round(2)
    plans.put(first, plans.county.unit_id)
    body = browser.get(reverse("placement_add", args=[second])).content.decode()
    option = body.split(f'value="{plans.county.unit_id}"')[1].split("</option>")[0]
    assert "已列入计划（第1轮）" in option
    assert "selected" not in option
    assert '<option value="" selected>' in body.split('name="organization_id"')[1].split("</select>")[0]


def test_the_dossier_of_a_unit_in_its_round_is_one_press_away(office: tuple[Plans, Client]) -> None:
    plans, browser = office
    first = plans.round(1)
    plans.put(first, plans.county.unit_id)
    dossier = inspected(plans, first)
    here = reverse("dossier", args=[dossier])
    assert f'<a href="{here}">' in browser.get(reverse("round_plan", args=[first])).content.decode()
    told = {"round_id": str(first), "organization_id": str(plans.county.unit_id), "kind": "routine", "number": "2"}
    again = send(browser, reverse("dossier_open"), **told, team_name="第一巡察组")
    assert (again.status_code, again.headers["Location"]) == (302, here)
    assert Inspection.objects.filter(round_id=first).count() == 1


def test_the_figures_of_a_term_lead_to_what_they_count(office: tuple[Plans, Client]) -> None:
    plans, browser = office
    plans.put(plans.round(1), plans.county.unit_id)
    page = browser.get(reverse("plan", args=[plans.term_id])).content.decode()
    assert "&amp;state=covered" in page
    coverage = reverse("coverage") + f"?term={plans.term.name}&state="
    assert "县住建局" not in words(browser.get(coverage + "covered")).split("状态")[-1]
    assert browser.get(coverage + "must").status_code == 200
