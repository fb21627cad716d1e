"""The days that press findings, set right where a former version kept them otherwise: by an entry, as every change.

A migration could not: what a row holds is held against what its ledger leads to.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from bihuan.access.actors import installer
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.pressing import finding_presses_on
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.steps import locked
from bihuan.ledger.custody import HeldElsewhere
from bihuan.ledger.door import Note, Receipt, commit, deed
from bihuan.ledger.models import Entry, Kept
from bihuan.organizations.models import Authority
from bihuan.rectification.models import Measure


def set_days_right(today: date, now: datetime) -> int:
    """Give every finding the day that presses it; return how many dossiers had one that stood otherwise.

    A dossier that a laptop holds is left to it: there the same is done.
    """
    count = 0
    for authority in Authority.objects.order_by("id"):
        actor = installer(authority.authority_id, today)
        for inspection_id in sorted({one.inspection_id for one in standing_otherwise(doubtful(actor.authority_id))}):
            key = f"pressing-days-{inspection_id}-{now:%Y%m%d%H%M}"
            try:
                reckon_days(actor=actor, inspection_id=inspection_id, now=now, key=key)
            except HeldElsewhere:
                continue
            count += 1
    return count


@deed
def reckon_days(*, actor: Actor, inspection_id: UUID, now: datetime, key: str) -> Receipt:
    """Write the days that press the findings of a dossier as its measures and their stage have them."""
    inspection = Inspection.objects.get(authority_id=actor.authority_id, pk=inspection_id)
    rows: list[Kept] = [*standing_otherwise(locked(doubtful(actor.authority_id).filter(inspection_id=inspection_id)))]
    note = Note(inspection.stream, "reckon_days", actor, now, inspection.organization_name)
    return commit(note=note, rows=rows)


def doubtful(authority_id: UUID) -> QuerySet[Finding]:
    """Return the findings whose day may be another: former versions let none press once all measures were done.

    They kept a day, on the other hand, where nothing presses any more, and none of a request.
    """
    without = Q(stage__in=[FindingStage.RECTIFYING, FindingStage.LONG_TERM], due_on=None, last_due_on__isnull=False)
    with_one = Q(stage__in=[FindingStage.SIGN_OFF_REQUESTED, FindingStage.SIGNED_OFF], due_on__isnull=False)
    since_unknown = Q(stage=FindingStage.SIGN_OFF_REQUESTED, sign_off_requested_on=None)
    return Finding.objects.filter(without | with_one | since_unknown, authority_id=authority_id).order_by("id")


def standing_otherwise(rows: QuerySet[Finding]) -> Iterator[Finding]:
    """Yield the findings of which one of both days is not as it should be, with the right ones."""
    for finding in rows:
        measures = Measure.objects.filter(authority_id=finding.authority_id, finding=finding)
        days = [measure.days for measure in measures]
        presses = finding_presses_on(days, stage=finding.stage, next_look_on=finding.next_look_on)
        asked = finding.sign_off_requested_on or requested_on(finding)
        if (presses, asked) != (finding.due_on, finding.sign_off_requested_on):
            finding.due_on, finding.sign_off_requested_on = presses, asked
            yield finding


def requested_on(finding: Finding) -> date | None:
    """Return since when a finding waits for its sign-off, as its ledger tells; None where it waits for none."""
    if finding.stage != FindingStage.SIGN_OFF_REQUESTED:
        return None
    of_dossier = Entry.objects.filter(authority_id=finding.authority_id, stream=finding.inspection.stream)
    asked = of_dossier.filter(action="request_sign_off", subject=finding.number).order_by("-number").first()
    return None if asked is None else timezone.localtime(asked.recorded_at).date()
