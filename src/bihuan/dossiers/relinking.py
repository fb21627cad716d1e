"""Another supervision office for a dossier: whoever takes over reaches it from today on, the former one no more.

What the former one checked, evaluated and signed stays as its own; a consent that stands is taken back first.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.dossiers.actions import organization_of
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.models import Finding
from bihuan.dossiers.steps import inspection_for, may_take, note_of
from bihuan.dossiers.supervisors import refuse_other_body
from bihuan.ledger.door import Receipt, commit, deed


class SameSupervisionOffice(ValueError):
    """A dossier is linked with that very supervision office."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"supervision_office_id: the dossier is linked with {name} already; choose another one")


@deed
def change_supervision_office(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    supervision_office_id: uuid.UUID,
    reason: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Link a dossier that is not closed with another supervision office; raise SameSupervisionOffice."""
    inspection = inspection_for(actor, inspection_id)
    facts, step = bare_facts(inspection, actor.today), STEPS["change_supervision_office"]
    taken = may_take(actor=actor, step=step, inspection=inspection, stage=inspection.stage, facts=facts, reason=reason)
    office, before = organization_of(actor, supervision_office_id), inspection.supervision_office
    if before is not None and before.id == office.id:
        raise SameSupervisionOffice(office.name)
    refuse_other_body(actor, office)
    inspection.supervision_office, inspection.supervision_path = office, office.path
    findings = list(Finding.everything.filter(authority_id=actor.authority_id, inspection=inspection))
    for one in findings:
        one.supervision_path = office.path  # lists are cut by it
    told = {"before": before.id if before is not None else None, "office": office.id}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, reason=reason, told=told)
    return commit(note=note, rows=[inspection, *findings])
