"""What the archive of a dossier would hold."""

from __future__ import annotations

from bihuan.closeout.contents import rows_of, told_by
from bihuan.dossiers.models import Inspection
from bihuan.ledger.export import entries_of
from bihuan.ledger.models import Kept


def archived(inspection: Inspection) -> list[Kept]:
    """Return the rows that an archive made now would hold."""
    return rows_of(inspection, told_by(entries_of(inspection.stream, inspection.authority_id)))
