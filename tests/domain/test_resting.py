"""What can be judged only once something else is there is neither met nor lacking until then."""

from __future__ import annotations

import pytest

from bihuan.domain.lifecycle.gates import GATES
from bihuan.domain.lifecycle.resting import RESTS_ON, unjudged

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
