"""Rows within reach, for reading: what lies outside somebody's reach does not exist for him (404)."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bihuan.closeout.models import Consent, Exemption
from bihuan.desk.offers import Target
from bihuan.desk.sight import is_told
from bihuan.desk.targets import is_kept_back
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.inspection import WITHDRAWN, InspectionStage
from bihuan.domain.roles import UNIT, Role
from bihuan.dossiers.models import Evidence, Finding, Inspection
from bihuan.dossiers.steps import NoSuchThing
from bihuan.evaluation.models import Evaluation
from bihuan.fieldwork.models import WorkingPaper
from bihuan.ledger.models import Kept
from bihuan.ledger.prepared import read_rows
from bihuan.rectification.models import Measure
from bihuan.supervision.models import Check


@dataclass(frozen=True)
class Aim:
    """What a page is about: the row itself, the dossier it belongs to, its finding where it has one."""

    inspection: Inspection
    row: Kept
    held: frozenset[Role]
    finding: Finding | None = None
    is_site: bool = False  # a page of the weeks before the feedback, which the unit may see, too

    @property
    def paper(self) -> WorkingPaper | None:
        """The working paper that a page is about."""
        return self.row if isinstance(self.row, WorkingPaper) else None

    @property
    def thing(self) -> Finding | WorkingPaper | None:
        """What has a life of its own; None for the dossier and for the rows that live as it does."""
        return self.finding or self.paper

    @property
    def sees_all(self) -> bool:
        """True for everybody but the inspected unit, which sees its own moves and what was told to it."""
        return bool(self.held - UNIT)

    @property
    def is_gone(self) -> bool:
        """True for a row struck out, taken down or withdrawn: it is shown, and nothing is done to it any more."""
        return bool(getattr(self.row, "removed_on", None) or getattr(self.row, "withdrawn_on", None))


OF_A_DOSSIER = ("organization", "supervision_office", "round", "taken_over_paper")


def dossier_of(actor: Actor, inspection_id: uuid.UUID) -> Aim:
    """Return a dossier within reach; raise NoSuchThing. For the unit there is none before its feedback."""
    own = {"authority_id": actor.authority_id, "id": inspection_id}
    found = next(iter(read_rows(Inspection, own, related=OF_A_DOSSIER)), None)
    held = roles_on(actor, found.thing) if found else frozenset()
    if found is None or not held or not (held - UNIT or is_told(found)):
        raise NoSuchThing("inspection", inspection_id)
    return Aim(found, found, held)


def kept_dossier_of(actor: Actor, inspection_id: uuid.UUID) -> Aim:
    """Return a dossier within reach, one that was withdrawn, too; raise NoSuchThing. The unit never sees that one."""
    try:
        return dossier_of(actor, inspection_id)
    except NoSuchThing:
        rows = Inspection.everything.filter(authority_id=actor.authority_id, pk=inspection_id, stage=WITHDRAWN)
        found = rows.select_related(*OF_A_DOSSIER).first()
        held = roles_on(actor, found.thing) if found else frozenset()
        if found is None or not held - UNIT:
            raise
        return Aim(found, found, held)


def site_of(actor: Actor, inspection_id: uuid.UUID) -> Aim:
    """Return a dossier as its unit meets it before the feedback; raise NoSuchThing.

    From the day the team enters the unit is asked things; it reads nothing else of its dossier by this.
    """
    rows = Inspection.objects.select_related("organization", "supervision_office", "round")
    found = rows.filter(authority_id=actor.authority_id, pk=inspection_id).first()
    held = roles_on(actor, found.thing) if found else frozenset()
    if found is None or not held or found.stage == InspectionStage.PLANNED:
        raise NoSuchThing("inspection", inspection_id)
    return Aim(found, found, held, is_site=True)


def finding_of(actor: Actor, finding_id: uuid.UUID) -> Aim:
    """Return a finding within reach; raise NoSuchThing."""
    own = {"authority_id": actor.authority_id, "id": finding_id}
    found = next(iter(read_rows(Finding, own, related=("handed_over_to", "source"))), None)
    if found is None:
        raise NoSuchThing("finding", finding_id)
    aim = dossier_of(actor, found.inspection_id)
    return Aim(aim.inspection, found, aim.held, found)


def measure_of(actor: Actor, measure_id: uuid.UUID) -> Aim:
    found = Measure.objects.filter(authority_id=actor.authority_id, pk=measure_id).first()
    if found is None:
        raise NoSuchThing("measure", measure_id)
    aim = finding_of(actor, found.finding_id)
    return Aim(aim.inspection, found, aim.held, aim.finding)


def evidence_of(actor: Actor, evidence_id: uuid.UUID) -> Aim:
    rows = Evidence.objects.select_related("file").filter(authority_id=actor.authority_id, pk=evidence_id)
    found = rows.first()
    if found is None:
        raise NoSuchThing("evidence", evidence_id)
    aim = finding_of(actor, found.finding_id)
    return Aim(aim.inspection, found, aim.held, aim.finding)


def kept_from_the_unit(actor: Actor, target: Target, row: Kept, inspection_id: uuid.UUID) -> Aim:
    """Return what supervisors see of a dossier; for the unit it exists only where it was told."""
    aim = dossier_of(actor, inspection_id)
    if is_kept_back(actor, target, row.id, aim.inspection):
        raise NoSuchThing(target.value, row.id)
    return Aim(aim.inspection, row, aim.held)


def check_of(actor: Actor, check_id: uuid.UUID) -> Aim:
    found = Check.objects.filter(authority_id=actor.authority_id, pk=check_id).first()
    if found is None:
        raise NoSuchThing("check", check_id)
    return kept_from_the_unit(actor, Target.CHECK, found, found.inspection_id)


def evaluation_of(actor: Actor, evaluation_id: uuid.UUID) -> Aim:
    """Return an evaluation within reach; for the unit one that was not told to it does not exist."""
    found = Evaluation.objects.filter(authority_id=actor.authority_id, pk=evaluation_id).first()
    if found is None:
        raise NoSuchThing("evaluation", evaluation_id)
    return kept_from_the_unit(actor, Target.EVALUATION, found, found.inspection_id)


def consent_of(actor: Actor, consent_id: uuid.UUID) -> Aim:
    found = Consent.objects.filter(authority_id=actor.authority_id, pk=consent_id).first()
    if found is None:
        raise NoSuchThing("consent", consent_id)
    return kept_from_the_unit(actor, Target.CONSENT, found, found.inspection_id)


def exemption_of(actor: Actor, exemption_id: uuid.UUID) -> Aim:
    found = Exemption.objects.filter(authority_id=actor.authority_id, pk=exemption_id).first()
    if found is None:
        raise NoSuchThing("exemption", exemption_id)
    return kept_from_the_unit(actor, Target.EXEMPTION, found, found.inspection_id)


def paper_of(actor: Actor, paper_id: uuid.UUID) -> Aim:
    """Return a working paper that somebody may read; raise NoSuchThing."""
    found = WorkingPaper.objects.filter(authority_id=actor.authority_id, pk=paper_id).first()
    if found is None:
        raise NoSuchThing("working_paper", paper_id)
    return kept_from_the_unit(actor, Target.WORKING_PAPER, found, found.inspection_id)


FINDERS: Mapping[Target, Callable[[Actor, uuid.UUID], Aim]] = {
    Target.INSPECTION: kept_dossier_of,
    Target.FINDING: finding_of,
    Target.MEASURE: measure_of,
    Target.EVIDENCE: evidence_of,
    Target.CHECK: check_of,
    Target.EVALUATION: evaluation_of,
    Target.CONSENT: consent_of,
    Target.EXEMPTION: exemption_of,
    Target.WORKING_PAPER: paper_of,
    Target.SITE: site_of,
}


def aim_at(actor: Actor, target: Target, row_id: uuid.UUID) -> Aim:
    """Return what a deed of this target is about; raise NoSuchThing."""
    return FINDERS[target](actor, row_id)
