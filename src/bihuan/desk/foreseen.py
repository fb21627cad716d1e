"""What a check or an evaluation would let the close-out of a dossier ask anew, were somebody to enter it today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bihuan.closeout.facts import whole_facts
from bihuan.desk.offers import OFFERS
from bihuan.domain.joint_seats import JOINT_TEAM
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.facts import CheckFacts, CheckKind, EvaluationFacts
from bihuan.domain.lifecycle.foreseen import after_a_check, after_an_evaluation, not_before
from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.domain.lifecycle.machine import Blocker, role_for
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.supervision.actions import author_of

CHECK, EVALUATION = "record_check", "record_evaluation"


@dataclass(frozen=True)
class Foreseen:
    """Conditions of the turns left unmet by one more entry of today; sorts of checks that count from a later day on."""

    anew: tuple[Blocker, ...] = ()
    not_before: Mapping[CheckKind, date] = field(default_factory=dict)


def foreseen(actor: Actor, inspection: Inspection, deed: str = CHECK) -> Foreseen:
    """Return what is to be read before a check or an evaluation is entered; nothing for any other deed."""
    if deed not in (CHECK, EVALUATION) or inspection.stage not in RUNNING:
        return Foreseen()
    role = role_for(OFFERS[deed].step, roles_on(actor, inspection.thing))
    by, name = author_of(role, inspection) if role is not None else (JOINT_TEAM, "")
    close, facts = OFFERS["close"].step, whole_facts(inspection, actor.today)
    rules = rulebook_of(inspection, actor.today)
    if deed == EVALUATION:
        return Foreseen(after_an_evaluation(close, facts, rules, EvaluationFacts(by, actor.today, name)))
    anew = after_a_check(close, facts, rules, CheckFacts(by, actor.today, name))
    return Foreseen(anew, not_before(close, facts, rules))
