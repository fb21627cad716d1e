"""Special reports that go with the report on an inspection, what leaders write on them, and who does it; and matters
that are handed over because they are somebody else's to mend."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from bihuan.domain.answers import Answerable
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.sequence import refuse_future
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.steps import NoSuchThing, Taken, next_number, note_of, numbered, taking_on
from bihuan.feedback.errands import body_named, errand_to
from bihuan.feedback.letters import findings_named
from bihuan.feedback.sent import Errand, Instruction, SpecialReport
from bihuan.fieldwork.facts import paper_for
from bihuan.fieldwork.fixing import MatterMissing, kept, received
from bihuan.fieldwork.models import WorkingPaper
from bihuan.ledger.door import Receipt, commit, deed


class AboutPersons(ValueError):
    """A matter about definite persons goes another way than a matter that is handed over."""

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"{number} is marked as a matter about definite persons or things; choose another")


@deed
def write_special_report(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    matter: str,
    summary: str,
    situation: str,
    finding_ids: Sequence[uuid.UUID],
    causes: str,
    advice: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Write a report to leaders on one subject; what it tells of problems is drawn from findings of the dossier."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["write_special_report"], bare_facts)
    findings = findings_named(actor, finding_ids, least=1)
    foreign = next((one for one in findings if one.inspection_id != inspection.id), None)
    if foreign is not None:
        raise NoSuchThing("finding", foreign.id)
    row = SpecialReport(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=next_number(SpecialReport, inspection),
        matter=matter.strip(),
        summary=summary.strip(),
        situation=situation.strip(),
        causes=causes.strip(),
        advice=advice.strip(),
        findings=[str(one.id) for one in findings],
        written_on=actor.today,
        by_role=taken.role.value,
    )
    return kept(actor, inspection, taken, now, row)


def told_findings(row: SpecialReport) -> list[Finding]:
    """Return the findings that a special report tells, without those that were dropped since."""
    rows = Finding.objects.filter(authority_id=row.authority_id, pk__in=row.findings)
    found = {str(one.id): one for one in rows}
    return [found[one] for one in row.findings if one in found]


@deed
def record_instruction(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    number: int,
    leader: str,
    instruction: str,
    on: date,
    file_name: str,
    content: bytes,
    now: datetime,
    key: str,
) -> Receipt:
    """Record what a leader wrote on a special report."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["record_instruction"], bare_facts)
    refuse_future("on", on, actor.today)
    report = numbered(SpecialReport, inspection, number)
    file = received(actor, file_name, content)
    row = Instruction(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=next_number(Instruction, inspection),
        report=report,
        leader=leader.strip(),
        words=instruction.strip(),
        on=on,
        file=file,
    )
    return kept(actor, inspection, taken, now, row, file)


@deed
def route_instruction(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    number: int,
    receiver_id: uuid.UUID,
    demand: str,
    due_on: date | None,
    now: datetime,
    key: str,
) -> Receipt:
    """Route a leader's instruction to a body, which reports by a day what it did; one body, one errand."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["route_instruction"], bare_facts)
    row = numbered(Instruction, inspection, number)
    receiver = body_named(actor, receiver_id)
    said = {"inspection": inspection, "instruction": row, "matter": row.report.matter, "words": row.words}
    errand = errand_to(actor, Answerable.INSTRUCTION, receiver, due_on, actor.today, **said, demand=demand.strip())
    return sent(actor, inspection, taken, now, errand)


@deed
def transfer_matter(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    finding_id: uuid.UUID | None,
    paper_id: uuid.UUID | None,
    matter: str,
    found: str,
    receiver_id: uuid.UUID,
    proposal: str,
    due_on: date | None,
    now: datetime,
    key: str,
) -> Receipt:
    """Hand a matter that is not about persons over to whoever is responsible; what a finding says is not typed anew."""
    inspection, taken = taking_on(actor, inspection_id, STEPS["transfer_matter"], bare_facts)
    finding = finding_here(inspection, finding_id) if finding_id else None
    paper = paper_here(actor, inspection, paper_id) if paper_id and finding is None else None
    source = finding or paper
    if source is not None and source.person_matter:
        raise AboutPersons(source.number)
    title = matter.strip() or (source.title if source else "")
    if not title:
        raise MatterMissing
    told = finding.text if finding else paper.phenomenon if paper else ""
    errand = errand_to(
        actor,
        Answerable.TRANSFER,
        body_named(actor, receiver_id),
        due_on,
        actor.today,
        inspection=inspection,
        finding=finding,
        working_paper=paper,
        matter=title,
        words=found.strip() or told,
        demand=proposal.strip(),
    )
    return sent(actor, inspection, taken, now, errand)


def finding_here(inspection: Inspection, finding_id: uuid.UUID) -> Finding:
    rows = Finding.objects.filter(authority_id=inspection.authority_id, inspection=inspection, pk=finding_id)
    found = rows.first()
    if found is None:
        raise NoSuchThing("finding", finding_id)
    return found


def paper_here(actor: Actor, inspection: Inspection, paper_id: uuid.UUID) -> WorkingPaper:
    paper = paper_for(actor, paper_id)[0]
    if paper.inspection_id != inspection.id:
        raise NoSuchThing("working_paper", paper_id)
    return paper


def sent(actor: Actor, inspection: Inspection, taken: Taken, now: datetime, errand: Errand) -> Receipt:
    """Write something that goes to a body from a dossier."""
    told = {"errand": errand.id, "number": errand.number}
    subject = f"{errand.kind} {errand.number}"
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=subject, told=told)
    return commit(note=note, rows=[errand])
