"""Signing in and out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.web.conftest import PASSWORD, Opened, SignedIn

from bihuan.access.models import Account
from bihuan.domain.roles import Role
from bihuan.ledger.models import Entry, new_id

FRESH = re.compile(rb'name="(csrfmiddlewaretoken|key)" value="[^"]*"')


def send(client: Client, name: str, password: str, **more: str) -> Any:
    return client.post("/sign-in/", {"username": name, "password": password, **more})


def test_whoever_is_not_signed_in_is_sent_to_the_sign_in_page_and_back_again(opened: Opened) -> None:
    opened("office", Role.OFFICE)
    client = Client()
    asked = client.get("/organizations/?q=a")
    assert asked.headers["Location"] == "/sign-in/?next=%2Forganizations%2F%3Fq%3Da"
    answer = send(client, "office", PASSWORD, next="/organizations/?q=a")
    assert answer.headers["Location"] == "/organizations/?q=a"


def test_after_signing_in_nobody_is_sent_to_another_house(opened: Opened) -> None:
    opened("office", Role.OFFICE)
    assert send(Client(), "office", PASSWORD, next="https://elsewhere.example/")["Location"] == "/"


def test_signing_in_gives_the_session_a_new_key(opened: Opened) -> None:
    opened("office", Role.OFFICE)
    client = Client()
    client.get("/accounts/")
    send(client, "office", PASSWORD)
    first = client.cookies["sessionid"].value
    client.post("/sign-out/")
    send(client, "office", PASSWORD)
    assert client.cookies["sessionid"].value != first


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(opened: Opened) -> None:
    opened("office", Role.OFFICE)
    known, unknown = send(Client(), "office", "wrong"), send(Client(), "nobody", "wrong")
    assert known.status_code == unknown.status_code == 403
    assert FRESH.sub(b"", known.content).replace(b"office", b"") == FRESH.sub(b"", unknown.content).replace(
        b"nobody", b""
    )


def test_five_failures_lock_out_with_the_same_page_for_known_and_unknown_names(
    opened: Opened, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.AXES_ENABLED = True
    opened("office", Role.OFFICE)
    pages = []
    for name in ("office", "nobody"):
        client = Client()
        answers = [send(client, name, "wrong") for _ in range(5)]
        assert [a.status_code for a in answers[:4]] == [403] * 4
        assert answers[-1].status_code == 429
        pages.append(FRESH.sub(b"", answers[-1].content))
    assert re.sub(rb"\d\d:\d\d", b"", pages[0]) == re.sub(rb"\d\d:\d\d", b"", pages[1])
    assert re.search(r"于 \d{4}-\d\d-\d\d \d\d:\d\d 后再次登录", pages[0].decode())


def test_while_locked_out_even_the_right_password_does_not_open(opened: Opened, settings: Any) -> None:
    settings.AXES_ENABLED = True
    opened("office", Role.OFFICE)
    client = Client()
    for _ in range(5):
        send(client, "office", "wrong")
    assert send(client, "office", PASSWORD).status_code == 429


def test_a_sign_in_name_opens_by_any_capitals_and_wide_letters(opened: Opened) -> None:
    opened("Li.Mou", Role.OFFICE)
    for typed in ("Li.Mou", "li.mou", "LI.MOU", "ｌｉ.ｍｏｕ", " li.mou "):
        assert send(Client(), typed, PASSWORD).status_code == 302, typed
    assert send(Client(), "li_mou", PASSWORD).status_code == 403
    assert send(Client(), "li.mou", PASSWORD.upper()).status_code == 403


def test_names_that_differ_by_capitals_only_are_one_name(opened: Opened, signed_in: SignedIn) -> None:
    opened("Émile", Role.OFFICE)
    keeper = signed_in(Role.SECURITY_ADMINISTRATOR)
    for typed in ("émile", "ÉMILE", "Ｅ́mile"):
        told = {"name": "某某", "login_name": typed, "password": PASSWORD, "key": str(new_id()), "id": str(new_id())}
        answer = keeper.post("/accounts/open/", told)
        assert answer.status_code == 422, typed
    assert send(Client(), "ÉMILE", PASSWORD).status_code == 302


def test_the_store_keeps_names_apart_when_two_are_opened_at_once(opened: Opened) -> None:
    first = opened("li.mou", Role.OFFICE)
    twin = Account(id=new_id(), authority_id=first.authority_id, login_name="Li.Mou", name="李某")
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.bulk_create([twin])


def test_other_capitals_give_nobody_new_tries(opened: Opened, settings: Any) -> None:
    settings.AXES_ENABLED = True
    opened("office", Role.OFFICE)
    client = Client()
    answers = [send(client, name, "wrong") for name in ("office", "Office", "OFFICE", "oFFICE", "ｏffice")]
    assert answers[-1].status_code == 429
    assert send(client, "OFFicE", PASSWORD).status_code == 429


def test_signing_out_needs_a_post_and_ends_the_session(signed_in: SignedIn) -> None:
    client = signed_in(Role.OFFICE)
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/organizations/")["Location"].startswith("/sign-in/")


def test_a_first_password_has_to_be_changed_before_anything_else(opened: Opened) -> None:
    opened("office", Role.OFFICE, first=True)
    client = Client()
    send(client, "office", PASSWORD)
    assert client.get("/organizations/")["Location"] == "/password/"
    assert client.get("/")["Location"] == "/password/"
    assert client.get("/password/").status_code == 200


def test_a_password_of_ones_own_opens_the_house_and_renews_the_session(opened: Opened) -> None:
    opened("office", Role.OFFICE, first=True)
    client = Client()
    send(client, "office", PASSWORD)
    before = client.cookies["sessionid"].value
    fields = {"present": PASSWORD, "password": "linjiang-summer-7", "again": "linjiang-summer-7"}
    answer = client.post("/password/", {**fields, "key": str(new_id())})
    assert answer["Location"] == "/"
    assert client.cookies["sessionid"].value != before
    assert client.get("/organizations/").status_code == 200
    assert Entry.objects.filter(action="change_own_password").count() == 1


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("present", "not-the-present-one", "当前密码不正确"),
        ("again", "something-else-99", "两次输入的新密码不一致"),
        ("password", "short", "密码太短"),
    ],
)
def test_a_password_that_will_not_do_is_refused_with_its_reason(
    opened: Opened, field: str, value: str, said: str
) -> None:
    account = opened("office", Role.OFFICE)
    client = Client()
    send(client, "office", PASSWORD)
    fields = {"present": PASSWORD, "password": "linjiang-summer-7", "again": "linjiang-summer-7", field: value}
    if field == "password":
        fields["again"] = value
    answer = client.post("/password/", {**fields, "key": str(new_id())})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Account.objects.get(pk=account.pk).check_password(PASSWORD)


def test_an_ended_account_opens_nothing(opened: Opened, signed_in: SignedIn) -> None:
    account = opened("leaving", Role.OFFICE)
    client = Client()
    send(client, "leaving", PASSWORD)
    keeper = signed_in(Role.SECURITY_ADMINISTRATOR)
    keeper.post(f"/accounts/{account.pk}/end/", {"on": "2026-03-01", "reason": "调离", "key": str(new_id())})
    assert client.get("/organizations/")["Location"].startswith("/sign-in/")
    assert send(Client(), "leaving", PASSWORD).status_code == 403


def test_nothing_done_for_too_long_signs_out_and_says_so(
    signed_in: SignedIn, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(Role.OFFICE)
    clock = Ticking(monkeypatch)
    assert client.get("/organizations/").status_code == 200
    clock.pass_seconds(settings.IDLE_SECONDS - 1)
    assert client.get("/organizations/").status_code == 200
    clock.pass_seconds(settings.IDLE_SECONDS + 1)
    answer = client.get("/organizations/")
    assert answer["Location"] == "/sign-in/?next=%2Forganizations%2F&idle=1"
    assert "已自动退出" in client.get(answer["Location"]).content.decode()


def test_the_session_is_written_once_a_minute_at_most(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    client = signed_in(Role.SECURITY_ADMINISTRATOR)
    clock = Ticking(monkeypatch)
    client.get("/accounts/open/")
    clock.pass_seconds(30)
    with django_assert_max_num_queries(6) as asked:
        client.get("/accounts/open/")
    assert not [q for q in asked.captured_queries if "UPDATE" in q["sql"] or "INSERT" in q["sql"]]
    clock.pass_seconds(31)
    with django_assert_max_num_queries(12) as asked:
        client.get("/accounts/open/")
    assert [q for q in asked.captured_queries if "UPDATE" in q["sql"]]


def test_what_is_sent_too_late_leads_back_to_its_form_and_is_told_as_not_entered(
    signed_in: SignedIn, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(Role.OFFICE)
    clock = Ticking(monkeypatch)
    client.get("/organizations/add/")
    clock.pass_seconds(settings.IDLE_SECONDS + 1)
    answer = client.post("/organizations/add/", {"name": "县城市管理局"})
    assert answer["Location"] == "/sign-in/?next=%2Forganizations%2Fadd%2F&unsent=1&idle=1"
    said = client.get(answer["Location"]).content.decode()
    assert "未录入" in said
    assert "长时间未操作" in said
    assert "已保存的内容不受影响" not in said
    assert send(client, "office", PASSWORD, next="/organizations/add/")["Location"] == "/organizations/add/"
    client.logout()
    answer = client.post("/organizations/add/", {"name": "县城市管理局"})
    assert answer["Location"] == "/sign-in/?next=%2Forganizations%2Fadd%2F&unsent=1"
    said = client.get(answer["Location"]).content.decode()
    assert "未录入" in said
    assert "长时间未操作" not in said


@pytest.mark.parametrize(
    ("sent_to", "page", "back"),
    [
        ("/findings/views/keep/", "http://testserver/findings/?sort=number", "/findings/?sort=number"),
        ("/findings/views/keep/", "http://elsewhere.example/findings/", ""),
        ("/findings/views/keep/", "http://testserver/findings/views/keep/", ""),
        ("/findings/views/keep/", "http://testserver/no-such-page/", ""),
        ("/findings/views/keep/", "", ""),
        ("/organizations/add/", "http://testserver/findings/views/keep/", "/organizations/add/"),
    ],
)
def test_what_is_sent_too_late_leads_back_to_pages_of_this_house_only(
    db: None, sent_to: str, page: str, back: str
) -> None:
    answer = Client().post(sent_to, headers={"Referer": page})
    asked = {**({"next": back} if back else {}), "unsent": "1"}
    assert answer["Location"] == f"/sign-in/?{urlencode(asked)}"


def test_a_fragment_asked_for_too_late_leads_back_to_the_page_around_it(db: None) -> None:
    asked = {"HX-Request": "true", "Referer": "http://testserver/findings/"}
    assert Client().get("/keys/", headers=asked)["HX-Redirect"] == "/sign-in/?next=%2Ffindings%2F"


def test_whoever_signs_out_too_late_is_not_told_that_something_was_not_entered(db: None) -> None:
    assert Client().post("/sign-out/", headers={"Referer": "http://testserver/findings/"})["Location"] == "/sign-in/"


def test_whoever_types_is_not_signed_out(signed_in: SignedIn, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = signed_in(Role.OFFICE)
    clock = Ticking(monkeypatch)
    page = client.get("/organizations/add/").content.decode()
    assert 'data-alive="/alive/" data-alive-every="60000"' in page
    for _ in range(3):
        clock.pass_seconds(settings.IDLE_SECONDS - 1)
        answer = client.get("/alive/")
        assert (answer.status_code, answer.content) == (204, b"")
        assert "no-store" in answer["Cache-Control"]
    assert client.get("/organizations/").status_code == 200
    clock.pass_seconds(settings.IDLE_SECONDS + 1)
    assert client.get("/alive/", headers={"HX-Request": "true"}).status_code == 401
    assert "data-alive" not in client.get("/sign-in/").content.decode()


@pytest.mark.parametrize("seconds", [1, 30, 60, 90])
def test_a_short_time_without_a_move_signs_nobody_out_who_moves(
    opened: Opened, settings: Any, monkeypatch: pytest.MonkeyPatch, seconds: int
) -> None:
    settings.IDLE_SECONDS = seconds
    opened("office", Role.OFFICE)
    clock = Ticking(monkeypatch)
    clock.pass_seconds(0.9)
    client = Client()
    send(client, "office", PASSWORD)
    for _ in range(8):
        assert client.get("/organizations/").status_code == 200
        clock.pass_seconds(seconds * 0.7)
    clock.pass_seconds(seconds * 0.4)
    assert client.get("/organizations/")["Location"].startswith("/sign-in/")


def test_only_a_demo_shows_its_accounts(db: None, settings: Any, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    shown = [{"login_name": "xiaoli", "password": "open-sesame-1", "role": "office", "name": "李某"}]
    (tmp_path / "demo-accounts.json").write_text(json.dumps(shown), encoding="utf-8")
    assert b"open-sesame-1" not in Client().get("/sign-in/").content
    settings.DEMO = True
    page = Client().get("/sign-in/").content.decode()
    assert "open-sesame-1" in page
    assert "巡察办" in page


class Ticking:
    """A clock that passes only when told."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = 1_770_000_000.0
        monkeypatch.setattr("bihuan.web.serving.middleware.time.time", lambda: self.now)

    def pass_seconds(self, seconds: float) -> None:
        self.now += seconds
