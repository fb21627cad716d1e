"""The accounts page: who keeps it, and what it refuses."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.test import Client
from tests.web.conftest import PASSWORD, Opened, SignedIn

from bihuan.access.models import Account, Assignment
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Inspection
from bihuan.ledger.models import Entry, new_id

NEW = {"name": "李某", "login_name": "li.mou", "organization_id": "", "password": "k7wp-m3xa-v9td"}


def key() -> str:
    return str(new_id())


def test_the_security_administrator_opens_an_account_and_gives_it_a_role(signed_in: SignedIn) -> None:
    client = signed_in(Role.SECURITY_ADMINISTRATOR)
    opened = client.post("/accounts/open/", {**NEW, "key": key()})
    account = Account.objects.get(login_name="li.mou")
    assert opened["Location"] == f"/accounts/{account.pk}/"
    assert account.must_change_password
    role = {"role": "leading_group", "place": "whole", "from_on": "2026-03-01", "until_on": "", "key": key()}
    assert client.post(f"/accounts/{account.pk}/grant/", role).status_code == 302
    held = Assignment.objects.get(account=account)
    assert (held.role, held.path, held.from_on, held.until_on) == ("leading_group", "", date(2026, 3, 1), None)


def test_a_second_click_opens_one_account(signed_in: SignedIn) -> None:
    client = signed_in(Role.SECURITY_ADMINISTRATOR)
    one_key = key()
    first = client.post("/accounts/open/", {**NEW, "key": one_key})
    second = client.post("/accounts/open/", {**NEW, "key": one_key})
    assert first["Location"] == second["Location"]
    assert Account.objects.filter(login_name="li.mou").count() == 1
    assert Entry.objects.filter(key=one_key).count() == 1


def test_a_form_without_its_key_does_nothing(signed_in: SignedIn) -> None:
    client = signed_in(Role.SECURITY_ADMINISTRATOR)
    assert client.post("/accounts/open/", NEW).status_code == 400
    assert not Account.objects.filter(login_name="li.mou").exists()


def test_a_taken_sign_in_name_is_told_in_the_form_and_nothing_typed_is_lost(
    signed_in: SignedIn, opened: Opened
) -> None:
    client = signed_in(Role.SECURITY_ADMINISTRATOR)
    opened("li.mou")
    answer = client.post("/accounts/open/", {**NEW, "key": key()})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "登录名 li.mou 已被使用" in page
    assert 'value="李某"' in page


@pytest.mark.parametrize("path", ["reset", "end"])
def test_the_office_neither_resets_nor_ends_accounts(signed_in: SignedIn, opened: Opened, path: str) -> None:
    account = opened("li.mou")
    assert signed_in(Role.OFFICE).get(f"/accounts/{account.pk}/{path}/").status_code == 403


def test_the_office_gives_roles_on_dossiers_only(signed_in: SignedIn, opened: Opened) -> None:
    account = opened("li.mou")
    client = signed_in(Role.OFFICE)
    whole = {"role": "member", "place": "whole", "from_on": "2026-03-01", "key": key()}
    assert client.post(f"/accounts/{account.pk}/grant/", whole).status_code == 422
    administrator = {"role": "system_administrator", "place": str(uuid.uuid4()), "from_on": "2026-03-01", "key": key()}
    assert client.post(f"/accounts/{account.pk}/grant/", administrator).status_code == 422
    assert not Assignment.objects.filter(account=account).exists()
    assert not Inspection.objects.exists()


def test_an_administrators_role_is_not_joined_with_another(signed_in: SignedIn, opened: Opened) -> None:
    account = opened("li.mou", Role.OFFICE)
    client = signed_in(Role.SECURITY_ADMINISTRATOR)
    role = {"role": "audit_administrator", "place": "whole", "from_on": "2026-03-01", "key": key()}
    answer = client.post(f"/accounts/{account.pk}/grant/", role)
    assert answer.status_code == 422
    assert "不能与其他角色兼任" in answer.content.decode()


def test_a_role_ends_with_its_day(signed_in: SignedIn, opened: Opened) -> None:
    account = opened("li.mou", Role.OFFICE)
    held = Assignment.objects.get(account=account)
    client = signed_in(Role.SECURITY_ADMINISTRATOR)
    answer = client.post(
        f"/accounts/{account.pk}/roles/{held.pk}/end/", {"on": "2026-01-31", "reason": "调离", "key": key()}
    )
    assert answer.status_code == 302
    theirs = Client()
    theirs.force_login(account, backend="bihuan.access.sign_in.AccountBackend")
    assert theirs.get("/organizations/").status_code == 403


def test_a_new_first_password_ends_the_sessions_of_the_account(signed_in: SignedIn, opened: Opened) -> None:
    account = opened("li.mou", Role.OFFICE)
    theirs = Client()
    theirs.post("/sign-in/", {"username": "li.mou", "password": PASSWORD})
    assert theirs.get("/organizations/").status_code == 200
    keeper = signed_in(Role.SECURITY_ADMINISTRATOR)
    keeper.post(f"/accounts/{account.pk}/reset/", {"password": "k7wp-m3xa-v9td", "key": key()})
    assert theirs.get("/organizations/")["Location"].startswith("/sign-in/")


def test_an_account_of_another_authority_is_not_found(signed_in: SignedIn) -> None:
    assert signed_in(Role.SECURITY_ADMINISTRATOR).get(f"/accounts/{new_id()}/").status_code == 404


def test_the_form_of_a_role_presets_nothing(signed_in: SignedIn, opened: Opened) -> None:
    client, account = signed_in(Role.SECURITY_ADMINISTRATOR), opened("li.mou")
    page = client.get(f"/accounts/{account.pk}/grant/").content.decode()
    for name in ("role", "place"):
        options = page.split(f'<select name="{name}"')[1].split("</select>")[0]
        assert options.split("<option")[1].startswith(' value=""')
    answer = client.post(f"/accounts/{account.pk}/grant/", {"from_on": "2026-03-01", "key": key()})
    assert answer.status_code == 422
    assert not Assignment.objects.filter(account=account).exists()


def test_the_same_role_at_the_same_place_is_refused_in_the_form(signed_in: SignedIn, opened: Opened) -> None:
    client, account = signed_in(Role.SECURITY_ADMINISTRATOR), opened("li.mou")
    role = {"role": "leading_group", "place": "whole", "from_on": "2026-03-01"}
    assert client.post(f"/accounts/{account.pk}/grant/", {**role, "key": key()}).status_code == 302
    again = client.post(f"/accounts/{account.pk}/grant/", {**role, "key": key()})
    assert again.status_code == 422
    assert "该账号在此范围已有角色“巡察工作领导小组”" in again.content.decode()
    assert Assignment.objects.filter(account=account).count() == 1
