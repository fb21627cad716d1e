"""The findings that come in together, column by column, and the rows that are made of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import compress
from typing import Any

import orjson

from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.measure_columns import MeasureColumns
from bihuan.domain.pressing import MeasureDays, finding_presses_on, last_due_on
from bihuan.dossiers.actions import NewFinding, NewMeasure, NotNumbered, NumberTwice
from bihuan.dossiers.models import Finding, Inspection, StoredFile
from bihuan.ledger.door import NewRows
from bihuan.ledger.new_rows import new_ids

MANY = 10_000  # combinations of days that are remembered; a sheet tells few of them often


@dataclass(frozen=True, repr=False)
class ManyFindings:
    """Findings as `NewFinding` tells one, a column for each of its fields."""

    number: Sequence[str]
    title: Sequence[str]
    text: Sequence[str]
    headings: Sequence[tuple[str, ...]]
    category: Sequence[str]
    person_matter: Sequence[bool]
    source_line: Sequence[int | None]
    stage: Sequence[FindingStage]
    measures: MeasureColumns[NewMeasure]

    @classmethod
    def of(cls, findings: Sequence[NewFinding] | ManyFindings) -> ManyFindings:
        """Return findings that are told one by one as columns."""
        if isinstance(findings, ManyFindings):
            return findings
        rows = zip(*findings, strict=True) if findings else [()] * len(NewFinding._fields)
        told: dict[str, Any] = dict(zip(NewFinding._fields, rows, strict=True))
        measures = MeasureColumns.of(NewMeasure, NewMeasure._fields, told.pop("measures"))
        return cls(**told, measures=measures)

    def __len__(self) -> int:
        return len(self.number)

    @property
    def columns(self) -> dict[str, Any]:
        """The columns besides the measures."""
        return {name: getattr(self, name) for name in NewFinding._fields if name != "measures"}

    def __repr__(self) -> str:
        """Tell everything by its hash, as what a deed was asked: to spell it out takes long.

        JSON tells where each word ends and each column, so that only equal findings have equal hashes.
        """
        told = orjson.dumps([self.columns, self.measures.counts, self.measures.columns])
        return f"{type(self).__name__}({hashlib.sha256(told).hexdigest()})"

    def only(self, wanted: Sequence[bool]) -> ManyFindings:
        """Return those that are wanted."""
        if all(wanted):
            return self
        places = list(compress(range(len(self)), wanted))
        columns = {name: list(compress(column, wanted)) for name, column in self.columns.items()}
        return replace(self, **columns, measures=self.measures.only(places))


def unknown_to(inspection: Inspection, findings: ManyFindings) -> ManyFindings:
    """Return the findings that are new to the dossier; what stands there under its number is left alone."""
    there = Finding.everything.filter(authority_id=inspection.authority_id, inspection=inspection)
    known: dict[str, str] = dict(there.values_list("number", "title"))
    seen: set[str] = set()
    told = zip(stripped(findings.number), stripped(findings.title), strict=True)
    for place, (number, title) in enumerate(told, start=1):
        if not number or not title:
            raise NotNumbered(place)
        if number in seen or known.get(number, title) != title:
            raise NumberTwice(number)
        seen.add(number)
    return findings.only([number not in known for number in stripped(findings.number)])


def stripped(column: Sequence[str]) -> list[str]:
    return list(map(str.strip, column))


def new_findings(
    inspection: Inspection, findings: ManyFindings, source: StoredFile | None, *, taken_over: bool
) -> NewRows:
    """Return the rows of findings that are new to the dossier."""
    first = Finding(
        authority_id=inspection.authority_id,
        inspection=inspection,
        organization_path=inspection.organization_path,
        supervision_path=inspection.supervision_path,
        source=source,
        taken_over=taken_over,
    )
    known = Finding.everything.filter(authority_id=inspection.authority_id, inspection=inspection).count()
    stages = list(map(str, findings.stage)) if taken_over else [str(FindingStage.RECTIFYING)] * len(findings)
    dues = list(map(frozenset, findings.measures.by_finding("due_on")))
    headings = {told: list(told) for told in set(findings.headings)}
    each: dict[str, Sequence[Any]] = {
        "number": stripped(findings.number),
        "place": list(range(known + 1, known + 1 + len(findings))),
        "headings": list(map(headings.__getitem__, findings.headings)),
        "title": stripped(findings.title),
        "text": findings.text,
        "category": findings.category,
        "person_matter": findings.person_matter,
        "stage": stages,
        "due_on": list(map(pressing, dues, stages)),
        "last_due_on": list(map(last_day, dues)),
        "source_line": findings.source_line,
    }
    return NewRows(first, each, new_ids(len(findings)))


@lru_cache(MANY)
def pressing(days: frozenset[date | None], stage: str) -> date | None:
    """Return the day by which a new finding's first measure is due."""
    return finding_presses_on(map(MeasureDays, days), stage=stage, next_look_on=None)


@lru_cache(MANY)
def last_day(days: frozenset[date | None]) -> date | None:
    """Return the day by which a new finding's last measure is due."""
    return last_due_on(map(MeasureDays, days))
