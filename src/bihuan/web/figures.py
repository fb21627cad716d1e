"""The numbers of the leader's page, each with the address of the list it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet, Sum
from django.urls import reverse

from bihuan.desk.sight import findings_seen, inspections_seen
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.dossiers.models import Finding, Inspection
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
class SignedOffOn:
    """How many findings were signed off on a day, in time or late; `None` where no measure has a due day."""

    day: date
    in_time: bool | None
    count: int


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
    """Count everything within reach: seven queries."""
    findings = findings_seen(actor).select_related(None).order_by()
    dossiers = inspections_seen(actor).select_related(None).order_by()
    by_stage = dict(findings.values_list("stage").annotate(count=Count("*")))
    units = overdue_units(findings, actor.today)
    signed_off = signed_off_by_day(findings)
    on_time, late = punctuality(signed_off)
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
        months=months_of(fed_back_by_day(findings, dossiers), signed_off, actor.today),
    )


def overdue_units(findings: QuerySet[Finding], today: date) -> list[UnitOverdue]:
    """Return the units with overdue findings, the most overdue first."""
    rows = findings.filter(stage__in=OPEN, due_on__lt=today)
    named = rows.values_list("inspection__organization_id", "inspection__organization_name")
    found = named.annotate(count=Count("*")).order_by("-count", "inspection__organization_name")
    return [UnitOverdue(name, count, to_findings(lamp="red", unit=str(one))) for one, name, count in found]


def signed_off_by_day(findings: QuerySet[Finding]) -> list[SignedOffOn]:
    """Return how many were signed off on each day, by the last due day of their measures and after it.

    Grouped by the answer, so that the store looks up the last due day of a finding once and not once for each count.
    """
    rows = with_last_due(findings.filter(stage=FindingStage.SIGNED_OFF, signed_off_on__isnull=False))
    in_time = ExpressionWrapper(Q(signed_off_on__lte=F("last_due")), output_field=BooleanField(null=True))
    told = rows.annotate(in_time=in_time).values_list("signed_off_on", "in_time").annotate(count=Count("*"))
    return [SignedOffOn(day, in_time, count) for day, in_time, count in told]


def punctuality(signed_off: Iterable[SignedOffOn]) -> tuple[int, int]:
    """Return how many findings were signed off by the last due day of their measures, and how many after it."""
    counted: Counter[bool | None] = Counter()
    for one in signed_off:
        counted[one.in_time] += one.count
    return counted[True], counted[False]


def fed_back_by_day(findings: QuerySet[Finding], dossiers: QuerySet[Inspection]) -> list[tuple[date, int]]:
    """Return how many findings each dossier fed back, and when: the days are read once a dossier, not once a row."""
    days = dict(dossiers.filter(feedback_on__isnull=False).values_list("id", "feedback_on"))
    counted = findings.values_list("inspection_id").annotate(count=Count("*"))
    return [(day, count) for dossier, count in counted if (day := days.get(dossier))]


def months_of(
    fed_back: Iterable[tuple[date, int]], signed_off: Iterable[SignedOffOn], today: date
) -> tuple[Month, ...]:
    """Return the last twelve months with what was fed back and signed off in each."""
    came, went = by_month(fed_back), by_month((one.day, one.count) for one in signed_off)
    return tuple(Month(first, came[first], went[first]) for first in last_months(today))


def by_month(counts: Iterable[tuple[date, int]]) -> Counter[date]:
    """Count by the first days of months; cutting each row's day in the store is slower on SQLite."""
    counted: Counter[date] = Counter()
    for day, count in counts:
        counted[day.replace(day=1)] += count
    return counted


def last_months(today: date) -> Sequence[date]:
    """Return the first days of the last twelve months, this one included."""
    number = today.year * MONTHS + today.month - 1
    return [date(*divmod_month(number - back)) for back in range(MONTHS - 1, -1, -1)]


def divmod_month(number: int) -> tuple[int, int, int]:
    year, month = divmod(number, MONTHS)
    return year, month + 1, 1
