"""Rows as a deed changes them: what differs, how it is written, and what the entry records of it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from bihuan.ledger.models import Kept, PersonalKey, as_it_was
from bihuan.ledger.new_rows import NewRows, write_new_rows
from bihuan.ledger.values import NOBODY, commitment, plain, refuse_unkeepable
from bihuan.ledger.words import found_through, keep_words, keep_words_of


class ChangedMeanwhile(Exception):
    """Somebody else changed the row since it was read; nothing was written."""

    def __init__(self, table: str, row_id: uuid.UUID) -> None:
        self.table, self.row_id = table, row_id
        super().__init__(f"{table} {row_id} was changed by somebody else meanwhile; read it again and repeat")


def write_rows(rows: Sequence[Kept | NewRows]) -> list[dict[str, Any]]:
    """Insert what is new, update what differs; return {table, id, set} for each row that changed.

    Of many new rows of one table {table, ids, same, each} is returned, once.
    """
    changes = write_single([row for row in rows if isinstance(row, Kept)])
    for many in rows:
        if isinstance(many, NewRows) and many.ids:
            changes.append(write_new_rows(many))
            keep_words_of(many)
    return changes


def write_single(rows: Sequence[Kept]) -> list[dict[str, Any]]:
    changes: list[dict[str, Any]] = []
    new: dict[type[Kept], list[Kept]] = {}
    reworded: list[Kept] = []
    moved: list[Kept] = []
    for row in rows:
        refuse_unkeepable(row)
        if row.as_loaded is None:
            new.setdefault(type(row), []).append(row)
            changes.append(change_of(row, row.kept_columns()))
            reworded.append(row)
            continue
        changed = changed_columns(row, row.as_loaded)
        if changed:
            update_row(row, changed)
            changes.append(change_of(row, [*changed, "version"]))
            if row.searched.intersection(changed):
                reworded.append(row)
            if row.marked_by.intersection(changed):
                moved.append(row)
    for model, fresh in new.items():
        model._base_manager.bulk_create(fresh, batch_size=500)
    known = {row.pk for row in reworded}
    keep_words([*reworded, *(one for row in moved for one in found_through(row) if one.pk not in known)])
    for row in rows:
        row.as_loaded = {c: as_it_was(value) for c, value in row.__dict__.items() if c in ("id", *row.kept_columns())}
    return changes


def changed_columns(row: Kept, as_loaded: Mapping[str, Any]) -> list[str]:
    """Return the columns that differ; one that was not loaded and has a value now was given it."""
    there = [column for column in row.kept_columns() if column in row.__dict__]
    return [c for c in there if c not in as_loaded or getattr(row, c) != as_loaded[c]]


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
    if column not in row.personal or value in NOBODY:
        return value
    secret, _ = PersonalKey.objects.get_or_create(
        authority_id=row.authority_id, id=row.pk, defaults={"table": row._meta.db_table}
    )
    return commitment(secret.secret, column, value)
