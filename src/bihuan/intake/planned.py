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
COUNTS, SAID, AT = "counts", "said", "at"
OFTEN = 4  # times that each thing is said at least where a column is kept briefly
PlannedMeasures = MeasureColumns[PlannedMeasure]
NOTHING_PLANNED = PlannedMeasures(PlannedMeasure, (), dict.fromkeys(NAMES, ()))


def joined(sheets: Sequence[PlannedMeasures]) -> PlannedMeasures:
    """Return the measures of several sheets one after the other."""
    if len(sheets) == 1:
        return sheets[0]
    counts = list(chain.from_iterable(sheet.counts for sheet in sheets))
    columns = {name: list(chain.from_iterable(sheet.columns[name] for sheet in sheets)) for name in NAMES}
    return PlannedMeasures(PlannedMeasure, counts, columns)


def to_draft(planned: PlannedMeasures) -> dict[str, Any]:
    """Return planned measures as a draft keeps them."""
    return {COUNTS: planned.counts} | {name: briefly(column) for name, column in planned.columns.items()}


def briefly(column: Sequence[Any]) -> Sequence[Any] | dict[str, list[Any]]:
    """Return a column that says few things often as these, and which of them each measure has."""
    said = dict.fromkeys(column)
    if len(said) * OFTEN > len(column):
        return column
    places = dict(zip(said, range(len(said)), strict=True))
    return {SAID: list(said), AT: list(map(places.__getitem__, column))}


def in_full(kept: Sequence[Any] | Mapping[str, Sequence[Any]]) -> Sequence[Any]:
    """Return a column of a draft with a value for each measure."""
    return list(map(kept[SAID].__getitem__, kept[AT])) if isinstance(kept, Mapping) else kept


def from_draft(kept: Mapping[str, Any] | Sequence[Any], findings: int) -> PlannedMeasures:
    """Return the planned measures of a draft; one of an earlier version lists them, finding by finding.

    A document in running text plans nothing for its findings.
    """
    if not isinstance(kept, Mapping):
        planned = PlannedMeasures.of(PlannedMeasure, NAMES, kept)
    else:
        planned = PlannedMeasures(PlannedMeasure, kept[COUNTS], {name: in_full(kept[name]) for name in NAMES})
    without = [0] * (findings - len(planned))
    return PlannedMeasures(PlannedMeasure, [*planned.counts, *without], planned.columns) if without else planned
