"""Open measures of accepted plans that nobody has told progress of for long: one question, as the domain decides."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, DateField, F, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.domain.stalling import StallDays, stall_days
from bihuan.dossiers.models import Inspection
from bihuan.rectification.models import Measure, Plan
from bihuan.rules.stalling import stall_terms

AT_ONCE = 60  # dossiers whose measures are counted together
NEVER = date.min


@dataclass(frozen=True)
class StalledDossier:
    """How many measures of a dossier stall, and since when the first of them does."""

    inspection_id: UUID
    number: int
    since: date


class Unmoved(NamedTuple):
    """How many open measures of a dossier nobody has told progress of, and the earliest day on which one last moved."""

    number: int
    last: date


Tell = Callable[[UUID, StallDays, Sequence[UUID]], Mapping[UUID, Unmoved]]


def stalled(rows: QuerySet[Measure], today: date) -> QuerySet[Any]:
    """Cut measures to those that stall today; `still_since` tells since when.

    Before the plan was accepted nothing could move; without a report of progress a measure has stood still since then,
    or since it was added.
    """
    days = stall_days(today, stall_terms(today))
    still = unmoved(rows, days).filter(inspection__stage__in=RUNNING, inspection__feedback_on__lte=days.fed_back_by)
    told = still.annotate(accepted_on=accepted_last("inspection_id")).filter(accepted_on__lte=days.moved_by)
    moved = Coalesce(F("progress_on"), F("accepted_on"))
    added = Coalesce(F("added_on"), F("accepted_on"))
    return told.annotate(still_since=Greatest(F("accepted_on"), moved, added, output_field=DateField()))


def unmoved_in(authority_id: UUID, days: StallDays, dossiers: Sequence[UUID]) -> dict[UUID, Unmoved]:
    """Return what has not moved in dossiers of an authority, by id; those in which all moves are left out."""
    # asked by the findings: of an authority's measures, SQLite would otherwise read all
    rows = Measure.objects.filter(authority_id=authority_id, finding__inspection_id__in=dossiers)
    grouped = unmoved(rows, days).order_by().values("finding__inspection_id")
    told = [Coalesce(F(day), NEVER, output_field=DateField()) for day in ("progress_on", "added_on")]
    each = grouped.annotate(number=Count("id"), moved=Min(Greatest(*told, output_field=DateField())))
    return {one: Unmoved(*of) for one, *of in each.values_list("finding__inspection_id", "number", "moved")}


def stalled_dossiers(rows: QuerySet[Inspection], today: date, most: int, tell: Tell) -> list[StalledDossier]:
    """Return the dossiers of one authority whose measures stall longest, at most so many; `tell` is `unmoved_in`, kept.

    A measure stalls since the acceptance of the plan at the earliest: once so many are found that stall since before
    the next dossier's acceptance, those of the others need not be counted.
    """
    days = stall_days(today, stall_terms(today))
    running = rows.filter(stage__in=RUNNING, feedback_on__lte=days.fed_back_by)
    known = running.annotate(accepted_on=accepted_last("pk")).filter(accepted_on__lte=days.moved_by)
    waiting = iter(known.order_by("accepted_on", "id").values_list("authority_id", "id", "accepted_on"))
    found: list[StalledDossier] = []
    while some := list(islice(waiting, AT_ONCE)):
        if sum(one.since <= some[0][2] for one in found) >= most:
            break
        accepted = {inspection_id: day for _authority, inspection_id, day in some}
        told = tell(some[0][0], days, list(accepted))
        found += [StalledDossier(one, of.number, max(accepted[one], of.last)) for one, of in told.items()]
    return sorted(found, key=lambda one: one.since)[:most]


def unmoved(rows: QuerySet[Measure], days: StallDays) -> QuerySet[Measure]:
    """Cut measures to open ones that stand for long and of which nobody has told progress for long."""
    still = rows.filter(done_on=None, removed_on=None, finding__stage=FindingStage.RECTIFYING)
    stood = still.filter(Q(added_on=None) | Q(added_on__lte=days.moved_by))
    return stood.filter(Q(progress_on=None) | Q(progress_on__lte=days.moved_by))


def accepted_last(dossier: str) -> Subquery:
    """Return the day on which the standing plan of a dossier was accepted; `dossier` is the column of its id."""
    of_dossier = Plan.objects.filter(authority_id=OuterRef("authority_id"), inspection=OuterRef(dossier))
    accepted = of_dossier.filter(returned_on=None).exclude(accepted_on=None).order_by()
    last = accepted.values("inspection_id").annotate(last=Max("accepted_on")).values("last")
    return Subquery(last, output_field=DateField())
