"""Deeds of one finding's end: result, outcome, request and answer."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import FindingStage, returned_to
from bihuan.domain.lifecycle.separation import refuse_own_request
from bihuan.domain.money import amount, count
from bihuan.domain.sequence import Moment
from bihuan.dossiers.days import refuse_impossible_day
from bihuan.dossiers.models import Finding
from bihuan.dossiers.steps import finding_for, note_of, refuse_unseen
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.rectification.measures import taking, with_due_of
from bihuan.rectification.models import Measure, SignOffAnswer


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
    seen_version: int,
    now: datetime,
    key: str,
) -> Receipt:
    """Say what the rectification of a finding brought."""
    finding, inspection = finding_for(actor, finding_id)
    taken = taking(actor, "state_result", finding, inspection)
    refuse_unseen(taken, finding, inspection, seen_version)
    finding.result = result.strip()
    finding.recovered_fen, finding.written_off_fen = amount(recovered_fen), amount(written_off_fen)
    finding.rules_made, finding.persons_dealt_with = count(rules_made), count(persons_dealt_with)
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=finding.number)
    return commit(note=note, rows=[finding])


@deed
def state_outcome(
    *,
    actor: Actor,
    finding_id: uuid.UUID,
    outcome: str,
    accountability: str,
    seen_version: int,
    now: datetime,
    key: str,
) -> Receipt:
    """State outcome and accountability of a matter about definite persons or things."""
    finding, inspection = finding_for(actor, finding_id)
    taken = taking(actor, "state_outcome", finding, inspection)
    refuse_unseen(taken, finding, inspection, seen_version)
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
    if name in ("request_sign_off", "grant_sign_off"):
        known = last_done(finding)
        refuse_impossible_day(Moment(name), actor.today, inspection, actor.today, known=known)
    target = taken.step.target
    if target == FindingStage.RECTIFYING:
        target = returned_to(handed_over=finding.handed_over_to_id is not None)
    finding.stage = str(target)
    finding.signed_off_on = actor.today if name == "grant_sign_off" else None
    if name == "request_sign_off":
        finding.sign_off_requested_by, finding.sign_off_requested_on = actor.account_id, actor.today
    elif name != "grant_sign_off":
        finding.sign_off_requested_on = None
    rows = with_due_of(finding)
    told: dict[str, object] = {}
    if answer:
        row = next_answer(finding, answer, actor, taken.role, reason)
        told["answer"] = row.number
        rows.append(row)
    note = note_of(
        actor=actor, taken=taken, inspection=inspection, now=now, subject=finding.number, reason=reason, told=told
    )
    return commit(note=note, rows=rows)


def last_done(finding: Finding) -> dict[Moment, date]:
    """Return the day on which the last of a finding's measures was done."""
    rows = Measure.objects.filter(authority_id=finding.authority_id, finding=finding, removed_on=None)
    done = rows.filter(done_on__isnull=False).order_by("-done_on").values_list("done_on", flat=True).first()
    return {Moment.MEASURE_DONE: done} if done is not None else {}


def all_done(until: date) -> QuerySet[Finding]:
    """Return the findings due until a day with no open measure and no sign-off requested: their last day presses."""
    rows = Measure.objects.filter(authority_id=OuterRef("authority_id"), finding=OuterRef("pk"))
    undone = rows.filter(done_on=None, removed_on=None)
    return Finding.objects.filter(~Exists(undone), stage=FindingStage.RECTIFYING, due_on__lte=until)


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
