"""What a deed is done to, found within somebody's reach: the thing, its finding where it has one, its dossier."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from bihuan.closeout.models import Consent, Exemption
from bihuan.desk.offers import Target
from bihuan.desk.sight import is_told, is_unit_only
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.inspection import WITHDRAWN, InspectionStage
from bihuan.dossiers.models import Evidence, Finding, Inspection
from bihuan.dossiers.steps import NoSuchThing
from bihuan.evaluation.models import Evaluation
from bihuan.fieldwork.facts import papers_seen
from bihuan.fieldwork.models import WorkingPaper
from bihuan.ledger.prepared import read_rows
from bihuan.rectification.models import Measure
from bihuan.supervision.models import Check


@dataclass(frozen=True)
class Aim:
    """A thing within reach: its dossier, and the finding it belongs to where it does."""

    target: Target
    target_id: uuid.UUID
    inspection: Inspection
    finding: Finding | None = None
    paper: WorkingPaper | None = None

    @property
    def thing(self) -> Finding | WorkingPaper | None:
        """What has a life of its own; None for the dossier and for the rows that live as it does."""
        return self.finding or self.paper


def aim_at(actor: Actor, target: Target, target_id: uuid.UUID) -> Aim:
    """Return a thing within the actor's reach; raise NoSuchThing alike for what is not there and what is not his."""
    finding: Finding | None = None
    inspection_id: uuid.UUID | None = target_id
    if target in (Target.FINDING, Target.MEASURE, Target.EVIDENCE):
        finding = _finding_of(actor, target, target_id)
        inspection_id = finding.inspection_id if finding else None
    elif target not in (Target.INSPECTION, Target.SITE):
        inspection_id = _inspection_id_of(actor, target, target_id)
    inspection = _inspection_of(actor, inspection_id) if inspection_id else None
    if inspection is None and target is Target.INSPECTION:
        inspection = _withdrawn_of(actor, target_id)
    if inspection is None or is_kept_back(actor, target, target_id, inspection):
        raise NoSuchThing(target.value, target_id)
    paper = papers_seen(actor, inspection).filter(pk=target_id).first() if target is Target.WORKING_PAPER else None
    return Aim(target, target_id, inspection, finding, paper)


def _inspection_of(actor: Actor, inspection_id: uuid.UUID) -> Inspection | None:
    own = {"authority_id": actor.authority_id, "id": inspection_id}
    found = next(iter(read_rows(Inspection, own, related=("organization", "supervision_office", "round"))), None)
    return found if found is not None and roles_on(actor, found.thing) else None


def _withdrawn_of(actor: Actor, inspection_id: uuid.UUID) -> Inspection | None:
    """Return a dossier that was withdrawn: it is still told, to all but the unit, and knows no deed any more."""
    rows = Inspection.everything.filter(authority_id=actor.authority_id, pk=inspection_id, stage=WITHDRAWN)
    found = rows.select_related("organization", "supervision_office", "round").first()
    return found if found is not None and not is_unit_only(actor, found) else None


def _finding_of(actor: Actor, target: Target, target_id: uuid.UUID) -> Finding | None:
    own = {"authority_id": actor.authority_id, "id": target_id}
    if target is Target.FINDING:
        return next(iter(read_rows(Finding, own, related=("handed_over_to",))), None)
    model: type[Measure | Evidence] = Measure if target is Target.MEASURE else Evidence
    row = next(iter(read_rows(model, own, empty=("removed_on",))), None)
    return _finding_of(actor, Target.FINDING, row.finding_id) if row else None


def _inspection_id_of(actor: Actor, target: Target, target_id: uuid.UUID) -> uuid.UUID | None:
    at = actor.authority_id
    row: Check | Evaluation | Consent | Exemption | WorkingPaper | None
    if target is Target.WORKING_PAPER:
        row = WorkingPaper.objects.filter(authority_id=at, pk=target_id).first()
        return row.inspection_id if row else None
    if target is Target.CHECK:
        row = Check.objects.filter(authority_id=at, pk=target_id, withdrawn_on=None).first()
    elif target is Target.EVALUATION:
        row = Evaluation.objects.filter(authority_id=at, pk=target_id, withdrawn_on=None).first()
    elif target is Target.EXEMPTION:
        row = Exemption.objects.filter(authority_id=at, pk=target_id, withdrawn_on=None).first()
    else:
        row = Consent.objects.filter(authority_id=at, pk=target_id, withdrawn_on=None).first()
    return row.inspection_id if row else None


def is_kept_back(actor: Actor, target: Target, target_id: uuid.UUID, inspection: Inspection) -> bool:
    """True for what the unit is not shown: anything before feedback, checks, consents, exceptions, untold scores."""
    if target is Target.WORKING_PAPER:
        return not papers_seen(actor, inspection).filter(pk=target_id).exists()
    if not is_unit_only(actor, inspection):
        return False
    if target is Target.SITE:
        return inspection.stage == InspectionStage.PLANNED  # that a team will come is not told by this
    if not is_told(inspection):
        return True
    if target is not Target.EVALUATION:
        return target in (Target.CHECK, Target.CONSENT, Target.EXEMPTION)
    return not Evaluation.objects.filter(authority_id=actor.authority_id, pk=target_id, told_on__isnull=False).exists()
