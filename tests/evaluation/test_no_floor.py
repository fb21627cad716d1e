"""A problem without floor: past its day, or signed off and opened again, until it is settled."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from bihuan.evaluation.models import Consequence
from bihuan.evaluation.proposing import consequences_of, standing_of
from tests.county import County
from tests.evaluation.panels import CHECKED_ON, SCORED_ON
from tests.web.desks import at, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    """A dossier of which everything was signed off before it was evaluated well."""
    made = County().found().fed_back().planned_and_accepted()
    made.today = CHECKED_ON
    for number in "123":
        made.sign_off(number)
    made.check(made.team_leader, made.today)
    made.today = SCORED_ON
    return made


def has_no_floor(county: County) -> bool:
    return standing_of(county.inspection, consequences_of(county.inspection), county.today).no_floor


def test_what_was_signed_off_and_opened_again_has_no_floor_until_it_is_settled(county: County) -> None:
    county.evaluate(county.office, county.today)
    assert not has_no_floor(county)
    finding = county.finding("1")
    county.do(county.office, "reopen", finding.id, reason="整改结果不真实")
    assert county.finding("1").due_on == finding.last_due_on, "its day is that of its measures again"
    assert has_no_floor(county)
    for deed in ("request_sign_off", "return_sign_off"):
        who = county.unit_head if deed == "request_sign_off" else county.office
        county.do(who, deed, finding.id, **({"reason": "仍不真实"} if deed == "return_sign_off" else {}))
        assert has_no_floor(county), deed
    county.do(county.unit_head, "request_sign_off", finding.id)
    county.do(county.office, "grant_sign_off", finding.id)
    assert not has_no_floor(county)


def test_a_look_back_is_proposed_where_a_finding_was_opened_again(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    county.do(county.office, "reopen", county.finding("1").id, reason="整改结果不真实")
    county.evaluate(county.office, county.today)
    desks = at(county, monkeypatch)
    shown = words(desks("leading_group").get(reverse("panel", args=[county.inspection_id])))
    assert "问题没见底" in shown
    told = {"consequence": "look_back", "decision": "adopted", "reason": "问题没见底"}
    county.do(county.leading_group, "decide_consequence", **told)
    assert Consequence.objects.get().grounds == ["no_floor"]


def test_what_is_past_its_day_has_no_floor() -> None:
    made = County().found().fed_back().planned_and_accepted()
    made.today = CHECKED_ON
    made.evaluate(made.office, made.today)
    assert made.finding("1").due_on == made.today - timedelta(days=10)
    assert has_no_floor(made)
