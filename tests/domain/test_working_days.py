from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.domain.working_days import CalendarContradiction, CountedDay, WorkingCalendar, is_weekend

# National Day 2024: 1 to 7 October off, Sunday 29 September and Saturday 12 October worked.
AUTUMN_2024 = WorkingCalendar.of(
    holidays=[date(2024, 10, day) for day in (1, 2, 3, 4, 7)],
    adjusted_workdays=[date(2024, 9, 29), date(2024, 10, 12)],
    years=[2024],
)
days_of_2024 = st.dates(date(2024, 1, 1), date(2024, 11, 30))
counts = st.integers(0, 40)


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    touched = draw(st.sets(st.dates(date(2024, 1, 1), date(2025, 12, 31)), max_size=60))
    return WorkingCalendar.of(
        holidays=[day for day in touched if not is_weekend(day)],
        adjusted_workdays=[day for day in touched if is_weekend(day)],
        years=[2024, 2025],
    )


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2024, 9, 28), False),  # Saturday
        (date(2024, 9, 29), True),  # adjusted Sunday
        (date(2024, 9, 30), True),
        (date(2024, 10, 1), False),
        (date(2024, 10, 7), False),
        (date(2024, 10, 8), True),
        (date(2024, 10, 12), True),  # adjusted Saturday
        (date(2024, 10, 13), False),
    ],
)
def test_a_day_is_worked_as_the_notice_says(day: date, worked: bool) -> None:
    assert AUTUMN_2024.is_working_day(day) is worked


@pytest.mark.parametrize(
    ("n", "reached"),
    [
        (0, date(2024, 9, 28)),
        (1, date(2024, 9, 29)),
        (2, date(2024, 9, 30)),
        (3, date(2024, 10, 8)),
        (7, date(2024, 10, 12)),
        (8, date(2024, 10, 14)),
    ],
)
def test_counting_skips_holidays_and_counts_adjusted_workdays(n: int, reached: date) -> None:
    assert AUTUMN_2024.add_working_days(date(2024, 9, 28), n) == CountedDay(reached, tentative=False)


def test_the_day_itself_is_not_counted() -> None:
    assert AUTUMN_2024.add_working_days(date(2024, 9, 23), 1).day == date(2024, 9, 24)


def test_a_count_that_ends_on_the_last_published_day_is_firm() -> None:
    assert AUTUMN_2024.add_working_days(date(2024, 12, 30), 1) == CountedDay(date(2024, 12, 31), tentative=False)


def test_a_count_that_enters_an_unpublished_year_is_monday_to_friday_and_tentative() -> None:
    assert AUTUMN_2024.add_working_days(date(2024, 12, 30), 2) == CountedDay(date(2025, 1, 1), tentative=True)
    assert AUTUMN_2024.add_working_days(date(2025, 1, 3), 1) == CountedDay(date(2025, 1, 6), tentative=True)


def test_a_count_that_only_begins_in_an_unpublished_year_is_firm() -> None:
    assert AUTUMN_2024.add_working_days(date(2023, 12, 31), 1) == CountedDay(date(2024, 1, 1), tentative=False)


def test_counting_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="forwards"):
        AUTUMN_2024.add_working_days(date(2024, 1, 1), -1)


@pytest.mark.parametrize(
    ("holidays", "workdays", "years"),
    [
        ([date(2024, 9, 28)], [], [2024]),
        ([], [date(2024, 9, 27)], [2024]),
        ([date(2025, 1, 1)], [], [2024]),
    ],
)
def test_a_calendar_that_contradicts_the_week_or_its_years_is_refused(
    holidays: list[date], workdays: list[date], years: list[int]
) -> None:
    with pytest.raises(CalendarContradiction, match="correct the working calendar"):
        WorkingCalendar.of(holidays, workdays, years)


@given(calendar=calendars(), day=days_of_2024, n=counts)
def test_more_working_days_end_later(calendar: WorkingCalendar, day: date, n: int) -> None:
    assert calendar.add_working_days(day, n).day < calendar.add_working_days(day, n + 1).day


@given(calendar=calendars(), day=days_of_2024, n=counts)
def test_a_later_start_never_ends_earlier(calendar: WorkingCalendar, day: date, n: int) -> None:
    assert calendar.add_working_days(day, n).day <= calendar.add_working_days(day + timedelta(days=1), n).day


@given(calendar=calendars(), day=days_of_2024, n=st.integers(1, 40))
def test_counting_ends_on_a_working_day_with_exactly_n_passed(calendar: WorkingCalendar, day: date, n: int) -> None:
    reached = calendar.add_working_days(day, n).day
    passed = [day + timedelta(days=step) for step in range(1, (reached - day).days + 1)]
    assert calendar.is_working_day(reached)
    assert reached not in calendar.holidays
    assert sum(map(calendar.is_working_day, passed)) == n


@given(calendar=calendars(), day=days_of_2024, first=counts, second=counts)
def test_counting_in_two_goes_ends_where_one_go_does(
    calendar: WorkingCalendar, day: date, first: int, second: int
) -> None:
    halfway = calendar.add_working_days(day, first).day
    assert calendar.add_working_days(halfway, second).day == calendar.add_working_days(day, first + second).day
