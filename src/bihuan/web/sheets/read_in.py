"""Workbooks that are read in whole, the pool and the tasks of a term, compared as every returned workbook is shown."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from bihuan.domain.glossary import INSPECTOR_FIELDS, MANDATE_FIELDS, Term
from bihuan.intake.versions import Reading
from bihuan.planning import mandate_sheet
from bihuan.planning.mandating import as_it_stands as said_of
from bihuan.rectification.lists import Column
from bihuan.rectification.returned import Change, Comparison, Conflict, Told
from bihuan.teams import pool_sheet
from bihuan.teams.inspectors import as_it_stands
from bihuan.teams.models import Inspector
from bihuan.web.words import in_this_language

ENTER, CORRECT, SET = "enter_inspector", "correct_inspector", "set_mandate"
TOLD_OF_NEW = ("unit", "post")  # whoever is new is told in one or two lines, not by all his cells
WIDTH = 20


def pool_compared(found: Reading[pool_sheet.Line], pool: Mapping[uuid.UUID, Inspector]) -> Comparison:
    """Return what a workbook of the pool would change: who is new, what is corrected from what to what."""
    compared = comparison(found)
    for line in found.lines:
        who, values = line.told.inspector_id, line.told.values
        if who is None:
            told = [key for key in TOLD_OF_NEW if values[key]]
            cells = person_cells(told, {}, values)
            compared.changes.append(Change(line.line, values["name"], ENTER, pool_sheet.NOBODY, values, cells))
        else:
            cells = person_cells(line.returned.changed, as_it_stands(pool[who]), values)
            blind = line.returned.is_blind
            compared.changes.append(Change(line.line, pool[who].name, CORRECT, who, values, cells, blind))
    for line in found.conflicts:
        there = pool[line.told.inspector_id or pool_sheet.NOBODY]
        cells = person_cells(line.returned.changed, as_it_stands(there), line.told.values)
        compared.conflicts.append(Conflict(line.line, there.name, cells))
    return compared


def mandates_compared(found: Reading[mandate_sheet.Line], known: mandate_sheet.Known) -> Comparison:
    """Return what a workbook of a term's tasks would change, from what to what."""
    compared = comparison(found)
    for line in found.lines:
        of, values, blind = line.told.organization_id, line.told.values, line.returned.is_blind
        compared.changes.append(Change(line.line, line.name, SET, of, values, task_cells(line, known), blind))
    for line in found.conflicts:
        compared.conflicts.append(Conflict(line.line, line.name, task_cells(line, known)))
    return compared


def comparison(found: Reading[Any]) -> Comparison:
    places = {key: at + 1 for key, at in found.columns.items()}
    return Comparison(faults=list(found.errors), untouched=found.untouched, sheet=found.sheet, places=places)


def person_cells(keys: Iterable[str], stands: Mapping[str, Any], values: Mapping[str, Any]) -> tuple[Told, ...]:
    def seen(told: Mapping[str, Any], key: str) -> str:
        return str(pool_sheet.shown(told[key], key, in_this_language)) if key in told else ""

    return tuple(Told(column(key, INSPECTOR_FIELDS), seen(stands, key), seen(values, key)) for key in keys)


def task_cells(line: mandate_sheet.Line, known: mandate_sheet.Known) -> tuple[Told, ...]:
    stands, values = said_of(known.said.get(line.told.organization_id)), line.told.values
    return tuple(
        Told(
            column(key, MANDATE_FIELDS),
            mandate_sheet.shown(stands[key], in_this_language),
            mandate_sheet.shown(values[key], in_this_language),
        )
        for key in line.returned.changed
    )


def column(key: str, fields: Mapping[str, Term]) -> Column:
    return Column(key, in_this_language(fields[key]), WIDTH)
