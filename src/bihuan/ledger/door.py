"""The one door for writing.

A verb is wrapped in `deed`: the writer gate, one transaction, and the idempotency key, so that a second click or a
repeated request gives the first one's answer. Inside it calls `commit` once: rows and entry, together or not at all.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from typing import Any, ParamSpec, Protocol

from django.db import connection, transaction

from bihuan.domain.ledger import NOTHING_BEFORE, canonical, digest_of
from bihuan.ledger.models import Entry, Kept, PersonalKey
from bihuan.ledger.store import store_watched
from bihuan.ledger.writer_gate import writer_gate

P = ParamSpec("P")
ALGORITHM = "sha256"
SHORTEST_KEY, LONGEST_KEY = 8, 80
# what a deed's fingerprint leaves out; a password's hash must stand nowhere but in its slow form
NOT_ASKED = frozenset({"actor", "key", "now", "password"})


class Author(Protocol):
    """Whoever acts, as far as the ledger has to know."""

    @property
    def authority_id(self) -> uuid.UUID: ...
    @property
    def account_id(self) -> uuid.UUID | None: ...
    @property
    def name(self) -> str: ...


@dataclass(frozen=True)
class Note:
    """What an entry says besides the rows: whose deed, on what, why, under which packs and with which verdict."""

    stream: str
    action: str
    author: Author
    now: datetime
    subject: str = ""
    role: str = ""
    reason: str = ""
    packs: Sequence[tuple[str, str]] = ()
    told: Mapping[str, Any] = field(default_factory=dict)

    def on_stream(self, stream: str) -> Note:
        """Return the same note for another stream."""
        return replace(self, stream=stream)


@dataclass(frozen=True)
class Receipt:
    """The answer of a deed: its entry, and whether it had been done before under the same key."""

    entry: Entry
    repeated: bool = False

    @property
    def told(self) -> dict[str, Any]:
        """What the deed told, for instance the ids it gave."""
        payload = json.loads(bytes(self.entry.content))
        told: dict[str, Any] = payload["told"]
        return told


class KeyReused(ValueError):
    """One idempotency key came with two different deeds."""

    def __init__(self, key: str, action: str) -> None:
        self.key, self.action = key, action
        super().__init__(f"the key {key} was used for another deed ({action}); send a new key with a new deed")


class KeyMalformed(ValueError):
    """An idempotency key that is none."""

    def __init__(self, key: str) -> None:
        self.key = key
        super().__init__(f"an idempotency key has {SHORTEST_KEY} to {LONGEST_KEY} characters; send such a key")


class ChangedMeanwhile(Exception):
    """Somebody else changed the row since it was read; nothing was written."""

    def __init__(self, table: str, row_id: uuid.UUID) -> None:
        self.table, self.row_id = table, row_id
        super().__init__(f"{table} {row_id} was changed by somebody else meanwhile; read it again and repeat")


class NoDeedUnderWay(RuntimeError):
    """commit was called outside `deed`."""

    def __init__(self) -> None:
        super().__init__("ledger.commit works inside a function wrapped with ledger.deed")


class _UnderWay(threading.local):
    """The deeds of this thread that have begun: their key and fingerprint."""

    def __init__(self) -> None:
        self.deeds: list[tuple[str, str]] = []


_under_way = _UnderWay()
_way: ContextVar[str] = ContextVar("way", default="")


@contextmanager
def by_way_of(way: str) -> Iterator[None]:
    """Say by which way the deeds inside come (api, command_line); their entries tell it."""
    token = _way.set(way)
    try:
        yield
    finally:
        _way.reset(token)


def deed(verb: Callable[P, Receipt]) -> Callable[P, Receipt]:
    """Wrap a verb with keyword arguments `actor` and `key`: one gate, one transaction, one effect for one key."""

    @wraps(verb)
    def done_once(*args: P.args, **kwargs: P.kwargs) -> Receipt:
        actor: Any = kwargs["actor"]
        key = str(kwargs["key"])
        if not SHORTEST_KEY <= len(key) <= LONGEST_KEY:
            raise KeyMalformed(key)
        fingerprint = fingerprint_of(verb.__qualname__, kwargs)
        with batch():
            earlier = Entry.objects.filter(authority_id=actor.authority_id, key=key).first()
            if earlier is not None:
                if earlier.fingerprint != fingerprint:
                    raise KeyReused(key, earlier.action)
                return Receipt(earlier, repeated=True)
            _under_way.deeds.append((key, fingerprint))
            try:
                return verb(*args, **kwargs)
            finally:
                _under_way.deeds.pop()

    return done_once


@contextmanager
def batch() -> Iterator[None]:
    """Hold the writer gate and one transaction; deeds inside it stand or fall together.

    Where the store takes nothing, StoreFull or StoreAway says so.
    """
    with store_watched(), writer_gate(), transaction.atomic():
        yield


def fingerprint_of(name: str, arguments: Mapping[str, Any]) -> str:
    """Return a hash of what a deed was asked to do, the clock and the key apart."""
    asked = {k: seen(v) for k, v in sorted(arguments.items()) if k not in NOT_ASKED}
    asked["actor"] = str(arguments["actor"].account_id)
    return hashlib.sha256(canonical({"deed": name, "asked": asked})).hexdigest()


def seen(value: Any) -> str:
    """Return a value as a fingerprint sees it: bytes by their hash, everything else by its words."""
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else repr(value)


def commit(*, note: Note, rows: Sequence[Kept]) -> Receipt:
    """Write the rows and their entry in the deed's transaction; return the receipt.

    New rows are inserted, loaded ones updated where they differ; a row changed meanwhile raises ChangedMeanwhile.
    """
    if not _under_way.deeds or not connection.in_atomic_block:
        raise NoDeedUnderWay
    key, fingerprint = _under_way.deeds[-1]
    changes = write_rows(rows)
    lock_stream(note.stream)
    authority_id = note.author.authority_id
    before = Entry.objects.filter(authority_id=authority_id, stream=note.stream).order_by("-number")
    last, previous = before.values_list("number", "digest").first() or (0, NOTHING_BEFORE)
    number = last + 1
    content = canonical(
        {
            "v": 1,
            "authority": str(authority_id),
            "stream": note.stream,
            "number": number,
            "recorded_at": note.now.isoformat(),
            "action": note.action,
            "actor": str(note.author.account_id) if note.author.account_id else None,
            "role": note.role,
            "subject": note.subject,
            "reason": note.reason,
            "packs": [list(pack) for pack in note.packs],
            "told": plain(note.told),
            "key": key,
            "rows": changes,
        }
        | ({"way": _way.get()} if _way.get() else {})
    )
    entry = Entry(
        authority_id=authority_id,
        stream=note.stream,
        number=number,
        recorded_at=note.now,
        action=note.action,
        actor_id=note.author.account_id,
        actor_name=note.author.name,
        role=note.role,
        subject=note.subject,
        reason=note.reason,
        key=key,
        fingerprint=fingerprint,
        content=content,
        algorithm=ALGORITHM,
        previous=previous,
        digest=digest_of(stream=note.stream, number=number, previous=previous, content=content, algorithm=ALGORITHM),
    )
    entry.save(force_insert=True)
    return Receipt(entry)


def write_rows(rows: Sequence[Kept]) -> list[dict[str, Any]]:
    """Insert what is new, update what differs; return {table, id, set} for each row that changed."""
    changes: list[dict[str, Any]] = []
    new: dict[type[Kept], list[Kept]] = {}
    for row in rows:
        if row.as_loaded is None:
            new.setdefault(type(row), []).append(row)
            changes.append(change_of(row, row.kept_columns()))
            continue
        changed = [c for c in row.kept_columns() if c in row.as_loaded and getattr(row, c) != row.as_loaded[c]]
        if changed:
            update_row(row, changed)
            changes.append(change_of(row, [*changed, "version"]))
    for model, fresh in new.items():
        model._base_manager.bulk_create(fresh, batch_size=500)
    for row in rows:
        row.as_loaded = {column: getattr(row, column) for column in ("id", *row.kept_columns())}
    return changes


def update_row(row: Kept, changed: Sequence[str]) -> None:
    known = row.version
    row.version = known + 1
    values = {column: getattr(row, column) for column in changed} | {"version": row.version}
    mine = type(row)._base_manager.filter(authority_id=row.authority_id, pk=row.pk, version=known)
    if mine.update(**values) != 1:
        raise ChangedMeanwhile(row._meta.db_table, row.pk)


def change_of(row: Kept, columns: Sequence[str]) -> dict[str, Any]:
    return {
        "table": row._meta.db_table,
        "id": str(row.pk),
        "set": {column: recorded(row, column) for column in columns if column not in row.unrecorded},
    }


def recorded(row: Kept, column: str) -> Any:
    """Return a column as the ledger records it: personal ones as a commitment, the rest as plain JSON."""
    value = plain(getattr(row, column))
    if column not in row.personal or value in (None, ""):
        return value
    secret, _ = PersonalKey.objects.get_or_create(
        id=row.pk, defaults={"authority_id": row.authority_id, "table": row._meta.db_table}
    )
    return commitment(secret.secret, column, value)


def commitment(secret: str, column: str, value: Any) -> dict[str, str]:
    """Return what stands for a personal value: an HMAC under the row's own key."""
    mac = hmac.new(bytes.fromhex(secret), canonical({"column": column, "value": value}), hashlib.sha256)
    return {"commitment": mac.hexdigest()}


def plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    if isinstance(value, uuid.UUID | Decimal):
        return str(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return value


def lock_stream(stream: str) -> None:
    """On PostgreSQL two deeds of one stream wait for each other; on SQLite the writer gate does it."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [stream])
