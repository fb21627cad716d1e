"""The ledger's own tables, and the base of every table that is kept through it."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any, ClassVar, Self

from django.db import models
from uuid_utils.compat import uuid7


def new_id() -> uuid.UUID:
    """Return a new UUIDv7: ids must merge between installations and keep the order of their making."""
    return uuid7()


def new_secret() -> str:
    return secrets.token_hex(32)


def as_it_was(value: Any) -> Any:
    """Return a value as it is now: lists and mappings as copies, so that a change within them is seen.

    What JSON tells has nothing else that can change, so this does not look for more (measured: a tenth of `deepcopy`).
    """
    if isinstance(value, dict):
        return {key: as_it_was(one) for key, one in value.items()}
    if isinstance(value, list):
        return [as_it_was(one) for one in value]
    if isinstance(value, tuple):
        return tuple(map(as_it_was, value))
    return value


@contextmanager
def only_shown() -> Iterator[None]:
    """Read rows in this block to show them: what JSON they hold is not copied, so a change within it is not seen.

    Many rows are read a third faster. Whoever would change such a row within gets no entry of it: read it again.
    """
    token = _only_shown.set(True)
    try:
        yield
    finally:
        _only_shown.reset(token)


_only_shown: ContextVar[bool] = ContextVar("only_shown", default=False)


class OutsideTheLedgerError(RuntimeError):
    """Somebody tried to write a kept row without an entry."""

    def __init__(self, table: str) -> None:
        self.table = table
        super().__init__(f"{table} is written through ledger.commit only, so that every change has its entry")


class Kept(models.Model):
    """A row that is written only through `ledger.commit`; `version` rises with each change."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority_id = models.UUIDField(db_index=True)
    version = models.PositiveIntegerField(default=1)

    # columns about persons: the ledger holds a commitment in their place
    personal: ClassVar[frozenset[str]] = frozenset()
    # secrets of their owner: written with the row, never recorded
    unrecorded: ClassVar[frozenset[str]] = frozenset()
    # known by its content: any dossier may name it, and it is the same wherever it is kept
    by_content: ClassVar[bool] = False
    # names a dossier, but is told in the stream of something else, too (a letter, a plan, a door): its archive holds
    # only what its own stream tells
    told_elsewhere: ClassVar[bool] = False
    # what the row is found by: its words, in this order (a column, or one of a relation: round.name); the columns that,
    # once changed, have it indexed anew; the relations that words and marks are read through (words.py keeps the index)
    found_by: ClassVar[tuple[str, ...]] = ()
    searched: ClassVar[frozenset[str]] = frozenset()
    found_through: ClassVar[tuple[str, ...]] = ()
    # the one of those columns that is its name: found by the initials of its characters, too
    sounded: ClassVar[str] = ""
    # the columns that say where it belongs, and with it whatever is found through it: once changed, all is marked anew
    marked_by: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    def marks(self) -> Sequence[str]:
        """Return the marks of where the row belongs; asked only where `found_by` names words."""
        raise NotImplementedError(self._meta.db_table)

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **more: Any) -> Self:
        row = super().from_db(db, field_names, values, **more)
        row.as_loaded = dict(zip(field_names, values, strict=False))
        for name in () if _only_shown.get() else cls.changeable_within():
            if name in row.as_loaded:
                row.as_loaded[name] = as_it_was(row.as_loaded[name])
        return row

    as_loaded: dict[str, Any] | None = None

    def refresh_from_db(
        self, using: str | None = None, fields: Iterable[str] | None = None, from_queryset: Any = None
    ) -> None:
        """Read columns again, or for the first time where they were deferred: what was read is no change."""
        names = set(fields) if fields is not None else None
        if from_queryset is None and "authority_id" in self.__dict__:
            from_queryset = type(self)._base_manager.filter(authority_id=self.authority_id)
        super().refresh_from_db(using=using, fields=names, from_queryset=from_queryset)
        concrete = self._meta.concrete_fields
        read = [f.attname for f in concrete if names is None or names & {f.name, f.attname}]
        self.as_loaded = (self.as_loaded or {}) | {c: as_it_was(self.__dict__[c]) for c in read if c in self.__dict__}

    def save(self, *_: Any, **__: Any) -> None:
        raise OutsideTheLedgerError(self._meta.db_table)

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:
        raise OutsideTheLedgerError(self._meta.db_table)

    @classmethod
    @cache
    def changeable_within(cls) -> Sequence[str]:
        """Return the names of the columns whose values can change without being replaced: lists and mappings."""
        return [field.attname for field in cls._meta.concrete_fields if isinstance(field, models.JSONField)]

    @classmethod
    def kept_columns(cls) -> Sequence[str]:
        """Return the names of the columns an entry records, the key apart."""
        return [field.attname for field in cls._meta.concrete_fields if field.attname != "id"]


class Away(Kept):
    """A stream that another installation holds meanwhile: nothing is written here that it does not know.

    `stream` may be "*": on a laptop all is held elsewhere but the streams it was lent. Nobody holds what is home again.
    """

    stream = models.CharField(max_length=80)
    holder = models.CharField(max_length=120, blank=True)
    but = models.JSONField(default=list)  # streams held here all the same, on a laptop
    tables = models.JSONField(default=list)  # and the tables that may be written of them: what came along whole

    class Meta:
        constraints = [models.UniqueConstraint(fields=["authority_id", "stream"], name="ledger_away_stream")]

    def __str__(self) -> str:
        return f"{self.stream}: {self.holder}"


class Entry(models.Model):
    """One deed. `content` holds the exact bytes that were hashed; nothing here is ever changed (triggers refuse)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority_id = models.UUIDField()
    stream = models.CharField(max_length=80)
    number = models.PositiveIntegerField()
    recorded_at = models.DateTimeField()
    action = models.CharField(max_length=60)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=80)
    role = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=120, blank=True)
    reason = models.TextField(blank=True)
    key = models.CharField(max_length=80)
    fingerprint = models.CharField(max_length=64)
    content = models.BinaryField()
    algorithm = models.CharField(max_length=10, default="sha256")
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "stream", "number"], name="ledger_entry_place"),
            models.UniqueConstraint(fields=["authority_id", "key"], name="ledger_entry_key"),
        ]
        indexes = [models.Index(fields=["authority_id", "recorded_at", "id"], name="ledger_entry_time")]


class PersonalKey(models.Model):
    """The key of one row's commitments; destroying it makes what the ledger holds of a person unreadable for ever."""

    id = models.UUIDField(primary_key=True, editable=False)  # the row's own id
    authority_id = models.UUIDField()
    table = models.CharField(max_length=80)
    secret = models.CharField(max_length=64, default=new_secret)


class Words(models.Model):
    """A row's place in the index of words; the grams stand beside it (words.py). Derived, so not kept."""

    id = models.BigAutoField(primary_key=True)
    authority_id = models.UUIDField()
    kind = models.CharField(max_length=60)
    row_id = models.UUIDField()

    class Meta:
        indexes = [models.Index(fields=["authority_id", "row_id"], name="ledger_words_of")]
