"""From when a successor may answer: start from a valid case, spoil one thing, and one refusal is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bihuan.domain.reorganising import UnitEnded
from bihuan.domain.succession import Life, SucceedsEarly, SucceedsLate, refuse_succession

ENDED, TODAY = date(2026, 5, 1), date(2026, 5, 6)
HEIR = Life("县住建和城管局", date(2010, 1, 1))


def refuse(on: date, heir: Life = HEIR) -> None:
    refuse_succession("县住建局", ENDED, heir, on, TODAY)


@pytest.mark.parametrize("on", [date(2026, 5, 2), TODAY, TODAY + timedelta(days=366)])
def test_a_successor_answers_from_the_day_after_the_last_one_or_a_later_day_within_a_year(on: date) -> None:
    refuse(on)


@pytest.mark.parametrize("on", [ENDED, date(2016, 1, 1)])
def test_nobody_answers_beside_a_predecessor_that_lives(on: date) -> None:
    with pytest.raises(SucceedsEarly, match="until 2026-05-01 itself; choose 2026-05-02"):
        refuse(on)


def test_a_day_years_ahead_is_refused_with_the_latest_one() -> None:
    with pytest.raises(SucceedsLate, match="2027-05-07"):
        refuse(date(2031, 1, 1))


def test_a_predecessor_that_ends_far_ahead_is_followed_on_the_next_day() -> None:
    last = date(2028, 12, 31)
    refuse_succession("县住建局", last, HEIR, date(2029, 1, 1), TODAY)


@pytest.mark.parametrize("changed", [{"until_on": date(2026, 5, 3)}, {"from_on": date(2026, 5, 5)}])
def test_a_successor_lives_on_the_day(changed: dict[str, date]) -> None:
    with pytest.raises(UnitEnded, match="县住建和城管局 does not exist on 2026-05-04"):
        refuse(date(2026, 5, 4), replace(HEIR, **changed))
