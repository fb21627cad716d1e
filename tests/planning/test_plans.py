"""Terms, rounds and who is in them: each refusal by its code, and adoption by whom it is due."""

from __future__ import annotations

import uuid
from datetime import date
from itertools import pairwise

import pytest

from bihuan.access.actions import NotYours
from bihuan.domain.coverage import Coverage
from bihuan.dossiers.actions import PlaceTaken, open_inspection
from bihuan.dossiers.models import Round
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing
from bihuan.ledger.models import Entry
from bihuan.organizations.actions import LifeReversed
from bihuan.planning.loads import consequences, loads_of
from bihuan.planning.models import Mandate, Term, YearPlan
from bihuan.planning.placing import place
from bihuan.planning.queries import coverage_lines, unplanned
from bihuan.planning.rounds import HeadsWrong, TooManyRounds, lay_out_rounds
from bihuan.planning.terms import AdoptedAlready, PlanRefused, TermsOverlap, YearOutside, plan_term
from bihuan.teams.withdrawing import withdraw_round
from tests.county import new_key
from tests.database.states import state_of_ledger, state_of_tables
from tests.planning.plans import Plans, planned

pytestmark = pytest.mark.django_db


def refused(call: object) -> list[str]:
    with pytest.raises(PlanRefused) as caught:
        call()  # type: ignore[operator]
    return [one.code for one in caught.value.unmet]


def inspected(plans: Plans, round_id: uuid.UUID, number: int = 1) -> uuid.UUID:
    """Open the dossier of the county's unit in a round."""
    county = plans.county
    done = open_inspection(
        actor=county.office,
        round_id=round_id,
        organization_id=county.unit_id,
        supervision_office_id=None,
        number=number,
        kind="routine",
        team_name="第一巡察组",
        responsible_department_needed=False,
        now=county.now,
        key=new_key(),
    )
    return uuid.UUID(done.told["inspection"])


def test_a_term_is_planned_once_and_overlaps_no_other() -> None:
    plans = planned()
    told = {"goals": "", "from_on": date(2023, 7, 1), "until_on": date(2028, 6, 30)}
    with pytest.raises(PlaceTaken):
        plans.do(plan_term, name="十四届", **told)
    with pytest.raises(TermsOverlap):
        plans.do(plan_term, name="十五届", **told | {"from_on": date(2023, 6, 30)})
    with pytest.raises(LifeReversed):
        plans.do(plan_term, name="十五届", **told | {"until_on": date(2023, 6, 30)})
    plans.do(plan_term, name="十五届", **told)


def test_planning_is_the_office_s_and_adopting_the_leading_group_s() -> None:
    plans = planned()
    with pytest.raises(NotYours):
        plans.do(lay_out_rounds, plans.county.leading_group, **laying(plans, 2))
    plans.laid_out()
    with pytest.raises(NotYours):
        plans.adopt(reason="先行通过", actor=plans.county.office)


def laying(plans: Plans, count: int) -> dict[str, object]:
    return {
        "term_id": plans.term_id,
        "count": count,
        "from_on": date(2018, 7, 1),
        "name": "第%s轮",
        "working_days": 40,
        "heads": {"县本级": 20},
        "reason": "",
    }


def test_rounds_are_laid_out_without_gap_or_overlap_to_the_term_s_last_day() -> None:
    plans = planned()
    plans.laid_out(13)
    rows = list(Round.objects.filter(authority_id=plans.county.authority_id, term="十四届").order_by("number"))
    assert [row.number for row in rows] == list(range(1, 14))
    assert (rows[0].from_on, rows[-1].until_on) == (date(2018, 7, 1), date(2023, 6, 30))
    assert all((b.from_on - a.until_on).days == 1 for a, b in pairwise(rows) if a.until_on)
    assert rows[2].name == "第三轮"


def test_rounds_that_cannot_be_are_refused() -> None:
    plans = planned()
    with pytest.raises(TooManyRounds):
        plans.laid_out(0)
    with pytest.raises(TooManyRounds):
        plans.laid_out(2, from_on=date(2024, 1, 1))
    with pytest.raises(HeadsWrong):
        plans.laid_out(2, heads={"县本级": -1})
    first = plans.round(1)
    with pytest.raises(PlaceTaken):
        plans.round(1)
    assert refused(lambda: plans.round(2, until_on=date(2024, 1, 1))) == ["round.outside_term"]
    assert plans.round(1, round_id=first, name="第一轮") == first
    with pytest.raises(NoSuchThing):
        plans.round(3, round_id=uuid.uuid4())


def test_rounds_are_not_laid_over_those_that_are_there_nor_before_the_term() -> None:
    """Laid out twice, a term would hold each of its days twice; a day before it was quietly moved."""
    plans = planned()
    plans.laid_out(2, name="第…轮")
    assert refused(lambda: plans.laid_out(2)) == ["rounds.laid_over"]
    rows = Round.objects.filter(authority_id=plans.county.authority_id, term="十四届").order_by("number")
    assert [row.name for row in rows] == ["第一轮", "第二轮"]
    other = planned()
    assert refused(lambda: other.laid_out(2, from_on=date(2018, 6, 30))) == ["round.outside_term"]
    other.round(1)
    begun = other.laid_out(2, from_on=date(2018, 7, 29))
    assert len(begun) == 2, "after what is there"


def test_an_empty_round_is_withdrawn_with_its_reason_and_its_number_is_free_again() -> None:
    """A round laid out by mistake stood in the plan for ever, and its plan was owed to the level above."""
    plans = planned()
    first, second = plans.laid_out(2)
    with pytest.raises(ReasonMissing):
        plans.do(withdraw_round, round_id=first, reason=" ")
    plans.put(second, plans.county.unit_id)
    assert refused(lambda: plans.do(withdraw_round, round_id=second, reason="误排")) == ["round.holds_organizations"]
    plans.do(withdraw_round, round_id=first, reason="误排")
    term = Term.objects.get(pk=plans.term_id)
    assert [one.row.id for one in loads_of(term, plans.county.today)] == [second]
    assert plans.round(1, from_on=date(2018, 7, 1), until_on=date(2018, 7, 20)) != first
    assert refused(lambda: plans.do(withdraw_round, round_id=first, reason="再撤")) == ["round.ended"]
    with pytest.raises(NotYours):
        plans.do(withdraw_round, plans.county.leading_group, round_id=second, reason="误排")


def test_a_round_s_kind_is_asked_for_its_facts_all_at_once() -> None:
    plans = planned()
    lacks = refused(lambda: plans.round(1, manners=["elevated", "cross"], linkage="relay"))
    assert lacks == [
        "elevated.order_missing",
        "elevated.not_ordered_from_above",
        "cross.nobody_from_elsewhere",
        "relay.lead_missing",
        "relay.too_few_teams",
    ]
    assert not Round.objects.filter(authority_id=plans.county.authority_id, term="十四届").exists()


def test_an_organization_stands_in_a_round_once_and_has_its_usual_person_days() -> None:
    plans = planned()
    first, second, *_ = plans.laid_out()
    placed = plans.put(first, plans.county.unit_id)
    assert plans.placement(placed).person_days == 210
    assert refused(lambda: plans.put(first, plans.county.unit_id, "special")) == ["organization.in_this_round"]
    assert refused(lambda: plans.put(second, plans.county.unit_id)) == ["routine.twice_in_term"]
    assert refused(lambda: plans.put(second, plans.county.office_id)) == ["organization.supervises"]


def test_a_look_back_needs_an_earlier_inspection_and_its_distance() -> None:
    plans = planned()
    rounds = plans.laid_out(5)
    school, _ = plans.county.organization("青石中学", "school")
    assert refused(lambda: plans.put(rounds[2], school, "look_back")) == ["look_back.no_earlier_inspection"]
    plans.put(rounds[0], school)
    assert refused(lambda: plans.put(rounds[1], school, "look_back")) == ["look_back.too_soon"]
    plans.put(rounds[2], school, "look_back")
    assert refused(lambda: plans.put(rounds[3], school, "second_look_back")) == ["look_back.too_soon"]
    plans.put(rounds[4], school, "second_look_back")


def test_moving_and_taking_out_leave_their_trace() -> None:
    plans = planned()
    first, second, *_ = plans.laid_out()
    placed = plans.put(first, plans.county.unit_id)
    plans.move(placed, second)
    assert plans.placement(placed).round_id == second
    with pytest.raises(ReasonMissing):
        plans.take_out(placed, " ")
    plans.take_out(placed, "机构改革")
    with pytest.raises(NoSuchThing):
        plans.move(placed, first)
    assert plans.put(second, plans.county.unit_id) != placed
    told = Entry.objects.filter(authority_id=plans.county.authority_id, action__in=["place", "move_placement"])
    assert told.count() == 3
    assert state_of_ledger() == state_of_tables()


def test_whoever_has_a_dossier_stays_where_it_is() -> None:
    plans = planned()
    first, second, *_ = plans.laid_out()
    placed = plans.put(first, plans.county.unit_id)
    inspected(plans, first)
    assert refused(lambda: plans.move(placed, second)) == ["placement.has_dossier"]
    assert refused(lambda: plans.take_out(placed, "误列")) == ["placement.has_dossier"]


def test_another_authority_s_round_is_no_such_thing() -> None:
    plans, others = planned(), planned()
    foreign = others.laid_out()[0]
    with pytest.raises(NoSuchThing):
        plans.put(foreign, plans.county.unit_id)
    with pytest.raises(NoSuchThing):
        plans.do(
            place,
            round_id=plans.laid_out()[0],
            organization_id=others.county.unit_id,
            form="routine",
            person_days=0,
            with_villages=False,
            reason="",
        )


def test_a_plan_with_gaps_is_adopted_with_a_reason_only() -> None:
    plans = planned()
    assert refused(plans.adopt) == ["plan.no_round"]
    plans.laid_out()
    assert refused(plans.adopt) == ["coverage.not_planned"]
    plans.adopt(reason="余下单位下半年列入")
    assert plans.term.is_adopted
    with pytest.raises(AdoptedAlready):
        plans.adopt(reason="再次")


def test_a_change_after_adoption_owes_its_reason_and_waits_to_be_adopted_again() -> None:
    plans = planned()
    first, second, *_ = plans.laid_out()
    placed = plans.put(first, plans.county.unit_id)
    plans.year(2018)
    plans.adopt()
    plans.adopt(2018)
    assert refused(lambda: plans.move(placed, second)) == ["change.reason_missing"]
    plans.move(placed, second, reason="上级统一部署")
    assert plans.term.is_changed_since
    year = YearPlan.objects.get(authority_id=plans.county.authority_id, year=2018)
    assert year.is_changed_since
    plans.adopt()
    assert plans.term.is_adopted


def test_an_extended_round_is_not_adopted_before_it_reaches_below() -> None:
    plans = planned()
    only = plans.round(1, manners=["extended"])
    plans.put(only, plans.county.unit_id)
    assert refused(plans.adopt) == ["extended.nobody_below"]


def test_annual_plans_lie_within_the_term() -> None:
    plans = planned()
    with pytest.raises(YearOutside):
        plans.year(2017)
    plans.year(2018)
    plans.year(2018, "巡察十二个单位")
    row = YearPlan.objects.get(authority_id=plans.county.authority_id, year=2018)
    assert row.tasks == "巡察十二个单位"
    assert refused(lambda: plans.adopt(2018)) == ["plan.no_round"]
    with pytest.raises(NoSuchThing):
        plans.adopt(2019)


def test_who_need_not_be_covered_is_left_out_with_a_reason() -> None:
    plans = planned()
    assert [line.body.name for line in unplanned(plans.term)] == ["县住房和城乡建设局"]
    with pytest.raises(ReasonMissing):
        plans.mandate(plans.county.unit_id, must=False)
    plans.mandate(plans.county.unit_id, must=False, reason="垂直管理")
    assert unplanned(plans.term) == []
    plans.mandate(plans.county.unit_id, sector="城建")
    assert Mandate.objects.filter(authority_id=plans.county.authority_id).count() == 1


def test_coverage_follows_the_dossier_from_plan_to_feedback() -> None:
    plans = planned()
    county = plans.county
    first = plans.laid_out()[0]
    plans.put(first, county.unit_id)

    def state() -> Coverage:
        return coverage_lines(plans.term, county.authority_id, county.today)[0].state

    assert state() is Coverage.PLANNED
    county.inspection_id = inspected(plans, first)
    county.today = date(2018, 7, 2)
    assert state() is Coverage.PLANNED
    county.do(county.office, "enter_site")
    assert state() is Coverage.ON_SITE
    county.do(county.team_leader, "leave_site")
    assert state() is Coverage.INSPECTED


def test_villages_ride_with_their_town_and_weigh_on_its_round() -> None:
    plans = planned()
    county = plans.county
    town, _ = county.organization("青石镇", "town")
    for name in ("柳湾村", "石桥村"):
        village(plans, name, town)
    first = plans.laid_out(working_days=30, heads={"县本级": 10})[0]
    plans.put(first, town, with_villages=True)
    load = loads_of(plans.term, county.today)[0]
    assert (load.load, load.capacity, load.is_over) == (280 + 2 * 20, 300, True)
    states = {line.body.name: line.state for line in coverage_lines(plans.term, county.authority_id, county.today)}
    assert states["柳湾村"] is Coverage.PLANNED


def village(plans: Plans, name: str, town: uuid.UUID) -> None:
    from bihuan.organizations.actions import add_organization

    plans.do(
        add_organization,
        parent_id=town,
        name=name,
        category="village",
        credit_code="",
        from_on=date(2010, 1, 1),
    )


def test_the_consequences_of_a_move_are_told_for_each_round() -> None:
    plans = planned()
    first, second, third, _ = plans.laid_out(working_days=10, heads={"县本级": 20})
    school, _ = plans.county.organization("青石中学", "school")
    plans.mandate(plans.county.unit_id, sector="城建")
    plans.mandate(school, sector="城建")
    placed = plans.put(first, plans.county.unit_id)
    plans.put(second, school)
    plans.put(third, plans.county.unit_id, "look_back")
    loads = loads_of(plans.term, plans.county.today)
    here = next(one for one in loads[0].placed if one.row.id == placed)
    told = consequences(here, loads, plans.county.today)
    assert [one.is_here for one in told] == [True, False, False, False]
    assert [one.load_after for one in told] == [210, 350, 420, 210]
    assert [one.same_sector for one in told] == [0, 1, 1, 0]
    assert [one.is_over for one in told] == [True, True, True, True]
    assert told[2].unmet == (("organization.in_this_round", "县住房和城乡建设局"),)


def test_a_round_whose_last_day_is_past_takes_nobody_in() -> None:
    plans = planned()
    first = plans.laid_out()[0]
    plans.county.today = date(2020, 7, 1)
    assert refused(lambda: plans.put(first, plans.county.unit_id)) == ["round.over"]


def test_a_round_counts_the_dossiers_that_were_opened_without_a_plan() -> None:
    plans = planned()
    first = plans.laid_out()[0]
    inspected(plans, first)
    load = loads_of(plans.term, plans.county.today)[0]
    assert (load.count, len(load.placed), load.load) == (1, 0, 0)
