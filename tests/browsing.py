"""Browsers of the people of a test county: accounts of their own, signed in, with a role in its authority."""

from __future__ import annotations

from datetime import date

from django.test import Client
from django.utils import timezone

from bihuan.access.actions import change_own_password, open_account
from bihuan.access.actors import actor_of, installer
from bihuan.access.models import Account
from bihuan.domain.roles import Role
from bihuan.dossiers.people import grant
from bihuan.ledger.models import new_id
from tests.county import County, new_key

PASSWORD = "qingshi-2018-spring"


def account_of(county: County, role: Role, *, path: str = "") -> Account:
    """Open an account with a role over the whole authority, or a part of its tree."""
    today, now, account_id = timezone.localdate(), timezone.now(), new_id()
    keeper = installer(county.authority_id, today)
    open_account(
        actor=keeper,
        account_id=account_id,
        login_name=f"{role.value}-{account_id.hex[-8:]}",
        name="某" + role.value,
        password="first-" + PASSWORD,
        organization_id=None,
        now=now,
        key=new_key(),
    )
    grant(
        actor=keeper,
        account_id=account_id,
        role=role,
        path=path,
        dossier_id=None,
        from_on=date(2018, 1, 1),
        until_on=None,
        now=now,
        key=new_key(),
    )
    account = Account.objects.get(pk=account_id)
    change_own_password(actor=actor_of(account, today), password=PASSWORD, now=now, key=new_key())
    return Account.objects.get(pk=account_id)


def browser_of(county: County, role: Role, *, path: str = "") -> Client:
    """Return a browser signed in as somebody of this role."""
    client = Client()
    client.force_login(account_of(county, role, path=path), backend="bihuan.access.sign_in.AccountBackend")
    return client
