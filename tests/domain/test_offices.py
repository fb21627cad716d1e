"""A post that nobody holds is vacant since a day, not just empty."""

from __future__ import annotations

from datetime import date

from bihuan.domain.lifecycle.facts import Tenure
from bihuan.domain.offices import Vacancy, vacancies, vacancy_on

FOUNDED, TODAY = date(2010, 1, 1), date(2018, 11, 30)
FIRST = Tenure("甲", FOUNDED, date(2018, 8, 31))


def now(*tenures: Tenure) -> Vacancy | None:
    return vacancy_on(tenures, exists_since=FOUNDED, day=TODAY)


def test_while_somebody_is_in_office_nothing_is_vacant() -> None:
    assert now(Tenure("甲", FOUNDED)) is None
    assert now(FIRST, Tenure("乙", date(2018, 9, 1), TODAY)) is None


def test_a_post_is_vacant_since_the_day_after_its_last_head() -> None:
    assert now(FIRST) == Vacancy(date(2018, 9, 1), None)


def test_a_post_that_never_had_a_head_is_vacant_since_the_organization_exists() -> None:
    assert now() == Vacancy(FOUNDED, None, first=True)


def test_a_head_to_come_does_not_fill_the_post_today() -> None:
    assert now(FIRST, Tenure("乙", date(2019, 1, 1))) == Vacancy(date(2018, 9, 1), None)


def test_on_the_last_day_in_office_the_post_is_held_and_on_the_next_it_is_vacant() -> None:
    assert vacancy_on([FIRST], exists_since=FOUNDED, day=date(2018, 8, 31)) is None
    assert vacancy_on([FIRST], exists_since=FOUNDED, day=date(2018, 9, 1)) == Vacancy(date(2018, 9, 1), None)


def test_what_does_not_exist_yet_is_not_vacant() -> None:
    assert vacancy_on([], exists_since=date(2019, 1, 1), day=TODAY) is None


def test_vacancies_between_heads_are_told_with_both_days() -> None:
    told = vacancies([FIRST, Tenure("乙", date(2018, 10, 1))], exists_since=FOUNDED, day=TODAY)
    assert told == (Vacancy(date(2018, 9, 1), date(2018, 9, 30)),)
