"""The day where the office is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bihuan.domain.office_day import ZONE, office_day


def test_shortly_after_midnight_in_the_office_it_is_a_new_day_wherever_the_clock_stands() -> None:
    at = datetime(2026, 11, 26, 16, 10, tzinfo=UTC)
    for hours in (-10, 0, 8, 14):
        assert office_day(at.astimezone(timezone(timedelta(hours=hours)))) == date(2026, 11, 27)


@given(st.integers(min_value=0, max_value=200 * 366 * 86_400))
def test_it_is_the_day_of_the_zone_that_the_store_works_in(seconds: int) -> None:
    at = datetime(1992, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    assert office_day(at) == at.astimezone(ZoneInfo(ZONE)).date()
