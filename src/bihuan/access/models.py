"""Accounts and assignments. An assignment names its jurisdiction by plain values, so that later rooms can grant it."""

from __future__ import annotations

import unicodedata
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from bihuan.domain.glossary import ROLES
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept, OutsideTheLedgerError, new_id


def spelled(login_name: str) -> str:
    """Return a sign-in name without the wide letters that Chinese keyboards give."""
    return unicodedata.normalize("NFKC", login_name.strip())


def folded(login_name: str) -> str:
    """Return what makes two sign-in names the same: capitals and wide letters make no difference."""
    return spelled(login_name).casefold()


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(login_name=username, ended_on=None)

    def signing_in_as(self, login_name: str) -> Account | None:
        """Return the running account of a sign-in name, by whatever capitals it is typed."""
        name = spelled(login_name)
        same = models.Q(login_name__iexact=name)
        same |= models.Q(login_name__in=[name.lower(), name.upper()])  # SQLite folds no letter beyond a to z
        return self.filter(same, ended_on=None).first()


class Account(Kept, AbstractBaseUser):
    """Somebody who can sign in. Ended accounts stay: the ledger names them."""

    login_name = models.CharField(max_length=40)
    name = models.CharField(max_length=40)
    organization_id = models.UUIDField(null=True, blank=True)
    must_change_password = models.BooleanField(default=True)
    ended_on = models.DateField(null=True, blank=True)
    last_login = None

    USERNAME_FIELD = "login_name"
    REQUIRED_FIELDS = []
    personal: ClassVar[frozenset[str]] = frozenset({"name", "login_name"})
    unrecorded: ClassVar[frozenset[str]] = frozenset({"password"})

    objects: ClassVar[AccountManager] = AccountManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "login_name"], name="access_account_login_name"),
            models.UniqueConstraint(
                "authority_id",
                Lower("login_name"),
                condition=models.Q(ended_on=None),
                name="access_account_login_name_any_capitals",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        return self.ended_on is None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Let Django renew a password hash on sign-in; everything else goes through the ledger."""
        if set(kwargs.get("update_fields") or ["all"]) - {"password"}:
            raise OutsideTheLedgerError(self._meta.db_table)
        models.Model.save(self, *args, **kwargs)


class Assignment(Kept):
    """A role held by an account: over a part of the tree (path; empty: everything) or one dossier, for a time."""

    account = Link(Account, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40, choices=[(code, words.zh) for code, words in ROLES.items()])
    path = models.CharField(max_length=60, blank=True)
    dossier_id = models.UUIDField(null=True, blank=True)
    from_on = models.DateField()
    until_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["authority_id", "account"], name="access_assignment_of")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on=None) | models.Q(until_on__gte=models.F("from_on")),
                name="access_assignment_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.role}"


class AccessToken(Kept):
    """A personal token for programs; the sha256 of it, never the token. Ended ones stay."""

    account = Link(Account, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, db_index=True)
    from_on = models.DateField()
    until_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    unrecorded: ClassVar[frozenset[str]] = frozenset({"digest"})

    class Meta:
        indexes = [models.Index(fields=["authority_id", "account"], name="access_token_of")]
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "digest"], name="access_token_digest"),
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")), name="access_token_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Mailbox(Kept):
    """Where an account wants to be reminded by mail, and whether it does."""

    account = Link(Account, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(max_length=120, blank=True)
    wanted = models.BooleanField(default=False)

    personal: ClassVar[frozenset[str]] = frozenset({"address"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "account"], name="access_mailbox_one"),
            models.CheckConstraint(
                condition=models.Q(wanted=False) | ~models.Q(address=""), name="access_mailbox_wanted_has_an_address"
            ),
        ]


class Letter(models.Model):
    """The reminder of one account and one day on its way out. Scratch: numbers only, nothing of a dossier."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority_id = models.UUIDField()
    account = Link(Account, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    counts = models.JSONField()  # kind → [overdue, soon]
    taken_at = models.DateTimeField(null=True)  # by whoever sends it; of a sender that died it is taken again
    sent_at = models.DateTimeField(null=True)
    dropped = models.CharField(max_length=40, blank=True)  # why it never went out
    tries = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["sent_at", "dropped", "on"], name="access_letter_waiting")]
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "account", "on"], name="access_letter_one_a_day"),
        ]


class PutAside(models.Model):
    """A reminder that its reader put aside until a day. Scratch: what is to be done stays on his to-do."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority_id = models.UUIDField()
    account = Link(Account, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    row_id = models.UUIDField()
    until_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "account", "kind", "row_id"], name="access_put_aside_once"),
        ]
