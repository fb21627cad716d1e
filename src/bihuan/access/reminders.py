"""Reminders: where an account wants its mail (a deed), and the scratch of what was put aside and what is on its way.

Letters and what was put aside hold no record of an inspection, so they have no entries; a letter is kept before it is
sent, so that a mail server that is away loses nothing, and there is one for an account and a day.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import F, Q, QuerySet

from bihuan.access.actions import note
from bihuan.access.models import Account, Letter, Mailbox, PutAside
from bihuan.domain.jurisdiction import Actor
from bihuan.ledger.door import Receipt, batch, commit, deed

LEASE = timedelta(hours=1)  # until a letter is tried again that did not go out, or whose sender died
OVERTAKEN, UNWANTED = "overtaken", "unwanted"
Counts = Mapping[str, Sequence[int]]


class AddressWrong(ValueError):
    """What was given is no mail address, or there is none where mail is wanted."""

    def __init__(self, address: str) -> None:
        self.address = address
        super().__init__(f"address: {address!r} is no mail address; correct it, or switch the mail off")


@deed
def choose_mail(*, actor: Actor, address: str, wanted: bool, now: datetime, key: str) -> Receipt:
    """Say where one's own account is reminded by mail, and whether."""
    account = Account.objects.get(authority_id=actor.authority_id, pk=actor.account_id or uuid.UUID(int=0))
    given = address.strip()
    if given or wanted:
        try:
            validate_email(given)
        except ValidationError as error:
            raise AddressWrong(given) from error
    box = mailbox_of(account) or Mailbox(authority_id=account.authority_id, account=account)
    box.address, box.wanted = given, wanted
    return commit(note=note(actor, "choose_mail", None, now, str(account.id)), rows=[box])


def mailbox_of(account: Account) -> Mailbox | None:
    """Return where an account wants its mail; None where it never said."""
    return Mailbox.objects.filter(authority_id=account.authority_id, account=account).first()


def wanting_mail() -> QuerySet[Mailbox]:
    """Return the mailboxes of accounts that want to be reminded and have not ended."""
    rows = Mailbox.objects.filter(wanted=True, account__ended_on=None, account__must_change_password=False)
    return rows.exclude(address="").select_related("account").order_by("id")


# --- put aside ------------------------------------------------------------------------------------------


def put_aside(account: Account, kind: str, row_id: uuid.UUID, until_on: date) -> None:
    """Let a reminder rest until a day."""
    whose = {"authority_id": account.authority_id, "account": account, "kind": kind, "row_id": row_id}
    with batch():
        if not PutAside.objects.filter(**whose).update(until_on=until_on):
            PutAside.objects.create(**whose, until_on=until_on)


# --- letters --------------------------------------------------------------------------------------------


def put_in(account: Account, on: date, counts: Counts) -> bool:
    """Put the letter of an account and a day into the outbox; False where it was there already."""
    with batch():
        _letter, is_new = Letter.objects.get_or_create(
            authority_id=account.authority_id, account=account, on=on, defaults={"counts": dict(counts)}
        )
        return is_new


def waiting(now: datetime) -> QuerySet[Letter]:
    """Return the letters that have to go out, the latest day first."""
    free = Q(taken_at=None) | Q(taken_at__lt=now - LEASE)
    rows = Letter.objects.filter(free, sent_at=None, dropped="")
    return rows.select_related("account").order_by("account_id", "-on")


def take(letter: Letter, now: datetime) -> bool:
    """Take a letter to be sent; False where another sender has it."""
    with batch():
        free = Q(taken_at=None) | Q(taken_at__lt=now - LEASE)
        rows = Letter.objects.filter(free, authority_id=letter.authority_id, pk=letter.pk)
        mine = rows.filter(sent_at=None, dropped="")
        return mine.update(taken_at=now, tries=F("tries") + 1) == 1


def tell_sent(letter: Letter, now: datetime) -> None:
    """Keep that a letter went out."""
    with batch():
        Letter.objects.filter(authority_id=letter.authority_id, pk=letter.pk).update(sent_at=now, problem="")


def tell_failed(letter: Letter, problem: str) -> None:
    """Keep why a letter did not go out; it is tried again when its sender's time is over."""
    with batch():
        Letter.objects.filter(authority_id=letter.authority_id, pk=letter.pk).update(problem=problem[:200])


def drop(letter: Letter, why: str) -> None:
    """Let a letter never go out."""
    with batch():
        Letter.objects.filter(authority_id=letter.authority_id, pk=letter.pk, sent_at=None).update(dropped=why)
