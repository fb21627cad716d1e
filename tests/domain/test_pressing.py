"""One answer to "which day presses?": for a measure and for its finding."""

from __future__ import annotations

from datetime import date

import pytest

from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.pressing import MeasureDays, finding_presses_on, last_due_on, measure_presses_on

DUE, DONE, LOOK = date(2018, 5, 31), date(2018, 5, 30), date(2018, 9, 1)
OPEN = MeasureDays(DUE)


def presses(days: MeasureDays, stage: FindingStage, look: date | None = None) -> date | None:
    return measure_presses_on(days, stage=stage, next_look_on=look)


@pytest.mark.parametrize("stage", [FindingStage.RECTIFYING, FindingStage.SIGN_OFF_REQUESTED])
def test_an_open_measure_presses_on_its_day(stage: FindingStage) -> None:
    assert presses(OPEN, stage) == DUE


@pytest.mark.parametrize("days", [MeasureDays(DUE, done_on=DONE), MeasureDays(DUE, removed_on=DONE), MeasureDays(None)])
def test_what_is_done_struck_out_or_without_a_day_presses_no_more(days: MeasureDays) -> None:
    assert presses(days, FindingStage.RECTIFYING) is None


def test_while_a_finding_is_followed_its_look_presses_and_no_measure_does() -> None:
    assert presses(OPEN, FindingStage.LONG_TERM, LOOK) is None
    assert finding_presses_on([OPEN], stage=FindingStage.LONG_TERM, next_look_on=LOOK) == LOOK


def test_a_long_term_finding_that_nobody_follows_yet_is_pressed_by_its_measures() -> None:
    assert presses(OPEN, FindingStage.LONG_TERM) == DUE
    assert finding_presses_on([OPEN], stage=FindingStage.LONG_TERM, next_look_on=None) == DUE


def test_nothing_presses_what_is_signed_off() -> None:
    assert presses(OPEN, FindingStage.SIGNED_OFF) is None
    assert finding_presses_on([OPEN], stage=FindingStage.SIGNED_OFF, next_look_on=None) is None


def test_a_finding_is_pressed_by_the_earliest_of_its_open_measures() -> None:
    measures = [OPEN, MeasureDays(date(2018, 4, 30), done_on=DONE), MeasureDays(date(2018, 5, 15))]
    assert finding_presses_on(measures, stage=FindingStage.RECTIFYING, next_look_on=None) == date(2018, 5, 15)


@pytest.mark.parametrize("stage", [FindingStage.RECTIFYING, FindingStage.LONG_TERM])
@pytest.mark.parametrize("also", [[], [MeasureDays(None)], [MeasureDays(LOOK, removed_on=DONE)]])
def test_with_no_open_measure_that_has_a_day_the_last_of_all_presses(
    stage: FindingStage, also: list[MeasureDays]
) -> None:
    measures = [MeasureDays(date(2018, 4, 30), done_on=DONE), MeasureDays(DUE, done_on=DONE), *also]
    assert finding_presses_on(measures, stage=stage, next_look_on=None) == DUE


@pytest.mark.parametrize("stage", [FindingStage.SIGN_OFF_REQUESTED, FindingStage.SIGNED_OFF])
def test_what_waits_for_its_reviewer_or_is_signed_off_is_not_pressed_by_what_was_done(stage: FindingStage) -> None:
    assert finding_presses_on([MeasureDays(DUE, done_on=DONE)], stage=stage, next_look_on=LOOK) is None


def test_a_measure_done_after_its_day_is_late() -> None:
    assert MeasureDays(DUE, done_on=date(2018, 6, 1)).is_late
    assert not MeasureDays(DUE, done_on=DONE).is_late
    assert not MeasureDays(DUE).is_late


def test_the_latest_day_is_that_of_all_measures_but_those_struck_out() -> None:
    struck_out = MeasureDays(date(2019, 1, 1), removed_on=DONE)
    assert last_due_on([OPEN, MeasureDays(LOOK, done_on=DONE), MeasureDays(None), struck_out]) == LOOK
    assert last_due_on([struck_out, MeasureDays(None)]) is None
