"""Copies all dossiers of a store: other units, other rounds, other ids, and everything else as the product wrote it.

Two copies share their units, twelve rounds share all dossiers. Ids move back in time, so that a copy lies apart
from every other as rows do that were made on other days. Streams are chained anew over the moved ids.
"""

from __future__ import annotations

import hashlib
import sqlite3
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from benchmarks.indexing import Index
from benchmarks.streaming import Streams

if TYPE_CHECKING:
    from django.db.models import Model

ROUNDS, ROUNDS_PLAYED, COPIES_A_PLACE = 12, 2, 2
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
FIRST_PLACE = 36 * 36  # segments of the tree below this one are the played county's
INSPECTIONS_A_ROUND = 100
OF_A_DRAW = frozenset({"supervision_drawndossier"})  # lines of a draw, which is no dossier's and is not copied
OF_A_PLAN = {"supervision_check": "planned_id"}  # a check of a copy carries out no plan of the house: it is in none
SPOKEN = frozenset({"organization_path", "organization_name"})
Row = tuple[Any, ...]


@dataclass(frozen=True)
class Table:
    """The played rows of one table, and which of their columns differ in a copy."""

    name: str
    columns: tuple[str, ...]
    moved: tuple[int, ...]
    once: tuple[int, ...]  # what the whole house gives out once: numbers of papers, names of doors
    rows: Sequence[Row]

    @classmethod
    def of(cls, raw: sqlite3.Connection, model: type[Model], where: str = "1") -> Table:
        from django.db.models import ForeignKey, UUIDField

        fields = model._meta.concrete_fields
        columns = tuple(str(field.column) for field in fields)
        moved = [isinstance(field, ForeignKey | UUIDField) or field.column in SPOKEN for field in fields]
        table = str(model._meta.db_table)
        rows = raw.execute(f"SELECT {', '.join(map(quoted, columns))} FROM {table} WHERE {where}").fetchall()
        once = given_once(model, {column for column, one in zip(columns, moved, strict=True) if one})
        return cls(table, columns, places_of(moved), places_of([column in once for column in columns]), rows)

    def only(self, ids: Collection[str]) -> Table:
        return replace(self, rows=[row for row in self.rows if row[0] in ids])

    def dicts(self) -> Iterator[dict[str, Any]]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def copied(self, told: Mapping[Any, Any], number: int = 0) -> Iterator[list[Any]]:
        """Yield the rows of a copy; where the whole house counts or names, it goes on."""
        taken = {place: max((row[place] for row in self.rows), default=0) for place in self.once}
        for row in self.rows:
            copy = list(row)
            for place in self.moved:
                copy[place] = told.get(copy[place], copy[place])
            if self.name in OF_A_PLAN:
                copy[self.columns.index(OF_A_PLAN[self.name])] = None
            for place in self.once:
                copy[place] = given_next(row[place], number, taken[place])
            yield copy

    def insert(self, raw: sqlite3.Connection, rows: Iterable[Sequence[Any]]) -> None:
        marks = ", ".join("?" * len(self.columns))
        raw.executemany(f"INSERT INTO {self.name} ({', '.join(map(quoted, self.columns))}) VALUES ({marks})", rows)


def places_of(marked: Sequence[bool]) -> tuple[int, ...]:
    return tuple(place for place, one in enumerate(marked) if one)


def given_once(model: type[Model], moved: Collection[str]) -> set[str]:
    """Return the last column of each key of the whole house: one in which nothing else differs in a copy."""
    from django.db.models import UniqueConstraint

    keys = [one.fields for one in model._meta.constraints if isinstance(one, UniqueConstraint)]
    columns = [[str(model._meta.get_field(name).column) for name in key] for key in keys]
    return {key[-1] for key in columns if key and not set(moved) & (set(key) - {"authority_id"})}


def given_next(value: Any, number: int, taken: Any) -> Any:
    """Return what stands in a copy for a number or a name of the house."""
    if isinstance(value, int):
        return value + number * taken
    return hashlib.sha256(f"{value} {number}".encode()).hexdigest()[: len(value)]


class Copying:
    """Everything that is copied, read once."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        from bihuan.dossiers.models import Finding, Inspection, Round
        from bihuan.ledger.models import PersonalKey
        from bihuan.organizations.models import HeadTenure, Organization

        self.raw = raw
        units = Inspection._base_manager.values_list("organization_id", flat=True)
        listed = ", ".join(f"'{unit.hex}'" for unit in units)
        self.turns = max(Round._base_manager.values_list("number", flat=True))
        inspected = Inspection._base_manager.values_list("round_id", flat=True)
        self.rounds = Table.of(raw, Round).only({round_id.hex for round_id in inspected})  # none that is only planned
        self.units = Table.of(raw, Organization, f"id IN ({listed})")
        self.heads = Table.of(raw, HeadTenure, f"organization_id IN ({listed})")
        self.inspections = Table.of(raw, Inspection)
        self.tables = [Table.of(raw, model) for model in of_a_dossier()]
        self.ids = [row[0] for table in (self.rounds, self.heads, self.inspections, *self.tables) for row in table.rows]
        self.keys = Table.of(raw, PersonalKey).only(set(self.ids) - {row[0] for row in self.heads.rows})
        self.findings = Finding.objects.count()
        times = [int(one[:12], 16) for one in [*self.ids, *(row[0] for row in self.units.rows)]]
        self.span = min(times) - max(times) - 1  # back in time: a store whose newest entry lies ahead is not served
        self.index, self.streams = Index(), Streams(raw)

    def copy(self, number: int, *, with_ledger: bool) -> None:
        """Write one more copy of everything."""
        told = self.told(number)
        if number < ROUNDS // ROUNDS_PLAYED:
            self.copy_rounds(number, told)
        if number % COPIES_A_PLACE == 0:
            self.copy_place(number // COPIES_A_PLACE, told)
        for table in (*self.tables, self.keys):
            table.insert(self.raw, table.copied(told, number))
        self.copy_inspections(number, told)
        self.index.copy(self.raw, told)
        if with_ledger:
            self.streams.copy(self.raw, told, number, self.span)

    def told(self, number: int) -> dict[Any, Any]:
        """Return what stands in this copy for the ids, paths and names of the played rows."""
        place, told = number // COPIES_A_PLACE, {one: later(one, number * self.span) for one in self.ids}
        told |= {row[0]: later(row[0], number % (ROUNDS // ROUNDS_PLAYED) * self.span) for row in self.rounds.rows}
        told |= {row["name"]: self.round_name(row, number) for row in self.rounds.dicts()}
        told |= {row[0]: later(row[0], place * self.span) for row in self.heads.rows}
        for sibling, unit in enumerate(self.units.dicts() if place else ()):
            told[unit["id"]] = later(unit["id"], place * self.span)
            told[unit["name"]] = f"{place_name(place)}{unit['name']}"
            told[unit["path"]] = f"{segment(FIRST_PLACE + place)}{segment(sibling)}"
        return told

    def copy_rounds(self, number: int, told: Mapping[Any, Any]) -> None:
        for row in self.rounds.dicts():
            moved = {"id": told[row["id"]], "number": self.turn_of(row, number), "name": told[row["name"]]}
            self.rounds.insert(self.raw, [list((row | moved).values())])

    def turn_of(self, played: Mapping[str, Any], number: int) -> int:
        """Return the number of the round that a copy's dossiers belong to, past all that are played or planned."""
        turn: int = played["number"] + number % (ROUNDS // ROUNDS_PLAYED) * self.turns
        return turn

    def round_name(self, played: Mapping[str, Any], number: int) -> str:
        turn = self.turn_of(played, number)
        return played["name"] if turn == played["number"] else f"{played['term']} {turn}"

    def copy_inspections(self, number: int, told: Mapping[Any, Any]) -> None:
        """Write the dossiers, with the next free numbers of their rounds."""
        at = self.inspections.columns.index("number")
        later_by = number // (ROUNDS // ROUNDS_PLAYED) * INSPECTIONS_A_ROUND
        moved = [[*row[:at], row[at] + later_by, *row[at + 1 :]] for row in self.inspections.copied(told)]
        self.inspections.insert(self.raw, moved)

    def copy_place(self, place: int, told: Mapping[Any, Any]) -> None:
        """Write the district of a place, its units and their heads."""
        name, path = place_name(place), segment(FIRST_PLACE + place)
        district = uuid.uuid5(uuid.NAMESPACE_OID, path).hex
        made = [unit | {"credit_code": ""} for unit in self.units.dicts()]
        rows = [made[0] | {"id": district, "parent_id": None, "name": name, "path": path}]
        for unit in made:
            moved = {column: told[unit[column]] for column in ("id", "name", "path")}
            rows.append(unit | moved | {"parent_id": district})
        self.units.insert(self.raw, [list(row.values()) for row in rows])
        self.index.put_units(self.raw, rows)
        self.heads.insert(self.raw, self.heads.copied(told))


def quoted(column: str) -> str:
    return f'"{column}"'


def of_a_dossier() -> Iterator[type[Model]]:
    """Yield the tables whose rows hang on a dossier."""
    from django.apps import apps

    from bihuan.ledger.models import Kept

    for model in apps.get_models():
        columns = {field.attname for field in model._meta.concrete_fields}
        if issubclass(model, Kept) and "inspection_id" in columns and model._meta.db_table not in OF_A_DRAW:
            yield model


def later(hexadecimal: str, milliseconds: int) -> str:
    """Return an id as it would be had its row been made so much later."""
    return f"{int(hexadecimal[:12], 16) + milliseconds:012x}{hexadecimal[12:]}"


def segment(number: int) -> str:
    """Return a number as a level of the tree writes it."""
    base = len(DIGITS)
    return DIGITS[number // base // base] + DIGITS[number // base % base] + DIGITS[number % base]


def place_name(place: int) -> str:
    """Return an invented name, another for each place."""
    from bihuan.simulate.vocabulary import places

    given, surnames = places()["given"], places()["surnames"]
    return f"{surnames[place // len(given) % len(surnames)]}{given[place % len(given)]}"
