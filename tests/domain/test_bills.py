"""The bill of a dossier: nothing is done without evidence, the body in charge hands it over; and the other chain."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bihuan.domain.bills import BillUnfounded, Item, NotInCharge, OwnBill, refuse_foreign, refuse_unfounded, totals
from bihuan.domain.chain import DRAWN, Drawn, LinkState, drawn_under, visiting_chain_of
from bihuan.domain.lifecycle.facts import CheckFacts, CheckKind, InspectionFacts
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.roles import Role
from bihuan.rules.packs import rulebook

TODAY = date(2026, 11, 26)
DONE = Item("1", "违规发放津贴补贴", FindingStage.SIGNED_OFF, None, 1, 1, 2)
OPEN = Item("2", "审核不严", FindingStage.RECTIFYING, TODAY - timedelta(days=1), 2, 1, 0)


def test_a_bill_adds_up() -> None:
    found = totals([DONE, OPEN], TODAY)
    assert (found.owed, found.settled, found.overdue, found.evidence) == (2, 1, 1, 2)


def test_what_is_said_to_be_done_without_evidence_is_named_number_by_number() -> None:
    refuse_unfounded([DONE, OPEN, replace(DONE, evidence=0, taken_over=True)])
    with pytest.raises(BillUnfounded) as refused:
        refuse_unfounded([replace(DONE, evidence=0), OPEN, replace(DONE, number="3", evidence=0)])
    assert refused.value.numbers == ("1", "3")


def test_the_body_in_charge_or_the_office_hands_the_bill_over_to_another() -> None:
    refuse_foreign(Role.TEAM_LEADER, Role.TEAM_LEADER, Role.OFFICE)
    refuse_foreign(Role.DEPUTY, Role.TEAM_LEADER, Role.OFFICE)
    refuse_foreign(Role.OFFICE, Role.TEAM_LEADER, Role.SUPERVISION_OFFICE)
    with pytest.raises(NotInCharge):
        refuse_foreign(Role.SUPERVISION_OFFICE, Role.TEAM_LEADER, Role.OFFICE)
    with pytest.raises(OwnBill):
        refuse_foreign(Role.OFFICE, Role.OFFICE, Role.OFFICE)


def test_the_pack_chooses_the_chain_and_the_last_one_prevails() -> None:
    day = date(2021, 3, 1)
    assert drawn_under(rulebook(["closing-loop-2018"], day)) is Drawn.TWO_CHECKS
    both = rulebook(["closing-loop-2018", "visiting-chain-2021"], day)
    assert drawn_under(both) is Drawn.RETURN_VISIT
    assert both.need(DRAWN).pack == "visiting-chain-2021"


def test_the_other_chain_runs_from_feedback_over_visit_look_and_special_check_to_the_close() -> None:
    day = date(2021, 3, 1)
    checks = (
        CheckFacts("office", day + timedelta(days=100), "", CheckKind.RETURN_VISIT),
        CheckFacts("supervision_office", day + timedelta(days=150), "", CheckKind.SPECIAL_CHECK),
    )
    facts = InspectionFacts(stage="rectifying", on=day + timedelta(days=200), feedback_on=day, checks=checks)
    states = [link.state for link in visiting_chain_of(facts)]
    done, passed, now = LinkState.DONE, LinkState.PASSED_OVER, LinkState.NOW
    assert states == [done, done, passed, done, now]
    looked = visiting_chain_of(facts, day_to_day_on=day + timedelta(days=120))
    assert [link.state for link in looked] == [done, done, done, done, now]
