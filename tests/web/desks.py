"""A county with browsers: every role of tests/county.py signed in at a desk of its own, on the county's day."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.county import County, new_key

from bihuan.access.actions import change_own_password, open_account
from bihuan.access.actors import actor_of, installer
from bihuan.access.models import Account
from bihuan.domain.roles import Role
from bihuan.dossiers.people import grant
from bihuan.ledger.models import Entry
from bihuan.web import clock
from bihuan.web.serving.early import EarlyPage

PASSWORD = "qingshi-2018-spring"
BACKEND = "bihuan.access.sign_in.AccountBackend"


class Reader(Client):
    """A browser that reads each page to its end, those that come in two pieces, too."""

    def request(self, **asked: Any) -> Any:
        response = super().request(**asked)
        if isinstance(response, EarlyPage):
            assert response.content
        return response


@dataclass
class Desks:
    """The browsers of a county, by role."""

    county: County
    accounts: dict[str, Account] = field(default_factory=dict)

    def account(self, name: str) -> Account:
        """Return the account of a role, opened when it is first asked for."""
        if name not in self.accounts:
            county = self.county
            role, path, dossier, account_id = {
                "office": (Role.OFFICE, "", None, None),
                "leading_group": (Role.LEADING_GROUP, "", None, None),
                "unit_head": (Role.UNIT_HEAD, county.unit_path, None, county.head_account),
                "unit_liaison": (Role.UNIT_LIAISON, county.unit_path, None, None),
                "other_unit": (Role.UNIT_HEAD, other_path(county), None, None),
                "supervision_office": (Role.SUPERVISION_OFFICE, county.office_path, None, None),
                "team_leader": (Role.TEAM_LEADER, "", county.inspection_id, None),
                "member": (Role.MEMBER, "", county.inspection_id, None),
                "deputy": (Role.DEPUTY, "", county.inspection_id, None),
            }[name]
            self.accounts[name] = opened(county, name, role, path, dossier, account_id)
        return self.accounts[name]

    def __call__(self, name: str) -> Client:
        client = Reader()
        client.force_login(self.account(name), backend=BACKEND)
        return client


def other_path(county: County) -> str:
    return county.organization(f"县教育局{uuid.uuid4().hex[:4]}", "department")[1]


def opened(
    county: County, name: str, role: Role, path: str, dossier: uuid.UUID | None, account_id: uuid.UUID | None
) -> Account:
    keeper = installer(county.authority_id, county.today)
    one = account_id or uuid.uuid4()
    open_account(
        actor=keeper,
        account_id=one,
        login_name=name,
        name=f"某{name}",
        password="first-" + PASSWORD,
        organization_id=None,
        now=county.now,
        key=new_key(),
    )
    account = Account.objects.get(pk=one)
    actor = actor_of(account, county.today)
    change_own_password(actor=actor, password=PASSWORD, now=county.now, key=new_key())
    grant(
        actor=keeper,
        account_id=one,
        role=role,
        path=path,
        dossier_id=dossier,
        from_on=date(2017, 1, 1),
        until_on=None,
        now=county.now,
        key=new_key(),
    )
    return Account.objects.get(pk=one)


def at(county: County, patch: pytest.MonkeyPatch) -> Desks:
    """Let the pages live on the county's day."""
    patch.setattr(clock, "today", lambda: county.today)
    patch.setattr(clock, "now", lambda: county.now)
    return Desks(county)


def words(response: Any) -> str:
    """Return what a page says, without its tags."""
    text = re.sub(r"<(script|style)[^>]*>.*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", text)))


def send(client: Client, url: str, **told: Any) -> Any:
    """Open a form, and send it with its own key."""
    shown = client.get(url)
    assert shown.status_code == 200, words(shown)
    return client.post(url, {**hidden_on(shown), "key": key_on(shown), **told})


def hidden_on(response: Any) -> dict[str, str]:
    """Return what the form of a page tells by itself."""
    names = "shown|seen_version|seen_report|seen_draft"
    found = re.findall(rf'<input type="hidden" name="({names})" value="([^"]*)"', response.content.decode())
    return dict(found)


def key_on(response: Any) -> str:
    found = re.search(r'name="key" value="([^"]+)"', response.content.decode())
    assert found is not None, "the page carries no key"
    return found[1]


def entries() -> int:
    return Entry.objects.count()


@contextmanager
def at_most(count: int) -> Iterator[None]:
    """Fail where a page asks the database more often."""
    with CaptureQueriesContext(connection) as asked:
        yield
    told = "\n".join(one["sql"][:140] for one in asked.captured_queries)
    assert len(asked) <= count, f"{len(asked)} queries instead of {count}:\n{told}"
