"""The five lists: problems, tasks, responsibilities, results, archive. Five views over one account, never five copies.

A list is its columns and its rows; a column that names a deed can be changed by that deed, and by nothing else.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from bihuan.domain.glossary import LISTS as NAMES
from bihuan.dossiers.models import Evidence, Finding, Inspection
from bihuan.dossiers.steps import NoSuchThing
from bihuan.rectification.models import Measure


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    STAGE = "stage"
    DAY = "day"
    MONEY = "money"  # fen in a row, yuan on a sheet
    COUNT = "count"
    SCORE = "score"  # a number with decimals, kept as it is written
    TICK = "tick"


@dataclass(frozen=True)
class Column:
    """One column: its key, what it is called, how wide it prints, what it holds, which deed changes it."""

    key: str
    words: str | Promise
    width: int
    kind: Kind = Kind.TEXT
    deed: str = ""

    @property
    def is_open(self) -> bool:
        return bool(self.deed)


Value = str | int | bool | date | None


@dataclass(frozen=True)
class Row:
    """One row: the finding it belongs to, the thing it shows (None: nothing is there yet), its values by column."""

    finding: Finding
    thing_id: uuid.UUID | None
    version: int
    values: Mapping[str, Value]
    measure: Measure | None = None


@dataclass(frozen=True)
class FiveList:
    """One of the five lists. `takes_new`: a row without a thing, once filled in, adds one."""

    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Inspection], list[Row]]
    takes_new: bool = False

    @property
    def can_return(self) -> bool:
        """True when a changed workbook of this list can be taken back."""
        return any(column.is_open for column in self.columns)


NUMBER = Column("finding_number", _("Finding no."), 9)
TITLE = Column("title", _("Problem"), 34)
MEASURE_NUMBER = Column("measure_number", _("Measure no."), 10)


def findings_of(inspection: Inspection) -> QuerySet[Finding]:
    rows = Finding.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    return rows.order_by("place")


def measures_of(inspection: Inspection) -> QuerySet[Measure]:
    rows = Measure.objects.filter(authority_id=inspection.authority_id, inspection=inspection, removed_on=None)
    return rows.select_related("finding").order_by("finding__place", "id")


def problem_rows(inspection: Inspection) -> list[Row]:
    """Return every finding as it was fed back, with the paper it comes from."""
    return [
        Row(
            finding,
            finding.id,
            finding.version,
            {
                "finding_number": finding.number,
                "headings": "\n".join(finding.headings),
                "category": finding.category,
                "title": finding.title,
                "text": finding.text,
                "person_matter": finding.person_matter,
                "stage": finding.stage,
                "source": finding.source.name if finding.source else "",
                "source_line": finding.source_line,
            },
        )
        for finding in findings_of(inspection).select_related("source")
    ]


def measure_rows(inspection: Inspection, told: Callable[[Measure], dict[str, Value]]) -> list[Row]:
    """Return a row for every measure, and an empty one for every finding that has none yet."""
    measures: dict[uuid.UUID, list[Measure]] = {}
    for measure in measures_of(inspection):
        measures.setdefault(measure.finding_id, []).append(measure)
    return [row for finding in findings_of(inspection) for row in rows_of(finding, measures.get(finding.id, []), told)]


def rows_of(
    finding: Finding, measures: Sequence[Measure], told: Callable[[Measure], dict[str, Value]]
) -> Iterator[Row]:
    known: dict[str, Value] = {"finding_number": finding.number, "title": finding.title}
    for measure in measures:
        values = {**known, "measure_number": measure.number, **told(measure)}
        yield Row(finding, measure.id, measure.version, values, measure)
    if not measures:
        yield Row(finding, None, 0, known)


def task_rows(inspection: Inspection) -> list[Row]:
    """Return what will be done by when, and how far it is."""
    return measure_rows(
        inspection,
        lambda measure: {
            "text": measure.text,
            "expected_result": measure.expected_result,
            "due_on": measure.due_on,
            "progress": measure.progress,
            "done_on": measure.done_on,
            "removed": False,
        },
    )


def responsibility_rows(inspection: Inspection) -> list[Row]:
    """Return who answers for each measure."""
    return measure_rows(
        inspection,
        lambda measure: {
            "text": measure.text,
            "owner": measure.owner,
            "department": measure.department,
            "due_on": measure.due_on,
        },
    )


def result_rows(inspection: Inspection) -> list[Row]:
    """Return what the rectification of each finding brought."""
    columns = ("title", "stage", "result", "recovered_fen", "written_off_fen", "rules_made", "persons_dealt_with")
    more = ("outcome", "accountability", "signed_off_on")
    return [
        Row(
            finding,
            finding.id,
            finding.version,
            {"finding_number": finding.number, **{name: getattr(finding, name) for name in (*columns, *more)}},
        )
        for finding in findings_of(inspection)
    ]


def archive_rows(inspection: Inspection) -> list[Row]:
    """Return every piece of evidence that stands, with what identifies the file for ever."""
    rows = Evidence.objects.filter(authority_id=inspection.authority_id, inspection=inspection, removed_on=None)
    return [
        Row(
            evidence.finding,
            evidence.id,
            evidence.version,
            {
                "finding_number": evidence.finding.number,
                "title": evidence.finding.title,
                "label": evidence.label,
                "file": evidence.file.name,
                "pages": evidence.pages,
                "added_on": evidence.added_on,
                "size": evidence.file.size,
                "sha256": evidence.file.sha256,
            },
        )
        for evidence in rows.select_related("finding", "file").order_by("finding__place", "id")
    ]


REVISE, PROGRESS, RESULT = "revise_measure", "report_progress", "state_result"

_ALL = (
    FiveList(
        "problems",
        (
            NUMBER,
            Column("headings", _("Section of the feedback"), 26),
            Column("category", _("Class"), 14),
            TITLE,
            Column("text", _("Facts"), 50),
            Column("person_matter", _("Definite persons or things"), 10, Kind.TICK),
            Column("stage", _("Stage"), 12, Kind.STAGE),
            Column("source", _("Source paper"), 24),
            Column("source_line", _("Line"), 8, Kind.COUNT),
        ),
        problem_rows,
    ),
    FiveList(
        "tasks",
        (
            NUMBER,
            TITLE,
            MEASURE_NUMBER,
            Column("text", _("Measure"), 44, deed=REVISE),
            Column("expected_result", _("Result to be seen"), 28, deed=REVISE),
            Column("due_on", _("Due"), 12, Kind.DAY, REVISE),
            Column("progress", _("Progress"), 30, deed=PROGRESS),
            Column("done_on", _("Done on"), 12, Kind.DAY, PROGRESS),
            Column("removed", _("Strike out"), 10, Kind.TICK, REVISE),
        ),
        task_rows,
        takes_new=True,
    ),
    FiveList(
        "responsibilities",
        (
            NUMBER,
            TITLE,
            MEASURE_NUMBER,
            Column("text", _("Measure"), 44),
            Column("owner", _("Responsible leader"), 18, deed=REVISE),
            Column("department", _("Responsible department"), 22, deed=REVISE),
            Column("due_on", _("Due"), 12, Kind.DAY),
        ),
        responsibility_rows,
    ),
    FiveList(
        "results",
        (
            NUMBER,
            TITLE,
            Column("stage", _("Stage"), 12, Kind.STAGE),
            Column("result", _("Result"), 44, deed=RESULT),
            Column("recovered_fen", _("Recovered (yuan)"), 16, Kind.MONEY, RESULT),
            Column("written_off_fen", _("Written off (yuan)"), 16, Kind.MONEY, RESULT),
            Column("rules_made", _("Rules made"), 10, Kind.COUNT, RESULT),
            Column("persons_dealt_with", _("Persons dealt with"), 10, Kind.COUNT, RESULT),
            Column("outcome", _("Outcome"), 20),
            Column("accountability", _("Accountability"), 20),
            Column("signed_off_on", _("Signed off on"), 12, Kind.DAY),
        ),
        result_rows,
    ),
    FiveList(
        "archive",
        (
            NUMBER,
            TITLE,
            Column("label", _("What it shows"), 30),
            Column("file", _("File"), 34),
            Column("pages", _("Pages"), 10),
            Column("added_on", _("Added on"), 12, Kind.DAY),
            Column("size", _("Bytes"), 12, Kind.COUNT),
            Column("sha256", _("SHA-256"), 40),
        ),
        archive_rows,
    ),
)
FIVE_LISTS: Mapping[str, FiveList] = {one.name: one for one in _ALL}
assert list(FIVE_LISTS) == list(NAMES)


def list_named(name: str) -> FiveList:
    """Return one of the five lists; raise NoSuchThing."""
    found = FIVE_LISTS.get(name)
    if found is None:
        raise NoSuchThing("list", name)
    return found
