"""In what quality a planned check is recorded: by a role of one's own, by a seat in the joint team, or not at all."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from bihuan.domain.joint_seats import (
    JOINT_TEAM,
    SEATED,
    Hand,
    SeatBarred,
    SeatIdle,
    TwoPeople,
    hand_of,
    name_of,
    refuse_seat,
)
from bihuan.domain.lifecycle.finding import STEPS as FINDING_STEPS
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.roles import ADMINISTRATORS, UNIT, Role

RECORD, RETURN = STEPS["record_check"], FINDING_STEPS["return_sign_off"]
FOR_THE_TEAM = Hand(Role.OFFICE, JOINT_TEAM)


def hand(*held: Role, roles: Iterable[Role] = (), is_seated: bool = True, step: str = "") -> Hand | None:
    asked = RETURN if step else RECORD
    return hand_of(asked, held=held, roles=[*held, *roles], is_seated=is_seated)


def test_who_records_checks_there_anyway_does_so_in_his_own_role() -> None:
    own = Hand(Role.SUPERVISION_OFFICE, "supervision_office")
    assert hand(Role.SUPERVISION_OFFICE) == own
    assert hand(Role.SUPERVISION_OFFICE, is_seated=False) == own


@pytest.mark.parametrize("role", sorted(SEATED))
def test_a_seat_is_enough_whatever_the_role_and_wherever_it_reaches(role: Role) -> None:
    assert hand(roles=[role]) == FOR_THE_TEAM
    assert hand(roles=[role], is_seated=False) is None


def test_who_may_check_and_not_send_back_sends_back_for_the_team() -> None:
    assert hand(Role.RESIDENT_DISCIPLINE) == Hand(Role.RESIDENT_DISCIPLINE, "resident_discipline")
    assert hand(Role.RESIDENT_DISCIPLINE, step="return") == FOR_THE_TEAM


@pytest.mark.parametrize("role", sorted(UNIT | ADMINISTRATORS))
def test_a_role_of_a_unit_or_of_an_administrator_bars_the_seat_beside_any_other(role: Role) -> None:
    assert hand(roles=[role, Role.MEMBER]) is None
    with pytest.raises(SeatBarred) as refused:
        refuse_seat("某", [role, Role.MEMBER])
    assert refused.value.role is role


def test_nobody_sits_without_a_role() -> None:
    assert hand() is None
    with pytest.raises(SeatIdle):
        refuse_seat("某", [])


def test_the_name_is_that_of_the_account_and_another_one_beside_it_is_refused() -> None:
    assert name_of("", "贺知远") == name_of("贺 知远", "贺知远") == name_of("贺知远", "") == "贺知远"
    with pytest.raises(TwoPeople) as refused:
        name_of("秦牧野", "贺知远")
    assert (refused.value.name, refused.value.account) == ("秦牧野", "贺知远")
