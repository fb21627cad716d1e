"""An authority with a few accounts, made through the rooms' own deeds."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from bihuan.access.actions import OF_ONE_PLACE, change_own_password, open_account
from bihuan.access.actors import actor_of, installer
from bihuan.access.models import Account
from bihuan.domain.roles import Role
from bihuan.dossiers.people import grant
from bihuan.ledger.models import new_id
from bihuan.organizations.actions import found_authority

PASSWORD = "qingshi-2026-spring"
Opened = Callable[..., Account]
SignedIn = Callable[..., Client]


def key() -> str:
    return str(uuid.uuid4())


@pytest.fixture
def authority_id(db: None) -> uuid.UUID:
    made = new_id()
    found_authority(
        actor=installer(made, timezone.localdate()),
        authority_id=made,
        name="青石县委",
        level="county",
        packs=["national-2024"],
        now=timezone.now(),
        key=key(),
    )
    return made


@pytest.fixture
def opened(authority_id: uuid.UUID) -> Opened:
    """Open an account with a role over the whole authority, or one unit; its owner has chosen a password of his own."""

    def open_one(login_name: str, role: Role | None = None, *, first: bool = False, path: str = "") -> Account:
        today, now = timezone.localdate(), timezone.now()
        keeper = installer(authority_id, today)
        account_id = new_id()
        open_account(
            actor=keeper,
            account_id=account_id,
            login_name=login_name,
            name=f"某{login_name}",
            password="first-" + PASSWORD if not first else PASSWORD,
            organization_id=None,
            now=now,
            key=key(),
        )
        account = Account.objects.get(pk=account_id)
        if not first:
            change_own_password(actor=actor_of(account, today), password=PASSWORD, now=now, key=key())
        if role is not None:
            grant(
                actor=keeper,
                account_id=account_id,
                role=role,
                path=path or ("0001" if role in OF_ONE_PLACE else ""),
                dossier_id=None,
                from_on=date(2026, 1, 1),
                until_on=None,
                now=now,
                key=key(),
            )
        return Account.objects.get(pk=account_id)

    return open_one


@pytest.fixture
def signed_in(opened: Opened) -> SignedIn:
    """Return a browser that is signed in with a role."""

    def browse(role: Role | None = None, login_name: str = "") -> Client:
        account = opened(login_name or (role.value if role else "nobody"), role)
        client = Client()
        client.force_login(account, backend="bihuan.access.sign_in.AccountBackend")
        return client

    return browse
