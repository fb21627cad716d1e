"""Rows as a deed changes them: what differs, how it is written, and what the entry records of it."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import models

from bihuan.domain.ledger import canonical
from bihuan.ledger.models import Kept, PersonalKey, as_it_was
from bihuan.ledger.words import keep_words


class ChangedMeanwhile(Exception):
    """Somebody else changed the row since it was read; nothing was written."""

    def __init__(self, table: str, row_id: uuid.UUID) -> None:
        self.table, self.row_id = table, row_id
        super().__init__(f"{table} {row_id} was changed by somebody else meanwhile; read it again and repeat")


class NulInText(ValueError):
    """Text with a NUL character, which is none."""

    def __init__(self, table: str, column: str) -> None:
        self.table, self.column = table, column
        super().__init__(f"{column}: there is a NUL character in it ({table}); type the text again")


class TooLong(ValueError):
    """Text that is longer than what is kept of it."""

    def __init__(self, table: str, column: str, length: int, most: int) -> None:
        self.table, self.column, self.length, self.most = table, column, length, most
        super().__init__(f"{column}: {length} characters, where {most} are kept ({table}); shorten it")


def write_rows(rows: Sequence[Kept]) -> list[dict[str, Any]]:
    """Insert what is new, update what differs; return {table, id, set} for each row that changed."""
    changes: list[dict[str, Any]] = []
    new: dict[type[Kept], list[Kept]] = {}
    reworded: list[Kept] = []
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
    for model, fresh in new.items():
        model._base_manager.bulk_create(fresh, batch_size=500)
    keep_words(reworded)
    for row in rows:
        row.as_loaded = {c: as_it_was(value) for c, value in row.__dict__.items() if c in ("id", *row.kept_columns())}
    return changes


def changed_columns(row: Kept, as_loaded: Mapping[str, Any]) -> list[str]:
    """Return the columns that differ; one that was not loaded and has a value now was given it."""
    there = [column for column in row.kept_columns() if column in row.__dict__]
    return [c for c in there if c not in as_loaded or getattr(row, c) != as_loaded[c]]


def refuse_unkeepable(row: models.Model) -> None:
    """Refuse text that a column cannot hold: PostgreSQL would, in its own words, and SQLite would keep it."""
    for field in row._meta.concrete_fields:
        value = row.__dict__.get(field.attname)
        if holds_nul(value):
            raise NulInText(row._meta.db_table, field.attname)
        if field.max_length is not None and isinstance(value, str) and len(value) > field.max_length:
            raise TooLong(row._meta.db_table, field.attname, len(value), field.max_length)


def holds_nul(value: Any) -> bool:
    """True for text with a NUL character anywhere in it."""
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, Mapping):
        return any(holds_nul(part) for pair in value.items() for part in pair)
    return isinstance(value, list | tuple) and any(map(holds_nul, value))


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
