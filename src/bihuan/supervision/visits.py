"""Who is owed a return visit or a special check, since when, and whether it was made: every dossier fed back."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, ExpressionWrapper, QuerySet

from bihuan.domain.lifecycle.inspection import RUNNING, InspectionStage
from bihuan.domain.return_visits import Owed, Standing, earliest_of, owed
from bihuan.domain.rolling import PlanKind
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.rules.rolling import return_visit_days
from bihuan.supervision.models import Check, PlannedCheck
from bihuan.supervision.outcomes import looked

VISITS = (PlanKind.RETURN_VISIT, PlanKind.SPECIAL_CHECK)
URGENCY = (Standing.LATE, Standing.DUE, Standing.NOT_YET, Standing.DONE, Standing.NOT_ASKED)


@dataclass(frozen=True)
class Line:
    """A dossier and where its visit stands."""

    dossier: Inspection
    owed: Owed

    @property
    def may_be_planned(self) -> bool:
        """True for a visit that is still to be made and in no plan that runs."""
        waits = self.owed.standing not in (Standing.DONE, Standing.NOT_ASKED)
        return waits and self.owed.planned_on is None and self.dossier.stage in RUNNING


def visits_owed(authority_id: uuid.UUID, kind: PlanKind, today: date) -> list[Line]:
    """Return every dossier fed back with the visit of a kind that it is owed, the most urgent first."""
    return stands_of(fed_back(authority_id, [*RUNNING, InspectionStage.CLOSED]), authority_id, kind, today)


def visits_to_plan(authority_id: uuid.UUID, today: date) -> Iterator[tuple[PlanKind, list[Line]]]:
    """Yield by kind the visits that are due or late and in no plan that runs."""
    rows = fed_back(authority_id, RUNNING).select_related(None)
    running = list(rows.only("authority_id", "stage", "feedback_on", "packs"))  # for one number among many tasks
    for kind in VISITS:
        lines = [one for one in stands_of(running, authority_id, kind, today) if one.may_be_planned]
        yield kind, [one for one in lines if one.owed.standing in (Standing.DUE, Standing.LATE)]


def fed_back(authority_id: uuid.UUID, stages: Collection[InspectionStage]) -> QuerySet[Inspection]:
    """Return the dossiers of some stages that were fed back, by that day."""
    rows = Inspection.objects.filter(authority_id=authority_id, stage__in=stages, feedback_on__isnull=False)
    return rows.select_related("round").order_by("feedback_on", "number")


def stands_of(rows: Iterable[Inspection], authority_id: uuid.UUID, kind: PlanKind, today: date) -> list[Line]:
    """Return where the visit of each dossier stands, the most urgent first."""
    made = days_made(authority_id, kind)
    planned = days_planned(authority_id, kind, today)
    within = return_visit_days(today)
    lines = []
    for row in rows:
        if row.feedback_on is None:
            continue
        stands = owed(
            earliest_on=earliest_of(rulebook_of(row, today), kind, row.feedback_on),
            within_days=within,
            made=made.get(row.id, ()),
            planned_on=planned.get(row.id),
            today=today,
        )
        lines.append(Line(row, stands))
    return sorted(lines, key=lambda one: (URGENCY.index(one.owed.standing), one.owed.earliest_on or date.max))


def days_made(authority_id: uuid.UUID, kind: PlanKind) -> dict[uuid.UUID, list[date]]:
    """Return the days of the standing checks of a kind that looked at something, by dossier."""
    checks = Check.objects.filter(authority_id=authority_id, kind=kind.check_kind, withdrawn_on=None)
    checks = checks.annotate(has_looked=ExpressionWrapper(looked(), BooleanField())).order_by("on")
    rows = list(checks.values_list("inspection_id", "on", "has_looked"))
    # findings are asked for where a check looked at none: as a rule nowhere, so that a finding's deed touches no visit
    bare = {dossier for dossier, _on, has_looked in rows if not has_looked}
    there = Finding.objects.filter(authority_id=authority_id, inspection__in=bare).values_list("inspection_id")
    missed = {dossier for (dossier,) in there.distinct()} if bare else set()
    found: dict[uuid.UUID, list[date]] = {}
    for dossier, on, has_looked in rows:
        if has_looked or dossier not in missed:
            found.setdefault(dossier, []).append(on)
    return found


def days_planned(authority_id: uuid.UUID, kind: PlanKind, today: date) -> dict[uuid.UUID, date]:
    """Return for which day a running plan has a visit, by dossier."""
    rows = PlannedCheck.objects.filter(authority_id=authority_id, dropped_on=None, plan__kind=kind.value)
    rows = rows.filter(plan__called_off_on=None, plan__until_on__gte=today)
    done = Check.objects.filter(authority_id=authority_id, withdrawn_on=None, planned__isnull=False)
    rows = rows.exclude(pk__in=done.values("planned_id"))
    return dict(rows.order_by("on").values_list("dossier_id", "on"))
