"""The pool as a workbook: its cells, and what they mean: new people and corrections, faults by cell."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bihuan.domain.glossary import (
    BETWEEN_SEVERAL,
    FAMILIES,
    INSPECTOR_FIELDS,
    INSPECTOR_NO,
    INSPECTOR_YES,
    Term,
    say_inspector_fault,
    say_of_a_cell,
)
from bihuan.domain.inspectors import LIST, Fault, faults_of
from bihuan.domain.numerals import whole_number
from bihuan.intake.readers.workbook import read_workbook
from bihuan.intake.refusals import Unreadable
from bihuan.intake.sheets import RowError
from bihuan.intake.versions import Reading, Returned, set_against
from bihuan.intake.workbook_wanted import open_workbook
from bihuan.teams.inspectors import TOLD, Told, as_it_stands, person_of, same_person
from bihuan.teams.models import Inspector

ID, VERSION = "id", "version"
TICKS = ("may_lead", "may_deputise", "cleared", "key_post", "hard_to_spare")
YES, NO = {"1", "yes", "true", "y"}, {"", "0", "no", "false", "n"}
CODED = {"sex": "sex", "level": "personnel_level", "category": "inspector_class"}
LINES_WITHIN, FEWEST_KNOWN, MOST_KM = 10, 4, 20_000
LONGEST_ID = 40
LISTED = " / "
NOBODY = uuid.UUID(int=0)
Words = Callable[[Term], str]


class NoPool(Unreadable):
    """A workbook in which no sheet lists people."""

    problem = "no sheet has a header row with name, home unit and class"
    remedy = "start from the template, or name the columns as it does"


@dataclass(frozen=True)
class Line:
    """One row as it was read: its place on the sheet, of whom it tells what, and how that differs from what stands."""

    line: int
    told: Told
    returned: Returned


@dataclass(frozen=True)
class Lender:
    """The county whose own pool a workbook is: where its people come from, and how far that is."""

    place: str
    km: int = 0

    def told(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return what a row tells, seen from here: who has no place is of this county, and so is his unit."""
        if values["place"]:
            return values
        own = {"place": self.place, "km": values["km"] or self.km}
        return values | own | {name: self.from_here(values[name]) for name in ("unit", "recommended_by")}

    def from_here(self, unit: str) -> str:
        """Return what a unit is called outside its county: with the county before it, once."""
        if not unit or unit.startswith(self.place):
            return unit
        return self.place + unit.removeprefix(self.place[-1])


def shown(value: Any, key: str, words: Words) -> str | int:
    """Return one value of somebody's row as its cell."""
    if key == "specialities":
        return words(BETWEEN_SEVERAL).join(words(FAMILIES["speciality"][one]) for one in value)
    if key in CODED:
        return words(FAMILIES[CODED[key]][str(value)])
    if key in TICKS:
        return words(INSPECTOR_YES if value else INSPECTOR_NO)
    return value if key == "km" else str(value)


def read_pool(
    data: bytes,
    name: str,
    pool: Mapping[uuid.UUID, Inspector],
    words: Words,
    today: date,
    lender: Lender | None = None,
) -> Reading[Line]:
    """Read a workbook; raise a subclass of Unreadable where it lists no people.

    The ids of a lender's workbook are those of its own pool: whoever it sent before is known by name, unit and birth.
    """
    open_workbook(data, name)
    for sheet in read_workbook(data, name):
        rows = sheet.rows
        for at, row in enumerate(rows[:LINES_WITHIN]):
            columns = columns_of(row.cells)
            if len(columns) >= FEWEST_KNOWN and {"name", "unit"} <= set(columns):
                return rows_read(rows[at + 1 :], columns, sheet.name, pool, words, today, lender)
    raise NoPool(name)


def columns_of(cells: Sequence[str]) -> dict[str, int]:
    called = {words: key for key, term in INSPECTOR_FIELDS.items() for words in (term.zh, term.en, key)}
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        key = called.get(cell.strip().strip("*"))
        if key is not None:
            found.setdefault(key, at)
    return found


def rows_read(
    rows: Sequence[Any],
    columns: Mapping[str, int],
    sheet: str,
    pool: Mapping[uuid.UUID, Inspector],
    words: Words,
    today: date,
    lender: Lender | None,
) -> Reading[Line]:
    found = Reading[Line](sheet, columns)
    known = {person_of(one): one.id for one in pool.values()}
    seen: dict[tuple[str, str, str], int] = {}
    for row in rows:
        texts = {key: row.cells[at] if at < len(row.cells) else "" for key, at in columns.items()}
        there, faults = who_is("" if lender else texts.get(ID, ""), pool)
        mine, more = values_of(texts, there)
        if lender:
            mine = lender.told(mine)
            there = pool.get(known.get(same_person(mine), NOBODY))
        # the ids and versions of a lender's workbook are of its own pool
        line = line_of(row.line, mine, there, "" if lender else texts.get(VERSION, ""))
        values = line.told.values
        unread = {fault.key for fault in more}  # an unreadable cell is not an empty one: it is told once
        faults += [*more, *(fault for fault in faults_of(values, today) if fault.key not in unread)]
        person = same_person(values)
        if person in seen:
            faults.append(Fault("name", "twice", str(seen[person])))
        elif there is None and person in known:
            faults.append(Fault("name", "there_already"))
        seen.setdefault(person, row.line)
        if faults:
            found.errors += [error_of(fault, row.line, columns, sheet, words) for fault in faults]
        else:
            found.take(line)
    return found


def line_of(at: int, mine: Mapping[str, Any], there: Inspector | None, version: str) -> Line:
    """Return a row set against what it was and what stands; of somebody new everything is new."""
    if there is None:
        return Line(at, Told(mine), Returned(mine, TOLD))
    returned = set_against(mine, as_it_stands(there), TOLD, version.strip())
    return Line(at, Told(returned.values, there.id), returned)


def who_is(text: str, pool: Mapping[uuid.UUID, Inspector]) -> tuple[Inspector | None, list[Fault]]:
    """Return of whom a row tells; none for somebody new."""
    if not text:
        return None, []
    try:
        there = pool.get(uuid.UUID(text)) if len(text) <= LONGEST_ID else None
    except ValueError:
        there = None
    return there, [] if there else [Fault(ID, "no_such_id")]


def values_of(texts: Mapping[str, str], there: Inspector | None) -> tuple[dict[str, Any], list[Fault]]:
    """Return the values that a row's cells tell; a column that the sheet lacks stays as it stands."""
    values: dict[str, Any] = {}
    faults: list[Fault] = []
    for key in TOLD:
        if key not in texts and there is not None:
            values[key] = getattr(there, key)
            continue
        values[key], code = value_of(key, texts.get(key, "").strip())
        if code:
            faults.append(Fault(key, code, texts.get(key, "")))
    return values, faults


def value_of(key: str, text: str) -> tuple[Any, str]:
    """Return what a cell means, and the code of what is wrong with it."""
    if key == "specialities":
        codes = [code_of("speciality", one) for one in LIST.split(text) if one]
        return [one for one in codes if one], "unknown" if None in codes else ""
    if key == "level":
        code = code_of("personnel_level", text) if text else "1"
        return int(code or 1), "" if code else "unknown"
    if key in CODED:
        code = code_of(CODED[key], text)
        return code or "", "unknown" if text and code is None else ""
    if key in TICKS:
        told = text.lower() not in NO and text not in (INSPECTOR_NO.zh,)
        return told, "" if not told or text.lower() in YES or text in (
            INSPECTOR_YES.zh,
            INSPECTOR_FIELDS[key].zh,
        ) else "unknown"
    if key == "km":
        km = whole_number(text)
        return (km, "") if km is not None and km <= MOST_KM else (0, "no_number" if text else "")
    return text, ""


def code_of(family: str, text: str) -> str | None:
    """Return the code that a word in either language stands for."""
    return next((code for code, term in FAMILIES[family].items() if text in (code, term.zh, term.en)), None)


def offered_for(key: str) -> list[Term]:
    """Return the words that a cell may hold."""
    if key in TICKS:
        return [INSPECTOR_YES, INSPECTOR_NO]
    return list(FAMILIES["speciality" if key == "specialities" else CODED[key]].values())


def error_of(fault: Fault, line: int, columns: Mapping[str, int], sheet: str, words: Words) -> RowError:
    column = columns.get(fault.key, columns["name"]) + 1
    offered = None
    if fault.code == "unknown":
        offered = say_inspector_fault("choices", LISTED.join(words(one) for one in offered_for(fault.key)))
    told = say_of_a_cell(INSPECTOR_FIELDS[fault.key], say_inspector_fault(fault.code, fault.subject), offered)
    return RowError(line, column, words(told), sheet)
