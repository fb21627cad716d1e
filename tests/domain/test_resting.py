"""What can be judged only once something else is there is neither met nor lacking until then."""

from __future__ import annotations

import pytest

from bihuan.domain.lifecycle.finding import FindingStage, awaits
from bihuan.domain.lifecycle.gates import GATES
from bihuan.domain.lifecycle.resting import RESTS_ON, unjudged
from bihuan.domain.roles import Role

ASKED = ["report.missing", "report.unsigned", "report.not_signed_by_present_head", "checks.too_few"]


def test_without_a_report_nothing_is_said_of_its_signature() -> None:
    assert unjudged(ASKED, ["report.missing"]) == {"report.unsigned", "report.not_signed_by_present_head"}


def test_what_blocks_by_itself_blocks_and_does_not_wait() -> None:
    assert unjudged(ASKED, ["report.unsigned"]) == {"report.not_signed_by_present_head"}
    assert unjudged(ASKED, []) == frozenset()


@pytest.mark.parametrize("code", RESTS_ON)
def test_every_condition_and_what_it_rests_on_is_a_gate(code: str) -> None:
    assert {code, *RESTS_ON[code]} <= set(GATES)
    assert code not in RESTS_ON[code]


def test_a_finding_whose_sign_off_was_asked_for_waits_for_the_office() -> None:
    told = {"is_handed_over": False, "is_linked": False}
    assert awaits(FindingStage.SIGN_OFF_REQUESTED, Role.UNIT_HEAD, **told) is Role.OFFICE
    assert awaits(FindingStage.RECTIFYING, Role.UNIT_HEAD, **told) is Role.UNIT_HEAD


def test_a_finding_that_was_handed_over_waits_for_whom_it_went_to() -> None:
    stage, head = FindingStage.LONG_TERM, Role.UNIT_HEAD
    assert awaits(stage, head, is_handed_over=True, is_linked=True) is Role.SUPERVISION_OFFICE
    assert awaits(stage, head, is_handed_over=True, is_linked=False) is Role.RESIDENT_DISCIPLINE
    assert awaits(stage, head, is_handed_over=False, is_linked=False) is head
