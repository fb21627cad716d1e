"""What became of planned checks and of their matters: read from the checks that were made, never stored."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.domain.rolling import Outcome
from bihuan.dossiers.models import Finding
from bihuan.supervision.models import Check, CheckedFinding, CheckedFix, PlannedCheck, PlannedMatter, SupervisionPlan

PUT_RIGHT = frozenset({"done", "partly"})
ANSWERED = {"returned": Outcome.RETURNED, "reopened": Outcome.REOPENED}


@dataclass(frozen=True)
class Seen:
    """What a check said of one matter."""

    outcome: Outcome
    remark: str = ""
    conclusion: str = ""  # how far it is put right, where it was looked at


def checks_made(authority_id: uuid.UUID, planned: Iterable[uuid.UUID]) -> dict[uuid.UUID, Check]:
    """Return the standing check of each planned one that was made."""
    rows = Check.objects.filter(authority_id=authority_id, planned__in=list(planned), withdrawn_on=None)
    return {row.planned_id: row for row in rows if row.planned_id is not None}


def that_looked(rows: QuerySet[Check]) -> QuerySet[Check]:
    """Cut checks to those that looked at something; of a dossier without findings every one counts."""
    there = Finding.objects.filter(authority_id=OuterRef("authority_id"), inspection=OuterRef("inspection"))
    return rows.filter(looked() | ~Exists(there))


def looked() -> Q:
    """Return the condition that a check looked at something."""
    mine: dict[str, Any] = {"authority_id": OuterRef("authority_id"), "check_made": OuterRef("pk")}
    return Q(Exists(CheckedFinding.objects.filter(**mine)) | Exists(CheckedFix.objects.filter(**mine)))


def is_over(planned: PlannedCheck, plan: SupervisionPlan, today: date) -> bool:
    """True for a planned check that nobody makes any more: dropped, its plan called off, or over."""
    return planned.dropped_on is not None or plan.called_off_on is not None or plan.until_on < today


def state_of(
    planned: PlannedCheck, plan: SupervisionPlan, check: Check | None, today: date, *, has_looked: bool = True
) -> str:
    """Return where a planned check stands, as the glossary calls it; a check that looked at nothing counts for none.

    One whose dossier was closed meanwhile waits no longer: nobody can make it.
    """
    if check is not None:
        return "made" if has_looked else "unseen"
    if planned.dropped_on is not None or plan.called_off_on is not None:
        return "dropped"
    if planned.dossier.stage not in RUNNING:
        return "closed"
    return "overdue" if planned.on < today else "planned"


def seen_of(
    authority_id: uuid.UUID, matters: Iterable[PlannedMatter], checks: Mapping[uuid.UUID, Check], today: date
) -> dict[uuid.UUID, Seen]:
    """Return what became of each matter; its planned check and that one's plan are read with it."""
    ids = [row.id for row in checks.values()]
    mine: dict[str, Any] = {"authority_id": authority_id, "check_made__in": ids}
    of_findings = {(row.check_made_id, row.finding_id): row for row in CheckedFinding.objects.filter(**mine)}
    of_fixes = {(row.check_made_id, row.fix_id): row for row in CheckedFix.objects.filter(**mine)}
    found: dict[uuid.UUID, Seen] = {}
    for matter in matters:
        check = checks.get(matter.planned_id)
        if check is None:
            over = is_over(matter.planned, matter.planned.plan, today)
            found[matter.id] = Seen(Outcome.NOT_LOOKED if over else Outcome.OPEN)
            continue
        if matter.finding_id is not None:
            looked = of_findings.get((check.id, matter.finding_id))
            found[matter.id] = said(looked, looked.answer if looked else "")
        else:
            fix = of_fixes.get((check.id, matter.fix_id or uuid.UUID(int=0)))
            found[matter.id] = said(fix, "" if fix is None or fix.conclusion in PUT_RIGHT else "returned")
    return found


def said(looked: CheckedFinding | CheckedFix | None, answer: str) -> Seen:
    if looked is None:
        return Seen(Outcome.NOT_LOOKED)
    return Seen(ANSWERED.get(answer, Outcome.TRUE), looked.remark, looked.conclusion)


def left_open(check: Check) -> list[Finding]:
    """Return what a check opened again or sent back and is still under work; withdrawing the check leaves it so."""
    mine = {"authority_id": check.authority_id, "check_made": check}
    answered = CheckedFinding.objects.filter(**mine, answer__in=list(ANSWERED)).values("finding_id")
    rows = Finding.objects.filter(authority_id=check.authority_id, pk__in=answered)
    return list(rows.exclude(stage=FindingStage.SIGNED_OFF).order_by("place"))


def last_outcomes(authority_id: uuid.UUID, today: date, **of: Any) -> dict[uuid.UUID, Outcome]:
    """Return how the last planned look at each finding and fix ended, by their ids; `of` cuts the matters."""
    rows = PlannedMatter.objects.filter(authority_id=authority_id, **of).select_related("planned__plan")
    last = {row.finding_id or row.fix_id: row for row in rows.order_by("id")}
    checks = checks_made(authority_id, {row.planned_id for row in last.values()})
    seen = seen_of(authority_id, last.values(), checks, today)
    return {key: seen[row.id].outcome for key, row in last.items() if key is not None}
