"""Deeds on what takes longer: handed over, accepted, looked at again and again, taken back."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db.models import QuerySet

from bihuan.domain.jurisdiction import Actor, receives
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.offices import SUPERVISING
from bihuan.domain.roles import Role
from bihuan.dossiers.actions import organization_of
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.steps import finding_for, note_of, refuse_unseen
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.organizations.models import Organization
from bihuan.rectification.measures import TextMissing, taking, with_due_of
from bihuan.rectification.models import Look


class NoSupervisingBody(ValueError):
    """A finding is handed over to a supervising body that exists."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"receiver_id: {name} is no supervising body of today; choose one")


class NotTheReceiver(PermissionError):
    """A hand-over is accepted by the body it went to (403)."""

    def __init__(self, number: str, receiver: str) -> None:
        self.number, self.receiver = number, receiver
        super().__init__(f"finding {number} was handed over to {receiver}; it is for them to accept it")


class NotHandedOver(ValueError):
    """A finding that was taken over as long-term has nobody yet who follows it."""

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"finding {number} was handed over to nobody; let the office take it back and hand it over")


class AlreadyAccepted(ValueError):
    """A hand-over is accepted once."""

    def __init__(self, number: str, on: date) -> None:
        self.number, self.on = number, on
        super().__init__(f"the hand-over of finding {number} was accepted on {on}; there is nothing left to do")


class NotAhead(ValueError):
    """The next look at a long-term finding lies ahead."""

    def __init__(self, day: date, today: date) -> None:
        self.day, self.today = day, today
        super().__init__(f"next_on: {day} does not lie ahead of today ({today}); choose a later day")


def refuse_past(day: date, today: date) -> None:
    if day <= today:
        raise NotAhead(day, today)


class NotAccepted(ValueError):
    """A hand-over is followed from the day its receiver accepts it."""

    def __init__(self, number: str, receiver: str) -> None:
        self.number, self.receiver = number, receiver
        super().__init__(f"finding {number} waits to be accepted by {receiver}; it is followed from then on")


def receiver_of(finding: Finding) -> Organization:
    """Return the body a finding was handed over to; raise NotHandedOver."""
    if finding.handed_over_to is None:
        raise NotHandedOver(finding.number)
    return finding.handed_over_to


def refuse_others(actor: Actor, finding: Finding, inspection: Inspection) -> None:
    """Refuse whoever is not of the body that a finding was handed over to."""
    receiver = receiver_of(finding)
    if not receives(actor, inspection.thing, receiver.id, receiver.path):
        raise NotTheReceiver(finding.number, receiver.name)


def to_look_at(until: date) -> QuerySet[Finding]:
    """Return the long-term findings whose next look is due by a day.

    That look is what presses them (domain/pressing.py), so the index of due days finds them.
    """
    return Finding.objects.filter(stage=FindingStage.LONG_TERM, due_on__lte=until, next_look_on__lte=until)


@deed
def hand_over(
    *,
    actor: Actor,
    finding_id: uuid.UUID,
    receiver_id: uuid.UUID,
    stages: str,
    next_on: date,
    reason: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Hand a finding that takes longer to the body that will follow it: its stages, and the day of the next look."""
    finding, inspection = finding_for(actor, finding_id)
    taken = taking(actor, "hand_over", finding, inspection, reason)
    refuse_past(next_on, actor.today)
    if not stages.strip():
        raise TextMissing("stages")
    receiver = organization_of(actor, receiver_id)
    if receiver.category not in SUPERVISING or (receiver.until_on is not None and receiver.until_on < actor.today):
        raise NoSupervisingBody(receiver.name)
    finding.stage = str(taken.step.target)
    finding.handed_over_to = receiver
    finding.handed_over_on, finding.hand_over_stages = actor.today, stages.strip()
    finding.hand_over_accepted_on = None
    finding.next_look_on = finding.due_on = next_on
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=finding.number, reason=reason)
    return commit(note=note, rows=[finding])


@deed
def accept_hand_over(*, actor: Actor, finding_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Accept a long-term finding; from today the receiver answers for following it."""
    finding, inspection = finding_for(actor, finding_id)
    taken = taking(actor, "accept_hand_over", finding, inspection)
    refuse_others(actor, finding, inspection)
    if finding.hand_over_accepted_on is not None:
        raise AlreadyAccepted(finding.number, finding.hand_over_accepted_on)
    finding.hand_over_accepted_on = actor.today
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=finding.number)
    return commit(note=note, rows=[finding])


@deed
def take_back(*, actor: Actor, finding_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Take a long-term finding back into ordinary rectification."""
    finding, inspection = finding_for(actor, finding_id)
    taken = taking(actor, "take_back", finding, inspection, reason)
    finding.stage = str(taken.step.target)
    finding.handed_over_to, finding.handed_over_on, finding.hand_over_accepted_on = None, None, None
    finding.next_look_on = None
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=finding.number, reason=reason)
    return commit(note=note, rows=with_due_of(finding))


@deed
def follow_long_term(
    *,
    actor: Actor,
    finding_id: uuid.UUID,
    seen: str,
    next_on: date,
    seen_version: int,
    now: datetime,
    key: str,
) -> Receipt:
    """Say what a look at a long-term finding saw, and when the next one is due: it never expires in silence."""
    finding, inspection = finding_for(actor, finding_id)
    taken = taking(actor, "follow_long_term", finding, inspection)
    if taken.role is not Role.OFFICE:
        refuse_others(actor, finding, inspection)
    if finding.hand_over_accepted_on is None:
        raise NotAccepted(finding.number, receiver_of(finding).name)
    refuse_unseen(taken, finding, inspection, seen_version)
    refuse_past(next_on, actor.today)
    if not seen.strip():
        raise TextMissing("seen")
    look = Look(
        authority_id=actor.authority_id,
        finding=finding,
        inspection=inspection,
        number=Look.objects.filter(authority_id=actor.authority_id, finding=finding).count() + 1,
        on=actor.today,
        by_role=taken.role.value,
        seen=seen.strip(),
        next_on=next_on,
    )
    finding.next_look_on = finding.due_on = next_on
    told = {"look": look.number, "next_on": next_on}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=finding.number, told=told)
    return commit(note=note, rows=[look, finding])
