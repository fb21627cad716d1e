"""The measures that a rectification ledger plans, as columns from its sheet to its draft and out of it again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from bihuan.domain.measure_columns import MeasureColumns


class PlannedMeasure(NamedTuple):
    """A measure as a ledger plans it: who answers, by when (as printed, and as a day where it is one)."""

    text: str
    owner: str
    department: str
    due_told: str
    due_on: str | None
    goal: str


NAMES = PlannedMeasure._fields
COUNTS = "counts"
PlannedMeasures = MeasureColumns[PlannedMeasure]
NOTHING_PLANNED = PlannedMeasures(PlannedMeasure, (), dict.fromkeys(NAMES, ()))


def joined(sheets: Sequence[PlannedMeasures]) -> PlannedMeasures:
    """Return the measures of several sheets one after the other."""
    if len(sheets) == 1:
        return sheets[0]
    counts = list(chain.from_iterable(sheet.counts for sheet in sheets))
    columns = {name: list(chain.from_iterable(sheet.columns[name] for sheet in sheets)) for name in NAMES}
    return PlannedMeasures(PlannedMeasure, counts, columns)


def to_draft(planned: PlannedMeasures) -> dict[str, Sequence[Any]]:
    """Return planned measures as a draft keeps them."""
    return {COUNTS: planned.counts, **planned.columns}


def from_draft(kept: Mapping[str, Any] | Sequence[Any], findings: int) -> PlannedMeasures:
    """Return the planned measures of a draft; one of an earlier version lists them, finding by finding.

    A document in running text plans nothing for its findings.
    """
    if not isinstance(kept, Mapping):
        planned = PlannedMeasures.of(PlannedMeasure, NAMES, kept)
    else:
        planned = PlannedMeasures(PlannedMeasure, kept[COUNTS], {name: kept[name] for name in NAMES})
    without = [0] * (findings - len(planned))
    return PlannedMeasures(PlannedMeasure, [*planned.counts, *without], planned.columns) if without else planned
