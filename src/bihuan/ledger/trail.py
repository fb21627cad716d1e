"""Who changed what: looked up in the entries, since a row itself only knows how it is."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection
from typing import Any

from django.db import connection
from django.db.models import BinaryField, BooleanField, F, Func, Value

from bihuan.domain.ledger import changes_in
from bihuan.ledger.models import Entry, Kept

MOST = 500  # entries looked through; what was changed longer ago than that is not told


class Holds(Func):
    """True where bytes stand within bytes."""

    output_field = BooleanField()

    def as_sqlite(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="(instr(%(expressions)s) > 0)")

    def as_postgresql(self, compiler: Any, connection: Any, **_: Any) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template="(position(%(expressions)s) > 0)", arg_joiner=" in ")


def holds(text: str) -> Holds:
    """Return the condition that an entry's payload has a text; the stores take the two in another order."""
    sought = Value(text.encode(), output_field=BinaryField())
    return Holds(sought, F("content")) if connection.vendor == "postgresql" else Holds(F("content"), sought)


def latest_change(authority_id: uuid.UUID, stream: str, row_id: uuid.UUID, columns: Collection[str]) -> Entry | None:
    """Return the latest entry of a stream that set one of these columns in a row."""
    rows = Entry.objects.filter(authority_id=authority_id, stream=stream).order_by("-number")[:MOST]
    mark, wanted = str(row_id), set(columns)
    for entry in rows.iterator(chunk_size=50):
        if mark.encode() not in bytes(entry.content):
            continue
        for _table, changed_id, changed in changes_in(json.loads(bytes(entry.content))):
            if changed_id == mark and wanted & changed.keys():
                return entry
    return None


def set_since(row: Kept, stream: str, version: int) -> frozenset[str] | None:
    """Return the columns that were set in a row after a version of it; None where the entries do not tell them all."""
    wanted = set(range(version + 1, row.version + 1))
    if not wanted:
        return frozenset() if version == row.version else None
    found: set[str] = set()
    rows = Entry.objects.filter(authority_id=row.authority_id, stream=stream).order_by("-number")[:MOST]
    mark = str(row.pk)
    for entry in rows.iterator(chunk_size=50):
        if mark.encode() not in bytes(entry.content):
            continue
        for _table, changed_id, changed in changes_in(json.loads(bytes(entry.content))):
            if changed_id == mark and changed.get("version") in wanted:
                wanted.remove(changed["version"])
                found |= changed.keys()
        if not wanted:
            return frozenset(found)
    return None
