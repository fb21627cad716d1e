"""The rows of a draft as the deed takes them: column by column, names cut where they are too long."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.measure_columns import MeasureColumns
from bihuan.dossiers.actions import NewMeasure
from bihuan.dossiers.incoming import ManyFindings
from bihuan.intake.planned import PlannedMeasures
from bihuan.intake.proposals import Proposal, shortened

LONGEST_OWNER, LONGEST_DEPARTMENT = 60, 100


def findings_to_enter(rows: Sequence[Proposal], planned: PlannedMeasures, *, with_lines: bool = True) -> ManyFindings:
    """Return rows with those of a draft's planned measures that are theirs."""
    stages = {stage: FindingStage(stage) for stage in {row.stage for row in rows}}
    return ManyFindings(
        number=[row.number.strip() for row in rows],
        title=[row.title.strip() for row in rows],
        text=[row.text.strip() for row in rows],
        headings=[tuple(map(str.strip, row.headings)) for row in rows],
        category=[""] * len(rows),
        person_matter=[row.person_matter for row in rows],
        source_line=[row.line if with_lines else None for row in rows],
        stage=[stages[row.stage] for row in rows],
        measures=measures_of(planned.only([row.place for row in rows])),
    )


def measures_of(planned: PlannedMeasures) -> MeasureColumns[NewMeasure]:
    """Return planned measures as the deed takes them; names that are too long are cut, as titles are."""
    told = planned.columns
    columns: dict[str, Sequence[Any]] = {
        "text": told["text"],
        "owner": all_shortened(told["owner"], LONGEST_OWNER),
        "department": all_shortened(told["department"], LONGEST_DEPARTMENT),
        "due_on": days_of(told["due_on"]),
        "expected_result": told["goal"],
    }
    return MeasureColumns(NewMeasure, planned.counts, columns)


def all_shortened(column: Sequence[str], most: int) -> list[str]:
    """Return the texts of a column, each different one cut once."""
    cut = {text: shortened(text, most) for text in set(column)}
    return list(map(cut.__getitem__, column))


def days_of(column: Sequence[str | None]) -> list[date | None]:
    """Return the days of a column, each different one read once."""
    days = {iso: date.fromisoformat(iso) if iso else None for iso in set(column)}
    return list(map(days.__getitem__, column))
