"""Values on their way into store and ledger: what no store keeps, what stands for them in an entry."""

from __future__ import annotations

import hmac
import uuid
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import models

from bihuan.domain.ledger import canonical

ONLY_TEXT = {str}
NOBODY = (None, "")  # in a personal column


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


@cache
def lengths(model: type[models.Model]) -> tuple[tuple[str, int | None], ...]:
    """Return the columns of a table, and how many characters each keeps at most."""
    return tuple((field.attname, field.max_length) for field in model._meta.concrete_fields)


def refuse_unkeepable(row: models.Model) -> None:
    """Refuse text that a column cannot hold: PostgreSQL would, in its own words, and SQLite would keep it."""
    for column, most in lengths(type(row)):
        value = row.__dict__.get(column)
        if holds_nul(value):
            raise NulInText(row._meta.db_table, column)
        if most is not None and isinstance(value, str) and len(value) > most:
            raise TooLong(row._meta.db_table, column, len(value), most)


def refuse_column(model: type[models.Model], column: str, values: Collection[Any]) -> None:
    """Refuse the values of a column where one of them cannot be kept."""
    texts = values if set(map(type, values)) == ONLY_TEXT else [value for value in values if isinstance(value, str)]
    if "\x00" in "".join(texts) or (len(texts) < len(values) and any(map(holds_nul, values))):
        raise NulInText(model._meta.db_table, column)
    most = dict(lengths(model))[column]
    longest = max(map(len, texts), default=0)
    if most is not None and longest > most:
        raise TooLong(model._meta.db_table, column, longest, most)


def holds_nul(value: Any) -> bool:
    """True for text with a NUL character anywhere in it."""
    if isinstance(value, str):
        return "\x00" in value
    if isinstance(value, Mapping):
        return any(holds_nul(part) for pair in value.items() for part in pair)
    return isinstance(value, list | tuple) and any(map(holds_nul, value))


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


def commitment(secret: str, column: str, value: Any) -> dict[str, str]:
    """Return what stands for a personal value: an HMAC under the row's own key."""
    return {"commitment": hmac.digest(bytes.fromhex(secret), committed(column, value), "sha256").hex()}


def committed(column: str, value: Any) -> bytes:
    """Return the bytes to which a commitment commits."""
    return canonical({"column": column, "value": value})
