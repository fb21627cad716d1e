"""Deeds of extracts: asked for, given, refused, received; and what an extract tells, by the rule of its purpose."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from bihuan.access.actions import note, require
from bihuan.access.actors import under
from bihuan.domain.extracts import ExtractTerms, FindingTold, Part, Purpose, concerns, is_overdue
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.ledger import canonical
from bihuan.domain.lifecycle.inspection import RUNNING, InspectionStage
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Finding
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, locked
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.organizations.models import Organization
from bihuan.rectification.models import Measure, SignOffAnswer
from bihuan.rules.extracts import extract_rules
from bihuan.supervision.actions import WordUnknown
from bihuan.supervision.models import CheckedFinding, Extract

GIVERS = frozenset({Role.OFFICE})
ASKERS = GIVERS | {
    Role.LEADING_GROUP,
    Role.LEADER_IN_CHARGE,
    Role.SUPERVISION_OFFICE,
    Role.RESIDENT_DISCIPLINE,
    Role.ORGANISATION_DEPARTMENT,
    Role.COMPETENT_DEPARTMENT,
}
TOLD = RUNNING | {InspectionStage.CLOSED}
PUT_RIGHT = "done"


class ExtractElsewhere(ValueError):
    """An extract that was given, refused or received already, or is not given yet."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"extract {number} is at another point meanwhile; open it again")


class NotTheAsker(PermissionError):
    """What was given is received by whoever asked (403)."""

    def __init__(self, asked_by: str) -> None:
        self.asked_by = asked_by
        super().__init__(f"{asked_by} asked for it; let them sign for it, or the office enter the receipt on paper")


@deed
def ask_for_extract(
    *,
    actor: Actor,
    purpose: str,
    asked_by: str,
    unit_id: uuid.UUID | None,
    words: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Ask for what of a rectification concerns a purpose: of one unit and those below it, or of all."""
    role = require(actor, ASKERS, "ask_for_extract")
    if purpose not in set(Purpose):
        raise WordUnknown("purpose", purpose, [one.value for one in Purpose])
    at = actor.authority_id
    unit = Organization.objects.filter(authority_id=at, pk=unit_id).first() if unit_id else None
    if unit_id and unit is None:
        raise NoSuchThing("organization", unit_id)
    row = Extract(
        authority_id=at,
        number=Extract.objects.filter(authority_id=at).count() + 1,
        purpose=purpose,
        asked_by=asked_by.strip(),
        asked_account=actor.account_id if role is not Role.OFFICE else None,
        unit=unit,
        words=words.strip(),
        asked_on=actor.today,
    )
    told = {"extract": row.id, "number": row.number, "purpose": purpose}
    return commit(note=note(actor, "ask_for_extract", role, now, row.asked_by, told=told), rows=[row])


@deed
def give_extract(*, actor: Actor, extract_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Give what was asked for, as the rule of its purpose has it today; from now on it stands as it was given."""
    role, row = require(actor, GIVERS, "give_extract"), waiting_extract(actor, extract_id)
    rules = extract_rules(actor.today)
    row.content = [list(one) for one in told_of(row, rules.terms[Purpose(row.purpose)], actor.today)]
    row.digest = hashlib.sha256(canonical({"rows": row.content})).hexdigest()
    row.basis, row.given_on = rules.release, actor.today
    told = {"extract": row.id, "rows": len(row.content), "digest": row.digest}
    return commit(note=note(actor, "give_extract", role, now, row.asked_by, told=told), rows=[row])


@deed
def refuse_extract(*, actor: Actor, extract_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Refuse what was asked for, with the reason."""
    role, row = require(actor, GIVERS, "refuse_extract"), waiting_extract(actor, extract_id)
    if not reason.strip():
        raise ReasonMissing("refuse_extract")
    row.refused_on, row.refused_reason = actor.today, reason.strip()
    noted = note(actor, "refuse_extract", role, now, row.asked_by, reason.strip(), told={"extract": row.id})
    return commit(note=noted, rows=[row])


@deed
def receive_extract(*, actor: Actor, extract_id: uuid.UUID, receipt: str, now: datetime, key: str) -> Receipt:
    """Sign for what was given: whoever asked by his account, or the office with the receipt on paper."""
    role, row = require(actor, ASKERS, "receive_extract"), extract_for(actor, extract_id)
    if row.given_on is None or row.received_on is not None:
        raise ExtractElsewhere(row.number)
    if row.asked_account != actor.account_id and role is not Role.OFFICE:
        raise NotTheAsker(row.asked_by)
    row.received_on, row.receipt = actor.today, receipt.strip()
    noted = note(actor, "receive_extract", role, now, row.asked_by, told={"extract": row.id})
    return commit(note=noted, rows=[row])


def extract_for(actor: Actor, extract_id: uuid.UUID) -> Extract:
    """Return an extract that somebody may know of, locked: the office all, an asker his own."""
    row: Extract | None = locked(Extract.objects.filter(authority_id=actor.authority_id, pk=extract_id)).first()
    if row is None or not may_know(actor, row):
        raise NoSuchThing("extract", extract_id)
    return row


def may_know(actor: Actor, row: Extract) -> bool:
    """True for the office, the leading group, and whoever asked."""
    above = bool(actor.roles & {Role.OFFICE, Role.LEADING_GROUP})
    return above or (actor.account_id is not None and row.asked_account == actor.account_id)


def waiting_extract(actor: Actor, extract_id: uuid.UUID) -> Extract:
    row = extract_for(actor, extract_id)
    if row.given_on is not None or row.refused_on is not None:
        raise ExtractElsewhere(row.number)
    return row


# --- what it tells ------------------------------------------------------------------------------------


def told_of(row: Extract, terms: ExtractTerms, today: date) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Yield what an extract tells: the unit, and of each finding that concerns the purpose its parts."""
    found = list(
        findings_of(row).select_related("inspection__round").order_by("organization_path", "inspection_id", "place")
    )
    answers, seen = answers_to(row.authority_id, found), last_seen(row.authority_id, found)
    measures = measures_of(row.authority_id, found) if Part.MEASURES in terms.parts else {}
    for one in found:
        returned, reopened = answers.get(one.id, (0, 0))
        conclusion = seen.get(one.id, "")
        as_told = FindingTold(
            one.stage, one.due_on, returned, reopened, seen_otherwise=bool(conclusion) and conclusion != PUT_RIGHT
        )
        if not concerns(as_told, terms.cut, today):
            continue
        whole: dict[Part, Any] = {
            Part.NUMBER: one.number,
            Part.TITLE: one.title,
            Part.CATEGORY: one.category,
            Part.STAGE: one.stage,
            Part.DUE: one.due_on.isoformat() if one.due_on else "",
            Part.OVERDUE: is_overdue(as_told, today),
            Part.SIGNED_OFF: one.signed_off_on.isoformat() if one.signed_off_on else "",
            Part.RESULT: one.result,
            Part.MEASURES: measures.get(one.id, []),
            Part.RETURNED: returned,
            Part.REOPENED: reopened,
            Part.SEEN: conclusion,
            Part.RULES_MADE: one.rules_made,
        }
        yield one.inspection.organization_name, {part.value: whole[part] for part in terms.parts}


def findings_of(row: Extract) -> QuerySet[Finding]:
    """Return the findings that an extract is asked of, whether they concern its purpose or not."""
    rows = Finding.objects.filter(authority_id=row.authority_id, inspection__stage__in=TOLD)
    return rows if row.unit is None else rows.filter(under("organization_path", row.unit.path))


def answers_to(authority_id: uuid.UUID, findings: list[Finding]) -> dict[uuid.UUID, tuple[int, int]]:
    """Return how often each finding was sent back and opened again."""
    rows = SignOffAnswer.objects.filter(authority_id=authority_id, finding__in=findings).order_by().values("finding_id")
    sums = rows.annotate(
        returned=Count("id", filter=Q(kind="returned")), reopened=Count("id", filter=Q(kind="reopened"))
    )
    return {one["finding_id"]: (one["returned"], one["reopened"]) for one in sums}


def last_seen(authority_id: uuid.UUID, findings: list[Finding]) -> dict[uuid.UUID, str]:
    """Return what the last standing check said of each finding."""
    rows = CheckedFinding.objects.filter(authority_id=authority_id, finding__in=findings, check_made__withdrawn_on=None)
    return dict(rows.order_by("check_made__on", "check_made__number").values_list("finding_id", "conclusion"))


def measures_of(authority_id: uuid.UUID, findings: list[Finding]) -> dict[uuid.UUID, list[str]]:
    """Return the standing measures of each finding in words."""
    rows = Measure.objects.filter(authority_id=authority_id, finding__in=findings, removed_on=None).order_by("number")
    told: dict[uuid.UUID, list[str]] = {}
    for finding, text in rows.values_list("finding_id", "text"):
        told.setdefault(finding, []).append(text)
    return told
