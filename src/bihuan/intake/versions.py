"""What the cells of a row were when its workbook was made, so that what came back is told apart from what was given.

The version of a row is a mark of each of its cells, by meaning: neither the language of the workbook nor how Excel
writes a cell again makes a change. A cell that is as it was given says nothing, whatever others did to it meanwhile.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar

from bihuan.intake.sheets import RowError

MARK_LENGTH, BETWEEN = 8, "."


@dataclass(frozen=True)
class Returned:
    """A row that came back: its values, those cells set aside that its sender left alone; the columns that he changes.

    In conflict: somebody else changed one of these columns, too, to something else. Blind: the row bears no version, so
    that nobody knows what its sender had before him.
    """

    values: Mapping[str, Any]
    changed: tuple[str, ...] = ()
    is_conflict: bool = False
    is_blind: bool = False


class Row(Protocol):
    """A row as a sheet of its own reads it."""

    @property
    def returned(self) -> Returned: ...


R = TypeVar("R", bound=Row)


@dataclass
class Reading(Generic[R]):
    """What a workbook tells: rows that differ from what stands, in conflict, or unchanged; faults by cell."""

    sheet: str = ""
    columns: Mapping[str, int] = field(default_factory=dict)
    lines: list[R] = field(default_factory=list)
    conflicts: list[R] = field(default_factory=list)
    untouched: int = 0
    errors: list[RowError] = field(default_factory=list)

    def take(self, row: R) -> None:
        """Put a row without faults where it belongs."""
        if row.returned.is_conflict:
            self.conflicts.append(row)
        elif row.returned.changed:
            self.lines.append(row)
        else:
            self.untouched += 1


def version_of(values: Mapping[str, Any], keys: Sequence[str]) -> str:
    """Return the version of a row: marks of its cells, in the order of the columns."""
    return BETWEEN.join(mark_of(values[key]) for key in keys)


def mark_of(value: Any) -> str:
    return hashlib.sha256(json.dumps(as_a_cell_keeps_it(value)).encode()).hexdigest()[:MARK_LENGTH]


def as_a_cell_keeps_it(value: Any) -> Any:
    """Return a value as it is once it has been through a workbook: one kind of line end, nothing around a text."""
    return value.replace("\r\n", "\n").replace("\r", "\n").strip() if isinstance(value, str) else value


def set_against(mine: Mapping[str, Any], stands: Mapping[str, Any], keys: Sequence[str], version: str) -> Returned:
    """Set what a row says against what it was when its workbook was made, and against what stands now."""
    given = version.split(BETWEEN)
    is_blind = len(given) != len(keys)
    marks = dict.fromkeys(keys, "") if is_blind else dict(zip(keys, given, strict=True))
    changed = tuple(
        key for key in keys if mark_of(mine[key]) not in (marks[key], mark_of(stands[key]))
    )  # neither as it was given nor as it stands
    values = {key: mine[key] if key in changed else stands[key] for key in keys}
    is_conflict = not is_blind and any(mark_of(stands[key]) != marks[key] for key in changed)
    return Returned(values, changed, is_conflict, is_blind)
