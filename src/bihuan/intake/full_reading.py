"""A document with everything an import needs beyond the contract's findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bihuan.intake.document import ReadDocument
    from bihuan.intake.sheets import RowError, SheetRow


@dataclass(frozen=True, slots=True)
class FullReading:
    """A document with what only an import needs: row errors, all known cells, the source text by line."""

    document: ReadDocument
    errors: tuple[RowError, ...] = ()
    rows: tuple[SheetRow, ...] = ()
    source: tuple[tuple[int, str], ...] = ()
