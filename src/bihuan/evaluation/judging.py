"""How a step of evaluation meets the judge: role and stage, no gate."""

from __future__ import annotations

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import Taken, may_take


def taking(actor: Actor, name: str, inspection: Inspection, reason: str = "") -> Taken:
    """Judge a step of evaluation that asks no gate."""
    return may_take(
        actor=actor,
        step=STEPS[name],
        inspection=inspection,
        stage=inspection.stage,
        facts=bare_facts(inspection, actor.today),
        reason=reason,
    )
