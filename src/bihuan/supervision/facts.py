"""Checks as the facts that gates ask."""

from __future__ import annotations

from bihuan.domain.lifecycle.facts import CheckFacts, CheckKind
from bihuan.dossiers.models import Inspection
from bihuan.supervision.models import Check


def checks_of(inspection: Inspection) -> tuple[CheckFacts, ...]:
    """Return the checks that stand, by day and number."""
    rows = Check.objects.filter(authority_id=inspection.authority_id, inspection=inspection, withdrawn_on=None)
    return tuple(
        CheckFacts(row.by_role, row.on, row.by_name, CheckKind(row.kind) if row.kind else None)
        for row in rows.order_by("on", "number")
    )
