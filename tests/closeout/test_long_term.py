"""What takes longer stays in sight: handed over, looked at, never expired in silence."""

from dataclasses import replace
from datetime import date

import pytest

from bihuan.desk.chances import chances_on_finding, verdict_for
from bihuan.desk.offers import OFFERS
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.machine import MayNot, NoSuchStep
from bihuan.domain.roles import Role
from bihuan.rectification.long_term import NotAccepted, NotAhead, NotTheReceiver
from bihuan.rectification.models import Look
from tests.county import County

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    county = County().found().fed_back().with_measures()
    county.do(
        county.office,
        "hand_over",
        county.finding("3").id,
        receiver_id=str(county.office_id),
        stages="分两年完成",
        next_on=date(2018, 9, 1),
        reason="涉及历史遗留",
    )
    return county


def test_a_finding_handed_over_is_due_on_the_day_of_its_next_look(county: County) -> None:
    assert county.finding("3").due_on == date(2018, 9, 1)


def accepted(county: County) -> County:
    county.do(county.supervision_office, "accept_hand_over", county.finding("3").id)
    return county


def test_a_look_is_kept_and_names_the_next_one(county: County) -> None:
    accepted(county)
    county.do(
        county.supervision_office, "follow_long_term", county.finding("3").id, seen="完成一期", next_on=date(2019, 3, 1)
    )
    assert county.finding("3").due_on == date(2019, 3, 1)
    assert [(look.number, look.seen) for look in Look.objects.all()] == [(1, "完成一期")]


def test_a_measure_that_changes_does_not_move_the_next_look(county: County) -> None:
    finding = county.finding("3")
    told = {
        "text": "签订分期协议",
        "owner": "局长",
        "department": "房管科",
        "due_on": date(2018, 4, 1),
        "expected_result": "协议",
    }
    county.do(county.unit_liaison, "add_measure", finding.id, **told)
    assert county.finding("3").due_on == date(2018, 9, 1)


def test_the_next_look_lies_ahead(county: County) -> None:
    accepted(county)
    with pytest.raises(NotAhead):
        county.do(county.office, "follow_long_term", county.finding("3").id, seen="看过", next_on=county.today)


def test_nothing_is_followed_before_its_receiver_accepts_it(county: County) -> None:
    finding = county.finding("3")
    for actor in (county.supervision_office, county.office):
        assert "follow_long_term" not in offered(county, actor)
        with pytest.raises(NotAccepted):
            county.do(actor, "follow_long_term", finding.id, seen="看过", next_on=date(2019, 3, 1))
        with pytest.raises(NoSuchStep):
            verdict_for(actor, OFFERS["follow_long_term"], county.inspection, finding)
    assert "accept_hand_over" in offered(county, county.supervision_office)
    accepted(county)
    assert "follow_long_term" in offered(county, county.supervision_office)
    assert "follow_long_term" in offered(county, county.office)
    assert "accept_hand_over" not in offered(county, county.supervision_office)


def offered(county: County, actor: Actor) -> set[str]:
    actor = replace(actor, today=county.today)
    return {chance.offer.name for chance in chances_on_finding(actor, county.finding("3"), county.inspection)}


def test_another_body_than_the_receiver_does_not_look(county: County) -> None:
    resident = county.actor(Role.RESIDENT_DISCIPLINE, path=county.unit_path)
    accepted(county)
    with pytest.raises(NotTheReceiver):
        county.do(resident, "follow_long_term", county.finding("3").id, seen="看过", next_on=date(2019, 3, 1))


def test_only_who_follows_it_and_the_office_look(county: County) -> None:
    with pytest.raises(MayNot):
        county.do(county.unit_head, "follow_long_term", county.finding("3").id, seen="看过", next_on=date(2019, 3, 1))
    with pytest.raises(NoSuchStep):
        county.do(county.office, "follow_long_term", county.finding("1").id, seen="看过", next_on=date(2019, 3, 1))


def test_a_finding_taken_back_is_due_by_its_measures_again(county: County) -> None:
    county.do(county.office, "take_back", county.finding("3").id, reason="条件已具备")
    assert county.finding("3").due_on == date(2018, 5, 31)
    assert county.finding("3").next_look_on is None
