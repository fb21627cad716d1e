"""What a deed that writes over something has to be told of what stands: looked up for whoever reads it just now."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from bihuan.desk.offers import Offer, Target
from bihuan.domain.lifecycle.revising import REVISED, SEEN, SEEN_DRAFT, SEEN_REPORT, SEEN_VERSION
from bihuan.dossiers.models import Finding, Inspection
from bihuan.feedback.hearings import standing_team_report
from bihuan.feedback.models import TeamReport
from bihuan.fieldwork.models import WorkingPaper
from bihuan.ledger.prepared import read_rows
from bihuan.rectification.facts import standing_report
from bihuan.rectification.models import Measure, Report

STANDING: Mapping[str, Callable[[Inspection], Report | TeamReport | None]] = {
    SEEN_REPORT: standing_report,
    SEEN_DRAFT: standing_team_report,
}


def seen_now(offer: Offer, authority_id: uuid.UUID, target_id: uuid.UUID) -> Mapping[str, int]:
    """Return what somebody who looks now tells a deed that he saw; nothing where it writes over nothing."""
    told = SEEN.get(offer.name, "")
    if told in STANDING:
        inspection = Inspection.objects.filter(authority_id=authority_id, pk=target_id).first()
        standing = STANDING[told](inspection) if inspection else None
        return {told: standing.number if standing else 0}
    if told == SEEN_VERSION:
        row = row_of(offer, authority_id, target_id)
        return {SEEN_VERSION: row.version if row else 0}
    return {}


def stands_now(offer: Offer, authority_id: uuid.UUID, target_id: uuid.UUID) -> Mapping[str, Any]:
    """Return the words that a deed would write over, by column; nothing where it writes over none of a row."""
    row = row_of(offer, authority_id, target_id) if offer.name in REVISED else None
    return {name: getattr(row, name) for name in sorted(REVISED[offer.name])} if row else {}


def row_of(offer: Offer, authority_id: uuid.UUID, target_id: uuid.UUID) -> Finding | Measure | WorkingPaper | None:
    """Return the row that a revising deed is done to."""
    own = {"authority_id": authority_id, "id": target_id}
    if offer.target is Target.MEASURE:
        return next(iter(read_rows(Measure, own)), None)
    if offer.target is Target.WORKING_PAPER:
        return next(iter(read_rows(WorkingPaper, own)), None)
    return next(iter(read_rows(Finding, own)), None)
