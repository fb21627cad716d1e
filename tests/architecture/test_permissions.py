"""The reviewed table of permissions and the urls agree; what the table does not name, nobody opens."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client, override_settings
from django.urls import URLPattern, URLResolver, get_resolver, path, reverse
from django.utils import timezone

from bihuan.access.actions import OF_ONE_PLACE, change_own_password, open_account
from bihuan.access.actors import actor_of, installer
from bihuan.access.models import Account
from bihuan.domain.roles import Role
from bihuan.dossiers.people import grant
from bihuan.ledger.models import new_id
from bihuan.organizations.actions import found_authority
from bihuan.web.permissions import ROWS, Door, is_for_named, is_public, may_open
from bihuan.web.screens.home import home
from bihuan.web.serving.middleware import API

HOW = "each url needs one row in src/bihuan/web/permissions/, each row one url"
PASSWORD = "linjiang-autumn-8"


def named(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern, bool]]:
    """Return every url with its full name and whether it takes arguments."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            namespace = f"{before}{entry.namespace}:" if entry.namespace else before
            for name, pattern, takes in named(entry, namespace):
                yield name, pattern, takes or bool(entry.pattern.regex.groups)
        else:
            yield f"{before}{entry.name}", entry, bool(entry.pattern.regex.groups)


def urls() -> dict[str, bool]:
    """Return the names of the pages' urls and whether they take arguments; the API has doors of its own."""
    return {name: takes for name, _, takes in named(get_resolver()) if not name.startswith(f"{API}:")}


def test_every_url_has_a_name() -> None:
    assert all(pattern.name for _, pattern, _ in named(get_resolver()))


def test_table_and_urls_name_the_same_pages() -> None:
    assert set(urls()) == set(ROWS), HOW


def test_the_public_doors_are_these_and_no_others() -> None:
    assert {name for name, who in ROWS.items() if who is Door.PUBLIC} == {
        *("sign_in", "language", "health"),
        *("help_contents", "help", "help_picture"),
    }


@pytest.fixture
def accounts(db: None) -> dict[Role | None, Account]:
    """One account for each role, and one without any."""
    authority_id, today, now = new_id(), timezone.localdate(), timezone.now()
    keeper = installer(authority_id, today)
    found_authority(
        actor=keeper,
        authority_id=authority_id,
        name="青石县委",
        level="county",
        packs=["national-2024"],
        now=now,
        key=key(),
    )
    made: dict[Role | None, Account] = {}
    for role in (None, *Role):
        account_id = new_id()
        open_account(
            actor=keeper,
            account_id=account_id,
            login_name=role.value if role else "without",
            name="某人",
            password="first-" + PASSWORD,
            organization_id=None,
            now=now,
            key=key(),
        )
        account = Account.objects.get(pk=account_id)
        change_own_password(actor=actor_of(account, today), password=PASSWORD, now=now, key=key())
        if role:
            grant(
                actor=keeper,
                account_id=account_id,
                role=role,
                path="0001" if role in OF_ONE_PLACE else "",
                dossier_id=None,
                from_on=today,
                until_on=None,
                now=now,
                key=key(),
            )
        made[role] = Account.objects.get(pk=account_id)
    return made


def key() -> str:
    return str(uuid.uuid4())


@pytest.mark.parametrize("role", [None, *Role], ids=str)
def test_each_role_opens_exactly_the_pages_of_its_rows(accounts: dict[Role | None, Account], role: Role | None) -> None:
    client = Client()
    client.force_login(accounts[role], backend=settings.AUTHENTICATION_BACKENDS[-1])
    actor = actor_of(accounts[role], timezone.localdate())
    for name in (name for name, takes in urls().items() if not takes and name != "sign_in"):
        status = client.get(reverse(name)).status_code
        if is_for_named(name):
            assert status == 404, f"{role} {name}: {status}"
        elif may_open(name, actor):
            assert status in (200, 204, 302, 405), f"{role} {name}: {status}"
        else:
            assert status == 403, f"{role} {name}: {status}"


def test_nobody_opens_anything_but_the_public_doors_without_signing_in(db: None) -> None:
    for name in (name for name, takes in urls().items() if not takes and not is_public(name)):
        answer = Client().get(reverse(name))
        assert answer.status_code == 302, name
        assert answer["Location"].startswith("/sign-in/"), name


urlpatterns = [
    path("forgotten/", home, name="forgotten"),
    *get_resolver(settings.ROOT_URLCONF).url_patterns,
]


def test_a_page_without_a_row_is_closed_to_everybody(accounts: dict[Role | None, Account]) -> None:
    with override_settings(ROOT_URLCONF=__name__):
        for account in accounts.values():
            client = Client()
            client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[-1])
            assert client.get("/forgotten/").status_code == 403
