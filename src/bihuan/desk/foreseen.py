"""What a check or an evaluation would let the close-out of a dossier ask anew, were somebody to enter it today."""

from __future__ import annotations

from bihuan.closeout.facts import whole_facts
from bihuan.desk.offers import OFFERS
from bihuan.domain.joint_seats import JOINT_TEAM
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.facts import CheckFacts, EvaluationFacts
from bihuan.domain.lifecycle.foreseen import after_a_check, after_an_evaluation
from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.domain.lifecycle.machine import Blocker, role_for
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.supervision.actions import author_of

CHECK, EVALUATION = "record_check", "record_evaluation"


def asked_anew(actor: Actor, inspection: Inspection, deed: str = CHECK) -> tuple[Blocker, ...]:
    """Return the conditions of the turns that one more entry of today leaves unmet; nothing for any other deed."""
    if deed not in (CHECK, EVALUATION) or inspection.stage not in RUNNING:
        return ()
    role = role_for(OFFERS[deed].step, roles_on(actor, inspection.thing))
    by, name = author_of(role, inspection) if role is not None else (JOINT_TEAM, "")
    close, facts = OFFERS["close"].step, whole_facts(inspection, actor.today)
    rules = rulebook_of(inspection, actor.today)
    if deed == CHECK:
        return after_a_check(close, facts, rules, CheckFacts(by, actor.today, name))
    return after_an_evaluation(close, facts, rules, EvaluationFacts(by, actor.today, name))
