"""A document with everything an import needs beyond the contract's findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bihuan.intake.planned import NOTHING_PLANNED, PlannedMeasures
from bihuan.intake.source_lines import NO_LINES, SourceLines

if TYPE_CHECKING:
    from bihuan.intake.document import ReadDocument
    from bihuan.intake.sheets import RowError, SheetReading, SheetRow


@dataclass(frozen=True, slots=True)
class FullReading:
    """A document with what only an import needs: row errors, the source text by line, planned measures, all cells.

    `planned` holds the measures of each finding, where a table lists them; it is empty for running text.
    """

    document: ReadDocument
    errors: tuple[RowError, ...] = ()
    source: SourceLines = NO_LINES
    planned: PlannedMeasures = NOTHING_PLANNED
    tables: tuple[SheetReading, ...] = ()

    @property
    def rows(self) -> list[SheetRow]:
        """Return the rows of all tables as their known fields."""
        return [row for table in self.tables for row in table.rows]
