"""What organizations mean for a term as a workbook: out with everybody who could be covered, in with what changed."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bihuan.domain.glossary import (
    INSPECTOR_NO,
    INSPECTOR_YES,
    MANDATE_FAULTS,
    MANDATE_FIELDS,
    Term,
    say_of_a_cell,
)
from bihuan.domain.numerals import whole_number
from bihuan.intake.readers.workbook import read_workbook
from bihuan.intake.refusals import Unreadable
from bihuan.intake.sheets import RowError
from bihuan.intake.versions import Reading, Returned, set_against
from bihuan.intake.workbook_wanted import open_workbook
from bihuan.organizations.models import Organization
from bihuan.planning.mandating import TOLD, Told, as_it_stands
from bihuan.planning.models import Mandate

ID, VERSION, NAME, CATEGORY = "id", "version", "name", "category"
TICKS = ("must", "is_priority", "has_look_back")
YES, NO = {"1", "yes", "true", "y"}, {"", "0", "no", "false", "n"}
LINES_WITHIN, MOST_DAYS, LONGEST = 10, 1_000_000, {"sector": 40, "pool": 40, "reason": 2000}
Words = Callable[[Term], str]
Wrong = tuple[str, str, str]  # which column, what is wrong, about what


class NoMandates(Unreadable):
    """A workbook in which no sheet says what organizations mean for a term."""

    problem = "no sheet has a header row with organization and “must be covered”"
    remedy = "start from the exported workbook, or name the columns as it does"


@dataclass(frozen=True)
class Line:
    """One row as it was read: its place on the sheet, of which organization it tells what, and how that differs."""

    line: int
    name: str
    told: Told
    returned: Returned


@dataclass(frozen=True)
class Known:
    """What there is to compare with: the organizations by id and by name, what is said of them, how words are said."""

    organizations: Sequence[Organization]
    said: Mapping[uuid.UUID, Mandate]
    words: Words

    def by_id(self, text: str) -> Organization | None:
        return next((row for row in self.organizations if str(row.id) == text), None)

    def by_name(self, name: str) -> Organization | None:
        """Return the one organization of a name; of two with one name neither is meant."""
        found = [row for row in self.organizations if row.name == name]
        return found[0] if len(found) == 1 else None


def shown(value: Any, words: Words) -> str:
    if isinstance(value, bool):
        return words(INSPECTOR_YES if value else INSPECTOR_NO)
    return str(value or "")


def read_mandates(data: bytes, name: str, known: Known) -> Reading[Line]:
    """Read a workbook; raise a subclass of Unreadable where it says nothing of organizations."""
    open_workbook(data, name)
    for sheet in read_workbook(data, name):
        for at, row in enumerate(sheet.rows[:LINES_WITHIN]):
            columns = columns_of(row.cells)
            if {NAME, "must"} <= set(columns):
                return rows_read(sheet.rows[at + 1 :], columns, sheet.name, known)
    raise NoMandates(name)


def columns_of(cells: Sequence[str]) -> dict[str, int]:
    called = {words: key for key, term in MANDATE_FIELDS.items() for words in (term.zh, term.en, key)}
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        key = called.get(cell.strip().strip("*"))
        if key is not None:
            found.setdefault(key, at)
    return found


def rows_read(rows: Sequence[Any], columns: Mapping[str, int], sheet: str, known: Known) -> Reading[Line]:
    found, seen = Reading[Line](sheet, columns), Counter[uuid.UUID]()
    for row in rows:
        texts = {key: row.cells[at].strip() if at < len(row.cells) else "" for key, at in columns.items()}
        if not any(texts.values()):
            continue
        there = known.by_id(texts[ID]) if texts.get(ID) else known.by_name(texts[NAME])
        if there is None:
            faults = [(NAME, "no_such_unit", texts[NAME] or texts.get(ID, ""))]
        else:
            seen[there.id] += 1
            before = as_it_stands(known.said.get(there.id))
            mine, faults = values_of(texts, before)
            returned = set_against(mine, before, TOLD, texts.get(VERSION, ""))
            faults += unfounded(returned.values, texts, faults)
            faults += [(NAME, "twice", there.name)] if seen[there.id] > 1 else []
        if faults or there is None:
            found.errors += [error_of(fault, row.line, columns, sheet, known.words) for fault in faults]
        else:
            found.take(Line(row.line, there.name, Told(there.id, returned.values), returned))
    return found


def values_of(texts: Mapping[str, str], before: Mapping[str, Any]) -> tuple[dict[str, Any], list[Wrong]]:
    """Return what cells tell, and their faults; a column that the sheet lacks stays as it stands."""
    values, faults = dict(before), list[Wrong]()
    for key in TOLD:
        if key not in texts:
            continue
        text, is_good = texts[key], True
        if key in TICKS:
            values[key] = is_yes = text.lower() in YES or text == INSPECTOR_YES.zh
            is_good = is_yes or text.lower() in NO or text == INSPECTOR_NO.zh
        elif key == "person_days":
            days = whole_number(text) if text else 0
            is_good = days is not None and days <= MOST_DAYS
            values[key] = days if is_good else 0
        else:
            values[key], is_good = text, len(text) <= LONGEST[key]
        if not is_good:
            code = "no_tick" if key in TICKS else "no_days" if key == "person_days" else "too_long"
            faults.append((key, code, text[:40]))
    return values, faults


def unfounded(values: Mapping[str, Any], texts: Mapping[str, str], faults: Sequence[Wrong]) -> list[Wrong]:
    """Return the fault of a row that leaves an organization out without a reason; of an unreadable tick nothing."""
    if values["must"] or values["reason"] or any(key in ("must", "reason") for key, _code, _subject in faults):
        return []
    return [("reason" if "reason" in texts else "must", "no_reason", "")]


def error_of(fault: Wrong, line: int, columns: Mapping[str, int], sheet: str, words: Words) -> RowError:
    key, code, subject = fault
    told = words(say_of_a_cell(MANDATE_FIELDS[key], MANDATE_FAULTS[code])).format(subject=subject)
    return RowError(line, columns[key] + 1, told, sheet)
