"""What goes before the feedback, as the facts that gates ask."""

from __future__ import annotations

from dataclasses import replace

from bihuan.domain.lifecycle.facts import CopyNotice as NoticeFacts
from bihuan.domain.lifecycle.facts import InspectionFacts, PutFactFacts
from bihuan.domain.lifecycle.inspection import AT_WORK, InspectionStage
from bihuan.domain.lifecycle.reply import FactStage
from bihuan.dossiers.models import Inspection
from bihuan.feedback.looking import review_of
from bihuan.feedback.models import CopyNotice, PutFact
from bihuan.ledger.prepared import read_rows


def notices_of(inspection: Inspection) -> tuple[NoticeFacts, ...]:
    """Return the copy notices that went out, by day."""
    own = {"authority_id": inspection.authority_id, "inspection_id": inspection.id}
    return tuple(NoticeFacts(row.to, row.on) for row in read_rows(CopyNotice, own, "on", "id"))


def put_facts_of(inspection: Inspection) -> tuple[PutFactFacts, ...]:
    """Return the facts that were put to the unit, by number."""
    rows = PutFact.objects.filter(authority_id=inspection.authority_id, inspection=inspection).order_by("number")
    return tuple(
        PutFactFacts(str(row.number), row.due_on, row.stage != FactStage.PUT, row.stage == FactStage.OBJECTED)
        for row in rows
    )


def with_feedback(facts: InspectionFacts, inspection: Inspection) -> InspectionFacts:
    """Return a dossier's facts with what goes before its feedback; after it no gate asks for it."""
    told = replace(facts, copy_notices=notices_of(inspection))
    if inspection.stage not in AT_WORK:
        return told
    told = replace(told, put_facts=put_facts_of(inspection))
    if inspection.stage != InspectionStage.REPORTING:
        return told
    return replace(told, feedback_review=review_of(inspection))
