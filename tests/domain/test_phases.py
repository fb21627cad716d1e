"""Phases: early to the end of concentrated rectification, middle to the close, long for what was handed over."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bihuan.domain.phases import Phase, phase_of_finding, phase_on, supervised
from bihuan.domain.roles import Role
from bihuan.domain.rulebook import Rulebook
from bihuan.rules.packs import rulebook

FEEDBACK, END, CLOSED = date(2018, 3, 1), date(2018, 6, 1), date(2018, 11, 30)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (FEEDBACK - DAY, None),
        (FEEDBACK, Phase.EARLY),
        (END, Phase.EARLY),
        (END + DAY, Phase.MIDDLE),
        (CLOSED - DAY, Phase.MIDDLE),
        (CLOSED, None),
    ],
)
def test_a_dossier_is_early_until_the_end_of_concentrated_rectification_and_middle_until_its_close(
    day: date, phase: Phase | None
) -> None:
    assert phase_on(day, feedback_on=FEEDBACK, concentrated_end=END, closed_on=CLOSED) is phase


def test_a_closed_dossier_with_something_handed_over_is_in_the_long_phase() -> None:
    long = phase_on(CLOSED, feedback_on=FEEDBACK, concentrated_end=END, closed_on=CLOSED, has_handed_over=True)
    assert long is Phase.LONG


def test_without_an_end_of_concentrated_rectification_the_early_phase_goes_on() -> None:
    assert phase_on(CLOSED, feedback_on=FEEDBACK, concentrated_end=None) is Phase.EARLY


def test_before_the_feedback_there_is_no_phase() -> None:
    assert phase_on(FEEDBACK, feedback_on=None, concentrated_end=None) is None


def test_a_finding_is_long_only_once_its_receiver_has_accepted_it() -> None:
    assert phase_of_finding("long_term", accepted_on=None, dossier=Phase.MIDDLE) is Phase.MIDDLE
    assert phase_of_finding("long_term", accepted_on=END, dossier=Phase.MIDDLE) is Phase.LONG
    assert phase_of_finding("rectifying", accepted_on=None, dossier=Phase.EARLY) is Phase.EARLY
    assert phase_of_finding("signed_off", accepted_on=None, dossier=Phase.EARLY) is None


def test_the_pack_names_who_answers_for_each_phase() -> None:
    rules = rulebook(["closing-loop-2018"], FEEDBACK)
    early = supervised(Phase.EARLY, rules)
    assert early.responsible is not None
    assert early.responsible.lead == (Role.TEAM_LEADER,)
    assert early.basis.startswith("closing-loop-2018 · ")
    long = supervised(Phase.LONG, rules)
    assert long.responsible is not None
    assert set(long.responsible.lead) == {Role.RESIDENT_DISCIPLINE, Role.SUPERVISION_OFFICE}


def test_where_no_pack_rules_phases_nobody_is_named() -> None:
    silent = Rulebook(FEEDBACK, (), {})
    assert supervised(Phase.MIDDLE, silent).responsible is None
