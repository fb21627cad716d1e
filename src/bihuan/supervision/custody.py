"""Which body is in charge of a dossier on each day: its life out of the rows; and days that nobody had taken."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from bihuan.access.models import Assignment
from bihuan.domain.in_charge import Body, Life, Span, Stretch, in_charge_on, line_of
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.offices import SUPERVISION_OFFICE
from bihuan.domain.phases import Phase, supervised
from bihuan.domain.roles import TEAM, Role
from bihuan.domain.rulebook import Rulebook
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.rulebooks import end_of_concentration, rulebook_of

AT_ONCE = 100  # dossiers read at once: whoever asks for the first gaps seldom wants them all


@dataclass(frozen=True)
class Gap:
    """A dossier of which a body is in charge today, but nobody of it reaches the dossier, or nobody took it over."""

    dossier: Inspection
    span: Span


def custody_line(inspection: Inspection, today: date, findings: Sequence[Finding] | None = None) -> tuple[Span, ...]:
    """Return who was, is and will be in charge of a dossier; its findings may be given where they were read."""
    rules = rulebook_of(inspection, today)
    return line_under(inspection, rules, today, long_term_of(inspection) if findings is None else findings)


def long_term_of(inspection: Inspection) -> list[Finding]:
    return long_term_of_all([inspection]).get(inspection.id, [])


def long_term_of_all(dossiers: Sequence[Inspection]) -> Mapping[uuid.UUID, list[Finding]]:
    """Return the long-term findings of dossiers of one authority, by dossier."""
    found: dict[uuid.UUID, list[Finding]] = defaultdict(list)
    if dossiers:
        rows = Finding.objects.filter(
            authority_id=dossiers[0].authority_id, inspection__in=[one.id for one in dossiers]
        )
        for one in rows.filter(stage=FindingStage.LONG_TERM).select_related("handed_over_to"):
            found[one.inspection_id].append(one)
    return found


def line_under(inspection: Inspection, rules: Rulebook, today: date, findings: Iterable[Finding]) -> tuple[Span, ...]:
    """Return the line of a dossier under rules that were looked up already."""
    long_term = [one for one in findings if one.stage == FindingStage.LONG_TERM]
    life = Life(
        opened_on=opened_on(inspection),
        feedback_on=inspection.feedback_on,
        concentrated_end=end_of_concentration(inspection, rules),
        closed_on=inspection.closed_on,
        goes_on=bool(long_term),
        accepted=tuple(accepted(long_term)),
    )
    return line_of(life, team=inspection.team_name, early=lead(rules, Phase.EARLY), middle=lead(rules, Phase.MIDDLE))


def opened_on(inspection: Inspection) -> date:
    """Return the first day of a dossier: its round's, or its feedback where that is entered as earlier."""
    begins = inspection.round.from_on
    return min(begins, inspection.feedback_on) if inspection.feedback_on else begins


def accepted(findings: Iterable[Finding]) -> Iterator[tuple[date, Body]]:
    for one in findings:
        if one.hand_over_accepted_on is not None and one.handed_over_to is not None:
            is_office = one.handed_over_to.category == SUPERVISION_OFFICE
            role = Role.SUPERVISION_OFFICE if is_office else Role.RESIDENT_DISCIPLINE
            yield one.hand_over_accepted_on, Body(role, one.handed_over_to.name)


def lead(rules: Rulebook, phase: Phase) -> Role | None:
    """Return who leads a phase under the packs, the first named; None where they are silent."""
    responsible = supervised(phase, rules).responsible
    return responsible.lead[0] if responsible else None


# --- gaps -------------------------------------------------------------------------------------------


def gaps(authority_id: uuid.UUID, today: date) -> Iterator[Gap]:
    """Yield dossiers of whose body in charge nobody has access, and those that nobody took over after the close."""
    rows = Inspection.objects.filter(authority_id=authority_id, feedback_on__isnull=False)
    running = rows.filter(~Q(stage=InspectionStage.CLOSED)).select_related("round")
    unreached = running.exclude(pk__in=teams_with_access(authority_id, today))
    for row in unreached.order_by("feedback_on", "id").iterator(chunk_size=AT_ONCE):
        span = in_charge_on(custody_line(row, today, ()), today)
        if span is not None and span.body.role in TEAM:
            yield Gap(row, span)
    untaken = Finding.objects.filter(authority_id=authority_id, stage=FindingStage.LONG_TERM)
    untaken = untaken.filter(hand_over_accepted_on=None, inspection__stage=InspectionStage.CLOSED)
    closed = Inspection.objects.filter(authority_id=authority_id, pk__in=untaken.values("inspection_id"))
    over = list(closed.select_related("round").order_by("closed_on", "id"))
    long_term = long_term_of_all(over)
    for row in over:
        span = in_charge_on(custody_line(row, today, long_term.get(row.id, ())), today)
        if span is not None and span.is_gap and span.stretch is Stretch.LONG:
            yield Gap(row, span)


def teams_with_access(authority_id: uuid.UUID, today: date) -> QuerySet[Assignment, uuid.UUID | None]:
    """Return the question for the dossiers that somebody leading a team reaches today."""
    rows = Assignment.objects.filter(authority_id=authority_id, role__in=[Role.TEAM_LEADER, Role.DEPUTY])
    running = rows.filter(Q(until_on=None) | Q(until_on__gte=today), from_on__lte=today, dossier_id__isnull=False)
    return running.values_list("dossier_id", flat=True)
