"""What one more check or evaluation would let the close-out ask anew; told before it is entered, for it stays.

A check or an evaluation that another pack asks for counts for the turns, too, and can put them out of order.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bihuan.domain.lifecycle.facts import CheckFacts, CheckKind, EvaluationFacts, InspectionFacts
from bihuan.domain.lifecycle.local_gates import earliest_day
from bihuan.domain.lifecycle.machine import Blocker, ask_gates, gates_of
from bihuan.domain.lifecycle.steps import Step
from bihuan.domain.rulebook import Rulebook

ORDER, CHECK = "cycle.out_of_order", "second_check.not_by_linked_supervision_office"
EVALUATION = "second_evaluation.not_by_linked_supervision_office"


def after_a_check(close: Step, facts: InspectionFacts, rules: Rulebook, check: CheckFacts) -> tuple[Blocker, ...]:
    """Return which conditions of the turns a check leaves unmet, now and once it is evaluated, that are met today."""
    checked = replace(facts, checks=(*facts.checks, check))
    evaluated = replace(checked, evaluations=(*facts.evaluations, EvaluationFacts(check.by, check.on, check.name)))
    return asked_anew(close, facts, (checked, evaluated), rules, frozenset({ORDER, CHECK}))


def after_an_evaluation(
    close: Step, facts: InspectionFacts, rules: Rulebook, evaluation: EvaluationFacts
) -> tuple[Blocker, ...]:
    """Return which conditions of the turns an evaluation leaves unmet that are met, or not asked yet, today."""
    evaluated = replace(facts, evaluations=(*facts.evaluations, evaluation))
    return asked_anew(close, facts, (evaluated,), rules, frozenset({ORDER, EVALUATION}))


def not_before(close: Step, facts: InspectionFacts, rules: Rulebook) -> dict[CheckKind, date]:
    """Return from which day on a return visit and a special check count, where the packs ask and it has not come."""
    asked = gates_of(close, rules)
    found = {}
    for kind in (CheckKind.RETURN_VISIT, CheckKind.SPECIAL_CHECK):
        gate = asked.get(f"{kind}.too_early")
        first = earliest_day(facts, gate[0].after_months) if gate is not None else None
        if first is not None and facts.on < first:
            found[kind] = first
    return found


def asked_anew(
    close: Step,
    now: InspectionFacts,
    later: tuple[InspectionFacts, ...],
    rules: Rulebook,
    codes: frozenset[str],
) -> tuple[Blocker, ...]:
    before = {one.code for one in ask_gates(close, now, rules).blockers}
    found: dict[str, Blocker] = {}
    for facts in later:
        for one in ask_gates(close, facts, rules).blockers:
            if one.code in codes - before:
                found.setdefault(one.code, one)
    return tuple(found.values())
