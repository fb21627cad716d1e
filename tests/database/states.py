"""The state of the tables in the form to which the ledger replays: personal columns as commitments."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection

from bihuan.closeout.contents import kept_tables
from bihuan.domain.ledger import changes_in, replay
from bihuan.dossiers.models import Inspection
from bihuan.installation.snapshots import DATABASE, DUMP
from bihuan.installation.tables import Compared, Difference, columns_there, compare, id_of
from bihuan.installation.tables import kept_tables as tables_of
from bihuan.ledger.custody import DOSSIER
from bihuan.ledger.models import Entry, Kept

__all__ = [
    "compared_here",
    "differences_here",
    "kept_tables",
    "state_of_ledger",
    "state_of_tables",
    "strangers_in_streams",
]

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


def strangers_in_streams() -> set[tuple[str, str]]:
    """Return the deeds, and the tables, of which a row of one dossier was written in the stream of another."""
    dossiers = {str(one) for one in Inspection._base_manager.values_list("id", flat=True)}
    home = {"dossiers_inspection": {one: one for one in dossiers}}
    for model in apps.get_models():
        if issubclass(model, Kept) and any(field.name == "inspection" for field in model._meta.concrete_fields):
            every: Any = model._base_manager
            of_rows = every.values_list("id", "inspection_id")
            home[model._meta.db_table] = {str(one): str(dossier) for one, dossier in of_rows}
    found = set()
    for entry in Entry.objects.filter(stream__startswith=DOSSIER):
        for table, row_id, _columns in changes_in(json.loads(bytes(entry.content))):
            if home.get(table, {}).get(row_id, entry.stream.removeprefix(DOSSIER)) != entry.stream.removeprefix(
                DOSSIER
            ):
                found.add((entry.action, table))
    return found
