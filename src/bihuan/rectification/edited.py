"""One row of a list edited in place: what differs, what somebody else changed meanwhile, which deeds are asked for.

Nothing is written here. A cell conflicts where it no longer is what its editor saw; a change of another cell of the row
does not stand in the way, since each deed is told the rest of the row as it is now.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field

from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing
from bihuan.rectification.cells import CellWrong, digest, meant, shown, texts
from bihuan.rectification.lists import Column, FiveList, Row, Value
from bihuan.rectification.returned import Change, Told, deeds_of


@dataclass(frozen=True)
class Seen:
    """What the editor saw: the version of the row, and a mark of each cell he was shown."""

    version: int
    marks: Mapping[str, str]


@dataclass
class Edited:
    """What an edit of a row comes to."""

    row: Row
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Told] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def is_clear(self) -> bool:
        return not self.conflicts and not self.faults


def row_of(one: FiveList, inspection: Inspection, row_id: uuid.UUID) -> Row:
    """Return a row of a list as it is now; raise NoSuchThing where it is no longer there."""
    found = next((row for row in one.rows(inspection) if row.thing_id == row_id), None)
    if found is None:
        raise NoSuchThing("row", row_id)
    return found


def open_columns(one: FiveList) -> list[Column]:
    return [column for column in one.columns if column.is_open]


def mark_of(column: Column, text: str) -> str:
    """Return a short mark of a cell, so that a change of it can be told."""
    return digest({column.key: text}, [column])


def seen_now(one: FiveList, row: Row) -> Seen:
    """Return what somebody sees of a row who opens it now."""
    cells = texts(row, open_columns(one))
    return Seen(row.version, {column.key: mark_of(column, cells[column.key]) for column in open_columns(one)})


def compare(one: FiveList, row: Row, told: Mapping[str, str], seen: Seen) -> Edited:
    """Compare what was typed into some cells of a row with what stands there now."""
    edited = Edited(row)
    columns = [column for column in open_columns(one) if column.key in told]
    values: dict[str, Value] = {column.key: row.values.get(column.key) for column in open_columns(one)}
    for column in columns:
        try:
            values[column.key] = meant(told[column.key], column.kind)
        except CellWrong as wrong:
            edited.faults[column.key] = wrong.told
    if edited.faults:
        return edited
    stands = texts(row, columns)
    mine = {column.key: shown(values[column.key], column.kind) for column in columns}
    differing = [Told(c, stands[c.key], mine[c.key]) for c in columns if stands[c.key] != mine[c.key]]
    if row.version != seen.version:
        edited.conflicts = [cell for cell in differing if is_stale(cell, seen)]
    if differing and not edited.conflicts:
        edited.changes = list(deeds_of(0, row, values, tuple(differing)))
    return edited


def is_stale(cell: Told, seen: Seen) -> bool:
    return seen.marks.get(cell.column.key) != mark_of(cell.column, cell.now)
