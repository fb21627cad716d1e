"""Coverage: who counts as covered, who as overdue, and how quality is added up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bihuan.domain.coverage import Body, Coverage, Line, Look, rolled_up, sums_of, years_after
from bihuan.domain.coverage_lines import coverage_of
from bihuan.domain.planning import Form

TOWN = Body("t", "001", "青石镇", "town", date(2000, 1, 1))
VILLAGE = Body("v", "001001", "柳湾村", "village", date(2000, 1, 1))
SCHOOL = Body("s", "001002", "青石中学", "school", date(2000, 1, 1))
OVER = Look("001", Form.ROUTINE, "十三届", date(2025, 3, 1), is_begun=True, is_over=True, with_villages=True)
TODAY = date(2026, 3, 1)


def lines(*looks: Look, bodies: tuple[Body, ...] = (TOWN, VILLAGE, SCHOOL), today: date = TODAY) -> dict[str, Line]:
    found = coverage_of(bodies, looks, term="十三届", today=today, years=5)
    return {line.body.key: line for line in found}


def test_a_routine_inspection_covers_the_town_and_takes_its_villages_along() -> None:
    found = lines(OVER)
    assert (found["t"].state, found["v"].state) == (Coverage.INSPECTED, Coverage.RIDING)
    assert found["v"].last_on == date(2025, 3, 1)


def test_nobody_rides_who_is_no_village_or_whose_town_went_alone() -> None:
    assert lines(OVER)["s"].state is Coverage.OPEN
    assert lines(replace(OVER, with_villages=False))["v"].state is Coverage.OPEN


@pytest.mark.parametrize("form", [Form.SPECIAL, Form.MOBILE, Form.LOOK_BACK, Form.SECOND_LOOK_BACK])
def test_what_looks_at_a_part_covers_nobody(form: Form) -> None:
    found = lines(replace(OVER, form=form))
    assert (found["t"].state, found["v"].state) == (Coverage.PARTLY, Coverage.OPEN)


@pytest.mark.parametrize("is_begun", [False, True])
@pytest.mark.parametrize("form", [Form.SPECIAL, Form.MOBILE, Form.LOOK_BACK, Form.SECOND_LOOK_BACK])
def test_who_is_in_another_round_only_is_not_said_to_be_in_none(form: Form, is_begun: bool) -> None:
    found = lines(replace(OVER, form=form, is_begun=is_begun, is_over=False))
    assert (found["t"].state, found["v"].state) == (Coverage.PARTLY_AHEAD, Coverage.OPEN)
    sums = sums_of(found.values())
    assert (sums.part, sums.open, sums.covered) == (1, 2, 0)


def test_an_inspection_of_another_term_covers_nobody_but_is_remembered() -> None:
    found = lines(replace(OVER, term="十二届"))["t"]
    assert (found.state, found.last_on, found.findings) == (Coverage.OPEN, date(2025, 3, 1), 0)


def test_planned_and_on_site_are_not_covered_yet() -> None:
    assert lines(replace(OVER, is_begun=False, is_over=False))["v"].state is Coverage.PLANNED
    assert lines(replace(OVER, is_over=False))["t"].state is Coverage.ON_SITE


def test_the_best_look_counts() -> None:
    planned = replace(OVER, is_begun=False, is_over=False)
    assert lines(planned, OVER)["t"].state is Coverage.INSPECTED


def test_who_need_not_be_covered_is_counted_apart() -> None:
    found = lines(OVER, bodies=(replace(TOWN, must=False), VILLAGE))
    assert found["t"].state is Coverage.LEFT_OUT
    sums = sums_of(found.values())
    assert (sums.must, sums.covered, sums.left_out, sums.percent) == (1, 1, 1, 100.0)


def test_five_years_are_long_ago_on_the_day_and_not_the_day_before() -> None:
    on = replace(OVER, term="十二届", on=date(2021, 3, 1))
    assert lines(on, today=date(2026, 3, 1))["t"].is_long_ago
    assert not lines(on, today=date(2026, 2, 28))["t"].is_long_ago


def test_who_was_never_inspected_counts_from_his_first_day() -> None:
    young = replace(TOWN, from_on=date(2024, 1, 1))
    assert not lines(bodies=(young,))["t"].is_long_ago
    assert lines(bodies=(TOWN,))["t"].is_long_ago
    assert not lines(bodies=(replace(TOWN, must=False),))["t"].is_long_ago


def test_a_leap_day_has_its_anniversary() -> None:
    assert years_after(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert years_after(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_quality_counts_inspections_of_the_term_that_were_fed_back() -> None:
    fed = replace(OVER, is_fed_back=True, is_closed=True, findings=12, settled=9, handed_over=2)
    open_ = replace(fed, path="001002", is_closed=False, findings=6, settled=0, handed_over=0)
    sums = sums_of(lines(fed, open_).values())
    assert (sums.fed_back, sums.closed, sums.findings, sums.settled) == (2, 1, 18, 9)
    assert (sums.findings_each, sums.settled_percent, sums.handed_over) == (9.0, 50.0, 2)
    assert sums_of(lines(OVER).values()).findings_each is None


def test_a_place_of_the_tree_adds_up_everything_below_it() -> None:
    whole = list(lines(OVER).values())
    sums = rolled_up(whole)
    assert set(sums) == {"001"}
    assert (sums["001"].must, sums["001"].covered, sums["001"].open) == (3, 2, 1)


def test_the_quality_of_a_town_is_that_of_everything_below_it() -> None:
    town = replace(OVER, is_fed_back=True, findings=12, settled=9)
    village = replace(town, path="001002", findings=6, settled=0)
    whole = lines(town, village)
    below = rolled_up(list(whole.values()))["001"]
    assert (below.findings_each, below.settled_percent) == (9.0, 50.0)
    assert sorted(filter(None, (line.settled_percent for line in whole.values()))) == [75]
