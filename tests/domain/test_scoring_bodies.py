"""Whose evaluation a sheet of two becomes: who of that body has to score, and who settles."""

from __future__ import annotations

import pytest

from bihuan.domain.roles import Role
from bihuan.domain.scoring_bodies import (
    OFFICE,
    SUPERVISION_OFFICE,
    TEAM_BODY,
    Bodies,
    NobodyOfTheBody,
    Unsettled,
    bar_of_settling,
    bodies_of,
    fitting_bodies,
    refuse_nobody_of,
)

OFF, SUP, TEA, NOBODY = frozenset({OFFICE}), frozenset({SUPERVISION_OFFICE}), frozenset({TEAM_BODY}), frozenset[str]()


def test_a_role_is_of_one_evaluating_body_and_a_resident_office_of_none() -> None:
    assert bodies_of({Role.DEPUTY, Role.OFFICE}) == OFF | TEA
    assert bodies_of({Role.SUPERVISION_OFFICE}) == SUP
    assert bodies_of({Role.RESIDENT_DISCIPLINE, Role.LEADING_GROUP}) == NOBODY


@pytest.mark.parametrize(("body", "other"), [(SUPERVISION_OFFICE, OFF), (TEAM_BODY, SUP)])
def test_of_every_body_but_the_office_at_least_one_scores(body: str, other: Bodies) -> None:
    with pytest.raises(NobodyOfTheBody):
        refuse_nobody_of(body, (other, NOBODY))
    refuse_nobody_of(body, (other, frozenset({body})))
    refuse_nobody_of(OFFICE, (SUP, TEA))


def test_a_sheet_is_offered_for_bodies_of_which_somebody_can_score() -> None:
    assert fitting_bodies([OFF, SUP]) == (OFFICE, SUPERVISION_OFFICE)
    assert fitting_bodies([]) == (OFFICE,)


@pytest.mark.parametrize(
    ("body", "by", "is_scorer", "scored_by", "is_wide", "has_others", "bar"),
    [
        (OFFICE, OFF, False, SUP | TEA, True, True, None),
        (OFFICE, OFF, True, OFF | TEA, True, True, Unsettled.FOR_BOTH),
        (OFFICE, TEA, True, SUP | TEA, False, True, None),
        (OFFICE, SUP, False, TEA, False, True, Unsettled.NOT_CONCERNED),
        (SUPERVISION_OFFICE, OFF, False, OFF, False, True, Unsettled.NOBODY_OF_THE_BODY),
        (SUPERVISION_OFFICE, SUP, False, OFF, True, True, None),
        (SUPERVISION_OFFICE, OFF, False, SUP | TEA, False, True, None),
        (SUPERVISION_OFFICE, OFF, False, SUP | TEA, True, True, Unsettled.BODY_SETTLES),
        (SUPERVISION_OFFICE, TEA, True, SUP | TEA, True, True, Unsettled.BODY_SETTLES),
        (SUPERVISION_OFFICE, SUP, True, SUP | TEA, True, True, Unsettled.FOR_BOTH),
        (SUPERVISION_OFFICE, SUP, True, SUP | TEA, True, False, None),
    ],
)
def test_what_is_far_apart_is_settled_by_the_body_whose_evaluation_it_becomes(
    *, body: str, by: Bodies, is_scorer: bool, scored_by: Bodies, is_wide: bool, has_others: bool, bar: Unsettled | None
) -> None:
    told = {"is_scorer": is_scorer, "is_wide": is_wide, "has_others": has_others}
    assert bar_of_settling(body, by=by, scored_by=scored_by, **told) == bar
