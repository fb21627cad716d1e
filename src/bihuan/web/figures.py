"""The numbers of the leader's page, each with the address of the list it counts.

What has not been fed back is no finding of a unit yet (INSI-1 reckons problems found and rectified; a finding's life
begins with the feedback): no number here counts it. On time means signed off (accepted as done) until the last
day of its measures: the day of the acceptance counts, not that of the request.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, F, Min, Q, QuerySet, Sum
from django.urls import reverse

from bihuan.desk.sight import findings_seen, inspections_seen
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import STANDING, InspectionStage
from bihuan.dossiers.models import Finding
from bihuan.ledger.prepared import Prepared
from bihuan.web.by_dossier import ByDossier
from bihuan.web.lists.findings import ASKED_IN_TIME, OPEN
from bihuan.web.lists.kept_views import NO_VIEW, VIEW
from bihuan.web.remembered import remembered

MONTHS = 12
WORST = 10  # units shown by name
FEW = 60  # dossiers whose findings are summed by themselves; of more, those of all are


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
    unit_id: UUID

    @property
    def url(self) -> str:
        return to_findings(lamp="red", unit=str(self.unit_id))


@dataclass(frozen=True)
class Month:
    """How many findings were fed back and how many signed off in a month."""

    first: date
    fed_back: int
    signed_off: int


class SignedOffOn(NamedTuple):
    """How many findings were signed off on a day: all of them, by their last due day, and of those that have one.

    `asked_in_time` are those that were requested by that day, and signed off after it.
    """

    day: date
    number: int
    in_time: int
    with_a_day: int
    asked_in_time: int


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
    late_by_review: int
    dossiers: Mapping[str, int]
    closed_on_time: int
    recovered_fen: int
    written_off_fen: int
    rules_made: int
    persons_dealt_with: int
    months: tuple[Month, ...]

    @property
    def neither(self) -> int:
        """Return how many findings are neither signed off nor overdue."""
        return self.findings - self.signed_off - self.overdue

    @property
    def without_a_day(self) -> int:
        """Return how many were signed off of which no day says whether it was in time."""
        return self.signed_off - self.on_time - self.late

    @property
    def closed_on_time_percent(self) -> int | None:
        """Return the share of closed dossiers that were closed on time; None where none is closed."""
        closed = self.dossiers.get(InspectionStage.CLOSED, 0)
        return round(100 * self.closed_on_time / closed) if closed else None

    @property
    def on_time_percent(self) -> int | None:
        """Return the share of those signed off on time, of all whose due day is known; None where there are none."""
        known = self.on_time + self.late
        return round(100 * self.on_time / known) if known else None


def to_findings(**asked: str) -> str:
    return f"{reverse('findings')}?{urlencode(asked or {VIEW: NO_VIEW})}"


class OfDossier(NamedTuple):
    """What is summed of one dossier's findings."""

    findings: int
    requested: int
    signed_off: int
    long_term: int
    overdue: int
    recovered_fen: int
    written_off_fen: int
    rules_made: int
    persons_dealt_with: int
    signed_off_late: int
    overdue_since: date | None

    @property
    def stages(self) -> dict[str, int]:
        """Return how many of its findings stand at each stage."""
        apart: dict[str, int] = {
            FindingStage.SIGN_OFF_REQUESTED: self.requested,
            FindingStage.SIGNED_OFF: self.signed_off,
            FindingStage.LONG_TERM: self.long_term,
        }
        return {FindingStage.RECTIFYING: self.findings - sum(apart.values()), **apart}


class Dossier(NamedTuple):
    """What is told of one dossier within reach."""

    id: UUID
    stage: str
    feedback_on: date | None
    unit_id: UUID
    unit: str


class Questions(NamedTuple):
    """What the figures of a reader rest on: three statements, of which one reads every row, dossier by dossier."""

    dossiers: Prepared[Any]
    sums: Prepared[Any]
    signed_off: Prepared[Any]


@lru_cache(maxsize=64)
def questions_of(actor: Actor) -> Questions:
    """Return what is asked for a reader on a day."""
    findings = findings_seen(actor).select_related(None).order_by()
    dossiers = inspections_seen(actor).select_related(None).order_by()
    return Questions(
        Prepared(lambda: dossiers.values_list("id", "stage", "feedback_on", "organization_id", "organization_name")),
        Prepared(lambda: sums_by_dossier(findings, actor.today)),
        Prepared(lambda: signed_off_by_day(findings)),
    )


def sums_of(_authority: UUID, actor: Actor, dossiers: Sequence[UUID]) -> dict[UUID, OfDossier]:
    """Return what is summed of the findings of dossiers within reach, by id."""
    if len(dossiers) > FEW:
        return {one: OfDossier(*told) for one, *told in questions_of(actor).sums.ask()}
    rows = findings_seen(actor).select_related(None).order_by().filter(inspection__in=dossiers)
    return {one: OfDossier(*told) for one, *told in sums_by_dossier(rows, actor.today)}


SUMS = ByDossier(sums_of)


@remembered()
def by_dossier(actor: Actor) -> tuple[list[Dossier], Mapping[UUID, OfDossier]]:
    """Return the dossiers within reach, and what is summed of the findings of those that were fed back, by id."""
    dossiers = [Dossier(*told) for told in questions_of(actor).dossiers.ask()]
    return dossiers, SUMS.of(actor.authority_id, actor, [one.id for one in dossiers if one.feedback_on is not None])


@remembered()
def figures_of(actor: Actor) -> Figures:
    """Count everything within reach."""
    dossiers, sums = by_dossier(actor)
    by_stage = Counter[str]()
    for told in sums.values():
        by_stage.update(told.stages)
    units = overdue_units(dossiers, sums)
    signed_off = [SignedOffOn(*one) for one in questions_of(actor).signed_off.ask()]
    on_time = sum(one.in_time for one in signed_off)
    counted = Counter(one.stage for one in dossiers)
    return Figures(
        stages=tuple(StageCount(s, by_stage[s], to_findings(stage=s, fed_back="on")) for s in FindingStage),
        findings=by_stage.total(),
        signed_off=by_stage[FindingStage.SIGNED_OFF],
        overdue=sum(unit.count for unit in units),
        units=tuple(units[:WORST]),
        on_time=on_time,
        late=sum(one.with_a_day for one in signed_off) - on_time,
        late_by_review=sum(one.asked_in_time for one in signed_off),
        dossiers={stage: counted[stage] for stage in STANDING},
        closed_on_time=sum(closed_on_time(one, sums) for one in dossiers),
        recovered_fen=sum(one.recovered_fen for one in sums.values()),
        written_off_fen=sum(one.written_off_fen for one in sums.values()),
        rules_made=sum(one.rules_made for one in sums.values()),
        persons_dealt_with=sum(one.persons_dealt_with for one in sums.values()),
        months=months_of(fed_back_by_day(dossiers, sums), signed_off, actor.today),
    )


def sums_by_dossier(findings: QuerySet[Finding], today: date) -> QuerySet[Finding, Any]:
    """Return what is summed of the findings of each dossier."""
    return findings.values_list("inspection_id").annotate(
        findings=Count("*"),
        requested=Count("stage", filter=Q(stage=FindingStage.SIGN_OFF_REQUESTED)),
        signed=Count("stage", filter=Q(stage=FindingStage.SIGNED_OFF)),
        long_term=Count("stage", filter=Q(stage=FindingStage.LONG_TERM)),
        overdue=Count("stage", filter=Q(stage__in=OPEN, due_on__lt=today)),
        recovered=Sum("recovered_fen"),
        written_off=Sum("written_off_fen"),
        rules=Sum("rules_made"),
        persons=Sum("persons_dealt_with"),
        late=Count("stage", filter=Q(stage=FindingStage.SIGNED_OFF, signed_off_on__gt=F("last_due_on"))),
        since=Min("due_on", filter=Q(stage__in=OPEN, due_on__lt=today)),
    )


def closed_on_time(one: Dossier, sums: Mapping[UUID, OfDossier]) -> bool:
    """True for a dossier that was closed with every finding signed off by the last day of its measures."""
    return one.stage == InspectionStage.CLOSED and (one.id not in sums or not sums[one.id].signed_off_late)


def overdue_units(dossiers: Iterable[Dossier], sums: Mapping[UUID, OfDossier]) -> list[UnitOverdue]:
    """Return the units with overdue findings, the most overdue first."""
    counted: Counter[tuple[str, UUID]] = Counter()
    for one in dossiers:
        counted[one.unit, one.unit_id] += sums[one.id].overdue if one.id in sums else 0
    found = [UnitOverdue(name, count, unit_id) for (name, unit_id), count in counted.items() if count]
    return sorted(found, key=lambda unit: (-unit.count, unit.name))


def signed_off_by_day(findings: QuerySet[Finding]) -> QuerySet[Finding, Any]:
    """Return how many were signed off on each day, and how many of them by the last due day of their measures."""
    rows = findings.filter(stage=FindingStage.SIGNED_OFF, signed_off_on__isnull=False)
    in_time = Count("last_due_on", filter=Q(signed_off_on__lte=F("last_due_on")))
    return rows.values_list("signed_off_on").annotate(
        number=Count("*"),
        in_time=in_time,
        with_a_day=Count("last_due_on"),
        asked_in_time=Count("last_due_on", filter=ASKED_IN_TIME),
    )


def fed_back_by_day(dossiers: Iterable[Dossier], sums: Mapping[UUID, OfDossier]) -> list[tuple[date, int]]:
    """Return how many findings each dossier fed back, and when."""
    return [(one.feedback_on, sums[one.id].findings) for one in dossiers if one.feedback_on and one.id in sums]


def months_of(
    fed_back: Iterable[tuple[date, int]], signed_off: Iterable[SignedOffOn], today: date
) -> tuple[Month, ...]:
    """Return the last twelve months with what was fed back and signed off in each."""
    came, went = by_month(fed_back), by_month((one.day, one.number) for one in signed_off)
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
