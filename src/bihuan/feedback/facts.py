"""Copy notices as the facts that gates ask."""

from __future__ import annotations

from bihuan.domain.lifecycle.facts import CopyNotice as NoticeFacts
from bihuan.dossiers.models import Inspection
from bihuan.feedback.models import CopyNotice


def notices_of(inspection: Inspection) -> tuple[NoticeFacts, ...]:
    """Return the copy notices that went out, by day."""
    rows = CopyNotice.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    return tuple(NoticeFacts(row.to, row.on) for row in rows.order_by("on", "id"))
