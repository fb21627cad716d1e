"""Statements that pages put again and again, written as SQL once.

Building a query and writing it as SQL takes Django ten times as long as the store takes to answer it, and a page asks a
dozen. A `Prepared` query is written when it is first asked and kept; where its values differ from time to time, it has
a `Slot`. Rows are made by Django as ever.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, connections
from django.db.models import CharField, Field, Model, QuerySet, UUIDField
from django.db.models.expressions import Expression

from bihuan.ledger.tables import note_read, tables_of

T = TypeVar("T")
M = TypeVar("M", bound=Model)
ROOMS = (0, 1, 2, 4, 8, 16, 32, 64, 128)  # how many values of one column are asked for at once


class Slot(Expression):
    """The place of a value that is told when the query is asked; of an id where no other field is named.

    `place` says which of several values stands here; where fewer are told, the first stands here once more.
    """

    def __init__(self, name: str, field: Field[Any, Any] | None = None, place: int | None = None) -> None:
        super().__init__(output_field=field or UUIDField())
        self.name, self.place = name, place

    def as_sql(self, *_: Any) -> Any:
        return "%s", [self]

    def filled(self, told: Any, connection: Any) -> Any:
        """Return the value of this place as the store wants it."""
        value = told if self.place is None else told[self.place if self.place < len(told) else 0]
        return self.output_field.get_db_prep_value(value, connection, prepared=False)


def slots(name: str, number: int) -> list[Any]:
    """Return the places of up to so many values of a column: `filter(pk__in=slots("id", 8))`, `ask(id=[…])`."""
    return [Slot(name, place=place) for place in range(number)]


def room_for(number: int) -> int:
    """Return for how many values a query is written that is asked for so many: few queries serve all numbers."""
    return next((room for room in ROOMS if room >= number), number)


class Prepared(Generic[T]):
    """A query that is built and written once; `build` is called when it is first asked."""

    def __init__(self, build: Callable[[], QuerySet[Any, T]]) -> None:
        self.build = build
        self.written: dict[str, tuple[QuerySet[Any, T], Any, str, tuple[Any, ...]]] = {}
        self.converters: dict[str, Any] = {}  # by vendor, as what is written

    def ask(self, *, most: int | None = None, after: int = 0, **values: Any) -> list[T]:
        """Return the rows: at most so many, after the first so many, for the values of the slots."""
        rows, compiler, sql, asked = self.known()
        if not sql:
            return []
        compiler = copy(compiler)
        compiler.connection = connections[rows.db]  # of this thread
        self.keep_converters(compiler)
        bound = "" if most is None else f" LIMIT {most:d} OFFSET {after:d}"
        told = sql + bound, filled(asked, values, compiler.connection)
        compiler.as_sql = lambda *_, **__: told
        question = rows.all()
        question.query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]
        return list(question)

    @property
    def tables(self) -> frozenset[str]:
        """Return the tables that the query reads."""
        return tables_of(self.known()[2])

    def keep_converters(self, compiler: Any) -> None:
        """Let a compiler look up once how each column is read: the columns are the same each time."""
        kept, look = self.converters, compiler.get_converters

        def looked_up(columns: Iterable[Any]) -> Any:
            vendor = compiler.connection.vendor
            if vendor not in kept:
                kept[vendor] = look(columns)
            return kept[vendor]

        compiler.get_converters = looked_up

    def count(self, most: int, **values: Any) -> int:
        """Return how many rows there are, `most` where there are more."""
        rows, _compiler, sql, asked = self.known()
        if not sql:
            return 0
        at = connections[rows.db]
        with at.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({sql} LIMIT {most:d}) counted", filled(asked, values, at))
            return int(cursor.fetchone()[0])

    def known(self) -> tuple[QuerySet[Any, T], Any, str, tuple[Any, ...]]:
        """Return the query, its compiler, its SQL (none: no row can fit) and what stands in the places of values."""
        vendor = connection.vendor
        if vendor not in self.written:
            rows = self.build()
            compiler = rows.query.get_compiler(using=rows.db)
            try:
                sql, asked = compiler.as_sql()
            except EmptyResultSet:
                sql, asked = "", ()
            self.written[vendor] = rows, compiler, sql, tuple(asked)
        return self.written[vendor]


def read_rows(
    model: type[M],
    ids: Mapping[str, UUID | str],
    *order: str,
    related: tuple[str, ...] = (),
    empty: tuple[str, ...] = (),
    most: int | None = None,
) -> list[M]:
    """Return rows by the ids in their columns: `read_rows(Plan, {"authority_id": …, "inspection_id": …}, "number")`.

    An id is a UUID, also written as text; a column of words, such as the name of a pack, is asked for as it stands.
    In order; with the rows that `related` names; of those only whose columns in `empty` are so.
    """
    told: dict[str, Any] = dict(ids)
    asking = by_ids(model, order, related, empty, tuple(sorted(ids)))
    heard = _heard.get()
    if heard is None:
        return asking.ask(most=most, **told)
    known = heard.setdefault((model, tuple(sorted(ids.items()))), [])
    for one in known:
        if one.answers(order, related, empty, most):
            note_read(one.tables)
            return one.some(order, empty, most)
    rows = asking.ask(most=most, **told)
    known.append(Heard(order, frozenset(related), frozenset(empty), most, asking.tables, rows))
    return list(rows)


@dataclass(frozen=True)
class Heard:
    """Rows that were read, and how they were asked for."""

    order: tuple[str, ...]
    related: frozenset[str]
    empty: frozenset[str]
    most: int | None
    tables: frozenset[str]
    rows: list[Any]

    def answers(
        self, order: tuple[str, ...], related: Collection[str], empty: Collection[str], most: int | None
    ) -> bool:
        """Tell whether another question asks for some of these rows: in their order or from its end, with no more."""
        if self.order == order and self.related == set(related) and self.empty == set(empty) and self.most == most:
            return True
        is_along = self.order in (order, backwards(order))
        return is_along and self.most is None and self.related.issuperset(related) and self.empty.issubset(empty)

    def some(self, order: tuple[str, ...], empty: Collection[str], most: int | None) -> list[Any]:
        """Return those rows that another question asks for."""
        rows = self.rows if self.order == order else reversed(self.rows)
        return [row for row in rows if all(getattr(row, name) is None for name in empty)][:most]


def backwards(order: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns of an order, from its end."""
    return tuple(name[1:] if name.startswith("-") else f"-{name}" for name in order)


@contextmanager
def asked_once() -> Iterator[None]:
    """Let `read_rows` put each question once in this block, which only reads: a page's parts ask for the same rows.

    Nor is it put where all its rows have been read: for those with empty columns, for the last of them. The parts
    share the rows; nothing may be written in the block, or they would hear what was before.
    """
    token = _heard.set({})
    try:
        yield
    finally:
        _heard.reset(token)


_heard: ContextVar[dict[Any, list[Heard]] | None] = ContextVar("heard", default=None)


@lru_cache(maxsize=512)
def by_ids(
    model: type[M], order: tuple[str, ...], related: tuple[str, ...], empty: tuple[str, ...], names: tuple[str, ...]
) -> Prepared[M]:
    columns = {name: model._meta.get_field(name) for name in names}
    asked = {name: Slot(name, one if isinstance(one, CharField) else None) for name, one in columns.items()}
    conditions = asked | dict.fromkeys(empty)
    rows = model._default_manager.filter(**conditions).order_by(*order)
    return Prepared(lambda: rows.select_related(*related) if related else rows)


def filled(asked: Collection[Any], values: dict[str, Any], connection: Any) -> tuple[Any, ...]:
    """Return what is sent beside a statement: what always stands there, and in the slots what was told."""
    told = {name: list(value) if isinstance(value, set | frozenset) else value for name, value in values.items()}
    return tuple(slot.filled(told[slot.name], connection) if isinstance(slot, Slot) else slot for slot in asked)
