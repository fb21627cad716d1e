"""Which check an evaluation answers: none comes before the first check, and each body evaluates a check once.

The unit assesses itself once before the panel scores; what it handed in is returned, never silently replaced.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from bihuan.domain.lifecycle.facts import CheckKind
from bihuan.domain.turns import (
    AfterPanel,
    AssessedAlready,
    Entered,
    bar_to_self_assessment,
    turn_begins_after,
    turn_ended_by,
    twin_of,
)
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import asks
from bihuan.evaluation.models import Evaluation, SelfAssessment
from bihuan.supervision.models import Check

CHAIN = "gate/close/cycle.out_of_order"  # where a pack asks it, each evaluation answers a check of its own


class NothingChecked(ValueError):
    """An evaluation answers a check: none comes before the first."""

    def __init__(self, on: date) -> None:
        self.on = on
        super().__init__(f"no check was made until {on}; record the check first, then evaluate it")


class EvaluatedAlready(ValueError):
    """One body evaluates one check once: a second one would count as a turn that never was."""

    def __init__(self, number: int, on: date) -> None:
        self.number, self.on = number, on
        super().__init__(f"evaluation {number} of {on} answers this check already; withdraw it to correct it")


def refuse_out_of_turn(inspection: Inspection, on: date, by: tuple[str, str]) -> None:
    """Refuse an evaluation that is out of its turn."""
    bar = bar_to_evaluate(inspection, on, by)
    if bar is not None:
        raise bar


def bar_to_evaluate(inspection: Inspection, on: date, by: tuple[str, str]) -> NothingChecked | EvaluatedAlready | None:
    """Return why a body cannot evaluate: the rules ask for a check first, or it has evaluated this one.

    A return visit is no check of the chain. Without the chain checks of every kind begin a new turn.
    """
    entered = checks_of(inspection)
    if asks(inspection, CHAIN) and not any(day <= on for day, _id in entered):
        return NothingChecked(on)
    numbers = scored_of(inspection, by_role=by[0], by_name=by[1])
    twin = twin_of(on, entered, numbers)
    return EvaluatedAlready(twin, numbers[twin][0]) if twin is not None else None


def checks_of(inspection: Inspection) -> list[Entered]:
    """Return the checks that begin a turn; of the chain a return visit is none."""
    checks = Check.objects.filter(**standing(inspection))
    if asks(inspection, CHAIN):
        checks = checks.exclude(kind=CheckKind.RETURN_VISIT)
    return list(checks.values_list("on", "id"))


def scored_of(inspection: Inspection, **by: str) -> dict[int, Entered]:
    """Return by number when the evaluations that stand were made; `by`: of one body only."""
    rows = Evaluation.objects.filter(**standing(inspection), **by).order_by("number")
    return {number: (day, one) for number, day, one in rows.values_list("number", "on", "id")}


def standing(inspection: Inspection) -> dict[str, Any]:
    return {"authority_id": inspection.authority_id, "inspection": inspection, "withdrawn_on": None}


def begins_after(inspection: Inspection, evaluation: Evaluation) -> date | None:
    """Return the day after which the parts of an evaluation lie; two bodies that evaluate one check share them."""
    one = (evaluation.on, evaluation.id)
    return turn_begins_after(one, checks_of(inspection), scored_of(inspection).values())


def ends_before(inspection: Inspection, evaluation: Evaluation) -> date | None:
    """Return the day of the next check: what lies on it or after it goes into a later evaluation."""
    return turn_ended_by((evaluation.on, evaluation.id), checks_of(inspection))


def bar_to_assess(inspection: Inspection, on: date) -> AfterPanel | AssessedAlready | None:
    """Return why the unit cannot assess itself as of a day, None where it can."""
    rows = SelfAssessment.objects.filter(
        authority_id=inspection.authority_id, inspection=inspection, returned_on=None
    ).order_by("on", "number")
    own = dict(rows.values_list("number", "on"))
    return bar_to_self_assessment(on, checks_of(inspection), scored_of(inspection), own)
