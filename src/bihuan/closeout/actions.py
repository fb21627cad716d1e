"""Deeds of the end: review, acceptance, approval, countersignatures, exceptions, closing, returning."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from bihuan.closeout.facts import consents_of, exemptions_of, waivers_of, whole_facts
from bihuan.closeout.models import CONSENTS, Consent, Exemption, Return
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.gates import GATES
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.lifecycle.machine import Verdict, ask_gates
from bihuan.domain.lifecycle.separation import refuse_own_exception, refuse_two_signatures
from bihuan.domain.roles import Role
from bihuan.domain.rulebook import GateTerms
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.dossiers.steps import NoSuchThing, Taken, acting_role, inspection_for, may_take, note_of
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.models import Kept
from bihuan.rectification.facts import standing_report
from bihuan.supervision.actions import NotYourEntry, author_of


class AlreadyGiven(ValueError):
    """A consent that stands is not given twice."""

    def __init__(self, kind: str, role: str) -> None:
        self.kind, self.role = kind, role
        super().__init__(f"the {kind} of {role} stands already; withdraw it first where it was wrong")


class NotWaivable(ValueError):
    """A gate that nobody may waive."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(f"{code} cannot be waived under the rules that bind this dossier; meet the condition itself")


def taking(actor: Actor, name: str, inspection: Inspection, reason: str = "", role: Role | None = None) -> Taken:
    """Judge a step with everything the dossier knows."""
    return may_take(
        actor=actor,
        step=STEPS[name],
        inspection=inspection,
        stage=inspection.stage,
        facts=whole_facts(inspection, actor.today),
        reason=reason,
        role=role,
    )


def verdict_on(inspection: Inspection, step_name: str, actor: Actor) -> Verdict:
    """Return what a step still lacks, whoever asks and whatever the stage; the gate panel shows it."""
    rules = rulebook_of(inspection, actor.today)
    return ask_gates(STEPS[step_name], whole_facts(inspection, actor.today), rules)


@deed
def submit_for_review(*, actor: Actor, inspection_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Put the dossier up for close-out."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "submit_for_review", inspection)
    inspection.stage = str(taken.step.target)
    return commit(note=note_of(actor=actor, taken=taken, inspection=inspection, now=now), rows=[inspection])


def granted(inspection: Inspection) -> list[tuple[str, uuid.UUID | None]]:
    """Return the exceptions that stand, with the account that entered each."""
    return [(row.code, row.by_account) for row in exemptions_of(inspection)]


def consent(actor: Actor, inspection_id: uuid.UUID, name: str, kind: str, remark: str, now: datetime) -> Receipt:
    """Enter one consent, by the role that gives it."""
    inspection = inspection_for(actor, inspection_id)
    standing = consents_of(inspection)
    role = acting_role(actor, STEPS[name], inspection)
    taken = taking(actor, name, inspection, role=role)
    if (kind, role.value) in {(c.kind, c.by_role) for c in standing}:
        raise AlreadyGiven(kind, role.value)
    refuse_two_signatures(name, role, actor.account_id, [(c.by_role, c.by_account) for c in standing])
    refuse_own_exception(name, actor.account_id, granted(inspection))
    inspection.consents_stand = True
    row = Consent(
        authority_id=actor.authority_id,
        inspection=inspection,
        kind=kind,
        by_role=role.value,
        by_name=author_of(role, inspection)[1],
        by_account=actor.account_id,
        on=actor.today,
        remark=remark.strip(),
    )
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=kind, reason=remark)
    return commit(note=note, rows=[row, inspection])


@deed
def accept(*, actor: Actor, inspection_id: uuid.UUID, remark: str, now: datetime, key: str) -> Receipt:
    """Accept the rectification as passed: the linked supervision office's own deed."""
    return consent(actor, inspection_id, "accept", "acceptance", remark, now)


@deed
def approve(*, actor: Actor, inspection_id: uuid.UUID, remark: str, now: datetime, key: str) -> Receipt:
    """Agree to the close-out: the inspection office's own deed."""
    return consent(actor, inspection_id, "approve", "approval", remark, now)


@deed
def countersign(*, actor: Actor, inspection_id: uuid.UUID, remark: str, now: datetime, key: str) -> Receipt:
    """Countersign the close-out: the supervision office and the team leader, each by a deed of their own."""
    return consent(actor, inspection_id, "countersign", "countersignature", remark, now)


@deed
def withdraw_consent(*, actor: Actor, consent_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Take back a consent that was given wrongly, and with it those that rest on it; all stay, struck out."""
    row = Consent.objects.filter(authority_id=actor.authority_id, pk=consent_id, withdrawn_on=None).first()
    if row is None:
        raise NoSuchThing("consent", consent_id)
    inspection = inspection_for(actor, row.inspection_id)
    step = STEPS["withdraw_consent"]
    acting_role(actor, step, inspection)
    if row.by_role not in roles_on(actor, inspection.thing):
        raise NotYourEntry(row.by_role)
    taken = taking(actor, step.name, inspection, reason, Role(row.by_role))
    row.withdrawn_on, row.withdrawn_reason = actor.today, reason.strip()
    standing = [given for given in consents_of(inspection) if given.id != row.id]
    void = resting_on(row, standing)
    for later in void:
        later.withdrawn_on, later.withdrawn_reason = actor.today, f"{row.kind} withdrawn"
    inspection.consents_stand = len(standing) > len(void)
    told = {"void": [f"{later.kind} · {later.by_role}" for later in void]}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=row.kind, reason=reason, told=told)
    return commit(note=note, rows=[row, *void, inspection])


def resting_on(row: Consent, standing: Sequence[Consent]) -> list[Consent]:
    """Return the consents that were given upon another: the approval upon the acceptance, all others upon both."""
    return [later for later in standing if CONSENTS.index(later.kind) > CONSENTS.index(row.kind)]


@deed
def waive(*, actor: Actor, inspection_id: uuid.UUID, code: str, reason: str, now: datetime, key: str) -> Receipt:
    """Grant an exception from a gate that the rules let the leading group waive."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "waive", inspection, reason)
    governing = rulebook_of(inspection, actor.today).get(f"gate/close/{code}")
    if code not in GATES or governing is None or governing.value_as(GateTerms).waivable_by != taken.role:
        raise NotWaivable(code)
    if any(waiver.code == code for waiver in waivers_of(inspection)):
        raise AlreadyGiven("exception", taken.role.value)
    refuse_two_signatures(
        "waive", taken.role, actor.account_id, [(c.by_role, c.by_account) for c in consents_of(inspection)]
    )
    row = Exemption(
        authority_id=actor.authority_id,
        inspection=inspection,
        code=code,
        by_account=actor.account_id,
        reason=reason.strip(),
        on=actor.today,
    )
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=code, reason=reason)
    return commit(note=note, rows=[row])


@deed
def withdraw_exemption(*, actor: Actor, exemption_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Take back an exception; it stays, struck out, with the reason, and its gate is asked again."""
    row = Exemption.objects.filter(authority_id=actor.authority_id, pk=exemption_id, withdrawn_on=None).first()
    if row is None:
        raise NoSuchThing("exemption", exemption_id)
    inspection = inspection_for(actor, row.inspection_id)
    taken = taking(actor, "withdraw_exemption", inspection, reason)
    row.withdrawn_on, row.withdrawn_reason = actor.today, reason.strip()
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=row.code, reason=reason)
    return commit(note=note, rows=[row])


@deed
def close(*, actor: Actor, inspection_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Close the dossier: every gate of the method and of the pinned packs is asked."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "close", inspection)
    refuse_own_exception("close", actor.account_id, granted(inspection))
    inspection.stage, inspection.closed_on = str(taken.step.target), actor.today
    return commit(note=note_of(actor=actor, taken=taken, inspection=inspection, now=now), rows=[inspection])


@deed
def return_dossier(*, actor: Actor, inspection_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Send the dossier back, numbered, with the verdict as it stands; report and consents have to be made anew."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "return_dossier", inspection, reason)
    verdict = verdict_on(inspection, "close", actor)
    count = Return.objects.filter(authority_id=actor.authority_id, inspection=inspection).count()
    row = Return(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=count + 1,
        on=actor.today,
        reason=reason.strip(),
        verdict=[
            {"code": b.code, "subject": b.subject, "whose": b.whose.value, "basis": b.basis} for b in verdict.blockers
        ],
    )
    inspection.stage, inspection.consents_stand = str(taken.step.target), False
    rows: list[Kept] = [inspection, row]
    void = f"return {row.number}"
    for given in consents_of(inspection):
        given.withdrawn_on, given.withdrawn_reason = actor.today, void
        rows.append(given)
    report = standing_report(inspection)
    if report is not None:
        report.withdrawn_on, report.withdrawn_reason = actor.today, void
        rows.append(report)
    told = {"return": row.number, "blockers": len(verdict.blockers)}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, reason=reason, told=told)
    return commit(note=note, rows=rows)
