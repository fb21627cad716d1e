"""What whoever makes a planned check reads of its matters: each finding, its measures, its evidence by name.

A seat in a joint team opens no page of the finding; what has to be held against the site stands with the check itself.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bihuan.dossiers.models import Evidence, Finding
from bihuan.fieldwork.models import FixOrder
from bihuan.rectification.models import Measure
from bihuan.supervision.models import PlannedMatter
from bihuan.web.pages.supervision import CheckLine
from bihuan.web.words import word

R = TypeVar("R", Measure, Evidence)


@dataclass(frozen=True)
class MatterTold:
    """A finding or a fix as it was told, why it is looked at, and what the unit says it did."""

    row: Finding | FixOrder
    why: str
    measures: Sequence[Measure] = ()
    evidence: Sequence[Evidence] = ()

    @property
    def is_finding(self) -> bool:
        return isinstance(self.row, Finding)

    @property
    def is_told_more(self) -> bool:
        """True where there is more to read than its title."""
        if isinstance(self.row, FixOrder):
            return bool(self.row.found or self.row.answer)
        return bool(self.row.text or self.row.result or self.measures or self.evidence)


def matters_told(line: CheckLine) -> list[MatterTold]:
    """Return what a check is asked about: its planned matters, or every finding where none was named."""
    at = line.row.authority_id
    asked: list[tuple[Finding | FixOrder, str]] = [named(one.row) for one in line.matters]
    if not asked:
        rows = Finding.objects.filter(authority_id=at, inspection_id=line.row.dossier_id).order_by("place")
        asked = [(row, word("finding_stage", row.stage)) for row in rows]
    ids = [row.id for row, _why in asked]
    standing = Measure.objects.filter(authority_id=at, finding__in=ids, removed_on=None).order_by("number")
    measures = by_finding(list(standing))
    shown = Evidence.objects.filter(authority_id=at, finding__in=ids, removed_on=None).order_by("added_on", "id")
    evidence = by_finding(list(shown))
    return [MatterTold(row, why, measures.get(row.id, ()), evidence.get(row.id, ())) for row, why in asked]


def named(matter: PlannedMatter) -> tuple[Finding | FixOrder, str]:
    row = matter.fix or matter.finding
    assert row is not None  # a matter is one of the two
    return row, word("why_looked_at", matter.why)


def by_finding(rows: Sequence[R]) -> Mapping[uuid.UUID, list[R]]:
    found: dict[uuid.UUID, list[R]] = {}
    for row in rows:
        found.setdefault(row.finding_id, []).append(row)
    return found
