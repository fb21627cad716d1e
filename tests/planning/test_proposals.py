"""Proposals: worked off by a process of its own, stopped with the best so far, accepted as the plan by one deed."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

import pytest

from bihuan.domain.coverage import Coverage
from bihuan.ledger.models import Entry
from bihuan.planning import proposals
from bihuan.planning.asking import NothingToPlan, instance_for
from bihuan.planning.models import Placement, Proposal
from bihuan.planning.proposals import ProposalNotReady, ProposalOutdated, accept_proposal, ask, stop, work_off
from bihuan.planning.queries import coverage_lines
from tests.database.states import state_of_ledger, state_of_tables
from tests.planning.plans import Plans, planned
from tests.planning.test_plans import village

pytestmark = pytest.mark.django_db


@pytest.fixture
def plans() -> Plans:
    made = planned()
    town, _ = made.county.organization("青石镇", "town")
    village(made, "柳湾村", town)
    for number in range(4):
        school, _ = made.county.organization(f"第{number}中学", "school")
        made.mandate(school, sector="教育", has_look_back=number == 0)
    made.laid_out(4, working_days=40, heads={"县本级": 12})
    return made


def asked(plans: Plans) -> uuid.UUID:
    proposal_id = uuid.uuid4()
    ask(actor=plans.county.office, term_id=plans.term_id, proposal_id=proposal_id, seed=5, now=plans.county.now)
    return proposal_id


def worked_off(plans: Plans, proposal_id: uuid.UUID) -> Proposal:
    work_off(plans.county.authority_id, proposal_id, now=lambda: plans.county.now)
    return Proposal.objects.get(authority_id=plans.county.authority_id, pk=proposal_id)


def accept(plans: Plans, proposal_id: uuid.UUID, reason: str = "") -> Any:
    return plans.do(accept_proposal, proposal_id=proposal_id, reason=reason)


def test_what_is_asked_holds_everybody_not_covered_with_the_people_there_are(plans: Plans) -> None:
    instance, riding = instance_for(plans.term, plans.county.today, 1)
    assert len(instance.wanted) == 6
    assert list(riding.values()) == [20]
    assert instance.capacity("县本级") == (480,) * 4
    assert {one.pool for one in instance.wanted} == {"县本级"}


def test_the_planner_answers_in_a_process_of_its_own_and_its_proposal_becomes_the_plan(plans: Plans) -> None:
    proposal = worked_off(plans, asked(plans))
    assert (proposal.state, proposal.done) == ("ready", proposal.of)
    assert Placement.objects.count() == 0
    done = accept(plans, proposal.id)
    assert done.told["placements"] == 7
    lines = coverage_lines(plans.term, plans.county.authority_id, plans.county.today)
    assert {line.state for line in lines} == {Coverage.PLANNED}
    assert Entry.objects.filter(action="accept_proposal").count() == 1
    assert state_of_ledger() == state_of_tables()


def test_what_stands_in_its_round_stays_there(plans: Plans) -> None:
    row = plans.put(uuid.UUID(instance_for(plans.term, plans.county.today, 1)[0].slots[2].id), plans.county.unit_id)
    proposal = worked_off(plans, asked(plans))
    assert accept(plans, proposal.id).told["placements"] == 6
    assert Placement.objects.filter(pk=row, removed_on=None).exists()


def test_a_proposal_is_not_accepted_twice_nor_before_it_is_there(plans: Plans) -> None:
    waiting = asked(plans)
    with pytest.raises(ProposalNotReady):
        accept(plans, waiting)
    proposal = worked_off(plans, waiting)
    accept(plans, proposal.id)
    with pytest.raises(ProposalNotReady):
        accept(plans, proposal.id)


def test_a_proposal_for_a_plan_that_has_changed_is_refused(plans: Plans) -> None:
    proposal = worked_off(plans, asked(plans))
    plans.county.organization("县水利局", "department")
    with pytest.raises(ProposalOutdated):
        accept(plans, proposal.id)
    assert Placement.objects.count() == 0


def test_stopped_it_keeps_the_best_so_far(plans: Plans, monkeypatch: pytest.MonkeyPatch) -> None:
    proposal_id = asked(plans)
    real = list(proposals.answers(Proposal.objects.get(pk=proposal_id).instance))

    def slow(_instance: Any) -> Iterator[dict[str, Any]]:
        yield real[0]
        stop(actor=plans.county.office, proposal_id=proposal_id)
        yield real[1]
        raise AssertionError("nobody listens any more")

    monkeypatch.setattr(proposals, "answers", slow)
    proposal = worked_off(plans, proposal_id)
    assert (proposal.state, proposal.done) == ("stopped", real[1]["done"])
    assert accept(plans, proposal.id).told["placements"] == 7


def test_a_planner_that_dies_leaves_what_it_found(plans: Plans, monkeypatch: pytest.MonkeyPatch) -> None:
    proposal_id = asked(plans)
    first = next(iter(proposals.answers(Proposal.objects.get(pk=proposal_id).instance)))
    monkeypatch.setattr(proposals, "answers", lambda _instance: iter([first]))
    assert worked_off(plans, proposal_id).state == "stopped"
    other = asked(plans)
    monkeypatch.setattr(proposals, "answers", lambda _instance: iter([]))
    assert worked_off(plans, other).state == "failed"


def test_too_few_people_are_explained(plans: Plans) -> None:
    for _ in range(3):
        plans.county.organization(f"县局{uuid.uuid4().hex[:4]}", "town")
    for number in range(10):
        plans.county.organization(f"县局第{number}", "department")
    proposal = worked_off(plans, asked(plans))
    assert (proposal.state, proposal.plan) == ("impossible", {})
    assert proposal.impossible[0]["code"] == "too_few_people"


def test_without_rounds_ahead_there_is_nothing_to_plan() -> None:
    with pytest.raises(NothingToPlan):
        asked(planned())
