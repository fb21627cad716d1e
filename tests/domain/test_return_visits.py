"""Return visits and special checks: from which day on, late or not, and how much is covered."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from bihuan.domain.return_visits import Standing, coverage_of, earliest_of, owed
from bihuan.rules.packs import rulebook

FED_BACK = date(2026, 3, 31)
EARLIEST = date(2026, 6, 30)


def standing(today: date, *made: date) -> Standing:
    return owed(earliest_on=EARLIEST, within_days=60, made=made, planned_on=None, today=today).standing


@pytest.mark.parametrize("kind", ["return_visit", "special_check"])
def test_the_earliest_day_comes_from_the_pack_that_binds_the_dossier(kind: str) -> None:
    asked = rulebook(["national-2024", "changzhou-2021"], FED_BACK)
    assert earliest_of(asked, kind, FED_BACK) == EARLIEST
    assert earliest_of(rulebook(["national-2024", "closing-loop-2018"], FED_BACK), kind, FED_BACK) is None


def test_a_visit_is_not_yet_due_then_due_then_late() -> None:
    assert standing(EARLIEST - timedelta(days=1)) is Standing.NOT_YET
    assert standing(EARLIEST) is Standing.DUE
    assert standing(EARLIEST + timedelta(days=60)) is Standing.DUE
    assert standing(EARLIEST + timedelta(days=61)) is Standing.LATE


def test_a_visit_made_too_early_counts_for_nothing() -> None:
    late = EARLIEST + timedelta(days=61)
    assert standing(late, EARLIEST - timedelta(days=1)) is Standing.LATE
    assert standing(late, EARLIEST) is Standing.DONE
    assert standing(EARLIEST - timedelta(days=1), EARLIEST - timedelta(days=5)) is Standing.NOT_YET


def test_coverage_counts_whom_the_rule_asks_for_by_now_and_is_whole_only_when_nobody_is_left_out() -> None:
    def one(today: date, *made: date, asked: bool = True) -> object:
        return owed(earliest_on=EARLIEST if asked else None, within_days=60, made=made, planned_on=None, today=today)

    late = EARLIEST + timedelta(days=90)
    lines = [one(late, EARLIEST), one(late, EARLIEST), one(late), one(late, asked=False)]
    found = coverage_of(lines)  # type: ignore[arg-type]
    assert (found.asked, found.done, found.late, found.percent) == (3, 2, 1, 66)
    assert coverage_of([]).percent is None
    assert (
        coverage_of([owed(earliest_on=EARLIEST, within_days=60, made=(), planned_on=None, today=FED_BACK)]).asked == 0
    )
