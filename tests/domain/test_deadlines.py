from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.domain.deadlines import (
    Deadline,
    DeadlineName,
    DeadlineOutOfRange,
    Lamp,
    LampThresholds,
    counted_text,
    due_dates,
    due_day,
    lamp,
    thresholds,
)
from bihuan.domain.rulebook import (
    Citation,
    Event,
    Label,
    Pack,
    Period,
    Rule,
    RuleOfAnotherKind,
    Ruling,
    Unit,
    Value,
    in_force,
)
from bihuan.domain.working_days import WorkingCalendar

DUE = date(2024, 6, 30)
LIMITS = LampThresholds(green=20, yellow=10)
CALENDAR = WorkingCalendar.of([], [], [2024])
BOUND = date(2024, 1, 1)
END = "deadline/concentrated_rectification_end"


def pack(name: str, *, verified: bool = True, **values: Value | None) -> Pack:
    rules = tuple(
        Rule(
            rule_id.replace("__", "/"),
            Label("zh", "en"),
            (Ruling(BOUND, value, Citation("document", "clause"), verified),),
        )
        for rule_id, value in values.items()
    )
    return Pack(name, Label("zh", "en"), "0" * 64, rules)


def after(event: Event, count: int, unit: Unit = Unit.MONTHS) -> Period:
    return Period(count, unit, event)


def due(
    *packs: Pack, event: Event = Event.FEEDBACK, on: date = date(2024, 3, 1), today: date | None = None
) -> dict[str, Deadline]:
    found = due_dates(event, on, in_force(packs, on), CALENDAR, today)
    return {deadline.what: deadline for deadline in found}


PRACTICE = pack(
    "practice",
    deadline__concentrated_rectification_end=after(Event.FEEDBACK, 3),
    deadline__evaluation=after(Event.CONCENTRATED_RECTIFICATION_END, 1),
)
NATIONAL = pack("national", deadline__concentrated_rectification_end=after(Event.FEEDBACK, 6))


@pytest.mark.parametrize(
    ("days_left", "shown"),
    [
        (21, Lamp.NONE),
        (20, Lamp.GREEN),
        (11, Lamp.GREEN),
        (10, Lamp.YELLOW),
        (1, Lamp.YELLOW),
        (0, Lamp.YELLOW),
        (-1, Lamp.RED),
        (-400, Lamp.RED),
    ],
)
def test_a_lamp_changes_on_the_very_day(days_left: int, shown: Lamp) -> None:
    assert lamp(DUE, DUE - timedelta(days=days_left), LIMITS) is shown


def test_there_is_no_lamp_without_today_or_without_a_lamp_rule() -> None:
    assert lamp(DUE, None, LIMITS) is Lamp.NONE
    assert lamp(DUE, DUE + timedelta(days=1), None) is Lamp.NONE


def test_a_lamp_no_pack_sets_is_left_out() -> None:
    assert lamp(DUE, DUE, LampThresholds(green=20, yellow=None)) is Lamp.GREEN
    assert lamp(DUE, DUE, LampThresholds(green=None, yellow=None)) is Lamp.NONE


@given(today=st.dates(date(2020, 1, 1), date(2030, 1, 1)), green=st.integers(0, 90), yellow=st.integers(0, 90))
def test_lamps_only_ever_get_warmer_as_days_pass(today: date, green: int, yellow: int) -> None:
    warmth = [Lamp.NONE, Lamp.GREEN, Lamp.YELLOW, Lamp.RED]
    limits = LampThresholds(green, yellow)
    now, tomorrow = lamp(DUE, today, limits), lamp(DUE, today + timedelta(days=1), limits)
    assert warmth.index(now) <= warmth.index(tomorrow)


def test_thresholds_come_from_the_packs() -> None:
    assert thresholds(in_force([pack("p", lamp__green=20, lamp__yellow=10)], BOUND)) == LIMITS
    assert thresholds(in_force([pack("p", lamp__yellow=7)], BOUND)) == LampThresholds(None, 7)
    assert thresholds(in_force([NATIONAL], BOUND)) is None


@pytest.mark.parametrize(
    ("count", "unit", "text"),
    [
        (15, Unit.WORKING_DAYS, "15 working days"),
        (1, Unit.WORKING_DAYS, "1 working day"),
        (2, Unit.MONTHS, "2 months"),
        (1, Unit.MONTHS, "1 month"),
        (10, Unit.DAYS, "10 days"),
    ],
)
def test_a_period_is_said_in_english(count: int, unit: Unit, text: str) -> None:
    assert counted_text(after(Event.FEEDBACK, count, unit)) == text


@pytest.mark.parametrize(
    ("unit", "reached"),
    [
        (Unit.DAYS, date(2024, 3, 11)),
        (Unit.WORKING_DAYS, date(2024, 3, 15)),
        (Unit.MONTHS, date(2025, 1, 1)),
    ],
)
def test_each_unit_counts_in_its_own_way(unit: Unit, reached: date) -> None:
    found = due(pack("p", deadline__rectification_plan=after(Event.FEEDBACK, 10, unit)))
    assert found["rectification_plan"].due == reached


def test_due_dates_stay_on_holidays_and_weekends() -> None:
    found = due(pack("p", deadline__head_report=after(Event.FEEDBACK, 2)), on=date(2024, 3, 5))
    assert found["head_report"].due == date(2024, 5, 5)  # a Sunday


def test_the_later_pack_prevails() -> None:
    assert due(PRACTICE, NATIONAL)["concentrated_rectification_end"].due == date(2024, 9, 1)
    assert due(NATIONAL, PRACTICE)["concentrated_rectification_end"].due == date(2024, 6, 1)


def test_the_evaluation_counts_from_the_end_that_prevails() -> None:
    assert due(PRACTICE)["evaluation"].due == date(2024, 7, 1)
    assert due(PRACTICE, NATIONAL)["evaluation"].due == date(2024, 10, 1)


def test_the_evaluation_counts_from_the_clamped_end() -> None:
    assert due(PRACTICE, on=date(2024, 11, 30))["evaluation"].due == date(2025, 3, 28)


def test_what_rests_on_a_tentative_end_is_tentative() -> None:
    loose = pack("p", deadline__concentrated_rectification_end=after(Event.FEEDBACK, 1, Unit.WORKING_DAYS))
    found = due(PRACTICE, loose, on=date(2024, 12, 31))
    assert found["concentrated_rectification_end"].tentative
    assert found["evaluation"].tentative


def test_from_the_end_itself_only_what_counts_from_it_is_due() -> None:
    found = due(PRACTICE, NATIONAL, event=Event.CONCENTRATED_RECTIFICATION_END, on=date(2024, 5, 31))
    assert {what: deadline.due for what, deadline in found.items()} == {"evaluation": date(2024, 6, 30)}


def test_a_deadline_whose_base_is_unknown_is_left_out() -> None:
    only_evaluation = pack("p", deadline__evaluation=after(Event.CONCENTRATED_RECTIFICATION_END, 1))
    assert due(only_evaluation) == {}
    assert due(PRACTICE, event=Event.TRANSFER) == {}


def test_a_repealed_deadline_is_gone_and_leaves_its_followers_without_base() -> None:
    assert due(PRACTICE, pack("p", deadline__concentrated_rectification_end=None)) == {}


def test_one_deadline_is_counted_as_among_all() -> None:
    for chosen in (
        (PRACTICE,),
        (NATIONAL, PRACTICE),
        (PRACTICE, pack("p", deadline__concentrated_rectification_end=None)),
    ):
        for event in (Event.FEEDBACK, Event.CONCENTRATED_RECTIFICATION_END, Event.TRANSFER):
            book = in_force(chosen, date(2024, 3, 1))
            found = {what: one.due for what, one in due(*chosen, event=event).items()}
            alone = {what.value: due_day(what, event, date(2024, 3, 1), book, CALENDAR) for what in DeadlineName}
            assert {what: day for what, day in alone.items() if day is not None} == found


def test_rows_are_sorted_by_day_then_by_name() -> None:
    two = after(Event.FEEDBACK, 2)
    found = due(
        pack(
            "p",
            deadline__rectification_report=two,
            deadline__head_report=two,
            deadline__publication=after(Event.FEEDBACK, 1),
        )
    )
    assert list(found) == ["publication", "head_report", "rectification_report"]


def test_a_row_tells_its_basis_and_whether_it_is_verified() -> None:
    row = due(pack("p", verified=False, deadline__head_report=after(Event.FEEDBACK, 2)))["head_report"]
    assert (row.basis, row.verified, row.counted) == ("p · clause", False, "2 months")


def test_a_row_shows_its_lamp() -> None:
    lamps = pack("p", lamp__green=20, lamp__yellow=10)
    assert due(PRACTICE, lamps, today=date(2024, 6, 2))["concentrated_rectification_end"].lamp is Lamp.RED
    assert due(PRACTICE, today=date(2024, 6, 2))["concentrated_rectification_end"].lamp is Lamp.NONE


@pytest.mark.parametrize("unit", list(Unit))
def test_a_count_past_the_last_day_that_can_be_written_is_refused(unit: Unit) -> None:
    with pytest.raises(DeadlineOutOfRange, match="head_report counted from 9999-12-31"):
        due(pack("p", deadline__head_report=after(Event.FEEDBACK, 1, unit)), on=date(9999, 12, 31))


def test_a_deadline_that_is_no_period_is_refused_by_name() -> None:
    with pytest.raises(RuleOfAnotherKind, match=f"{END} in p is a int, not a Period"):
        due(pack("p", deadline__concentrated_rectification_end=6))


@given(on=st.dates(BOUND, date(2030, 1, 1)), unit=st.sampled_from(list(Unit)), count=st.integers(1, 60))
def test_a_due_date_lies_after_its_event(on: date, unit: Unit, count: int) -> None:
    found = due(pack("p", deadline__close_out=after(Event.FEEDBACK, count, unit)), on=on)
    assert found["close_out"].due > on
