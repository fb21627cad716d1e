"""Many new rows of one table, as a sheet brings them: what all have in common once, what differs column by column.

No model is made of each row: store, entry and index take the columns as they are. That is what lets the findings and
measures of a city's five years come in by one deed.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import chain, compress
from typing import Any, TypeVar

import orjson
from django.db import connection, models
from uuid_utils import uuid7

from bihuan.domain.ledger import Written
from bihuan.ledger.models import Kept, PersonalKey
from bihuan.ledger.values import NOBODY, ONLY_TEXT, committed, plain, refuse_column, refuse_unkeepable

SECRET = 32  # bytes of the key of a row's commitments
BLOCK = 64  # bytes that SHA-256 takes at a time: an HMAC fills its key up to them
INNER, OUTER = (bytes(byte ^ pad for byte in range(256)) for pad in (0x36, 0x5C))
INNER_REST, OUTER_REST = (bytes([pad]) * (BLOCK - SECRET) for pad in (0x36, 0x5C))
AS_JSON_HAS_IT = {str, int, bool, type(None)}
UNHASHABLE = {list, dict}
BETWEEN_IDS = "\n"
TOGETHER = 200  # rows that one statement inserts
PLAIN_WORD = re.compile("[0-9A-Za-z_-]{0,80}")  # ids, names of tables, and nothing
W = TypeVar("W")


class Uneven(RuntimeError):
    """Columns that do not make rows: one of another length than the ids, or one that all rows have to share."""

    def __init__(self, table: str, column: str) -> None:
        self.table, self.column = table, column
        super().__init__(f"{table}: column {column} has no value for each row, or must be the same in all")


@dataclass(frozen=True)
class NewRows:
    """New rows of one table: `first` holds what they have in common, `each` the columns that differ, in their order.

    Ids are text, those in `each`, too. Where a row belongs (the marks by which it is found) is in common.
    """

    first: Kept
    each: Mapping[str, Sequence[Any]]
    ids: Sequence[str]

    def __post_init__(self) -> None:
        for column, values in self.each.items():
            if len(values) != len(self.ids) or column == "authority_id":
                raise Uneven(self.model._meta.db_table, column)

    @property
    def model(self) -> type[Kept]:
        return type(self.first)

    @property
    def same(self) -> dict[str, Any]:
        """Return what all rows have in common, by column."""
        return {column: getattr(self.first, column) for column in self.model.kept_columns() if column not in self.each}


def new_ids(count: int) -> list[str]:
    """Return ids for new rows: UUIDv7 in their usual form, in the order of their making."""
    return [str(uuid7()) for _ in range(count)]


def for_each(work: Callable[[Any], W], values: Sequence[Any]) -> list[W]:
    """Do something to each value, but to equal ones once: most columns of a sheet say few things often.

    Of lists and mappings one that stands in several rows is the same.
    """
    if UNHASHABLE & set(map(type, values)):
        of_id = {key: work(value) for key, value in {id(value): value for value in values}.items()}
        return list(map(of_id.__getitem__, map(id, values)))
    done = {value: work(value) for value in set(values)}
    return list(map(done.__getitem__, values))


def distinct(values: Sequence[Any]) -> Collection[Any]:
    """Return each value of a column once; texts as they are, for joined they are looked through sooner."""
    kinds = set(map(type, values))
    if kinds == ONLY_TEXT:
        return values
    if UNHASHABLE & kinds:
        return {id(value): value for value in values}.values()
    return set(values)


def write_new_rows(rows: NewRows) -> dict[str, Any]:
    """Insert the rows; return what the entry records of them."""
    refuse_unkeepable(rows.first)
    for column, values in rows.each.items():
        refuse_column(rows.model, column, distinct(values))
    same = rows.same
    insert(rows.model, {"id": rows.ids, **rows.each}, same)
    return {
        "table": rows.model._meta.db_table,
        "ids": written(rows.ids),
        "same": {column: plain(value) for column, value in same.items() if column not in rows.model.unrecorded},
        "each": each_recorded(rows),
    }


def each_recorded(rows: NewRows) -> dict[str, Sequence[Any] | Written]:
    """Return the columns that differ as the ledger records them, with commitments in the place of personal values."""
    model = rows.model
    plainly = {column: in_plain(values) for column, values in rows.each.items() if column not in model.unrecorded}
    personal = {column: plainly.pop(column) for column in rows.each if column in plainly and column in model.personal}
    told = {column: written(values) for column, values in plainly.items()}
    if personal:
        keys = new_secrets(len(rows.ids))
        told |= {column: commitments(column, values, keys) for column, values in personal.items()}
        named = naming(list(personal.values()))
        ids = list(compress(rows.ids, named))
        same = {"authority_id": rows.first.authority_id, "table": model._meta.db_table}
        insert(PersonalKey, {"id": ids, "secret": [key.hex() for key in compress(keys, named)]}, same)
    return told


def written(values: Sequence[Any]) -> Sequence[Any] | Written:
    """Return a column in its one form where a quicker library writes it as the standard one does, else as it is.

    They differ in numbers with a point, and in whole ones of more than 64 bits.
    """
    if not set(map(type, values)) <= AS_JSON_HAS_IT:
        return values
    try:
        return Written(orjson.dumps(values))
    except orjson.JSONEncodeError:
        return values


def naming(columns: Sequence[Sequence[Any]]) -> list[bool]:
    """Return for each row whether one of its personal columns names somebody."""
    told = [[value not in NOBODY for value in values] for values in columns]
    return told[0] if len(told) == 1 else list(map(any, zip(*told, strict=True)))


def new_secrets(count: int) -> list[bytes]:
    """Return so many secrets, drawn at once."""
    drawn = secrets.token_bytes(SECRET * count)
    return [drawn[first : first + SECRET] for first in range(0, SECRET * count, SECRET)]


def commitments(column: str, values: Sequence[Any], keys: Sequence[bytes]) -> Written:
    """Return a commitment for each value, under the key of its row; nobody is told as nobody."""
    told = for_each(lambda value: committed(column, value), values)
    return Written(
        orjson.dumps(
            [
                value if value in NOBODY else {"commitment": keyed_digest(key, said)}
                for value, said, key in zip(values, told, keys, strict=True)
            ]
        )
    )


def keyed_digest(key: bytes, said: bytes) -> str:
    """Return the HMAC-SHA256 (RFC 2104) of some bytes under a secret of 32, as `hmac.digest` does in twice the time."""
    return sha256(
        key.translate(OUTER) + OUTER_REST + sha256(key.translate(INNER) + INNER_REST + said).digest()
    ).hexdigest()


def in_plain(values: Sequence[Any]) -> Sequence[Any]:
    """Return a column as JSON has it."""
    kinds = set(map(type, values))
    if kinds <= AS_JSON_HAS_IT:
        return values
    return for_each(plain, values)


def insert(model: type[models.Model], each: Mapping[str, Sequence[Any]], same: Mapping[str, Any]) -> None:
    """Insert rows by columns; what all rows share, and needs no care as text, stands in the statement itself.

    SQLite's driver takes longer to bind a None or a bool than all texts of a row together (measured: 950 : 60 ns).
    """
    fields = {field.attname: field for field in model._meta.concrete_fields}
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(fields[name].column)) for name in (*each, *same))
    columns: list[Sequence[Any]] = []
    places = []
    for name, values in each.items():
        kept = stored(fields[name], values)
        shared = is_shared(kept)
        places.append(literal(kept[0]) if shared else "%s")
        if not shared:
            columns.append(kept)
    for name, value in same.items():
        (one,) = stored(fields[name], [value])
        places.append(literal(one))
        if places[-1] == "%s":
            columns.append([one] * len(columns[0]))
    insert_columns(f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES", f"({', '.join(places)})", columns)


def insert_columns(into: str, row: str, columns: Sequence[Sequence[Any]]) -> None:
    """Insert columns, many rows by one statement: SQLite takes a fifth less time than for a statement each.

    `row` is what stands for a row in the statement.
    """
    count = len(columns[0])
    whole = count - count % TOGETHER
    parts = (zip(*(column[at : at + TOGETHER] for column in columns), strict=True) for at in range(0, whole, TOGETHER))
    with connection.cursor() as cursor:
        if whole:
            several = [tuple(chain.from_iterable(part)) for part in parts]
            cursor.executemany(f"{into} {', '.join([row] * TOGETHER)}", several)
        if whole < count:
            cursor.executemany(f"{into} {row}", list(zip(*(column[whole:] for column in columns), strict=True)))


def is_shared(values: Sequence[Any]) -> bool:
    """True for a column that says the same in each of several rows, such that it can stand in the statement."""
    return len(values) > 1 and literal(values[0]) != "%s" and values.count(values[0]) == len(values)


def literal(value: Any) -> str:
    """Return a value as it stands in a statement, or the place of one that is bound."""
    if value is None:
        return "NULL"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if type(value) is int:
        return str(value)
    return f"'{value}'" if type(value) is str and PLAIN_WORD.fullmatch(value) else "%s"


def stored(field: Any, values: Sequence[Any]) -> Sequence[Any]:
    """Return the values of a column as the store takes them."""
    kept_in = field.target_field if field.is_relation else field
    if isinstance(kept_in, models.UUIDField):
        if connection.features.has_native_uuid_field:
            return values
        return in_hex(values)
    if isinstance(kept_in, models.CharField | models.TextField):
        return values
    if connection.vendor == "sqlite" and set(map(type, values)) == {int}:
        return values

    def prepared(value: Any) -> Any:
        return field.get_db_prep_save(value, connection)

    return for_each(prepared, values)


def in_hex(ids: Sequence[Any]) -> Sequence[str | None]:
    """Return ids without their hyphens; those that are text are taken in hand as one."""
    if set(map(type, ids)) == ONLY_TEXT:
        return BETWEEN_IDS.join(ids).replace("-", "").split(BETWEEN_IDS)
    return [value if value is None else str(value).replace("-", "") for value in ids]
