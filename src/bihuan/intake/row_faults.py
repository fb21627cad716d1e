"""What keeps a row of a draft from being imported: codes, found column by column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from itertools import chain, compress
from typing import TYPE_CHECKING

from bihuan.intake.limits import MOST_MEASURES
from bihuan.intake.planned import PlannedMeasures

if TYPE_CHECKING:
    from bihuan.intake.proposals import Proposal

LONGEST_NUMBER, LONGEST_TITLE, LONGEST_TEXT = 20, 300, 20_000


def with_faults(rows: Sequence[Proposal], plan: PlannedMeasures, taken: Collection[str]) -> list[Proposal]:
    """Mark what keeps a row from being imported; a row that does not come in has no faults."""
    coming = [row for row in rows if row.comes_in]
    faults: dict[str, list[str]] = {}
    for code, is_wrong in (*wrong_words(coming, taken).items(), *wrong_measures(coming, plan).items()):
        for row in compress(coming, is_wrong):
            faults.setdefault(row.key, []).append(code)
    return [row._replace(faults=tuple(faults[row.key])) if row.key in faults else row for row in rows]


def wrong_words(rows: Sequence[Proposal], taken: Collection[str]) -> dict[str, Iterable[bool]]:
    """Return for each fault of what a row itself tells in which rows it is; a number has one of the first three."""
    numbers = [row.number for row in rows]
    counts = Counter(numbers)
    twice = {number for number, count in counts.items() if count > 1 and number and number not in taken}
    return {
        "row.no_number": [not number for number in numbers],
        "row.number_taken": [number in taken for number in numbers],
        "row.number_twice": [number in twice for number in numbers],
        "row.number_long": [len(number) > LONGEST_NUMBER for number in numbers],
        "row.no_title": [not row.title for row in rows],
        "row.text_long": [len(row.text) > LONGEST_TEXT for row in rows],
    }


def wrong_measures(rows: Sequence[Proposal], plan: PlannedMeasures) -> dict[str, Iterable[bool]]:
    """Return for each fault of planned measures in which rows it is; most ledgers need no look at the single one."""
    told = [plan.columns[name] for name in ("text", "goal")]
    long: set[int | None] = set()
    if max(map(len, chain(*told)), default=0) > LONGEST_TEXT:
        long = {
            place
            for place, own in enumerate(plan.spans)
            if any(len(text) > LONGEST_TEXT for column in told for text in column[own])
        }
    many: set[int | None] = {place for place, count in enumerate(plan.counts) if count > MOST_MEASURES}
    return {
        "row.measure_long": [row.place in long for row in rows],
        "row.measures_many": [row.place in many for row in rows],
    }
