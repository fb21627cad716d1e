"""The tables set beside what the ledger leads to: which row was changed, added or removed beside the product.

Read straight from a store, table by table, by rows of a thousand. Out of it stay the columns that the ledger never
records (hashes of passwords and of tokens), what is derived or scratch (index of words, drafts, sessions), and what is
younger than its row. What lies sealed is compared where its key is at hand.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Any

from bihuan.installation.led_to import UNREADABLE, UNTOLD, Form, LedTo, Marks, Rows
from bihuan.installation.snapshots import DATABASE, DUMP, Query

if TYPE_CHECKING:
    from bihuan.ledger.models import Kept
    from bihuan.ledger.sealed import SealedField

AT_ONCE, SHOWN = 1000, 5
FOUNDED, STAY = "organizations_authority", "exchange_stay"  # what every home's entries tell; what a laptop has
CONTENTS = "SELECT content FROM ledger_entry ORDER BY authority_id, stream, number"
COLUMNS = {
    DATABASE: "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'",
    DUMP: "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'",
}
CHANGED, ADDED, GONE = "is not what the ledger leads to", "no entry tells of this row", "this row is gone"
ALL_KEYS = None


@dataclass(frozen=True)
class Difference:
    """One row that is not what the ledger leads to; `columns` where it was changed."""

    table: str
    row_id: str
    what: str
    columns: tuple[str, ...] = ()

    def __str__(self) -> str:
        told = f"{', '.join(self.columns)} {self.what}" if self.columns else self.what
        return f"{self.table} {self.row_id}: {told}"


@dataclass(frozen=True)
class Compared:
    """How many rows were compared, how many differ, and the first of those."""

    rows: int
    differ: int
    first: Sequence[Difference]
    untold: Sequence[str] = ()
    on_a_stay: bool = False

    def __str__(self) -> str:
        more = self.differ - len(self.first)
        return "; ".join([*map(str, self.first), *([f"and {more} more"] if more else [])])


# --- the form of a table ----------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """A column, and how its value becomes what the ledger tells of it."""

    name: str
    kind: str
    personal: bool
    sealed: SealedField | None

    @property
    def form_of_told(self) -> Form | None:
        return None if self.personal else FORMS.get(self.kind)

    def marks_of(self, values: Sequence[Any], keys: Sequence[str | None], marks: Marks) -> list[int]:
        """Return the marks of what stands in the store; of a person under the row's own key."""
        if self.sealed is None and not self.personal and self.kind in AS_STORED:
            return marks.of(values)
        if self.personal:
            return [self.mark_of(value, key, marks) for value, key in zip(values, keys, strict=True)]
        of_value = {value: self.mark_of(value, None, marks) for value in set(values)}
        return list(map(of_value.__getitem__, values))

    def mark_of(self, value: Any, key: str | None, marks: Marks) -> int:
        try:
            told = self.told(value, key)
        except (ValueError, TypeError):
            return UNREADABLE
        form = self.form_of_told
        return marks.one(form(told) if form and told else told)

    def told(self, value: Any, key: str | None) -> Any:
        """Return a value of the store as the ledger tells it; raise ValueError where nothing can be told of it."""
        from bihuan.ledger.values import NOBODY, commitment

        plain = self.plain(value)
        if not self.personal or plain in NOBODY:
            return plain
        if key is None:
            raise ValueError(f"{self.name}: the key of its commitment is gone")
        return commitment(key, self.name, plain)

    def plain(self, value: Any) -> Any:
        """Return a value of the store as JSON has it; SQLite keeps no days, ids or truths of its own."""
        from bihuan.ledger.sealing import unseal

        if value is None or (self.sealed is not None and not value):
            return value
        if self.sealed is not None:
            return unseal(value, self.sealed.what, self.sealed.key).decode()
        return PLAIN_OF.get(self.kind, unchanged)(value)


def unchanged(value: Any) -> Any:
    return value


def id_of(value: Any) -> str:
    told = str(value).replace("-", "")
    return f"{told[:8]}-{told[8:12]}-{told[12:16]}-{told[16:20]}-{told[20:]}"


def without_hyphens(value: str) -> str:
    return value.replace("-", "")


def instant(value: Any) -> str:
    """Return an instant in one zone; SQLite keeps it without, in UTC."""
    told = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    return (told if told.tzinfo else told.replace(tzinfo=UTC)).astimezone(UTC).isoformat()


FORMS: Mapping[str, Form] = {"UUIDField": without_hyphens, "DateTimeField": instant}
PLAIN_OF: Mapping[str, Form] = {
    "UUIDField": id_of,
    "DateTimeField": instant,
    "DateField": str,
    "BooleanField": bool,
    "JSONField": json.loads,
}
AS_STORED = {"CharField", "TextField", "BooleanField", "PositiveIntegerField", "PositiveSmallIntegerField"}
AS_STORED |= {"BigIntegerField", "PositiveBigIntegerField", "IntegerField"}


@dataclass(frozen=True)
class Table:
    """A table that is kept through the ledger, with the columns that a store has of it."""

    name: str
    columns: Sequence[Column]

    @property
    def question(self) -> str:
        names = [f'CAST(t."{c.name}" AS TEXT)' if c.kind == "JSONField" else f't."{c.name}"' for c in self.columns]
        key, of = "NULL", f'"{self.name}" t'
        if any(column.personal for column in self.columns):
            key, of = "k.secret", f"{of} LEFT JOIN ledger_personalkey k ON k.id = t.id"
        return f"SELECT {', '.join(['t.id', key, *names])} FROM {of}"


def kept_tables(there: Mapping[str, Collection[str]], shut: Collection[str] | None) -> list[Table]:
    """Return the kept tables; without the columns under a key that is `shut`, or under any where that is ALL_KEYS."""
    know_the_tables()
    from django.apps import apps

    from bihuan.ledger.models import Kept

    models = [model for model in apps.get_models() if issubclass(model, Kept)]
    return [Table(m._meta.db_table, columns_of(m, there.get(m._meta.db_table, ()), shut)) for m in models]


def columns_of(model: type[Kept], there: Collection[str], shut: Collection[str] | None) -> list[Column]:
    from bihuan.ledger.sealed import SealedField

    found = []
    for field in model._meta.concrete_fields:
        name = field.attname
        kept_in: Any = getattr(field, "target_field", field)
        sealed = kept_in if isinstance(kept_in, SealedField) else None
        if name == "id" or name not in there or name in model.unrecorded:
            continue
        if sealed is None or (shut is not ALL_KEYS and sealed.key not in shut):
            found.append(Column(name, kept_in.get_internal_type(), name in model.personal, sealed))
    return found


def know_the_tables() -> None:
    """Have the models at hand; for a restore without an installation, whose folder has no secret yet."""
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.installation.settings")
        os.environ.setdefault("BIHUAN_SECRET", secrets.token_urlsafe(64))
        django.setup()


# --- comparing --------------------------------------------------------------------------------------


def compare(query: Query, store: str, shut: Collection[str] | None) -> Compared:
    """Compare all rows of a store, at one moment of it, with what its entries lead to."""
    there = columns_there(query, store)
    tables = kept_tables(there, shut)
    led_to = LedTo({table.name: {c.name: c.form_of_told for c in table.columns} for table in tables})
    for row in query(CONTENTS):
        led_to.take(bytes(row[0]))
    led_to.settle()
    if not led_to.rows[FOUNDED].places and STAY in there and next(query(f"SELECT COUNT(*) FROM {STAY}"))[0]:
        return Compared(0, 0, (), on_a_stay=True)  # most rows came along without their entries; home compares
    rows = differ = 0
    first: list[Difference] = []
    untold: list[str] = []
    for table in tables:
        told = led_to.rows[table.name]
        rows += len(told.places)
        untold += (f"{table.name}.{name}" for name in told.untold())
        for one in differences(query, table, told, led_to.marks):
            differ += 1
            first += [one] if len(first) < SHOWN else []
    return Compared(rows, differ, first, untold)


def columns_there(query: Query, store: str) -> dict[str, set[str]]:
    """Return the columns of each table that a store has; one of another version has others."""
    there: dict[str, set[str]] = {}
    for table, column in query(COLUMNS[store]):
        there.setdefault(str(table), set()).add(str(column))
    return there


def differences(query: Query, table: Table, told: Rows, marks: Marks) -> Iterator[Difference]:
    """Yield the rows of one table that are not what the entries lead to, and those that are gone."""
    seen = bytearray(len(told.places))
    stands = iter(query(table.question)) if table.columns else iter(())
    while some := list(islice(stands, AT_ONCE)):
        ids, keys, *columns = zip(*some, strict=True)
        known = [str(row_id).replace("-", "") for row_id in ids]
        places = [told.places.get(row_id) for row_id in known]
        changed: dict[int, list[str]] = {}
        for column, values in zip(table.columns, columns, strict=True):
            for at in unlike(places, told.columns[column.name], column.marks_of(values, keys, marks)):
                changed.setdefault(at, []).append(column.name)
        for at, place in enumerate(places):
            if place is None:
                yield Difference(table.name, id_of(known[at]), ADDED)
            else:
                seen[place] = True
        yield from (Difference(table.name, id_of(known[at]), CHANGED, tuple(names)) for at, names in changed.items())
    yield from (Difference(table.name, id_of(row_id), GONE) for row_id, at in told.places.items() if not seen[at])


def unlike(places: Sequence[int | None], told: Sequence[int], marks: Sequence[int]) -> Iterator[int]:
    """Yield which rows of a column have another mark than was told; of the untold nothing is known."""
    there = [UNTOLD if place is None else told[place] for place in places]
    if there != marks:
        yield from (at for at, mark in enumerate(there) if mark not in (UNTOLD, marks[at]))
