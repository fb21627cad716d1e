"""What a dossier still has before it that ends with its close: nobody is reminded of it then, and no gate asks."""

from __future__ import annotations

from dataclasses import dataclass

from bihuan.dossiers.models import Inspection
from bihuan.evaluation.models import Evaluation
from bihuan.supervision.models import Check, DrawnDossier, PlannedCheck
from bihuan.supervision.re_checks import awaiting_check


@dataclass(frozen=True)
class LeftUndone:
    """Draws whose surprise check was not made, planned checks not made, evaluations the unit was not told."""

    drawn: tuple[DrawnDossier, ...]
    planned: tuple[PlannedCheck, ...]
    untold: tuple[Evaluation, ...]

    def __bool__(self) -> bool:
        return bool(self.drawn or self.planned or self.untold)


def left_undone(inspection: Inspection) -> LeftUndone:
    """Gather what the close would end."""
    own = {"authority_id": inspection.authority_id, "dossier": inspection}
    drawn = awaiting_check(DrawnDossier.objects.filter(**own, draw__drawn_on__isnull=False))
    made = Check.objects.filter(authority_id=inspection.authority_id, planned__isnull=False, withdrawn_on=None)
    planned = PlannedCheck.objects.filter(**own, dropped_on=None, plan__called_off_on=None)
    planned = planned.exclude(pk__in=made.values("planned_id"))
    told = Evaluation.objects.filter(authority_id=inspection.authority_id, inspection=inspection, withdrawn_on=None)
    return LeftUndone(
        tuple(drawn.select_related("draw").order_by("draw__number")),
        tuple(planned.select_related("plan").order_by("on")),
        tuple(told.filter(told_on=None).order_by("number")),
    )
