"""The facts of a whole dossier: what every room knows, gathered for the close-out gates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bihuan.closeout.hanging import hanging_on
from bihuan.closeout.models import Consent, Exemption
from bihuan.domain.lifecycle.facts import InspectionFacts, SignedOn, Waiver
from bihuan.domain.lifecycle.inspection import PLANNED
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.rulebooks import asks
from bihuan.evaluation.facts import evaluations_of
from bihuan.evaluation.three_party import with_parties
from bihuan.feedback.facts import with_feedback
from bihuan.fieldwork.facts import with_fieldwork
from bihuan.ledger.prepared import read_rows
from bihuan.organizations.queries import standing_of
from bihuan.rectification.facts import plan_facts
from bihuan.rectification.filed import absent_of, filings_of
from bihuan.rectification.periodic import periodic_of
from bihuan.supervision.facts import checks_of, seen_otherwise


def consents_of(inspection: Inspection) -> list[Consent]:
    """Return the consents that stand."""
    own = {"authority_id": inspection.authority_id, "inspection_id": inspection.id}
    return read_rows(Consent, own, "on", "id", empty=("withdrawn_on",))


def exemptions_of(inspection: Inspection) -> list[Exemption]:
    """Return the exceptions that stand."""
    own = {"authority_id": inspection.authority_id, "inspection_id": inspection.id}
    return read_rows(Exemption, own, "on", "id", empty=("withdrawn_on",))


def waivers_of(inspection: Inspection) -> tuple[Waiver, ...]:
    return tuple(Waiver(row.code, row.reason, Role.LEADING_GROUP, row.on) for row in exemptions_of(inspection))


def whole_facts(inspection: Inspection, on: date, findings: Sequence[Finding] | None = None) -> InspectionFacts:
    """Return everything that any gate of this dossier may ask; all findings may be given where they were read."""
    consents = consents_of(inspection)
    accepted = next((c for c in consents if c.kind == "acceptance"), None)
    approved = next((c for c in consents if c.kind == "approval"), None)
    status, successors = standing_of(inspection.organization, on)
    known, checks = with_fieldwork(plan_facts(inspection, on, findings), inspection), checks_of(inspection)
    known = with_feedback(known, inspection)
    doubted = seen_otherwise(inspection) if checks else frozenset()
    facts = replace(
        known,
        findings=tuple(replace(one, seen_otherwise=one.number in doubted) for one in known.findings),
        checks=checks,
        evaluations=evaluations_of(inspection),
        acceptance=SignedOn(accepted.by_role, accepted.on) if accepted else None,
        office_approval=approved.on if approved else None,
        countersigned=tuple(SignedOn(c.by_role, c.on) for c in consents if c.kind == "countersignature"),
        exceptions=waivers_of(inspection),
        status=status,
        successors=successors,
    )
    if inspection.stage == PLANNED:  # later nobody asks
        facts = replace(facts, hanging=hanging_on(inspection))
    return with_places(facts, inspection)


def with_places(facts: InspectionFacts, inspection: Inspection) -> InspectionFacts:
    """Return facts with what packs of single places ask; nothing is read where the dossier's packs do not ask."""
    if asks(inspection, "gate/close/three_party.missing"):
        facts = with_parties(facts, inspection)
    if asks(inspection, "gate/close/filing.missing"):
        facts = replace(facts, filings=filings_of(inspection), not_applicable=absent_of(inspection))
    if asks(inspection, "gate/close/periodic_report.unsigned"):
        facts = replace(facts, periodic_reports=periodic_of(inspection))
    return facts
