"""Accounts for the people of a test county, one a role, opened and given their roles through the deeds."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date

from bihuan.access import actions as access
from bihuan.access.actors import actor_of, installer
from bihuan.access.models import Account
from bihuan.domain.roles import TEAM, UNIT, Role
from bihuan.dossiers.people import grant
from tests.county import County, new_key

PASSWORD = "ping-shu-san-2018"


def login_name_of(role: Role) -> str:
    return role.value.replace("_", "-")


def where(county: County, role: Role) -> tuple[str, uuid.UUID | None]:
    """Return over which part of the tree, or which dossier, a role is held."""
    if role in TEAM:
        return "", county.inspection_id
    if role in UNIT:
        return county.unit_path, None
    if role is Role.SUPERVISION_OFFICE:
        return county.office_path, None
    if role in (Role.RESPONSIBLE_DEPARTMENT, Role.COMPETENT_DEPARTMENT, Role.RESIDENT_DISCIPLINE):
        return county.unit_path, None
    return "", None


def open_account(county: County, role: Role, login_name: str, path: str, dossier_id: uuid.UUID | None) -> Account:
    """Open one account with its own password and one role."""
    is_head = role is Role.UNIT_HEAD and path == county.unit_path
    account_id = county.head_account if is_head else uuid.uuid4()
    keeper = installer(county.authority_id, county.today)
    access.open_account(
        actor=keeper,
        account_id=account_id,
        login_name=login_name,
        name=f"{login_name}某",
        password=PASSWORD,
        organization_id=None,
        now=county.now,
        key=new_key(),
    )
    grant(
        actor=keeper,
        account_id=account_id,
        role=role,
        path=path,
        dossier_id=dossier_id,
        from_on=date(2017, 1, 1),
        until_on=None,
        now=county.now,
        key=new_key(),
    )
    account = Account.objects.get(pk=account_id)
    own = actor_of(account, county.today)
    access.change_own_password(actor=own, password=PASSWORD + "-own", now=county.now, key=new_key())
    return Account.objects.get(pk=account_id)


def person_of(county: County, role: Role) -> Account:
    """Open the account of one role, with the reach it has in life."""
    return open_account(county, role, login_name_of(role), *where(county, role))


def people_of(county: County) -> Mapping[Role, Account]:
    """Open one account a role, each with the reach its role has in life."""
    return {role: person_of(county, role) for role in Role}
