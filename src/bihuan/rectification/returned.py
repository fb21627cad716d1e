"""A list that comes back as a workbook: what its reader changed, what others changed meanwhile, what cannot be taken.

Nothing is written here. A row is compared with what it was when the workbook was made (its stamp), so that an untouched
row never counts as a change, whatever happened to it in Bihuan meanwhile.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bihuan.domain.lifecycle.revising import SEEN_VERSION
from bihuan.dossiers.models import Finding, Inspection
from bihuan.intake.sheets import RowError
from bihuan.rectification.cells import CellWrong, digest, meant, plain, shown, texts
from bihuan.rectification.lists import Column, FiveList, Kind, Row, Value, findings_of
from bihuan.rectification.shape import SheetRow, Table, Wanted, read_list
from bihuan.rectification.workbooks import mark_of, title_of


@dataclass(frozen=True)
class Told:
    """One cell that differs: what stands in Bihuan, what the workbook says."""

    column: Column
    now: str
    mine: str


@dataclass(frozen=True)
class Change:
    """One deed that a changed row asks for. Blind: the row bears no version, so nobody knows what its sender saw."""

    line: int
    subject: str
    deed: str
    target_id: uuid.UUID
    told: Mapping[str, Any]
    cells: tuple[Told, ...]
    is_blind: bool = False


@dataclass(frozen=True)
class Conflict:
    """A row that somebody else changed after the workbook was made: both values, nothing written."""

    line: int
    subject: str
    cells: tuple[Told, ...]


@dataclass
class Comparison:
    """All that a returned workbook says.

    `held` are the changes of rows with a fault: never made, but judged, so that all that is wrong is told at once.
    """

    changes: list[Change] = field(default_factory=list)
    held: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    faults: list[RowError] = field(default_factory=list)
    untouched: int = 0
    sheet: str = ""
    places: Mapping[str, int] = field(default_factory=dict)


def compare(data: bytes, name: str, one: FiveList, inspection: Inspection) -> Comparison:
    """Compare a returned workbook with the account; raise a subclass of Unreadable for what is no such workbook."""
    table = read_table(data, name, one, inspection)
    known = {str(row.thing_id): row for row in one.rows(inspection) if row.thing_id}
    findings = {finding.number: finding for finding in findings_of(inspection)}
    found = Comparison(sheet=table.sheet, places=table.places)
    seen: set[str] = set()
    for row in table.rows:
        if is_new(row, one):
            compare_new(row, table, one, findings, found)
        elif row.thing_id in seen:
            remedy = _("This row stands twice; to add a measure, empty its “%(column)s”.")
            found.faults.append(table.fault(row, "", remedy % {"column": words_of(one, "measure_number")}))
        else:
            seen.add(row.thing_id)
            compare_known(row, table, one, known.get(row.thing_id), found)
    return found


def read_table(data: bytes, name: str, one: FiveList, inspection: Inspection) -> Table:
    words = title_of(one, chinese=(get_language() or "zh").startswith("zh"))
    return read_list(data, name, Wanted(mark_of(one, inspection), words, one.columns))


def is_new(row: SheetRow, one: FiveList) -> bool:
    """True for a row that shows no thing yet: it has no id, or somebody emptied the number of its copy."""
    return not row.thing_id or (one.takes_new and not plain(row.cells["measure_number"]))


def read_cells(row: SheetRow, table: Table, one: FiveList, found: Comparison) -> dict[str, Value]:
    """Return what the open cells mean, without those that mean nothing (their faults are noted)."""
    values: dict[str, Value] = {}
    for column in one.columns:
        if column.is_open:
            try:
                values[column.key] = meant(row.cells[column.key], column.kind)
            except CellWrong as wrong:
                found.faults.append(table.fault(row, column.key, wrong.told))
    return values


OF_A_NEW_ONE = ("text", "expected_result", "due_on")
NOT_OF_A_NEW_ONE = ("progress", "done_on", "removed")


def compare_new(row: SheetRow, table: Table, one: FiveList, findings: Mapping[str, Finding], found: Comparison) -> None:
    """Make a new measure of a row without one, where somebody filled it in."""
    filled = [column for column in one.columns if column.is_open and plain(row.cells[column.key])]
    if not filled:
        found.untouched += 1
        return
    if not one.takes_new:
        found.faults.append(table.fault(row, filled[0].key, _("New measures are entered in the list of tasks.")))
        return
    faults_before = len(found.faults)
    values = read_cells(row, table, one, found)
    finding = findings.get(plain(row.cells["finding_number"]))
    if finding is None:
        found.faults.append(table.fault(row, "finding_number", _("There is no finding of this number in the dossier.")))
    if not values.get("text"):
        found.faults.append(table.fault(row, "text", _("A new measure needs its words.")))
    later = _("Report progress once the measure stands: import the new measure first.")
    found.faults += [table.fault(row, key, later) for key in NOT_OF_A_NEW_ONE if values.get(key)]
    told: dict[str, Any] = {name: values[name] for name in OF_A_NEW_ONE if name in values}
    if finding is not None and values.get("text") and "due_on" in told:
        cells = tuple(Told(c, "", shown(values[c.key], c.kind)) for c in filled if c.key in told)
        change = Change(row.line, finding.number, "add_measure", finding.id, told, cells)
        (found.held if len(found.faults) > faults_before else found.changes).append(change)


def compare_known(row: SheetRow, table: Table, one: FiveList, now: Row | None, found: Comparison) -> None:
    """Compare a row with its stamp and with what stands now; a faulty cell does not hide the others."""
    _version, made_open, made_fixed = (*row.stamp.split("-"), "", "", "")[:3]
    open_columns = [column for column in one.columns if column.is_open]
    values = read_cells(row, table, one, found)
    unread = {column.key for column in open_columns} - set(values)
    if now is not None:
        values |= {key: now.values.get(key) for key in unread}
    mine = {c.key: shown(values[c.key], c.kind) for c in open_columns if c.key in values}
    changed = changed_fixed(row, [column for column in one.columns if not column.is_open], made_fixed, now)
    is_faulty, is_as_made = bool(unread or changed), digest(mine, open_columns) == made_open
    if is_as_made and not is_faulty:
        found.untouched += 1
        return
    if now is None:
        gone = _("This row is no longer in the list: it was struck out or taken down meanwhile.")
        found.faults.append(table.fault(row, "", gone))
        return
    message = _("This column cannot be changed here; put the old value back: %(now)s")
    found.faults += [table.fault(row, key, message % {"now": told or "–"}) for key, told in changed.items()]
    stands = texts(now, open_columns)
    differing = () if is_as_made else tuple(differences(stands, mine, open_columns))
    if differing and digest(stands, open_columns) != made_open:
        found.conflicts.append(Conflict(row.line, subject_of(now), differing))
    elif differing:
        (found.held if is_faulty else found.changes).extend(deeds_of(row.line, now, values, differing))
    else:
        found.untouched += not is_faulty


def differences(stands: Mapping[str, str], mine: Mapping[str, str], columns: Iterable[Column]) -> Iterator[Told]:
    return (Told(c, stands[c.key], mine[c.key]) for c in columns if stands[c.key] != mine[c.key])


def changed_fixed(row: SheetRow, fixed: list[Column], made: str, now: Row | None) -> dict[str, str]:
    """Return the cells that somebody changed though this list does not change them, with what stands there now."""
    cells = {column.key: in_one_form(row.cells[column.key], column) for column in fixed}
    if digest(cells, fixed) == made:
        return {}
    stands = texts(now, fixed) if now else {}
    return {key: stands.get(key, "") for key, told in cells.items() if told != stands.get(key, "")}


def in_one_form(text: str, column: Column) -> str:
    """Return a fixed cell in the form in which its stamp was made."""
    if column.kind is Kind.STAGE or not plain(text):
        return plain(text)
    try:
        return shown(meant(text, column.kind), column.kind)
    except CellWrong:
        return plain(text)


def deeds_of(line: int, now: Row, values: Mapping[str, Value], cells: tuple[Told, ...]) -> Iterator[Change]:
    """Return the deeds that a changed row asks for; progress goes first, since a struck-out measure has none."""
    changed = {cell.column.deed for cell in cells}
    target = now.thing_id
    assert target is not None
    for deed in ("report_progress", "revise_measure", "state_result"):
        if deed in changed:
            own = tuple(cell for cell in cells if cell.column.deed == deed)
            yield Change(line, subject_of(now), deed, target, told_for(deed, now, values), own)


def told_for(deed: str, now: Row, values: Mapping[str, Value]) -> dict[str, Any]:
    """Return the whole form of a deed: what the list shows, and what only the row itself knows."""
    if deed != "revise_measure":
        names = {
            "report_progress": ("progress", "done_on"),
            "state_result": ("result", "recovered_fen", "written_off_fen", "rules_made", "persons_dealt_with"),
        }
        return {name: values[name] for name in names[deed]} | {SEEN_VERSION: now.version}
    assert now.measure is not None
    names_of_a_measure = ("text", "owner", "department", "due_on", "expected_result")
    told = {name: values.get(name, getattr(now.measure, name)) for name in names_of_a_measure}
    return {**told, "removed": bool(values.get("removed")), SEEN_VERSION: now.version}


def subject_of(row: Row) -> str:
    return row.measure.number if row.measure else row.finding.number


def words_of(one: FiveList, key: str) -> str:
    return next((str(column.words) for column in one.columns if column.key == key), key)
