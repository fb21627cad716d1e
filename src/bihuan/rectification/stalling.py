"""Open measures of accepted plans that nobody has told progress of for long: one question, as the domain decides."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import DateField, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.domain.stalling import stall_days
from bihuan.rectification.models import Measure, Plan
from bihuan.rules.stalling import stall_terms


def stalled(rows: QuerySet[Measure], today: date) -> QuerySet[Any]:
    """Cut measures to those that stall today; `still_since` tells since when.

    Before the plan was accepted nothing could move; without a report of progress a measure has stood still since then.
    """
    days = stall_days(today, stall_terms(today))
    of_dossier = Plan.objects.filter(authority_id=OuterRef("authority_id"), inspection=OuterRef("inspection_id"))
    accepted = of_dossier.filter(returned_on=None).exclude(accepted_on=None).order_by()
    last = accepted.values("inspection_id").annotate(last=Max("accepted_on")).values("last")
    still = rows.filter(done_on=None, removed_on=None, finding__stage=FindingStage.RECTIFYING)
    still = still.filter(inspection__stage__in=RUNNING, inspection__feedback_on__lte=days.fed_back_by)
    still = still.filter(Q(progress_on=None) | Q(progress_on__lte=days.moved_by))
    told = still.annotate(accepted_on=Subquery(last, output_field=DateField())).filter(accepted_on__lte=days.moved_by)
    moved = Coalesce(F("progress_on"), F("accepted_on"))
    return told.annotate(still_since=Greatest(F("accepted_on"), moved, output_field=DateField()))
