"""Checks and evaluations in turn: no check twice, and a remedy that mends."""

from __future__ import annotations

from datetime import date

import pytest

from bihuan.closeout.actions import verdict_on
from bihuan.desk.mending import mending_of
from bihuan.domain.lifecycle.gates import too_early_check
from bihuan.domain.lifecycle.machine import Blocker
from bihuan.supervision.actions import AlreadyChecked
from bihuan.supervision.models import Check
from tests.county import County

pytestmark = pytest.mark.django_db
DAYS = [date(2018, 6, day) for day in range(1, 6)]


def test_a_check_is_too_early_until_the_one_before_it_was_evaluated() -> None:
    assert too_early_check([DAYS[0], DAYS[2]], [DAYS[1]]) is None
    assert too_early_check([DAYS[0], DAYS[2]], [DAYS[0]]) is None
    assert too_early_check([DAYS[0], DAYS[2]], [DAYS[2]]) == 1
    assert too_early_check([DAYS[0], DAYS[0]], [DAYS[0], DAYS[1]]) == 1
    assert too_early_check([DAYS[4], DAYS[0], DAYS[2]], [DAYS[1], DAYS[4]]) == 2
    assert too_early_check([], []) is None


def test_the_same_check_of_one_body_is_not_recorded_twice() -> None:
    county = County().found().fed_back().planned_and_accepted()
    county.check(county.team_leader, county.today)
    with pytest.raises(AlreadyChecked) as refused:
        county.check(county.team_leader, county.today)
    assert refused.value.number == 1
    county.check(county.team_leader, county.today, "return_visit")
    county.check(county.supervision_office, county.today)
    first = Check.objects.get(number=1)
    county.do(county.team_leader, "withdraw_check", first.id, reason="误登")
    county.check(county.team_leader, county.today)


def blocker(county: County) -> Blocker:
    verdict = verdict_on(county.inspection, "close", county.office)
    return next(one for one in verdict.blockers if one.code == "cycle.out_of_order")


def test_a_check_that_came_too_early_is_mended_by_withdrawing_it() -> None:
    county = County().found().fed_back().planned_and_accepted()
    county.check(county.team_leader, county.today)
    county.check(county.supervision_office, county.today)
    for body in (county.office, county.team_leader):
        county.evaluate(body, county.today)
    mending = mending_of(blocker(county), county.inspection)
    assert mending is not None
    offer, target = mending
    assert (offer.name, target) == ("withdraw_check", Check.objects.get(number=2).id)
    county.do(county.office, "withdraw_check", target, reason="误登")
    county.today = date(2018, 6, 10)
    county.check(county.supervision_office, county.today)
    mending = mending_of(blocker(county), county.inspection)
    assert mending is not None
    assert mending[0].name == "record_evaluation", "the last check only waits for its evaluation"
    county.evaluate(county.supervision_office, county.today)
    codes = [one.code for one in verdict_on(county.inspection, "close", county.office).blockers]
    assert "cycle.out_of_order" not in codes
