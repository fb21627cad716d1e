"""Reminders by mail: for who wants them, once a day, numbers only, and no mail server that is away loses one."""

from __future__ import annotations

import smtplib
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from tests.county import County, new_key
from tests.web.desks import Desks, at, send, words

from bihuan.access.actions import end_account
from bihuan.access.actors import actor_of, installer
from bihuan.access.models import Account, Letter, Mailbox
from bihuan.access.reminders import OVERTAKEN, UNWANTED, choose_mail, take
from bihuan.cli.remind import tell
from bihuan.ledger.models import Entry
from bihuan.web.reminding.digests import Sent, put_into_the_outbox, send_waiting

pytestmark = pytest.mark.django_db
ADDRESS = "lianluo@qingshi.example"
NOW = timezone.now()


@pytest.fixture
def desks(monkeypatch: pytest.MonkeyPatch) -> Desks:
    desks = at(County().found().fed_back().planned_and_accepted(), monkeypatch)
    desks.county.today = date(2018, 6, 1)
    monkeypatch.setattr(settings, "EMAIL_HOST", "mail.invalid")
    monkeypatch.setattr(settings, "ADDRESS", "https://bihuan.example")
    return desks


def wanting(desks: Desks, name: str = "unit_liaison", address: str = ADDRESS) -> Account:
    account = desks.account(name)
    actor = actor_of(account, desks.county.today)
    choose_mail(actor=actor, address=address, wanted=True, now=desks.county.now, key=new_key())
    return account


def test_one_s_own_page_keeps_the_address_by_a_deed_that_does_not_tell_it(desks: Desks) -> None:
    client = desks("unit_liaison")
    assert send(client, reverse("me"), address=ADDRESS, wanted="on").status_code == 302
    assert ADDRESS in client.get(reverse("me")).content.decode()
    box = Mailbox.objects.get()
    assert (box.address, box.wanted, box.account) == (ADDRESS, True, desks.account("unit_liaison"))
    entry = Entry.objects.get(action="choose_mail")
    assert ADDRESS.encode() not in bytes(entry.content)
    assert send(client, reverse("me"), address="", wanted="").status_code == 302
    assert not Mailbox.objects.get().wanted


def test_what_is_no_address_is_refused_in_words_and_not_kept(desks: Desks) -> None:
    client = desks("unit_liaison")
    for told in ({"address": "nobody", "wanted": "on"}, {"address": "", "wanted": "on"}):
        refused = send(client, reverse("me"), **told)
        assert refused.status_code == 422
        assert "不是邮箱地址" in words(refused)
    assert not Mailbox.objects.exists()


def test_a_day_has_one_mail_for_an_account_with_numbers_only(desks: Desks, mailoutbox: list[EmailMessage]) -> None:
    wanting(desks)
    wanting(desks, "other_unit", "qita@qingshi.example")  # nothing is due there
    for _again in range(3):
        put_into_the_outbox(desks.county.today)
        send_waiting(NOW)
    (mail,) = mailoutbox
    assert mail.to == [ADDRESS]
    assert mail.subject == "闭环：已逾期 4 项，即将到期 0 项"
    assert "待落实的整改措施：已逾期 3 项" in str(mail.body)
    assert "https://bihuan.example/reminders/" in str(mail.body)
    for secret in ("修订学习制度", "津贴", "住房", "分管", "某unit", "1-1"):
        assert secret not in f"{mail.subject}{mail.body}", secret
    put_into_the_outbox(desks.county.today + timedelta(days=1))
    send_waiting(NOW)
    assert len(mailoutbox) == 2


def away(*_: Any, **__: Any) -> int:
    raise smtplib.SMTPServerDisconnected("away")


def test_a_server_that_is_away_loses_nothing_and_nothing_goes_twice(
    desks: Desks, mailoutbox: list[EmailMessage], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanting(desks)
    put_into_the_outbox(desks.county.today)
    with monkeypatch.context() as broken:
        broken.setattr(EmailMessage, "send", away)
        assert send_waiting(NOW) == Sent(0, 1)
    assert Letter.objects.get().problem == "SMTPServerDisconnected"
    assert send_waiting(NOW) == Sent(0, 0), "not at once again"
    assert send_waiting(NOW + timedelta(hours=2)) == Sent(1, 0)
    assert send_waiting(NOW + timedelta(hours=9)) == Sent(0, 0)
    assert len(mailoutbox) == 1


def test_a_name_that_no_server_can_have_is_told_as_any_other_fault_of_mail(
    desks: Desks, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanting(desks)
    put_into_the_outbox(desks.county.today)
    monkeypatch.setattr(settings, "EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
    monkeypatch.setattr(settings, "EMAIL_HOST", "smtp..example")
    assert send_waiting(NOW) == Sent(0, 1)
    assert Letter.objects.get().problem == "UnicodeError"


def test_after_days_without_a_server_the_latest_goes_out_alone(desks: Desks, mailoutbox: list[EmailMessage]) -> None:
    wanting(desks)
    for day in range(3):
        put_into_the_outbox(desks.county.today + timedelta(days=day))
    assert send_waiting(NOW) == Sent(1, 0)
    assert list(Letter.objects.filter(dropped=OVERTAKEN).values_list("on", flat=True).order_by("on")) == [
        date(2018, 6, 1),
        date(2018, 6, 2),
    ]
    assert len(mailoutbox) == 1


def test_two_senders_send_a_letter_once_and_a_dead_one_is_relieved_under_the_same_id(
    desks: Desks, mailoutbox: list[EmailMessage]
) -> None:
    wanting(desks)
    put_into_the_outbox(desks.county.today)
    letter = Letter.objects.get()
    assert take(letter, NOW)
    assert not take(letter, NOW)
    assert send_waiting(NOW + timedelta(minutes=5)) == Sent(0, 0)
    assert send_waiting(NOW + timedelta(hours=2)) == Sent(1, 0)
    assert str(letter.id) in mailoutbox[0].extra_headers["Message-ID"]


def test_who_switched_it_off_or_has_left_gets_no_more(desks: Desks, mailoutbox: list[EmailMessage]) -> None:
    account = wanting(desks)
    put_into_the_outbox(desks.county.today)
    actor = actor_of(account, desks.county.today)
    choose_mail(actor=actor, address=ADDRESS, wanted=False, now=desks.county.now, key=new_key())
    send_waiting(NOW)
    gone = wanting(desks, "unit_head", "zhuren@qingshi.example")
    put_into_the_outbox(desks.county.today)
    keeper = installer(desks.county.authority_id, desks.county.today)
    end_account(
        actor=keeper, account_id=gone.id, on=desks.county.today, reason="调离", now=desks.county.now, key=new_key()
    )
    send_waiting(NOW)
    assert mailoutbox == []
    assert set(Letter.objects.values_list("dropped", flat=True)) == {UNWANTED}


def test_a_dry_run_prints_what_would_go_out_and_sends_nothing(
    desks: Desks, mailoutbox: list[EmailMessage], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanting(desks)
    monkeypatch.setattr(timezone, "localdate", lambda *_: desks.county.today)
    assert tell() == 0
    told = capsys.readouterr().out
    assert "已逾期 3 项" in told
    assert "1 reminders would go out" in told
    assert ADDRESS not in told
    assert mailoutbox == []
    assert not Letter.objects.exists()
