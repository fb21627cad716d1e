"""What neighbours get: which findings concern a purpose, and that no rule can ask for what is nobody's business."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bihuan.domain.extracts import Cut, FindingTold, Part, Purpose, concerns
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.rules.extracts import extract_rules

TODAY = date(2026, 11, 26)
OPEN = FindingTold(FindingStage.RECTIFYING, TODAY + timedelta(days=30), 0, 0)
DONE = FindingTold(FindingStage.SIGNED_OFF, None, 0, 0)
LATE = replace(OPEN, due_on=TODAY - timedelta(days=1))


def test_every_purpose_has_its_rule() -> None:
    rules = extract_rules(TODAY)
    assert set(rules.terms) == set(Purpose)
    assert rules.release.startswith("extracts@")
    assert all(Part.NUMBER in one.parts and Part.TITLE in one.parts for one in rules.terms.values())


def test_there_is_no_part_for_clues_scores_or_sources() -> None:
    assert {part.value for part in Part}.isdisjoint({"clue", "score", "source", "outcome", "accountability", "text"})


@pytest.mark.parametrize(
    ("cut", "one", "expected"),
    [
        (Cut.ALL, DONE, True),
        (Cut.OPEN, OPEN, True),
        (Cut.OPEN, DONE, False),
        (Cut.LAGGING, LATE, True),
        (Cut.LAGGING, OPEN, False),
        (Cut.LAGGING, replace(OPEN, returned=1), True),
        (Cut.LAGGING, replace(DONE, seen_otherwise=True), True),
        (Cut.LAGGING, replace(LATE, stage=FindingStage.SIGNED_OFF), False),
        (Cut.NOT_SOLVED_AT_ONCE, DONE, False),
        (Cut.NOT_SOLVED_AT_ONCE, replace(DONE, reopened=1), True),
        (Cut.NOT_SOLVED_AT_ONCE, OPEN, True),
    ],
)
def test_a_finding_concerns_a_purpose_or_does_not(cut: Cut, one: FindingTold, expected: bool) -> None:
    assert concerns(one, cut, TODAY) is expected
