"""Rows of a dossier as the facts that gates ask; later rooms add theirs."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from bihuan.domain.lifecycle.facts import FindingFacts, InspectionFacts, Tenure
from bihuan.dossiers.models import Finding, Heir, Inspection
from bihuan.organizations.models import Organization
from bihuan.organizations.queries import present_owner, successions_by, tenures_of


def finding_facts(finding: Finding) -> FindingFacts:
    """Return what the finding's own row says."""
    return FindingFacts(
        number=finding.number,
        stage=finding.stage,
        person_matter=finding.person_matter,
        outcome=finding.outcome,
        accountability=finding.accountability,
        handed_over_to=finding.handed_over_to.name if finding.handed_over_to else "",
        accepted_on=finding.hand_over_accepted_on,
        result=finding.result,
    )


def heads_of(inspection: Inspection, day: date) -> tuple[Tenure, ...]:
    """Return who heads the organization that answers for the dossier, successors followed."""
    return tenures_of(owner_of(inspection, day))


def owner_of(inspection: Inspection, day: date) -> Organization:
    """Return who answers for a dossier on a day: its organization, or the successor that took this dossier over."""
    organization = inspection.organization
    if organization.until_on is None or organization.until_on >= day:
        return organization
    return present_owner(organization, day, chosen_heirs([inspection])[inspection.id])


def answering_until(inspection: Inspection, day: date) -> list[Organization]:
    """Return all who answered for a dossier until a day, one after another: its organization first."""
    found = [inspection.organization]
    while (last := found[-1].until_on) is not None and last < day:
        following = owner_of(inspection, last + timedelta(days=1))
        if following in found:  # who came later, or nobody
            following = owner_of(inspection, day)
        if following in found:
            break
        found.append(following)
    return found


def owners_of(inspections: Sequence[Inspection], day: date) -> list[Organization]:
    """Return who answers for each dossier on a day; two questions for many."""
    if not inspections:
        return []
    chosen, successions = chosen_heirs(inspections), successions_by(inspections[0].authority_id, day)
    return [present_owner(one.organization, day, chosen[one.id], successions) for one in inspections]


def chosen_heirs(inspections: Sequence[Inspection]) -> dict[uuid.UUID, dict[uuid.UUID, uuid.UUID]]:
    """Return for each dossier which of several successors took it over, by the unit that ended."""
    chosen: dict[uuid.UUID, dict[uuid.UUID, uuid.UUID]] = {one.id: {} for one in inspections}
    if inspections:
        ids = list(chosen)
        heirs = Heir.objects.filter(authority_id=inspections[0].authority_id, dossier__in=ids)
        for dossier, old, new in heirs.values_list("dossier_id", "old_id", "new_id"):
            chosen[dossier][old] = new
    return chosen


def bare_facts(inspection: Inspection, on: date, findings: tuple[FindingFacts, ...] = ()) -> InspectionFacts:
    """Return what the dossier's own row says, with the findings a step is about."""
    return InspectionFacts(
        stage=inspection.stage,
        on=on,
        feedback_on=inspection.feedback_on,
        supervision_office=inspection.supervision_office.name if inspection.supervision_office else "",
        responsible_department_needed=inspection.responsible_department_needed,
        findings=findings,
        consents_stand=inspection.consents_stand,
    )
