"""Which tables deeds have written, as their entries tell, and which tables an answer was read from.

An answer that was reckoned from the store holds until one of the tables it was read from is written. Nobody lists them:
the statements are looked at while it is reckoned.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from functools import cache, lru_cache
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import BinaryField, Case, F, QuerySet, Value, When
from django.db.models.functions import Length

from bihuan.ledger.models import Entry, Kept
from bihuan.ledger.prepared import Prepared, Slot, asked_once
from bihuan.ledger.tables import is_noting, note_read, noting, tables_of

MOST = 200  # entries looked through; after so many deeds nothing is as it was
LARGEST = 64 * 1024  # bytes of an entry looked through; a whole ledger that comes in is longer
WRITTEN = re.compile(rb'"table":"(\w+)"')  # in a text the sign " would stand behind a backslash


def entries_after() -> QuerySet[Entry, Any]:
    """Return the question for what was entered after an entry, whosever: so it walks the few newest ids.

    Asked for one authority alone, SQLite would rather look through all that this authority ever entered.
    """
    told = Case(When(size__lte=LARGEST, then=F("content")), default=Value(None), output_field=BinaryField(null=True))
    rows = Entry.objects.filter(id__gt=Slot("since")).order_by("id")
    return rows.annotate(size=Length("content")).values_list("authority_id", "stream", told)


AFTER = Prepared(entries_after)


def tables_written(authority_id: UUID, since: UUID, newest: UUID) -> frozenset[str] | None:
    """Return the tables that the deeds of an authority wrote after an entry, up to the newest; None: perhaps any."""
    written = streams_written(authority_id, since, newest)
    if written is None or None in written.values():
        return None
    return frozenset().union(*filter(None, written.values()))


def streams_written(authority_id: UUID, since: UUID, newest: UUID) -> Mapping[str, frozenset[str] | None] | None:
    """Return the streams in which an authority's deeds wrote after an entry, each with its tables (None: perhaps any).

    None where so much was written that perhaps any stream was.
    """
    written = written_between(since, newest)
    return None if written is None else written.get(authority_id, {})


@lru_cache(maxsize=64)
def written_between(since: UUID, _newest: UUID) -> Mapping[UUID, Mapping[str, frozenset[str] | None]] | None:
    """Return the tables written after an entry, by authority and stream; asked again once there is a newer one."""
    found: dict[UUID, dict[str, frozenset[str] | None]] = {}
    entries = AFTER.ask(most=MOST + 1, since=since)
    for authority_id, stream, content in entries:
        streams = found.setdefault(authority_id, {})
        before = streams.get(stream, frozenset())
        streams[stream] = None if before is None or content is None else before | tables_in(content)
    return found if len(entries) <= MOST else None


def tables_in(content: bytes | memoryview) -> frozenset[str]:
    return frozenset(table.decode() for table in WRITTEN.findall(bytes(content)))


@contextmanager
def tables_read() -> Iterator[set[str]]:
    """Collect the tables that are read in this block; a row is read once in it, and in such blocks within it.

    What was read before the block is read again: it may be older than the entry up to which the answer is to hold.
    """
    found: set[str] = set()
    try:
        with nullcontext() if is_noting() else looked_at(), noting(found):
            yield found
    finally:
        note_read(found)


@contextmanager
def looked_at() -> Iterator[None]:
    """Look at every statement of this block."""
    with asked_once(), connection.execute_wrapper(noted):
        yield


def noted(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
    note_read(tables_of(sql))
    return execute(sql, params, many, context)


@cache
def kept_tables() -> frozenset[str]:
    """Return the tables of which no row changes without an entry that tells it."""
    return frozenset(model._meta.db_table for model in apps.get_models() if issubclass(model, Kept))
