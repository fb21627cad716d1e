"""What the archive of a dossier holds: every row as the ledger records it, the five lists, a page to read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.template.loader import render_to_string

from bihuan.domain.glossary import ARCHIVE, ROLES, STEPS, Term, term
from bihuan.domain.ledger import replay
from bihuan.domain.lifecycle.finding import DROPPED
from bihuan.dossiers.days import late_in
from bihuan.dossiers.facts import answering_until
from bihuan.dossiers.models import Evidence, Finding, Inspection, StoredFile
from bihuan.evaluation.models import ScoreSlip, Scoring
from bihuan.ledger.models import Entry, Kept
from bihuan.ledger.values import plain
from bihuan.organizations.models import HeadTenure, Organization
from bihuan.rectification.models import Measure

EXTENSIONS = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "application/ofd": "ofd",
    "text/plain": "txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
FEN_A_YUAN = 100
Line = Mapping[str, Any]
State = dict[str, dict[str, dict[str, Any]]]  # table → id → columns, as the ledger replays them


def tables_of_a_dossier() -> list[type[Kept]]:
    """Return every kept table whose rows belong to an inspection, whatever room added it."""
    return [
        model
        for model in kept_tables()
        if not model.told_elsewhere and any(field.name == "inspection" for field in model._meta.concrete_fields)
    ]


def rows_of(inspection: Inspection, told: State) -> list[Kept]:
    """Return all rows of a dossier, the files they name included, in an order that is always the same."""
    rows: list[Kept] = [inspection]
    for model in tables_of_a_dossier():
        mine: dict[str, Any] = {"authority_id": inspection.authority_id, "inspection": inspection}
        rows.extend(model._base_manager.filter(**mine).order_by("id"))
    rows += told_besides(inspection, rows, told)
    return [*rows, *files_of(inspection, rows)]


def told_by(entries: Iterable[Entry]) -> State:
    """Return what the entries of the dossier's own stream lead to."""
    return replay(bytes(entry.content) for entry in entries)


def told_besides(inspection: Inspection, rows: Sequence[Kept], told: State) -> list[Kept]:
    """Return the rows that the dossier's own entries tell of besides: a guide's version kept when it was first used."""
    there = {(row._meta.db_table, str(row.pk)) for row in rows}
    found: list[Kept] = []
    for model in kept_tables():
        table = model._meta.db_table
        ids = [row_id for row_id in told.get(table, {}) if (table, row_id) not in there]
        if ids and model is not StoredFile and not model.told_elsewhere:
            found += model._base_manager.filter(authority_id=inspection.authority_id, pk__in=ids).order_by("id")
    return found


def recorded_with_its_own(rows: Sequence[Kept], told: State) -> State:
    """Return rows as recorded; of what other streams go on telling, only what the dossier's own stream leads to.

    Marks of a sheet that was called off are shown to nobody: in their place stands what the ledger commits to.
    """
    partly = {model._meta.db_table for model in kept_tables() if model.told_elsewhere}
    recorded = recorded_rows(rows)
    for row in shown_to_nobody(rows):
        table, row_id = row._meta.db_table, str(row.pk)
        recorded[table][row_id] |= {column: told[table][row_id][column] for column in row.personal}
    return {**recorded, **{table: told[table] for table in sorted(partly & told.keys())}}


def shown_to_nobody(rows: Sequence[Kept]) -> list[ScoreSlip]:
    """Return the slips of sheets that were called off."""
    called_off = {row.id for row in rows if isinstance(row, Scoring) and row.cancelled_on is not None}
    return [row for row in rows if isinstance(row, ScoreSlip) and row.scoring_id in called_off]


def kept_tables() -> list[type[Kept]]:
    """Return every kept table, in an order that is always the same."""
    found = (model for model in apps.get_models() if issubclass(model, Kept))
    return sorted(found, key=lambda model: model._meta.db_table)


def files_of(inspection: Inspection, rows: Iterable[Kept]) -> list[StoredFile]:
    """Return the stored files that any of the rows names."""
    named = {
        getattr(row, field.attname)
        for row in rows
        for field in row._meta.concrete_fields
        if field.related_model is StoredFile
    }
    files = StoredFile.objects.filter(authority_id=inspection.authority_id, pk__in=named - {None})
    return list(files.order_by("sha256"))


def recorded_rows(rows: Iterable[Kept]) -> State:
    """Return rows in the form to which the ledger replays: table → id → columns."""
    state: State = {}
    for row in rows:
        columns = [column for column in row.kept_columns() if column not in row.unrecorded]
        state.setdefault(row._meta.db_table, {})[str(row.pk)] = {c: plain(getattr(row, c)) for c in columns}
    return state


def place_of(file: StoredFile) -> str:
    """Return under which name a stored file lies in the archive."""
    return f"files/{file.sha256}.{EXTENSIONS.get(file.media_type, 'bin')}"


# --- the five lists -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Lists:
    """The five lists: views over one account, each a sequence of lines with the glossary's columns."""

    problems: Sequence[Line]
    tasks: Sequence[Line]
    responsibilities: Sequence[Line]
    results: Sequence[Line]
    archive: Sequence[Line]

    def by_code(self) -> dict[str, Sequence[Line]]:
        return {name: getattr(self, name) for name in type(self).__dataclass_fields__}


def five_lists(rows: Sequence[Kept]) -> Lists:
    """Return the five lists of a dossier from its rows; a finding that was dropped before the feedback is in none."""
    told = (row for row in rows if isinstance(row, Finding) and row.stage != DROPPED)
    findings = sorted(told, key=lambda f: f.place)
    place = {finding.id: finding.place for finding in findings}
    measures = [row for row in rows if isinstance(row, Measure) and row.finding_id in place]
    measures.sort(key=lambda m: (place[m.finding_id], m.id))
    files = {row.id: row for row in rows if isinstance(row, StoredFile)}
    shown = (row for row in rows if isinstance(row, Evidence) and row.finding_id in place)
    evidence = sorted(shown, key=lambda e: (place[e.finding_id], e.id))
    numbers = {finding.id: finding.number for finding in findings}
    return Lists(
        problems=[problem(finding) for finding in findings],
        tasks=[task(measure) for measure in measures],
        responsibilities=[responsibility(measure) for measure in measures],
        results=[result(finding) for finding in findings],
        archive=[exhibit(row, numbers[row.finding_id], files[row.file_id]) for row in evidence],
    )


def problem(row: Finding) -> Line:
    return {
        "number": row.number,
        "finding": row.title,
        "person_matter": ARCHIVE["yes"].zh if row.person_matter else "",
        "stage": term("finding_stage", row.stage).zh,
        "signed_off_on": row.signed_off_on,
        "handed_over_to": row.handed_over_to.name if row.handed_over_to else "",
        "accepted_on": row.hand_over_accepted_on,
        "taken_over": ARCHIVE["yes"].zh if row.taken_over else "",
    }


def task(row: Measure) -> Line:
    return {
        "number": row.number,
        "measure": row.text,
        "expected_result": row.expected_result,
        "progress": row.progress,
        "done_on": row.done_on,
        "removed_on": row.removed_on,
    }


def responsibility(row: Measure) -> Line:
    return {"number": row.number, "owner": row.owner, "department": row.department, "due_on": row.due_on}


def result(row: Finding) -> Line:
    return {
        "number": row.number,
        "result": row.result,
        "recovered": yuan(row.recovered_fen),
        "written_off": yuan(row.written_off_fen),
        "rules_made": row.rules_made,
        "persons_dealt_with": row.persons_dealt_with,
        "outcome": row.outcome,
        "accountability": row.accountability,
    }


def exhibit(row: Evidence, number: str, file: StoredFile) -> Line:
    return {
        "number": number,
        "label": row.label,
        "pages": row.pages,
        "file": place_of(file),
        "added_on": row.added_on,
        "removed_on": row.removed_on,
    }


def yuan(fen: int) -> str:
    whole, part = divmod(fen, FEN_A_YUAN)
    return f"{whole}.{part:02}" if fen else ""


# --- the page to read -----------------------------------------------------------------------------


def answering(inspection: Inspection) -> list[Organization]:
    """Return who answered for a dossier until its close, or until now, by its rows and no clock."""
    return answering_until(inspection, inspection.closed_on or date.max)


def heads_of(inspection: Inspection) -> list[HeadTenure]:
    """Return the heads of whoever answered for a dossier, of a successor those since it took the dossier over."""
    found: list[HeadTenure] = []
    since: date | None = None
    for unit in answering(inspection):
        rows = HeadTenure.objects.filter(authority_id=inspection.authority_id, organization=unit)
        mine = rows.exclude(until_on__lte=since) if since else rows
        found += mine.select_related("organization").order_by("from_on", "id")
        since = unit.until_on
    return found


def readable_page(inspection: Inspection, lists: Lists, entries: Sequence[Entry]) -> str:
    """Return the archive's page: Chinese, without scripts, with links to the files beside it."""
    context = {
        "words": {code: words.zh for code, words in ARCHIVE.items()},
        "inspection": inspection,
        "stage": term("inspection_stage", inspection.stage).zh,
        "kind": term("inspection_kind", inspection.kind).zh,
        "heads": heads_of(inspection),
        "lists": [(term("list", code).zh, *as_table(lines)) for code, lines in lists.by_code().items()],
        "entries": [entry_line(entry) for entry in entries],
    }
    return render_to_string("closeout/archive.html", context)


def as_table(lines: Sequence[Line]) -> tuple[list[str], list[list[tuple[str, Any]]]]:
    """Return a list as column titles and cells."""
    columns = list(lines[0]) if lines else []
    cells = [[(column, plain(line[column])) for column in columns] for line in lines]
    return [ARCHIVE[column].zh for column in columns], cells


def entry_line(entry: Entry) -> Line:
    unknown = Term(entry.action, entry.action)
    late = late_in(entry.number, json.loads(bytes(entry.content))["told"])
    return {
        "number": entry.number,
        "recorded_at": entry.recorded_at,
        "happened_on": late.happened_on if late else None,
        "late": ARCHIVE["late_taken_over" if late.taken_over else "late"].zh if late else "",
        "deed": STEPS.get(entry.action, unknown).zh,
        "role": ROLES[entry.role].zh if entry.role else "",
        "subject": entry.subject,
        "reason": entry.reason,
        "digest": entry.digest,
    }
