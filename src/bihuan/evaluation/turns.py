"""Which check an evaluation answers: none comes before the first check, and each body evaluates a check once."""

from __future__ import annotations

from datetime import date
from typing import Any

from bihuan.domain.evaluation import twin_of
from bihuan.domain.lifecycle.facts import CheckKind
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import asks
from bihuan.evaluation.models import Evaluation
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
    """Refuse an evaluation that no check precedes where the rules ask for the chain, and a second one of one check.

    A return visit is no check of the chain. Without the chain checks of every kind begin a new turn.
    """
    own: dict[str, Any] = {"authority_id": inspection.authority_id, "inspection": inspection, "withdrawn_on": None}
    checks, is_chained = Check.objects.filter(**own), asks(inspection, CHAIN)
    if is_chained:
        checks = checks.exclude(kind=CheckKind.RETURN_VISIT)
    entered = list(checks.values_list("on", "id"))
    if is_chained and not any(day <= on for day, _id in entered):
        raise NothingChecked(on)
    made = Evaluation.objects.filter(**own, by_role=by[0], by_name=by[1]).order_by("number")
    numbers = {number: (day, one) for number, day, one in made.values_list("number", "on", "id")}
    twin = twin_of(on, entered, numbers)
    if twin is not None:
        raise EvaluatedAlready(twin, numbers[twin][0])
