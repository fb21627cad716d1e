"""The state of the tables in the form to which the ledger replays: personal columns as commitments."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db import connection

from bihuan.closeout.contents import kept_tables
from bihuan.domain.ledger import replay
from bihuan.installation.snapshots import DATABASE, DUMP
from bihuan.installation.tables import Compared, Difference, columns_there, compare, id_of
from bihuan.installation.tables import kept_tables as tables_of
from bihuan.ledger.models import Entry

__all__ = ["compared_here", "differences_here", "kept_tables", "state_of_ledger", "state_of_tables"]

State = dict[str, dict[str, dict[str, Any]]]


def query(sql: str) -> Iterator[tuple[Any, ...]]:
    """Ask within the transaction of the test."""
    with connection.cursor() as cursor:
        cursor.execute(sql)
        yield from cursor.fetchall()


def store() -> str:
    return DATABASE if connection.vendor == "sqlite" else DUMP


def state_of_tables() -> State:
    """Return every kept row as the ledger would tell it."""
    state: State = {}
    for table in tables_of(columns_there(query, store()), ()):
        for row_id, key, *values in query(table.question):
            told = {c.name: c.told(value, key) for c, value in zip(table.columns, values, strict=True)}
            state.setdefault(table.name, {})[id_of(row_id)] = json.loads(json.dumps(told))
    return state


def state_of_ledger() -> State:
    """Return what all entries lead to."""
    rows = Entry.objects.order_by("authority_id", "stream", "number").values_list("content", flat=True)
    return replay(bytes(content) for content in rows)


def compared_here() -> Compared:
    return compare(query, store(), ())


def differences_here() -> list[Difference]:
    """Return the first rows that `doctor --ledger` would name; no row may have a column that no entry tells of."""
    found = compared_here()
    assert found.untold == []
    return list(found.first)
