"""Personal tokens: a program's way in as one account. Only the sha256 is kept; the token is shown once."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from datetime import date, datetime

from django.conf import settings

from bihuan.access.actions import note
from bihuan.access.models import AccessToken, Account
from bihuan.domain.jurisdiction import Actor
from bihuan.ledger.door import Receipt, commit, deed

PREFIX = "bihuan_"


class TokenLife(ValueError):
    """A token has to end, and not too late."""

    def __init__(self, until_on: date, today: date, most_days: int) -> None:
        self.until_on, self.today, self.most_days = until_on, today, most_days
        super().__init__(f"until_on: {until_on} is not within {most_days} days from {today}; choose such a day")


class TokenUnnamed(ValueError):
    """A token is told from others by its name."""

    def __init__(self) -> None:
        super().__init__("name is empty; say what the token is for")


def new_token() -> str:
    """Return a new token; whoever opens it shows it once and forgets it."""
    return PREFIX + secrets.token_urlsafe(32)


def token_digest(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def account_of_token(token: str, today: date) -> Account | None:
    """Return whose token this is; None where it is none, is over, or its account has ended or owes a new password."""
    if not token.startswith(PREFIX):
        return None
    row = AccessToken.objects.select_related("account").filter(digest=token_digest(token), ended_on=None).first()
    if row is None or not row.from_on <= today <= row.until_on:
        return None
    account = row.account
    return account if account.is_active and not account.must_change_password else None


@deed
def open_token(
    *, actor: Actor, token_id: uuid.UUID, name: str, digest: str, until_on: date, now: datetime, key: str
) -> Receipt:
    """Open a token for one's own account; the verb gets its sha256 only."""
    account = Account.objects.get(authority_id=actor.authority_id, pk=actor.account_id or uuid.UUID(int=0))
    if not name.strip():
        raise TokenUnnamed
    most = settings.TOKEN_DAYS
    if not 0 <= (until_on - actor.today).days <= most:
        raise TokenLife(until_on, actor.today, most)
    token = AccessToken(
        id=token_id,
        authority_id=actor.authority_id,
        account=account,
        name=name.strip(),
        digest=digest,
        from_on=actor.today,
        until_on=until_on,
    )
    told = {"token": token.id}
    return commit(note=note(actor, "open_token", None, now, str(account.id), told=told), rows=[token])


@deed
def end_token(*, actor: Actor, token_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """End a token of one's own at once."""
    owner = actor.account_id or uuid.UUID(int=0)
    token = AccessToken.objects.get(authority_id=actor.authority_id, account_id=owner, pk=token_id)
    token.ended_on = token.ended_on or actor.today
    return commit(note=note(actor, "end_token", None, now, str(token.account_id)), rows=[token])
