"""The list of dossiers: what was asked for in the address, cut to the reader's scope, with what is due next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, QuerySet, TextField, When
from django.db.models.functions import Cast

from bihuan.desk.sight import inspections_kept, inspections_seen
from bihuan.domain.jurisdiction import Actor, Scope, reaches, scope_of
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import RUNNING, InspectionStage
from bihuan.domain.roles import UNIT
from bihuan.dossiers.models import Finding, Inspection, Round
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.questionnaires.queries import OfRound, satisfaction_by_round
from bihuan.web.dues import Due, Met, dues_of, met_by, next_due
from bihuan.web.late_dues import late_dues

STAGES = list(InspectionStage)
OPEN_FIRST = Case(When(stage=InspectionStage.CLOSED, then=1), default=0)
STAGE_IN_LIFE = Case(*(When(stage=stage, then=place) for place, stage in enumerate(STAGES)), default=0)
NEWEST_ROUND = ("-round__from_on", "round_id", "number")
PLAIN_SORT = "open"
SORTS: Mapping[str, tuple[Any, ...]] = {
    PLAIN_SORT: (OPEN_FIRST, "-round__from_on", "number"),
    "unit": ("organization_name", *NEWEST_ROUND),
    "-unit": ("-organization_name", *NEWEST_ROUND),
    "round": NEWEST_ROUND,
    "-round": ("round__from_on", "round_id", "number"),
    "stage": (STAGE_IN_LIFE, *NEWEST_ROUND),
    "-stage": (STAGE_IN_LIFE.desc(), *NEWEST_ROUND),
    "feedback": (F("feedback_on").desc(nulls_last=True), *NEWEST_ROUND),
    "-feedback": (F("feedback_on").asc(nulls_last=True), *NEWEST_ROUND),
    "team": ("team_name", *NEWEST_ROUND),
    "-team": ("-team_name", *NEWEST_ROUND),
    "office": (F("supervision_office__name").asc(nulls_last=True), *NEWEST_ROUND),
    "-office": (F("supervision_office__name").desc(nulls_last=True), *NEWEST_ROUND),
    "closed": (F("closed_on").desc(nulls_last=True), *NEWEST_ROUND),
    "-closed": (F("closed_on").asc(nulls_last=True), *NEWEST_ROUND),
}
# the orders that begin with the last: of days and rounds the first click asks for the latest
DESCENDING = frozenset({"-unit", "round", "-stage", "feedback", "-team", "-office", "closed"})
OPEN_STAGES = [one for one in FindingStage if one is not FindingStage.SIGNED_OFF]
ON_TIME, LATE = "on_time", "late"
DUES, COUNTS = "dues", "counts"
EVERYTHING = frozenset({DUES, COUNTS})


def of_dossier(**told: Any) -> QuerySet[Finding]:
    """Return the findings of the dossier that is asked about."""
    rows = Finding.objects.filter(authority_id=OuterRef("authority_id"), inspection=OuterRef("pk"))
    return rows.filter(**told)


# closed on time: every finding signed off by the last day of its measures, as the leader's page counts
CLOSED_LATE = Q(Exists(of_dossier(stage=FindingStage.SIGNED_OFF, signed_off_on__gt=F("last_due_on"))))


@dataclass(frozen=True)
class Listed:
    """One dossier of the list."""

    row: Inspection
    next_due: Due | None
    findings: int
    signed_off: int


def dossiers_asked(actor: Actor, asked: Mapping[str, Any]) -> QuerySet[Inspection]:
    """Return the dossiers within reach that fit what was asked, those that are open first.

    Those that were opened by mistake and withdrawn only where just they are asked for.
    """
    rows = inspections_kept(actor) if asked.get("stage") == InspectionStage.WITHDRAWN else inspections_seen(actor)
    if asked.get("q"):
        rows = rows.filter(Q(organization_name__icontains=asked["q"]) | Q(team_name__icontains=asked["q"]))
    if asked.get("stage"):
        rows = rows.filter(stage=asked["stage"])
    if asked.get("round"):
        rows = rows.filter(round_id=asked["round"])
    if asked.get("taken_over"):
        rows = rows.filter(taken_over_on__isnull=False)
    if asked.get("late"):
        rows = rows.filter(is_late(actor))
    if asked.get("closed"):
        rows = rows.filter(CLOSED_LATE if asked["closed"] == LATE else ~CLOSED_LATE, stage=InspectionStage.CLOSED)
    return rows.order_by(*SORTS.get(asked.get("sort", ""), SORTS[PLAIN_SORT]))


def is_late(actor: Actor) -> Q:
    """Return the condition that a dossier owes something since a day before today, or one of its findings is late."""
    owing = {one.inspection_id for one in late_dues(actor)}
    return Q(pk__in=owing) | Q(Exists(of_dossier(stage__in=OPEN_STAGES, due_on__lt=actor.today)), stage__in=RUNNING)


def listed(actor: Actor, rows: list[Inspection], read: Collection[str] = EVERYTHING) -> list[Listed]:
    """Return rows of one page with their next due day and how many of their findings are signed off.

    `read` leaves out what no column shows: the due days are the dearest part of the page.
    """
    ids = [row.id for row in rows]
    met = met_for(actor, rows, scope_of(actor, set(actor.roles) - UNIT)) if DUES in read else {}
    counted = counts(actor.authority_id, ids) if COUNTS in read else dict.fromkeys(ids, (0, 0))
    due = {row.id: pressing(row, actor, met[row.id]) for row in rows} if DUES in read else {}
    return [Listed(row, due.get(row.id), *counted[row.id]) for row in rows]


def pressing(row: Inspection, actor: Actor, met: Met) -> Due | None:
    """Return what a dossier owes next; before its feedback it owes nothing."""
    if row.feedback_on is None:
        return None
    return next_due(dues_of(row, rulebook_of(row, actor.today), actor.today, met))


def met_for(actor: Actor, rows: list[Inspection], scope: Scope) -> Mapping[UUID, Met]:
    """Return the deadlines met, as far as the reader may know: of a dossier seen as the unit only what it was told."""
    told_only = any(not reaches(scope, row.thing) for row in rows)
    return met_by(actor.authority_id, rows, told_only=told_only)


def counts(authority_id: UUID, ids: list[UUID]) -> Mapping[UUID, tuple[int, int]]:
    rows = Finding.objects.filter(authority_id=authority_id, inspection_id__in=ids).values_list("inspection_id")
    signed_off = Count("id", filter=Q(stage=FindingStage.SIGNED_OFF))
    found = {one: (whole, done) for one, whole, done in rows.annotate(whole=Count("id"), done=signed_off)}
    return {one: found.get(one, (0, 0)) for one in ids}


def stages_of_round(inspection: Inspection) -> list[tuple[str, int]]:
    """Return how many dossiers of a dossier's round stand at each stage, in the order of the life."""
    rows = Inspection.objects.filter(authority_id=inspection.authority_id, round_id=inspection.round_id)
    counted = dict(rows.order_by().values_list("stage").annotate(count=Count("id")))
    return [(stage, counted[stage]) for stage in STAGES if stage in counted]


@dataclass(frozen=True)
class ListedRound:
    """One round: how many of its dossiers stand at each stage, and the dossier by which its end is told."""

    row: Round
    stages: tuple[tuple[str, int], ...]
    by_dossier: UUID | None
    satisfaction: OfRound | None = None

    @property
    def dossiers(self) -> int:
        return sum(count for _stage, count in self.stages)

    @property
    def still_open(self) -> int:
        """How many dossiers are not closed; the end of the round changes none of them."""
        return sum(count for stage, count in self.stages if stage != InspectionStage.CLOSED)


def rounds_listed(actor: Actor) -> list[ListedRound]:
    """Return the rounds of the authority, the newest first: three queries."""
    at = actor.authority_id
    rows = Inspection.objects.filter(authority_id=at).order_by().values("round_id", "stage")
    by_round: dict[UUID, dict[str, tuple[int, UUID]]] = {}
    # as text: PostgreSQL knows no least of UUIDs
    for one in rows.annotate(count=Count("id"), first=Min(Cast("id", TextField()))):
        by_round.setdefault(one["round_id"], {})[one["stage"]] = (one["count"], UUID(one["first"]))
    satisfied = satisfaction_by_round(at)
    found = []
    for row in Round.objects.filter(authority_id=at).exclude(term="").order_by("-from_on", "-number"):
        told = by_round.get(row.id, {})
        stages = tuple((stage.value, told[stage][0]) for stage in STAGES if stage in told)
        by_dossier = min((first for _count, first in told.values()), default=None)
        found.append(ListedRound(row, stages, by_dossier, satisfied.get(row.id)))
    return sorted(found, key=lambda one: one.row.ended_on is not None)
