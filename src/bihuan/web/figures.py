"""The numbers of the leader's page, each with the address of the list it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, F, Q, QuerySet, Sum
from django.urls import reverse

from bihuan.desk.sight import findings_seen, inspections_seen
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.dossiers.models import Finding
from bihuan.web.finding_list import OPEN, with_last_due
from bihuan.web.kept_views import NO_VIEW, VIEW
from bihuan.web.remembered import remembered

MONTHS = 12
WORST = 10  # units shown by name


@dataclass(frozen=True)
class StageCount:
    """How many findings stand at a stage."""

    stage: str
    count: int
    url: str


@dataclass(frozen=True)
class UnitOverdue:
    """How many findings of a unit are overdue, and since when the oldest is."""

    name: str
    count: int
    url: str


@dataclass(frozen=True)
class Month:
    """How many findings were fed back and how many signed off in a month."""

    first: date
    fed_back: int
    signed_off: int


@dataclass(frozen=True)
class Figures:
    """What the leader's page shows."""

    stages: tuple[StageCount, ...]
    findings: int
    signed_off: int
    overdue: int
    units: tuple[UnitOverdue, ...]
    on_time: int
    late: int
    dossiers: Mapping[str, int]
    recovered_fen: int
    written_off_fen: int
    rules_made: int
    persons_dealt_with: int
    months: tuple[Month, ...]

    @property
    def on_time_percent(self) -> int | None:
        """Return the share of those signed off on time, of all whose due day is known; None where there are none."""
        known = self.on_time + self.late
        return round(100 * self.on_time / known) if known else None


def to_findings(**asked: str) -> str:
    return f"{reverse('findings')}?{urlencode(asked or {VIEW: NO_VIEW})}"


@remembered()
def figures_of(actor: Actor) -> Figures:
    """Count everything within reach: eight queries."""
    findings = findings_seen(actor).select_related(None).order_by()
    dossiers = inspections_seen(actor).select_related(None).order_by()
    by_stage = dict(findings.values_list("stage").annotate(count=Count("*")))
    units = overdue_units(findings, actor.today)
    on_time, late = punctuality(findings)
    sums = findings.aggregate(
        recovered=Sum("recovered_fen"),
        written_off=Sum("written_off_fen"),
        rules=Sum("rules_made"),
        persons=Sum("persons_dealt_with"),
    )
    counted = dict(dossiers.values_list("stage").annotate(count=Count("*")))
    return Figures(
        stages=tuple(StageCount(s, by_stage.get(s, 0), to_findings(stage=s)) for s in FindingStage),
        findings=sum(by_stage.values()),
        signed_off=by_stage.get(FindingStage.SIGNED_OFF, 0),
        overdue=sum(unit.count for unit in units),
        units=tuple(units[:WORST]),
        on_time=on_time,
        late=late,
        dossiers={stage: counted.get(stage, 0) for stage in InspectionStage},
        recovered_fen=sums["recovered"] or 0,
        written_off_fen=sums["written_off"] or 0,
        rules_made=sums["rules"] or 0,
        persons_dealt_with=sums["persons"] or 0,
        months=months_of(findings, actor.today),
    )


def overdue_units(findings: QuerySet[Finding], today: date) -> list[UnitOverdue]:
    """Return the units with overdue findings, the most overdue first."""
    rows = findings.filter(stage__in=OPEN, due_on__lt=today)
    named = rows.values_list("inspection__organization_id", "inspection__organization_name")
    found = named.annotate(count=Count("*")).order_by("-count", "inspection__organization_name")
    return [UnitOverdue(name, count, to_findings(lamp="red", unit=str(one))) for one, name, count in found]


def punctuality(findings: QuerySet[Finding]) -> tuple[int, int]:
    """Return how many findings were signed off by the last due day of their measures, and how many after it."""
    rows = with_last_due(findings.filter(stage=FindingStage.SIGNED_OFF, signed_off_on__isnull=False))
    counted = rows.aggregate(
        on_time=Count("pk", filter=Q(signed_off_on__lte=F("last_due"))),
        late=Count("pk", filter=Q(signed_off_on__gt=F("last_due"))),
    )
    return counted["on_time"], counted["late"]


def months_of(findings: QuerySet[Finding], today: date) -> tuple[Month, ...]:
    """Return the last twelve months with what was fed back and signed off in each."""
    firsts = last_months(today)
    fed_back = by_month(findings, "inspection__feedback_on", firsts[0])
    signed_off = by_month(findings, "signed_off_on", firsts[0])
    return tuple(Month(first, fed_back[first], signed_off[first]) for first in firsts)


def by_month(findings: QuerySet[Finding], column: str, since: date) -> Counter[date]:
    """Count by day in the store and by month here: cutting each row's day is slower on SQLite."""
    rows = findings.filter(**{f"{column}__gte": since})
    counted: Counter[date] = Counter()
    for day, count in rows.values_list(column).annotate(count=Count("*")):
        counted[day.replace(day=1)] += count
    return counted


def last_months(today: date) -> Sequence[date]:
    """Return the first days of the last twelve months, this one included."""
    number = today.year * MONTHS + today.month - 1
    return [date(*divmod_month(number - back)) for back in range(MONTHS - 1, -1, -1)]


def divmod_month(number: int) -> tuple[int, int, int]:
    year, month = divmod(number, MONTHS)
    return year, month + 1, 1
