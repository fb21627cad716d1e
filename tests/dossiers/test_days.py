"""Days are told in an order that can have been, and what is told after the fact says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from bihuan.domain.sequence import FutureDay, Moment, OutOfOrder
from bihuan.dossiers.days import known_days, late_entries
from bihuan.rectification.models import Measure
from tests.county import FEEDBACK_ON, County

pytestmark = pytest.mark.django_db
BEFORE = FEEDBACK_ON - timedelta(days=1)
MARKS = {"arrangement": "13", "plan": "13", "execution": "45", "prevention": "8", "reporting": "9"}
PAPER = {"name": "feedback.txt", "content": "5Y+N6aaI"}


def rectifying() -> County:
    return County().found().fed_back().planned_and_accepted()


def test_neither_feedback_nor_its_notices_were_before_the_team_left() -> None:
    county = County().found()
    county.do(county.office, "enter_site")
    county.today = date(2018, 2, 20)
    county.do(county.team_leader, "leave_site")
    notice = {"to": "leader_in_charge", "addressee": "分管副县长", "on": date(2018, 2, 19)}
    for name, told in (("give_feedback", {"on": date(2018, 2, 19)}), ("send_copy_notice", notice)):
        with pytest.raises(OutOfOrder) as refused:
            county.do(county.office, name, **told)
        assert (refused.value.moment, refused.value.earlier) == (name, "leave_site")
        assert (refused.value.day, refused.value.earlier_on) == (date(2018, 2, 19), date(2018, 2, 20))


def test_a_stay_that_is_entered_later_keeps_the_days_on_which_it_was_and_says_so() -> None:
    county = County().found()
    county.today = date(2018, 3, 1)
    county.do(county.office, "enter_site", on=date(2018, 1, 10))
    with pytest.raises(OutOfOrder) as refused:
        county.do(county.team_leader, "leave_site", on=date(2018, 1, 9))
    assert (refused.value.earlier, refused.value.earlier_on) == ("enter_site", date(2018, 1, 10))
    with pytest.raises(FutureDay):
        county.do(county.team_leader, "leave_site", on=date(2018, 3, 2))
    county.do(county.team_leader, "leave_site", on=date(2018, 2, 20))
    days = known_days(county.inspection)
    assert (days[Moment.ENTER_SITE], days[Moment.LEAVE_SITE]) == (date(2018, 1, 10), date(2018, 2, 20))
    told = [(late.happened, late.happened_on) for late in late_entries(county.inspection)]
    assert told == [("enter_site", date(2018, 1, 10)), ("leave_site", date(2018, 2, 20))]
    notice = {"to": "leader_in_charge", "addressee": "分管副县长", "on": date(2018, 2, 21)}
    county.do(county.office, "send_copy_notice", **notice)


def test_a_team_does_not_go_in_before_its_round_begins() -> None:
    county = County().found()
    county.today = county.today - timedelta(days=1)
    with pytest.raises(OutOfOrder) as refused:
        county.do(county.office, "enter_site")
    assert refused.value.earlier == "round_begun"


DEEDS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "record_check": ("team_leader", {"on": BEFORE, "account": "查阅台账"}),
    "record_evaluation": ("office", {"on": BEFORE, "marks": MARKS}),
}


@pytest.mark.parametrize("name", sorted(DEEDS))
def test_nothing_that_follows_feedback_was_before_it(name: str) -> None:
    county = rectifying()
    who, told = DEEDS[name]
    with pytest.raises(OutOfOrder) as refused:
        county.do(getattr(county, who), name, **told)
    assert (refused.value.earlier, refused.value.earlier_on) == ("give_feedback", FEEDBACK_ON)
    if name == "record_evaluation":  # it answers a check
        county.check(county.team_leader, FEEDBACK_ON)
    else:
        told = {**told, "seen": [{"finding_id": str(county.finding("1").id), "conclusion": "done"}]}
    county.do(getattr(county, who), name, **{**told, "on": FEEDBACK_ON})


def test_a_measure_is_not_done_before_the_feedback_nor_tomorrow() -> None:
    county = rectifying()
    measure = Measure.objects.order_by("number")[0]
    for day, error in ((date(1, 1, 1), OutOfOrder), (BEFORE, OutOfOrder), (date(2018, 3, 2), FutureDay)):
        with pytest.raises(error):
            county.do(county.unit_liaison, "report_progress", measure.id, progress="已办结", done_on=day)
    county.do(county.unit_liaison, "report_progress", measure.id, progress="立行立改，已办结", done_on=FEEDBACK_ON)


def test_no_sign_off_is_asked_for_or_granted_before_the_measure_was_done() -> None:
    county = rectifying()
    county.finish("1")
    done = FEEDBACK_ON + timedelta(days=3)
    Measure.objects.filter(finding=county.finding("1")).update(done_on=done)
    with pytest.raises(OutOfOrder) as refused:
        county.do(county.unit_head, "request_sign_off", county.finding("1").id)
    assert (refused.value.earlier, refused.value.earlier_on) == ("measure_done", done)
    county.today = done
    county.do(county.unit_head, "request_sign_off", county.finding("1").id)
    county.today = FEEDBACK_ON
    with pytest.raises(OutOfOrder):
        county.do(county.office, "grant_sign_off", county.finding("1").id)


def attest(county: County, on: date) -> None:
    paper = {"name": "signed.pdf", "content": "JVBERi0xLjQ="}
    told = {"signed_by": "沈知远", "signed_on": on, "paper": paper, "shown": county.shown()}
    county.do(county.unit_liaison, "attest_signature", **told)


def test_a_report_is_signed_neither_before_the_feedback_nor_before_it_was_sent_back() -> None:
    county = rectifying()
    county.do(county.unit_liaison, "write_report", title="报结报告", text="均已整改")
    with pytest.raises(OutOfOrder):
        attest(county, BEFORE)
    county.do(county.unit_head, "submit_for_review")
    county.today = date(2018, 6, 1)
    county.do(county.office, "return_dossier", reason="数字不实")
    county.do(county.unit_liaison, "write_report", title="报结报告", text="已改正")
    with pytest.raises(OutOfOrder) as refused:
        attest(county, date(2018, 5, 31))
    assert (refused.value.earlier, refused.value.earlier_on) == ("return_dossier", date(2018, 6, 1))
    attest(county, date(2018, 6, 1))


# --- told after the fact -------------------------------------------------------------------------------


def test_a_day_told_within_a_week_is_not_marked_and_one_day_later_it_is() -> None:
    county = rectifying()
    county.today = FEEDBACK_ON + timedelta(days=7)
    county.check(county.team_leader, FEEDBACK_ON)
    assert late_entries(county.inspection) == []
    county.today += timedelta(days=1)
    county.evaluate(county.office, FEEDBACK_ON)
    (late,) = late_entries(county.inspection)
    assert (late.happened, late.happened_on, late.recorded_on) == ("record_evaluation", FEEDBACK_ON, county.today)
    assert not late.taken_over


def test_a_done_day_that_stays_is_not_told_late_a_second_time() -> None:
    county = rectifying()
    measure = Measure.objects.order_by("number")[0]
    county.today = FEEDBACK_ON + timedelta(days=30)
    for progress in ("已办结", "已办结，台账另附"):
        county.do(county.unit_liaison, "report_progress", measure.id, progress=progress, done_on=FEEDBACK_ON)
    assert [late.happened for late in late_entries(county.inspection)] == ["measure_done"]


def test_what_was_taken_over_is_marked_as_such_and_keeps_the_order_too() -> None:
    county = County(today=date(2018, 6, 1)).found()
    told = {"findings": [{"number": "1", "title": "学习流于形式"}], "paper": PAPER, "reason": "此前在纸上办理"}
    county.do(county.office, "take_over", feedback_on=FEEDBACK_ON, **told)
    county.check(county.team_leader, date(2018, 4, 1))
    assert [late.taken_over for late in late_entries(county.inspection)] == [True, True]
    with pytest.raises(OutOfOrder):
        county.check(county.team_leader, BEFORE)
    county.today = date(2018, 8, 1)
    county.evaluate(county.office, date(2018, 7, 1))
    assert [late.taken_over for late in late_entries(county.inspection)] == [True, True, False]
