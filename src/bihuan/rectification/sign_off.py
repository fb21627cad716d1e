"""Deeds of one finding's end: result, outcome, request and answer, hand-over of what takes longer."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from bihuan.domain.jurisdiction import Actor, receives
from bihuan.domain.lifecycle.finding import FindingStage, returned_to
from bihuan.domain.lifecycle.separation import refuse_own_request
from bihuan.domain.money import amount, count
from bihuan.dossiers.actions import organization_of
from bihuan.dossiers.models import Finding
from bihuan.dossiers.steps import finding_for, note_of
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.models import Kept
from bihuan.rectification.measures import TextMissing, taking
from bihuan.rectification.models import SignOffAnswer

RECEIVING = "body"  # the category of supervising bodies


@deed
def state_result(
    *,
    actor: Actor,
    finding_id: uuid.UUID,
    result: str,
    recovered_fen: int,
    written_off_fen: int,
    rules_made: int,
    persons_dealt_with: int,
    now: datetime,
    key: str,
) -> Receipt:
    """Say what the rectification of a finding brought."""
    finding, inspection = finding_for(actor, finding_id)
    taken = taking(actor, "state_result", finding, inspection)
    finding.result = result.strip()
    finding.recovered_fen, finding.written_off_fen = amount(recovered_fen), amount(written_off_fen)
    finding.rules_made, finding.persons_dealt_with = count(rules_made), count(persons_dealt_with)
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=finding.number)
    return commit(note=note, rows=[finding])


@deed
def state_outcome(
    *, actor: Actor, finding_id: uuid.UUID, outcome: str, accountability: str, now: datetime, key: str
) -> Receipt:
    """State outcome and accountability of a matter about definite persons or things."""
    finding, inspection = finding_for(actor, finding_id)
    taken = taking(actor, "state_outcome", finding, inspection)
    finding.outcome, finding.accountability = outcome.strip(), accountability.strip()
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=finding.number)
    return commit(note=note, rows=[finding])


def move(
    actor: Actor, finding_id: uuid.UUID, name: str, now: datetime, *, reason: str = "", answer: str = ""
) -> Receipt:
    """Take a step that changes a finding's stage, with its numbered answer where it is one."""
    finding, inspection = finding_for(actor, finding_id)
    taken = taking(actor, name, finding, inspection, reason)
    if name == "grant_sign_off":
        asked_by = finding.sign_off_requested_by
        refuse_own_request(name, finding.number, asked_by=asked_by, answering=actor.account_id)
    target = taken.step.target
    if target == FindingStage.RECTIFYING:
        target = returned_to(handed_over=finding.handed_over_to_id is not None)
    finding.stage = str(target)
    finding.signed_off_on = actor.today if name == "grant_sign_off" else None
    if name == "request_sign_off":
        finding.sign_off_requested_by = actor.account_id
    rows: list[Kept] = [finding]
    told: dict[str, object] = {}
    if answer:
        row = next_answer(finding, answer, actor, taken.role, reason)
        told["answer"] = row.number
        rows.append(row)
    note = note_of(
        actor=actor, taken=taken, inspection=inspection, now=now, subject=finding.number, reason=reason, told=told
    )
    return commit(note=note, rows=rows)


def next_answer(finding: Finding, kind: str, actor: Actor, role: str, reason: str) -> SignOffAnswer:
    earlier = SignOffAnswer.objects.filter(authority_id=finding.authority_id, finding=finding).count()
    return SignOffAnswer(
        authority_id=finding.authority_id,
        finding=finding,
        inspection_id=finding.inspection_id,
        number=earlier + 1,
        kind=kind,
        on=actor.today,
        by_role=str(role),
        reason=reason.strip(),
    )


@deed
def request_sign_off(*, actor: Actor, finding_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Ask that a finding be signed off: measures done, evidence there, result stated."""
    return move(actor, finding_id, "request_sign_off", now)


@deed
def grant_sign_off(*, actor: Actor, finding_id: uuid.UUID, remark: str, now: datetime, key: str) -> Receipt:
    """Sign a finding off."""
    return move(actor, finding_id, "grant_sign_off", now, reason=remark, answer="granted")


@deed
def return_sign_off(*, actor: Actor, finding_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Send a finding back, numbered, with the reason."""
    return move(actor, finding_id, "return_sign_off", now, reason=reason, answer="returned")


@deed
def reopen(*, actor: Actor, finding_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Open a signed-off finding again, with the reason."""
    return move(actor, finding_id, "reopen", now, reason=reason, answer="reopened")


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


@deed
def hand_over(
    *,
    actor: Actor,
    finding_id: uuid.UUID,
    receiver_id: uuid.UUID,
    stages: str,
    reason: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Hand a finding that takes longer to the body that will follow it, with the stages it goes through."""
    finding, inspection = finding_for(actor, finding_id)
    taken = taking(actor, "hand_over", finding, inspection, reason)
    if not stages.strip():
        raise TextMissing("stages")
    receiver = organization_of(actor, receiver_id)
    if receiver.category != RECEIVING or (receiver.until_on is not None and receiver.until_on < actor.today):
        raise NoSupervisingBody(receiver.name)
    finding.stage = str(taken.step.target)
    finding.handed_over_to = receiver
    finding.handed_over_on, finding.hand_over_stages = actor.today, stages.strip()
    finding.hand_over_accepted_on = None
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=finding.number, reason=reason)
    return commit(note=note, rows=[finding])


@deed
def accept_hand_over(*, actor: Actor, finding_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Accept a long-term finding; from today the receiver answers for following it."""
    finding, inspection = finding_for(actor, finding_id)
    taken = taking(actor, "accept_hand_over", finding, inspection)
    receiver = finding.handed_over_to
    if receiver is None:
        raise NotHandedOver(finding.number)
    if not receives(actor, inspection.thing, receiver.id, receiver.path):
        raise NotTheReceiver(finding.number, receiver.name)
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
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=finding.number, reason=reason)
    return commit(note=note, rows=[finding])
