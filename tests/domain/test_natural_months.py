from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.domain.natural_months import add_months

days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
counts = st.integers(0, 60)


@pytest.mark.parametrize(
    ("day", "count", "reached"),
    [
        (date(2024, 3, 1), 2, date(2024, 5, 1)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 1, date(2024, 3, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 8, 31), 6, date(2025, 2, 28)),
        (date(2024, 11, 30), 1, date(2024, 12, 30)),
        (date(2024, 12, 1), 1, date(2025, 1, 1)),
        (date(2024, 12, 31), 0, date(2024, 12, 31)),
    ],
)
def test_a_month_ends_on_the_same_day_number_or_on_the_months_last_day(day: date, count: int, reached: date) -> None:
    assert add_months(day, count) == reached


@given(day=days, count=counts)
def test_months_move_the_month_by_their_number_and_the_day_only_to_clamp(day: date, count: int) -> None:
    reached = add_months(day, count)
    assert (reached.year - day.year) * 12 + reached.month - day.month == count
    assert reached.day <= day.day
    if reached.day < day.day:
        assert add_months(reached.replace(day=1), 1).toordinal() - reached.toordinal() == 1


@given(day=days, other=days, count=counts)
def test_a_later_day_never_ends_earlier(day: date, other: date, count: int) -> None:
    first, second = sorted((day, other))
    assert add_months(first, count) <= add_months(second, count)


def test_months_beyond_the_last_year_are_refused() -> None:
    with pytest.raises(OverflowError, match="outside the calendar"):
        add_months(date(9999, 12, 1), 1)
