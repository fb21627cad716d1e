"""Measures that stall after the first months are flagged on the card, on the to-do and in the list of findings."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from bihuan.domain.stalling import stall_days
from bihuan.rectification.models import Measure
from bihuan.rectification.stalling import stalled
from bihuan.rules.stalling import stall_terms
from tests.county import FEEDBACK_ON, County
from tests.web.desks import at, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return County().found().fed_back().planned_and_accepted()


def numbers(county: County) -> list[str]:
    return list(stalled(Measure.objects.all(), county.today).order_by("number").values_list("number", flat=True))


def measure(county: County, number: str) -> Measure:
    return Measure.objects.get(inspection_id=county.inspection_id, number=number)


def test_nothing_stalls_in_the_first_months(county: County) -> None:
    terms = stall_terms(county.today)
    county.today = FEEDBACK_ON + timedelta(days=terms.after_days - 1)
    assert numbers(county) == []
    county.today += timedelta(days=1)
    assert numbers(county) == ["1-1", "2-1", "3-1"]
    assert stall_days(county.today, terms).fed_back_by == FEEDBACK_ON


def test_whoever_tells_of_progress_has_moved(county: County) -> None:
    terms = stall_terms(county.today)
    county.today = FEEDBACK_ON + timedelta(days=terms.after_days)
    told = {"progress": "已完成初稿", "done_on": None}
    county.do(county.unit_liaison, "report_progress", measure(county, "1-1").id, **told)
    assert numbers(county) == ["2-1", "3-1"]
    county.today += timedelta(days=terms.idle_days - 1)
    assert numbers(county) == ["2-1", "3-1"]
    moved = county.today - timedelta(days=terms.idle_days - 1)
    county.today += timedelta(days=1)
    assert numbers(county) == ["1-1", "2-1", "3-1"]
    assert stalled(Measure.objects.filter(number="1-1"), county.today).get().still_since == moved


def test_a_measure_stands_still_since_it_was_added_at_the_earliest(county: County) -> None:
    terms = stall_terms(county.today)
    county.today = added = FEEDBACK_ON + timedelta(days=terms.after_days)
    told = {"text": "增加一次检查", "owner": "分管副局长", "department": "办公室", "expected_result": "检查记录"}
    county.do(county.unit_liaison, "add_measure", county.finding("1").id, due_on=added + timedelta(days=30), **told)
    assert numbers(county) == ["1-1", "2-1", "3-1"]
    county.today += timedelta(days=terms.idle_days)
    assert numbers(county) == ["1-1", "1-2", "2-1", "3-1"]
    assert stalled(Measure.objects.filter(number="1-2"), county.today).get().still_since == added


def test_what_is_done_struck_out_or_followed_elsewhere_does_not_stall(county: County) -> None:
    county.today = FEEDBACK_ON + timedelta(days=80)
    told = {"progress": "已办结", "done_on": county.today}
    county.do(county.unit_liaison, "report_progress", measure(county, "1-1").id, **told)
    county.do(
        county.office,
        "hand_over",
        county.finding("3").id,
        receiver_id=str(county.office_id),
        stages="每季度核查一次",
        next_on=county.today + timedelta(days=30),
        reason="时间较长",
    )
    assert numbers(county) == ["2-1"]


def test_a_dossier_whose_plan_was_returned_asks_for_a_plan_not_for_progress(county: County) -> None:
    county.do(county.office, "return_plan", reason="措施不具体")
    county.today = FEEDBACK_ON + timedelta(days=100)
    assert numbers(county) == []


def test_card_to_do_and_list_flag_what_stalls(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    county.today = FEEDBACK_ON + timedelta(days=70)
    told = {"progress": "已完成初稿", "done_on": None}
    county.do(county.unit_liaison, "report_progress", measure(county, "2-1").id, **told)
    desks = at(county, monkeypatch)
    for name in ("office", "unit_liaison"):
        client = desks(name)
        todo = words(client.get(reverse("todo")))
        assert "停滞的措施" in todo
        assert "2018-03-01 以来没有报告进展" in todo
        assert ("停滞的措施：2" in todo) == (name == "office"), "the office is told by dossier"
        assert "停滞：2018-03-01 以来没有报告进展" in words(
            client.get(reverse("finding", args=[county.finding("1").id]))
        )
        assert "停滞：" not in words(client.get(reverse("finding", args=[county.finding("2").id])))
        listed = words(client.get(reverse("findings"), {"stalled": "on"}))
        assert county.finding("1").title in listed
        assert county.finding("2").title not in listed
