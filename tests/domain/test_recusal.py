"""Nobody sits on both sides of an inspection: one seat that is fine, then one thing that ties him to the other side."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bihuan.domain.recusal import OwnOffice, OwnTeam, OwnUnit, OwnWorkplace, Seat, Ties, refuse_both_sides
from bihuan.domain.roles import TEAM, UNIT, Role

BUREAU, SCHOOL, CLASS, ELSEWHERE = "001", "001002", "001002003", "004"
SPRING, SUMMER = date(2018, 3, 1), date(2018, 6, 30)
JOINS = Seat(Role.MEMBER, frozenset({SCHOOL}), SPRING, SUMMER)
ANSWERS = replace(JOINS, role=Role.UNIT_LIAISON)


def seat(role: Role, *places: str, since: date = SPRING, until: date | None = None) -> Seat:
    return Seat(role, frozenset(places), since, until)


@pytest.mark.parametrize("asked", [JOINS, ANSWERS, replace(JOINS, role=Role.LEADER_IN_CHARGE)])
def test_who_is_tied_to_nothing_may_take_any_seat(asked: Seat) -> None:
    refuse_both_sides(asked, Ties())
    refuse_both_sides(asked, Ties((seat(Role.UNIT_HEAD, ELSEWHERE), seat(Role.TEAM_LEADER, ELSEWHERE)), ELSEWHERE))


@pytest.mark.parametrize("role", sorted(TEAM))
@pytest.mark.parametrize("place", [BUREAU, SCHOOL, CLASS])
def test_who_answers_for_the_unit_one_above_or_one_below_joins_no_team(role: Role, place: str) -> None:
    with pytest.raises(OwnUnit):
        refuse_both_sides(replace(JOINS, role=role), Ties((seat(Role.UNIT_LIAISON, place),)))


def test_who_answered_for_the_unit_before_would_look_at_his_own_time() -> None:
    before = seat(Role.UNIT_HEAD, SCHOOL, since=date(2015, 1, 1), until=date(2016, 1, 1))
    with pytest.raises(OwnUnit):
        refuse_both_sides(JOINS, Ties((before,)))


@pytest.mark.parametrize("workplace", [BUREAU, SCHOOL, CLASS])
def test_who_works_at_the_unit_below_it_or_at_its_director_joins_no_team(workplace: str) -> None:
    with pytest.raises(OwnWorkplace):
        refuse_both_sides(JOINS, Ties(workplace=workplace))


def test_the_committee_far_above_may_send_its_people() -> None:
    refuse_both_sides(replace(JOINS, places=frozenset({CLASS})), Ties(workplace=BUREAU))


@pytest.mark.parametrize("role", sorted(UNIT))
@pytest.mark.parametrize("place", [BUREAU, SCHOOL, CLASS])
def test_who_is_in_the_team_answers_for_no_unit_in_its_line(role: Role, place: str) -> None:
    with pytest.raises(OwnTeam):
        refuse_both_sides(replace(ANSWERS, role=role), Ties((seat(Role.DEPUTY, place),)))


def test_after_his_last_day_in_the_team_he_may_answer_for_the_unit() -> None:
    until = date(2018, 2, 28)
    refuse_both_sides(ANSWERS, Ties((seat(Role.DEPUTY, SCHOOL, since=date(2018, 1, 1), until=until),)))
    with pytest.raises(OwnTeam):
        refuse_both_sides(ANSWERS, Ties((seat(Role.DEPUTY, SCHOOL, since=date(2018, 1, 1), until=SPRING),)))
    with pytest.raises(OwnTeam):
        refuse_both_sides(ANSWERS, Ties((seat(Role.DEPUTY, SCHOOL, since=SUMMER),)))


def test_whoever_supervises_or_decides_is_on_neither_side() -> None:
    refuse_both_sides(replace(JOINS, role=Role.SUPERVISION_OFFICE), Ties((seat(Role.UNIT_HEAD, SCHOOL),), SCHOOL))
    refuse_both_sides(JOINS, Ties((seat(Role.RESIDENT_DISCIPLINE, SCHOOL),)))


def test_a_dossier_stands_at_its_unit_and_at_whoever_succeeded_it() -> None:
    with pytest.raises(OwnUnit):
        refuse_both_sides(seat(Role.MEMBER, SCHOOL, ELSEWHERE), Ties((seat(Role.UNIT_HEAD, ELSEWHERE),)))


@pytest.mark.parametrize("role", sorted(UNIT))
def test_nobody_is_of_the_office_and_of_a_unit_on_one_day(role: Role) -> None:
    of_the_office, of_the_unit = Seat(Role.OFFICE, frozenset(), SPRING, SUMMER), replace(ANSWERS, role=role)
    with pytest.raises(OwnOffice):
        refuse_both_sides(of_the_unit, Ties((of_the_office,)))
    with pytest.raises(OwnOffice):
        refuse_both_sides(of_the_office, Ties((of_the_unit,)))
    refuse_both_sides(replace(of_the_unit, since=date(2018, 7, 1), until=None), Ties((of_the_office,)))
    refuse_both_sides(of_the_office, Ties((seat(role, SCHOOL, since=date(2015, 1, 1), until=date(2017, 1, 1)),)))
    refuse_both_sides(replace(JOINS, role=Role.LEADING_GROUP), Ties((of_the_unit,)))
