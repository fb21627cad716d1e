"""Deeds of the office on a finding's own words, and of the unit on the files that show something about it."""

from __future__ import annotations

import uuid
from datetime import datetime

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import STEPS
from bihuan.dossiers.actions import NotNumbered, with_new_file
from bihuan.dossiers.facts import bare_facts, finding_facts
from bihuan.dossiers.files import receive
from bihuan.dossiers.models import Evidence
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, finding_for, may_take, note_of, refuse_unseen
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.models import Kept


@deed
def mark_person_matter(
    *,
    actor: Actor,
    finding_id: uuid.UUID,
    person_matter: bool,
    seen_version: int,
    now: datetime,
    key: str,
    reason: str = "",
) -> Receipt:
    """Say whether a finding concerns definite persons or things, so that outcome and accountability are owed.

    To say that it does not, when it did, takes a debt away; that needs a reason.
    """
    finding, inspection = finding_for(actor, finding_id)
    taken = may_take(
        actor=actor,
        step=STEPS["mark_person_matter"],
        inspection=inspection,
        stage=finding.stage,
        facts=bare_facts(inspection, actor.today, (finding_facts(finding),)),
    )
    refuse_unseen(taken, finding, inspection, seen_version)
    if finding.person_matter and not person_matter and not reason.strip():
        raise ReasonMissing(taken.step.name)
    finding.person_matter = person_matter
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=finding.number, reason=reason)
    return commit(note=note, rows=[finding])


@deed
def correct_finding(
    *,
    actor: Actor,
    finding_id: uuid.UUID,
    title: str,
    text: str,
    category: str,
    reason: str,
    seen_version: int,
    now: datetime,
    key: str,
    basis: str | None = None,
) -> Receipt:
    """Correct the words of a finding; the earlier ones stay in the ledger. Without a word of the basis, it stands."""
    finding, inspection = finding_for(actor, finding_id)
    taken = may_take(
        actor=actor,
        step=STEPS["correct_finding"],
        inspection=inspection,
        stage=finding.stage,
        facts=bare_facts(inspection, actor.today, (finding_facts(finding),)),
        reason=reason,
    )
    refuse_unseen(taken, finding, inspection, seen_version)
    if not title.strip():
        raise NotNumbered(finding.place)
    finding.title, finding.text, finding.category = title.strip(), text, category
    finding.basis = finding.basis if basis is None else basis
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=finding.number, reason=reason)
    return commit(note=note, rows=[finding])


@deed
def attach_evidence(
    *,
    actor: Actor,
    finding_id: uuid.UUID,
    file_name: str,
    content: bytes,
    label: str,
    pages: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Add a file that shows something about a finding; the same file twice is there once."""
    finding, inspection = finding_for(actor, finding_id)
    taken = may_take(
        actor=actor,
        step=STEPS["attach_evidence"],
        inspection=inspection,
        stage=finding.stage,
        facts=bare_facts(inspection, actor.today, (finding_facts(finding),)),
    )
    file = receive(authority_id=actor.authority_id, name=file_name, content=content)
    there = Evidence.objects.filter(
        authority_id=actor.authority_id, finding=finding, file_id=file.id, removed_on=None
    ).first()
    rows: list[Kept] = []
    if there is None:
        there = Evidence(
            authority_id=actor.authority_id,
            finding=finding,
            inspection=inspection,
            file=file,
            label=label.strip() or file.name,
            pages=pages.strip(),
            added_on=actor.today,
        )
        rows.append(there)
    told = {"evidence": there.id, "sha256": file.sha256}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=finding.number, told=told)
    return commit(note=note, rows=with_new_file(rows, file))


@deed
def remove_evidence(*, actor: Actor, evidence_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Take a file down from a finding; it stays in the dossier with the reason."""
    evidence = Evidence.objects.filter(authority_id=actor.authority_id, pk=evidence_id, removed_on=None).first()
    if evidence is None:
        raise NoSuchThing("evidence", evidence_id)
    finding, inspection = finding_for(actor, evidence.finding_id)
    taken = may_take(
        actor=actor,
        step=STEPS["remove_evidence"],
        inspection=inspection,
        stage=finding.stage,
        facts=bare_facts(inspection, actor.today, (finding_facts(finding),)),
        reason=reason,
    )
    evidence.removed_on, evidence.removed_reason = actor.today, reason.strip()
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=finding.number, reason=reason)
    return commit(note=note, rows=[evidence])
