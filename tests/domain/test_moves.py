"""Whose move an unmet condition is: the gate's, unless it waits for an answer or for the last turn."""

from __future__ import annotations

from datetime import date

import pytest

from bihuan.domain.lifecycle.facts import CheckFacts, CheckKind, EvaluationFacts, InspectionFacts
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.gates import GATES
from bihuan.domain.lifecycle.machine import Blocker
from bihuan.domain.lifecycle.moves import (
    CHECKS,
    CYCLE,
    EVALUATIONS,
    LAST_BY_LINKED_OFFICE,
    Moves,
    OpenFinding,
    last_turns,
    out_of_turn,
)
from bihuan.domain.roles import Role
from bihuan.domain.rulebook import GateTerms

TWO = (GateTerms(least=2), "a pack · a clause")
ASKED = dict.fromkeys((*LAST_BY_LINKED_OFFICE, *LAST_BY_LINKED_OFFICE.values()), TWO)
DAY = date(2018, 6, 1)
CHECK, EVALUATION = CheckFacts("team", DAY), EvaluationFacts("office", DAY)


def facts(checks: int = 0, evaluations: int = 0, visits: int = 0) -> InspectionFacts:
    visit = CheckFacts("team", DAY, kind=CheckKind.RETURN_VISIT)
    return InspectionFacts(
        "rectifying", DAY, checks=(CHECK,) * checks + (visit,) * visits, evaluations=(EVALUATION,) * evaluations
    )


def mover(stage: str, *, handed_over: bool = False, linked: bool = False) -> Role:
    moves = Moves({"1": OpenFinding(stage, handed_over, linked)})
    return moves.mover_of(Blocker("finding.not_signed_off", "1", Role.UNIT_HEAD, "a · b"))


def test_a_finding_whose_sign_off_was_asked_for_waits_for_the_office() -> None:
    assert mover(FindingStage.SIGN_OFF_REQUESTED) is Role.OFFICE
    assert mover(FindingStage.RECTIFYING) is Role.UNIT_HEAD


def test_a_finding_that_was_handed_over_waits_for_whom_it_went_to() -> None:
    stage = FindingStage.LONG_TERM
    assert mover(stage, handed_over=True, linked=True) is Role.SUPERVISION_OFFICE
    assert mover(stage, handed_over=True) is Role.RESIDENT_DISCIPLINE
    assert mover(stage) is Role.UNIT_HEAD


@pytest.mark.parametrize(
    ("made", "theirs"),
    [
        (facts(), set()),
        (facts(checks=1), {CHECKS}),
        (facts(checks=1, visits=1), {CHECKS}),
        (facts(checks=1, evaluations=1), {CHECKS, EVALUATIONS}),
        (facts(checks=2, evaluations=1), {EVALUATIONS}),
        (facts(checks=2, evaluations=2), set()),
    ],
)
def test_only_the_last_turn_is_the_linked_office_s(made: InspectionFacts, theirs: set[str]) -> None:
    assert last_turns(made, ASKED) == theirs
    moves = Moves(last_turns=frozenset(theirs))
    for code in (CHECKS, EVALUATIONS):
        whose = Role.SUPERVISION_OFFICE if code in theirs else Role.OFFICE
        assert moves.mover_of(Blocker(code, "inspection", GATES[code].whose, "a · b")) is whose


def test_where_no_pack_wants_the_last_turn_from_the_linked_office_it_is_anybody_s() -> None:
    assert last_turns(facts(1, 1), dict.fromkeys(LAST_BY_LINKED_OFFICE, TWO)) == frozenset()


def test_a_check_waits_for_the_evaluation_of_the_last_and_an_evaluation_for_the_next_check() -> None:
    assert out_of_turn(facts(), {CYCLE}) == EVALUATIONS
    assert out_of_turn(facts(checks=1), {CYCLE}) == CHECKS
    assert out_of_turn(facts(checks=1, evaluations=1), {CYCLE}) == EVALUATIONS
    assert out_of_turn(facts(checks=1, evaluations=1, visits=1), {CYCLE}) == EVALUATIONS
    assert out_of_turn(facts(checks=1), {CHECKS, EVALUATIONS}) == "", "the close does not ask for their order"
