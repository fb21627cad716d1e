"""Who gives which role to whom, and what ends with an account."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bihuan.access import actions as access
from bihuan.access.actions import (
    OF_ONE_PLACE,
    EndsAlready,
    EndsBeforeItBegins,
    EndsLater,
    NotYours,
    OwnPower,
    PasswordUnchanged,
    PlaceMissing,
    RoleHeld,
    TooManyPowers,
)
from bihuan.access.actors import actor_of, installer
from bihuan.access.models import Account, Assignment
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.dossiers import people
from bihuan.ledger.models import Entry
from tests.county import County, new_key

pytestmark = pytest.mark.django_db
PASSWORD = "lin-jiang-shi-2018"


@pytest.fixture
def county() -> County:
    return County().found()


@pytest.fixture
def account(county: County) -> Account:
    return opened(county, "shen")


def opened(county: County, login_name: str) -> Account:
    account_id = uuid.uuid4()
    access.open_account(
        actor=installer(county.authority_id, county.today),
        account_id=account_id,
        login_name=login_name,
        name="沈知远",
        password=PASSWORD,
        organization_id=None,
        now=county.now,
        key=new_key(),
    )
    return Account.objects.get(pk=account_id)


def give(county: County, actor: Actor, account: Account, role: Role, **told: Any) -> Assignment:
    path = county.unit_path if role in OF_ONE_PLACE and "dossier_id" not in told else ""
    given: dict[str, Any] = {"path": path, "dossier_id": None, "from_on": date(2018, 1, 1), "until_on": None} | told
    receipt = people.grant(actor=actor, account_id=account.pk, role=role, **given, now=county.now, key=new_key())
    return Assignment.objects.get(pk=receipt.told["assignment"])


def keeper(county: County) -> Actor:
    return installer(county.authority_id, county.today)


@pytest.mark.parametrize("role", [Role.SUPERVISION_OFFICE, Role.LEADING_GROUP, Role.OFFICE, Role.SYSTEM_ADMINISTRATOR])
def test_the_office_names_nobody_who_supervises_or_decides(county: County, account: Account, role: Role) -> None:
    with pytest.raises(NotYours):
        give(county, county.office, account, role, dossier_id=county.inspection_id)
    give(county, county.office, account, Role.TEAM_LEADER, dossier_id=county.inspection_id)


def test_the_office_gives_roles_of_single_dossiers_only(county: County, account: Account) -> None:
    with pytest.raises(NotYours):
        give(county, county.office, account, Role.TEAM_LEADER)


@pytest.mark.parametrize("role", sorted(OF_ONE_PLACE))
def test_the_unit_s_and_the_team_s_roles_hold_somewhere_never_everywhere(
    county: County, account: Account, role: Role
) -> None:
    with pytest.raises(PlaceMissing):
        give(county, keeper(county), account, role, path="")
    give(county, keeper(county), account, role, path=county.unit_path)
    give(county, keeper(county), account, role, dossier_id=county.inspection_id)


def test_nobody_gives_himself_a_role(county: County, account: Account) -> None:
    me = replace(county.office, account_id=account.pk)
    with pytest.raises(OwnPower):
        give(county, me, account, Role.UNIT_HEAD, dossier_id=county.inspection_id)


def test_an_administrator_s_role_is_joined_with_none_at_the_same_time(county: County, account: Account) -> None:
    give(county, keeper(county), account, Role.MEMBER, until_on=date(2018, 2, 1))
    with pytest.raises(TooManyPowers):
        give(county, keeper(county), account, Role.AUDIT_ADMINISTRATOR, from_on=date(2018, 2, 1))
    give(county, keeper(county), account, Role.AUDIT_ADMINISTRATOR, from_on=date(2018, 2, 2))
    with pytest.raises(TooManyPowers):
        give(county, keeper(county), account, Role.MEMBER, from_on=date(2018, 3, 1))


def test_a_role_has_its_first_day_before_its_last(county: County, account: Account) -> None:
    with pytest.raises(EndsBeforeItBegins):
        give(county, keeper(county), account, Role.MEMBER, until_on=date(2017, 12, 31))
    held = give(county, keeper(county), account, Role.MEMBER)
    with pytest.raises(EndsBeforeItBegins):
        end(county, held, date(2017, 12, 31))


def test_a_role_that_ended_is_granted_anew_and_never_prolonged(county: County, account: Account) -> None:
    held = give(county, keeper(county), account, Role.MEMBER, until_on=date(2018, 1, 5))
    with pytest.raises(EndsAlready):
        end(county, held, date(2018, 6, 1))
    end(county, held, date(2018, 1, 4))
    assert Assignment.objects.get(pk=held.pk).until_on == date(2018, 1, 4)


def end(county: County, held: Assignment, on: date) -> None:
    access.end(actor=keeper(county), assignment_id=held.pk, on=on, reason="轮岗", now=county.now, key=new_key())


def test_with_its_account_every_duty_ends(county: County, account: Account) -> None:
    give(county, keeper(county), account, Role.OFFICE)
    assert actor_of(Account.objects.get(pk=account.pk), county.today).roles == {Role.OFFICE}
    told: dict[str, Any] = {"account_id": account.pk, "reason": "调离", "now": county.now}
    with pytest.raises(EndsLater):
        access.end_account(actor=keeper(county), on=date(2018, 12, 31), key=new_key(), **told)
    access.end_account(actor=keeper(county), on=county.today, key=new_key(), **told)
    assert actor_of(Account.objects.get(pk=account.pk), county.today).roles == frozenset()


def test_a_first_password_is_not_chosen_as_one_s_own(county: County, account: Account) -> None:
    own = actor_of(account, county.today)
    with pytest.raises(PasswordUnchanged):
        access.change_own_password(actor=own, password=PASSWORD, now=county.now, key=new_key())
    access.change_own_password(actor=own, password=PASSWORD + "-own", now=county.now, key=new_key())


def test_the_ledger_keeps_nothing_that_a_password_could_be_guessed_against(county: County) -> None:
    from bihuan.ledger.door import fingerprint_of

    opened(county, "lu")
    entry = Entry.objects.get(action="open_account")
    actor = installer(county.authority_id, county.today)
    asked = {
        "actor": actor,
        "account_id": uuid.UUID(entry.subject),
        "login_name": "lu",
        "name": "沈知远",
        "organization_id": None,
    }
    assert entry.fingerprint == fingerprint_of("open_account", asked | {"password": "any other"})


def test_a_successor_s_head_reaches_and_signs_by_a_duty_on_the_dossier(county: County) -> None:
    from bihuan.organizations import actions as organizations
    from bihuan.organizations.models import Organization

    county.fed_back()
    successor, path = county.organization("县住建和城管局", "department")
    county.today = date(2018, 6, 1)
    told: dict[str, Any] = {"actor": county.office, "now": county.now}
    Organization.objects.filter(pk=county.unit_id).update(until_on=date(2018, 5, 31))
    organizations.name_successor(
        predecessor_id=county.unit_id, successor_id=successor, on=date(2018, 6, 1), key=new_key(), **told
    )
    head = opened(county, "lu")
    people.appoint_head(
        organization_id=successor,
        name="陆明",
        account_id=head.pk,
        acting=True,
        from_on=date(2018, 5, 31),
        until_on=None,
        key=new_key(),
        **told,
    )
    give(county, keeper(county), head, Role.UNIT_HEAD, path=path)
    with pytest.raises(LookupError):
        county.do(actor_of(head, county.today), "write_report", title="报结报告", text="已整改")
    give(county, county.office, head, Role.UNIT_HEAD, dossier_id=county.inspection_id)
    county.do(actor_of(head, county.today), "write_report", title="报结报告", text="已整改")
    county.sign(actor_of(head, county.today))


def test_one_role_at_one_place_is_given_once_for_the_same_days(county: County, account: Account) -> None:
    told: dict[str, Any] = {
        "actor": installer(county.authority_id, county.today),
        "account_id": account.pk,
        "role": Role.LEADER_IN_CHARGE,
        "dossier_id": None,
        "now": county.now,
    }
    first = {"path": county.unit_path, "from_on": date(2018, 1, 1), "until_on": date(2018, 6, 30)}
    people.grant(**told, **first, key=new_key())
    for days in ((date(2018, 6, 30), None), (date(2017, 1, 1), date(2018, 1, 1))):
        with pytest.raises(RoleHeld):
            people.grant(**told, path=county.unit_path, from_on=days[0], until_on=days[1], key=new_key())
    people.grant(**told, path=county.unit_path, from_on=date(2018, 7, 1), until_on=None, key=new_key())
    people.grant(**told, path=county.office_path, from_on=date(2018, 1, 1), until_on=None, key=new_key())
