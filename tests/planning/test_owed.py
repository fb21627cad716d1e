"""A look-back demanded of somebody inspected already: placed later, counted, explained where it cannot be."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from bihuan.ledger.models import Entry
from bihuan.planning.asking import instance_for
from bihuan.planning.models import Placement, Proposal
from bihuan.planning.proposals import accept_proposal, ask, work_off
from bihuan.planning.terms import plan_term
from tests.county import County
from tests.database.states import state_of_ledger, state_of_tables
from tests.planning.plans import Plans

pytestmark = pytest.mark.django_db


@pytest.fixture
def plans() -> Plans:
    """Return a term whose first round lies behind: somebody was inspected in it, a look-back is demanded."""
    county = County().found().fed_back()
    made = Plans(county)
    told = {"from_on": date(2017, 7, 1), "until_on": date(2018, 6, 30), "goals": ""}
    made.term_id = uuid.UUID(made.do(plan_term, name="十三届", **told).told["term"])
    made.mandate(county.unit_id, has_look_back=True, person_days=100)
    return made


def rounds_of(plans: Plans, count: int) -> list[uuid.UUID]:
    days = (date(2018, 5, 1), date(2018, 5, 25), date(2018, 6, 15))
    return [plans.round(2 + number, from_on=days[number], until_on=days[number]) for number in range(count)]


def worked_off(plans: Plans) -> Proposal:
    proposal_id, county = uuid.uuid4(), plans.county
    ask(actor=county.office, term_id=plans.term_id, proposal_id=proposal_id, seed=5, now=county.now)
    work_off(county.authority_id, proposal_id, now=lambda: county.now)
    return Proposal.objects.get(authority_id=county.authority_id, pk=proposal_id)


def test_it_is_placed_as_many_rounds_later_as_the_rules_ask_and_counted(plans: Plans) -> None:
    second, third, fourth = rounds_of(plans, 3)
    instance, _riding = instance_for(plans.term, plans.county.today, 1)
    owed = next(one for one in instance.wanted if one.id == str(plans.county.unit_id))
    assert (owed.is_seen, owed.wait, owed.days) == (True, 1, 100), "two rounds lie between"
    proposal = worked_off(plans)
    assert proposal.state == "ready"
    plans.do(accept_proposal, proposal_id=proposal.id, reason="")
    row = Placement.objects.get(organization_id=plans.county.unit_id)
    assert (row.form, row.person_days) == ("look_back", 60)
    assert row.round_id in {third, fourth}
    assert row.round_id != second
    assert Entry.objects.filter(action="accept_proposal").count() == 1
    assert state_of_ledger() == state_of_tables()


def test_one_that_stands_in_a_round_stays_there_and_is_not_placed_twice(plans: Plans) -> None:
    _second, _third, fourth = rounds_of(plans, 3)
    standing = plans.put(fourth, plans.county.unit_id, form="look_back", person_days=44)
    instance, _riding = instance_for(plans.term, plans.county.today, 1)
    owed = next(one for one in instance.wanted if one.id == str(plans.county.unit_id))
    assert (owed.back_fixed, owed.back_days) == (str(fourth), 44)
    proposal = worked_off(plans)
    load = next(held for held in proposal.plan["rounds"] if held["id"] == str(fourth))
    assert load["look_back"] == [owed.id]
    plans.do(accept_proposal, proposal_id=proposal.id, reason="")
    rows = Placement.objects.filter(organization_id=plans.county.unit_id)
    assert [row.pk for row in rows] == [standing]


def test_where_too_few_rounds_are_left_the_reason_names_whom_it_is_about(plans: Plans) -> None:
    rounds_of(plans, 1)
    proposal = worked_off(plans)
    assert proposal.state == "impossible"
    told = [(one["code"], one["organizations"]) for one in proposal.impossible]
    assert told == [("no_round", [str(plans.county.unit_id)])]


def test_nobody_is_asked_for_a_second_time_once_the_look_back_is_taken_off(plans: Plans) -> None:
    rounds_of(plans, 3)
    plans.mandate(plans.county.unit_id, has_look_back=False, person_days=100)
    county = plans.county
    county.organization("县水利局", "department")
    ids = {one.id for one in instance_for(plans.term, county.today, 1)[0].wanted}
    assert str(county.unit_id) not in ids
