"""What the entries of a ledger lead to, each column of each row as a mark of eight bytes. Pure.

Whole values of a city's rows would take gigabytes. Marks are drawn under a key of the run, so nobody can prepare a
value that has the mark of another.
"""

from __future__ import annotations

import json
import secrets
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import blake2b
from types import NoneType
from typing import Any

from bihuan.domain.ledger import canonical

PLAIN = {str, int, bool, NoneType}
REMEMBERED = 200_000  # values whose marks are kept at hand: most columns say few things often
UNTOLD = UNREADABLE = 0
MARK = 8  # bytes
Form = Callable[[Any], Any]  # one form for what the ledger and the stores write differently


class Marks(dict[str | int | None, int]):
    """The mark of each value; true is 1, as SQLite has it."""

    def __init__(self) -> None:
        super().__init__()
        self._key = secrets.token_bytes(16)

    def __missing__(self, value: str | int | None) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        told = b"" if value is None else b"%d" % value if isinstance(value, int) else value.encode(errors="replace")
        mark = self[value] = self.drawn(type(value).__name__[:1].replace("b", "i").encode() + told)
        return mark

    def drawn(self, told: bytes) -> int:
        return int.from_bytes(blake2b(told, digest_size=MARK, key=self._key).digest(), "big") or 1

    def of(self, values: Sequence[Any]) -> list[int]:
        """Return the marks of a column's values."""
        if set(map(type, values)) <= PLAIN:
            return list(map(self.__getitem__, values))
        return list(map(self.one, values))

    def one(self, value: Any) -> int:
        """Return the mark of any value that JSON has; what it has not is readable to nobody."""
        if type(value) in PLAIN:
            return self[value]
        try:
            return self.drawn(b"j" + canonical({"": value}))
        except (TypeError, ValueError):
            return UNREADABLE


class Rows:
    """The rows of one table as the entries tell them: where each stands, and its marks column by column."""

    def __init__(self, columns: Mapping[str, Form | None], marks: Marks) -> None:
        self.places: dict[str, int] = {}
        self.columns = {name: array("Q") for name in columns}
        self._forms, self._marks = columns, marks
        self._versions = array("Q")
        self._early: list[tuple[int, int, dict[str, int]]] = []

    def take(self, row_id: str, told: Mapping[str, Any]) -> None:
        """Take what an entry sets in one row; streams are read one after another, so a row's versions may not be."""
        place = self.places.get(row_id)
        if place is None:
            place = self.places[row_id] = len(self._versions)
            self._versions.append(0)
            for column in self.columns.values():
                column.append(UNTOLD)
        marks = {name: self.mark_of(name, value) for name, value in told.items() if name in self.columns}
        version = told.get("version", self._versions[place] + 1)
        if version == self._versions[place] + 1:
            self.write(version, place, marks)
        else:
            self._early.append((version, place, marks))

    def take_many(self, ids: Sequence[str], same: Mapping[str, Any], each: Mapping[str, Sequence[Any]]) -> None:
        """Take new rows, column by column."""
        if "version" in each or not self.places.keys().isdisjoint(ids):
            for at, row_id in enumerate(ids):
                self.take(row_id, {**same, **{name: values[at] for name, values in each.items()}})
            return
        first = len(self._versions)
        self.places.update(zip(ids, range(first, first + len(ids)), strict=True))
        self._versions.extend([same.get("version", 1)] * len(ids))
        for name, column in self.columns.items():
            if name in each:
                column.extend(self.marks_of(name, each[name]))
            else:
                mark = self.mark_of(name, same[name]) if name in same else UNTOLD
                column.extend([mark] * len(ids))

    def mark_of(self, name: str, value: Any) -> int:
        form = self._forms[name]
        return self._marks.one(form(value) if form and value else value)

    def marks_of(self, name: str, values: Sequence[Any]) -> list[int]:
        form = self._forms[name]
        return self._marks.of(values if form is None else [value and form(value) for value in values])

    def write(self, version: int, place: int, marks: Mapping[str, int]) -> None:
        self._versions[place] = version
        for name, mark in marks.items():
            self.columns[name][place] = mark

    def settle(self) -> None:
        """Write what came before its turn, once all entries were taken."""
        for version, place, marks in sorted(self._early, key=lambda one: one[0]):
            self.write(version, place, marks)
        self._early.clear()

    def untold(self) -> Iterator[str]:
        """Yield the columns of which some row's entries say nothing: they are younger than the row."""
        yield from (name for name, column in self.columns.items() if UNTOLD in column)


class LedTo:
    """What entries lead to, table by table; those of tables that this version does not have are passed over."""

    def __init__(self, tables: Mapping[str, Mapping[str, Form | None]]) -> None:
        self.marks = Marks()
        self.rows = {table: Rows(columns, self.marks) for table, columns in tables.items()}

    def take(self, content: bytes) -> None:
        """Take the bytes of one entry."""
        for change in json.loads(content)["rows"]:
            rows = self.rows.get(change["table"])
            if rows is None:
                continue
            if "ids" in change:
                ids = "\n".join(change["ids"]).replace("-", "").split("\n")
                rows.take_many(ids, change["same"], change["each"])
            else:
                rows.take(change["id"].replace("-", ""), change["set"])

    def settle(self) -> None:
        for rows in self.rows.values():
            rows.settle()
