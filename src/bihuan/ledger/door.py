"""The one door for writing.

A verb is wrapped in `deed`: the writer gate, one transaction, and the idempotency key, so that a second click or a
repeated request gives the first one's answer. Inside it calls `commit` once: rows and entry, together or not at all.
"""

from __future__ import annotations

import hashlib
import json
import threading
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, Protocol

from django.db import connection, transaction
from django.db.models import CharField, QuerySet

from bihuan.domain.ledger import NOTHING_BEFORE, canonical, digest_of
from bihuan.ledger.clock import refuse_moved
from bihuan.ledger.custody import HeldElsewhere, refuse_elsewhere
from bihuan.ledger.group_commit import on_disk_together
from bihuan.ledger.models import Entry, Kept
from bihuan.ledger.new_rows import NewRows
from bihuan.ledger.prepared import Prepared, Slot
from bihuan.ledger.rows import ChangedMeanwhile, write_rows
from bihuan.ledger.store import store_watched
from bihuan.ledger.values import NulInText, TooLong, plain, refuse_unkeepable
from bihuan.ledger.writer_gate import writer_gate

__all__ = [
    "AnotherAuthority",
    "ChangedMeanwhile",
    "ClockNaive",
    "CommittedTwice",
    "HeldElsewhere",
    "KeyMalformed",
    "KeyReused",
    "NewRows",
    "NoDeedUnderWay",
    "Note",
    "NulInText",
    "Receipt",
    "TooLong",
    "batch",
    "by_way_of",
    "commit",
    "deed",
    "fingerprint_of",
    "wait_for",
]
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
        told: dict[str, Any] = self.content["told"]
        return told

    @property
    def wrote(self) -> bool:
        """True where the deed changed a row; one that found everything as it wanted it has an entry all the same."""
        return bool(self.content["rows"])

    @property
    def content(self) -> dict[str, Any]:
        """What the entry holds."""
        content: dict[str, Any] = json.loads(bytes(self.entry.content))
        return content


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


class NoDeedUnderWay(RuntimeError):
    """commit was called outside `deed`."""

    def __init__(self) -> None:
        super().__init__("ledger.commit works inside a function wrapped with ledger.deed")


class CommittedTwice(RuntimeError):
    """A deed has one entry; a verb that commits twice is wrongly written."""

    def __init__(self, action: str) -> None:
        self.action = action
        super().__init__(f"{action}: the deed has its entry already; hand all its rows to one ledger.commit")


class ClockNaive(RuntimeError):
    """An instant without its time zone is no instant."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        super().__init__(f"now: {now} has no time zone; hand an aware instant to the deed")


class AnotherAuthority(RuntimeError):
    """A deed of one authority would write a row of another."""

    def __init__(self, table: str, row_id: uuid.UUID) -> None:
        self.table, self.row_id = table, row_id
        super().__init__(f"{table} {row_id} is another authority's; look rows up by the actor's authority_id")


@dataclass
class _Begun:
    """A deed under way: its key, what it was asked, and the entry it has made."""

    key: str
    fingerprint: str
    action: str = ""


class _UnderWay(threading.local):
    """The deeds of this thread that have begun, the innermost last."""

    def __init__(self) -> None:
        self.deeds: list[_Begun] = []


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


def of_key() -> QuerySet[Entry]:
    return Entry.objects.filter(authority_id=Slot("authority"), key=Slot("key", CharField()))


def entries_of_stream() -> QuerySet[Entry, Any]:
    rows = Entry.objects.filter(authority_id=Slot("authority"), stream=Slot("stream", CharField()))
    return rows.order_by("-number").values_list("number", "digest")


OF_KEY, LAST = Prepared(of_key), Prepared(entries_of_stream)


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
            wait_for(f"key:{actor.authority_id}:{key}")
            earlier = next(iter(OF_KEY.ask(authority=actor.authority_id, key=key)), None)
            if earlier is not None:
                if earlier.fingerprint != fingerprint:
                    raise KeyReused(key, earlier.action)
                return Receipt(earlier, repeated=True)
            _under_way.deeds.append(_Begun(key, fingerprint))
            try:
                return verb(*args, **kwargs)
            finally:
                _under_way.deeds.pop()

    return done_once


@contextmanager
def batch() -> Iterator[None]:
    """Hold the writer gate and one transaction; deeds inside it stand or fall together, and are on the disk after it.

    Where the store takes nothing, StoreFull or StoreAway says so; where the clock was set elsewhere, ClockMoved.
    """
    refuse_moved()
    with store_watched(), on_disk_together(), writer_gate(), transaction.atomic():
        yield


def fingerprint_of(name: str, arguments: Mapping[str, Any]) -> str:
    """Return a hash of what a deed was asked to do, the clock and the key apart."""
    asked = {k: seen(v) for k, v in sorted(arguments.items()) if k not in NOT_ASKED}
    asked["actor"] = str(arguments["actor"].account_id)
    return hashlib.sha256(canonical({"deed": name, "asked": asked})).hexdigest()


def seen(value: Any) -> str:
    """Return a value as a fingerprint sees it: bytes by their hash, everything else by its words."""
    return hashlib.sha256(value).hexdigest() if isinstance(value, bytes) else repr(value)


def commit(*, note: Note, rows: Sequence[Kept | NewRows]) -> Receipt:
    """Write the rows and their entry in the deed's transaction; return the receipt.

    New rows are inserted, loaded ones updated where they differ; a row changed meanwhile raises ChangedMeanwhile.
    """
    if not _under_way.deeds or not connection.in_atomic_block:
        raise NoDeedUnderWay
    begun = _under_way.deeds[-1]
    if begun.action:
        raise CommittedTwice(begun.action)
    if note.now.tzinfo is None:
        raise ClockNaive(note.now)
    authority_id = note.author.authority_id
    for row in rows:
        one = row.first if isinstance(row, NewRows) else row
        if one.authority_id != authority_id:
            raise AnotherAuthority(one._meta.db_table, one.pk)
    refuse_elsewhere(authority_id, note.stream, rows)
    begun.action = note.action
    changes = write_rows(rows)
    return Receipt(entered(note, changes, begun))


def entered(note: Note, changes: Sequence[Mapping[str, Any]], begun: _Begun) -> Entry:
    """Write the entry of a deed at the end of its stream."""
    authority_id = note.author.authority_id
    wait_for(note.stream)
    before = LAST.ask(authority=authority_id, stream=note.stream, most=1)
    last, previous = before[0] if before else (0, NOTHING_BEFORE)
    number = last + 1
    content = canonical(
        {
            "v": 2 if any("ids" in change for change in changes) else 1,
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
            "key": begun.key,
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
        key=begun.key,
        fingerprint=begun.fingerprint,
        content=content,
        algorithm=ALGORITHM,
        previous=previous,
        digest=digest_of(stream=note.stream, number=number, previous=previous, content=content, algorithm=ALGORITHM),
    )
    refuse_unkeepable(entry)
    entry.save(force_insert=True)
    return entry


def wait_for(name: str) -> None:
    """Let deeds about one thing wait for each other on PostgreSQL; on SQLite the writer gate has them wait."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
