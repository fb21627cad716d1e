"""Copy notices as the facts that gates ask."""

from __future__ import annotations

from bihuan.domain.lifecycle.facts import CopyNotice as NoticeFacts
from bihuan.dossiers.models import Inspection
from bihuan.feedback.models import CopyNotice
from bihuan.ledger.prepared import read_rows


def notices_of(inspection: Inspection) -> tuple[NoticeFacts, ...]:
    """Return the copy notices that went out, by day."""
    own = {"authority_id": inspection.authority_id, "inspection_id": inspection.id}
    return tuple(NoticeFacts(row.to, row.on) for row in read_rows(CopyNotice, own, "on", "id"))
