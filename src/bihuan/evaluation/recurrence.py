"""Old findings of one unit that come back: a look-back lays them beside its own, and links new to old."""

from __future__ import annotations

import uuid
from datetime import datetime

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import STEPS
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.steps import NoSuchThing, Taken, finding_for, may_take, note_of
from bihuan.evaluation.models import Recurrence
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.planning.heritage import came_from


class NotOfThisUnit(ValueError):
    """A finding comes back at the unit where it was found before."""

    def __init__(self) -> None:
        super().__init__("this is no earlier finding of the same unit; choose one from the list")


class LinkedAlready(ValueError):
    """A new finding is linked with an old one once."""

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"finding {number} is linked with this one already; nothing is left to do")


def earlier_of(inspection: Inspection) -> list[Inspection]:
    """Return the earlier inspections of the same unit, and of those it came of, that were fed back, latest first."""
    at, unit = inspection.authority_id, inspection.organization_id
    units = {unit, *came_from(at, [unit]).get(unit, {})}
    rows = Inspection.objects.filter(authority_id=at, organization_id__in=units, feedback_on__isnull=False)
    rows = rows.exclude(pk=inspection.pk)
    before = inspection.feedback_on
    fitting = rows if before is None else rows.filter(feedback_on__lt=before)
    return list(fitting.select_related("round").order_by("-feedback_on", "id"))


def old_findings(inspection: Inspection) -> list[Finding]:
    """Return the findings of the earlier inspections of the same unit, the latest inspection first.

    What was found at a unit that it came of, by another name or before a merger, is its own.
    """
    earlier = {row.id: place for place, row in enumerate(earlier_of(inspection))}
    if not earlier:
        return []
    rows = Finding.objects.filter(authority_id=inspection.authority_id, inspection_id__in=earlier)
    found = rows.select_related("inspection", "inspection__round")
    return sorted(found, key=lambda row: (earlier[row.inspection_id], row.place))


def recurrences_of(inspection: Inspection) -> list[Recurrence]:
    """Return the links that stand from findings of a dossier to older ones."""
    rows = Recurrence.objects.filter(authority_id=inspection.authority_id, inspection=inspection, withdrawn_on=None)
    return list(rows.select_related("finding", "old", "old__inspection", "old__inspection__round").order_by("id"))


def links_of(finding: Finding) -> tuple[list[Recurrence], list[Recurrence]]:
    """Return the older findings that this one brings back, and the newer ones in which it came back."""
    rows = Recurrence.objects.filter(authority_id=finding.authority_id, withdrawn_on=None).select_related(
        "finding",
        "finding__inspection",
        "finding__inspection__round",
        "old",
        "old__inspection",
        "old__inspection__round",
    )
    return list(rows.filter(finding=finding).order_by("id")), list(rows.filter(old=finding).order_by("id"))


def _taking(actor: Actor, name: str, finding_id: uuid.UUID, reason: str = "") -> tuple[Finding, Inspection, Taken]:
    finding, inspection = finding_for(actor, finding_id)
    taken = may_take(
        actor=actor,
        step=STEPS[name],
        inspection=inspection,
        stage=finding.stage,
        facts=bare_facts(inspection, actor.today),
        reason=reason,
    )
    return finding, inspection, taken


@deed
def mark_recurrence(
    *, actor: Actor, finding_id: uuid.UUID, old_id: uuid.UUID, remark: str, now: datetime, key: str
) -> Receipt:
    """Mark a finding as an old one of the same unit come back; both cards show it from then on."""
    finding, inspection, taken = _taking(actor, "mark_recurrence", finding_id)
    old = next((row for row in old_findings(inspection) if row.id == old_id), None)
    if old is None:
        raise NotOfThisUnit
    if any(one.old_id == old.id for one in links_of(finding)[0]):
        raise LinkedAlready(old.number)
    row = Recurrence(
        authority_id=actor.authority_id,
        inspection=inspection,
        finding=finding,
        old=old,
        on=actor.today,
        by_role=taken.role.value,
        remark=remark.strip(),
    )
    told = {"finding": finding.id, "old": old.id}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=finding.number, told=told)
    return commit(note=note, rows=[row])


@deed
def withdraw_recurrence(
    *, actor: Actor, finding_id: uuid.UUID, old_id: uuid.UUID, reason: str, now: datetime, key: str
) -> Receipt:
    """Take a wrong link back; it stays, struck out, with the reason."""
    finding, inspection, taken = _taking(actor, "withdraw_recurrence", finding_id, reason)
    row = next((one for one in links_of(finding)[0] if one.old_id == old_id), None)
    if row is None:
        raise NoSuchThing("recurrence", old_id)
    row.withdrawn_on, row.withdrawn_reason = actor.today, reason.strip()
    told = {"finding": finding.id, "old": row.old_id}
    note = note_of(
        actor=actor, taken=taken, inspection=inspection, now=now, subject=finding.number, reason=reason, told=told
    )
    return commit(note=note, rows=[row])
