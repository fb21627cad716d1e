"""What the next plan of rolling checks should look at, by the rule; the office decides what it takes of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.domain.rolling import Matter, Outcome, RollingTerms, Why, gap_after, spread, why_of
from bihuan.dossiers.models import Finding, Inspection, Round
from bihuan.fieldwork.models import FixOrder
from bihuan.rules.calendar import working_calendar
from bihuan.rules.rolling import rolling_terms
from bihuan.supervision.outcomes import last_outcomes

URGENT = (Why.SENT_BACK, Why.CARRIED, Why.QUICK_FIX, Why.CONTINUED)


@dataclass(frozen=True)
class ProposedMatter:
    """A finding or a fix, and why it comes up."""

    row: Finding | FixOrder
    why: Why

    @property
    def is_fix(self) -> bool:
        return isinstance(self.row, FixOrder)

    @property
    def words(self) -> str:
        """Return what the matter is about."""
        return self.row.matter if isinstance(self.row, FixOrder) else str(self.row)


@dataclass(frozen=True)
class ProposedCheck:
    """A dossier with the matters that come up in it, and a day for it."""

    dossier: Inspection
    rounds_back: int
    on: date
    matters: tuple[ProposedMatter, ...]


@dataclass(frozen=True)
class Proposal:
    """The checks of a gap between rounds."""

    after_round: Round | None
    from_on: date
    until_on: date
    checks: tuple[ProposedCheck, ...]


def rounds_fed_back(authority_id: uuid.UUID, today: date) -> list[Round]:
    """Return the rounds that have begun and have a dossier under rectification or closed, the last one first."""
    of = Inspection.objects.filter(authority_id=authority_id, feedback_on__isnull=False)
    rows = Round.objects.filter(authority_id=authority_id, from_on__lte=today, pk__in=of.values("round_id"))
    return list(rows.order_by("-from_on", "-number"))


def next_round_on(authority_id: uuid.UUID, today: date) -> date | None:
    """Return when the next round begins, where one has its day already."""
    rows = Round.objects.filter(authority_id=authority_id, from_on__gt=today, ended_on=None).order_by("from_on")
    return rows.values_list("from_on", flat=True).first()


def propose(authority_id: uuid.UUID, today: date) -> Proposal:
    """Propose the next plan: dossiers under rectification with what comes up in them, a day for each."""
    terms, rounds = rolling_terms(today), rounds_fed_back(authority_id, today)
    back = {row.id: place for place, row in enumerate(rounds, 1)}
    asked_of = [row.id for row in rounds[: max(terms.quick_fixes_of, terms.continued_work_of)]]
    left = last_outcomes(authority_id, today)
    open_ones = {key for key, outcome in left.items() if outcome not in (Outcome.TRUE, Outcome.OPEN)}
    matters: dict[uuid.UUID, list[ProposedMatter]] = {}
    for row, why in coming_up(authority_id, asked_of, open_ones, back, left, terms):
        matters.setdefault(row.inspection_id, []).append(ProposedMatter(row, why))
    dossiers = Inspection.objects.filter(authority_id=authority_id, pk__in=list(matters)).select_related("round")
    from_on, until_on = gap_after(today, next_round_on(authority_id, today), terms)
    order = sorted(dossiers, key=lambda one: (rank(matters[one.id]), back.get(one.round_id, 0), one.number))
    days = spread(len(order), working_days(from_on, until_on))
    checks = [
        ProposedCheck(one, back.get(one.round_id, 0), days[place] if days else from_on, tuple(matters[one.id]))
        for place, one in enumerate(order)
    ]
    return Proposal(rounds[0] if rounds else None, from_on, until_on, tuple(checks))


def coming_up(
    authority_id: uuid.UUID,
    rounds: Sequence[uuid.UUID],
    open_ones: set[uuid.UUID],
    back: dict[uuid.UUID, int],
    left: dict[uuid.UUID, Outcome],
    terms: RollingTerms,
) -> Iterable[tuple[Finding | FixOrder, Why]]:
    """Return the findings and fixes that the rule asks for, each with its reason."""
    asked = Q(inspection__round__in=rounds) | Q(pk__in=open_ones)
    running = Q(authority_id=authority_id, inspection__stage__in=RUNNING)
    fixes = FixOrder.objects.filter(running, asked, own=True).select_related("inspection")
    findings = Finding.objects.filter(running, asked).select_related("inspection")
    rows: list[Finding | FixOrder] = [*fixes.order_by("number"), *findings.order_by("place")]
    for row in rows:
        why = why_of(matter_of(row, back.get(row.inspection.round_id, 0), left.get(row.id)), terms)
        if why is not None:
            yield row, why


def matter_of(row: Finding | FixOrder, rounds_back: int, left: Outcome | None) -> Matter:
    if isinstance(row, FixOrder):
        return Matter(rounds_back, is_own_fix=True, left=left)
    fed_back = row.inspection.feedback_on
    signed = row.signed_off_on if row.stage == FindingStage.SIGNED_OFF else None
    after = (signed - fed_back).days if signed is not None and fed_back is not None else None
    return Matter(rounds_back, row.stage, after, left=left)


def rank(matters: Sequence[ProposedMatter]) -> int:
    """Return how soon a dossier is looked at: what was sent back first, then what was left over."""
    return min(URGENT.index(one.why) for one in matters)


def working_days(from_on: date, until_on: date) -> list[date]:
    """Return the working days of a span; all its days where none is one."""
    calendar = working_calendar()
    days = [from_on + timedelta(days=one) for one in range((until_on - from_on).days + 1)]
    return [day for day in days if calendar.is_working_day(day)] or days
