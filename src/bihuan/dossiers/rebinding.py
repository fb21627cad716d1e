"""Other packs for a running dossier: only by a decision of the leading group, with its reason on the ledger.

Verdicts that were given stay as they are; steps to come are judged by the packs that the authority has chosen now.
Source: requirements RECT-5.
"""

from __future__ import annotations

import uuid
from datetime import datetime

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.rulebooks import bind, has_other_packs
from bihuan.dossiers.steps import inspection_for, may_take, note_of
from bihuan.ledger.door import Receipt, commit, deed


class SamePacks(ValueError):
    """A dossier is bound to the very packs that are chosen now."""

    def __init__(self, packs: str) -> None:
        self.packs = packs
        super().__init__(f"the dossier is bound to {packs} already; let the office choose other packs first")


@deed
def change_packs(*, actor: Actor, inspection_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Bind a dossier to the packs that are chosen now, as of its feedback; raise SamePacks or PackSilent."""
    inspection = inspection_for(actor, inspection_id)
    facts = bare_facts(inspection, actor.today)
    step, stage = STEPS["change_packs"], inspection.stage
    taken = may_take(actor=actor, step=step, inspection=inspection, stage=stage, facts=facts, reason=reason)
    before = [pack_id for pack_id, _sha256 in inspection.packs]
    if inspection.feedback_on is None or not has_other_packs(inspection):
        raise SamePacks(", ".join(before))
    bind(inspection, inspection.feedback_on)
    told = {"before": before, "packs": [pack_id for pack_id, _sha256 in inspection.packs]}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, reason=reason, told=told)
    return commit(note=note, rows=[inspection])
