"""Deeds on the dossier itself: rounds, inspections, fieldwork's two steps, the findings that come in."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bihuan.access.actions import note as authority_note
from bihuan.access.actions import require
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.roles import Role
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.files import receive
from bihuan.dossiers.models import Finding, Inspection, Round, StoredFile
from bihuan.dossiers.rulebooks import bind
from bihuan.dossiers.steps import (
    NoSuchThing,
    inspection_for,
    may_take,
    note_of,
    refuse_future,
)
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.models import Kept
from bihuan.organizations.models import Organization

PLANNERS = frozenset({Role.OFFICE})


@dataclass(frozen=True)
class NewFinding:
    """A finding as the feedback document tells it. `stage` other than rectifying only when work is taken over."""

    number: str
    title: str
    text: str = ""
    headings: tuple[str, ...] = ()
    category: str = ""
    person_matter: bool = False
    source_line: int | None = None
    stage: FindingStage = FindingStage.RECTIFYING


class NumberTwice(ValueError):
    """Two findings of one dossier carry the same number."""

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"finding {number} stands twice; number them apart")


class NotNumbered(ValueError):
    """A finding without a number or a title cannot be kept."""

    def __init__(self, place: int) -> None:
        self.place = place
        super().__init__(f"finding in place {place} lacks its number or its title; give it both")


class PlaceTaken(ValueError):
    """A number, or an organization, stands in this term or round already."""

    def __init__(self, what: str, which: object) -> None:
        self.what, self.which = what, which
        super().__init__(f"{what} {which} stands there already; choose another one")


class NoFindings(ValueError):
    """Feedback that tells nothing: a dossier without findings would close at once."""

    def __init__(self) -> None:
        super().__init__("the dossier has no findings; import the feedback document first")


def organization_of(actor: Actor, organization_id: uuid.UUID) -> Organization:
    found = Organization.objects.filter(authority_id=actor.authority_id, pk=organization_id).first()
    if found is None:
        raise NoSuchThing("organization", organization_id)
    return found


class RoundEnded(ValueError):
    """No dossier is opened in a round that has ended."""

    def __init__(self, name: str, ended_on: date) -> None:
        self.name, self.ended_on = name, ended_on
        super().__init__(f"the round {name} ended on {ended_on}; open the dossier in a running round")


def running_round(actor: Actor, round_id: uuid.UUID) -> Round:
    """Return a round that has not ended; raise RoundEnded."""
    found = Round.objects.get(authority_id=actor.authority_id, pk=round_id)
    if found.ended_on is not None:
        raise RoundEnded(found.name, found.ended_on)
    return found


@deed
def open_round(
    *, actor: Actor, name: str, term: str, number: int, from_on: date, until_on: date | None, now: datetime, key: str
) -> Receipt:
    """Open a round of inspections."""
    role = require(actor, PLANNERS, "open_round")
    if Round.objects.filter(authority_id=actor.authority_id, term=term, number=number).exists():
        raise PlaceTaken("round", number)
    row = Round(
        authority_id=actor.authority_id, name=name, term=term, number=number, from_on=from_on, until_on=until_on
    )
    return commit(note=authority_note(actor, "open_round", role, now, name, told={"round": row.id}), rows=[row])


@deed
def open_inspection(
    *,
    actor: Actor,
    round_id: uuid.UUID,
    organization_id: uuid.UUID,
    supervision_office_id: uuid.UUID | None,
    number: int,
    kind: str,
    team_name: str,
    responsible_department_needed: bool,
    now: datetime,
    key: str,
) -> Receipt:
    """Plan the inspection of one organization in a round; its dossier begins here."""
    role = require(actor, PLANNERS, "open_inspection")
    organization = organization_of(actor, organization_id)
    office = organization_of(actor, supervision_office_id) if supervision_office_id else None
    there = Inspection.objects.filter(authority_id=actor.authority_id, round_id=round_id)
    if there.filter(organization=organization).exists():
        raise PlaceTaken("organization", organization.name)
    if there.filter(number=number).exists():
        raise PlaceTaken("inspection", number)
    inspection = Inspection(
        authority_id=actor.authority_id,
        round=running_round(actor, round_id),
        organization=organization,
        organization_path=organization.path,
        organization_name=organization.name,
        supervision_office=office,
        supervision_path=office.path if office else "",
        number=number,
        kind=kind,
        team_name=team_name,
        responsible_department_needed=responsible_department_needed,
    )
    note = authority_note(actor, "open_inspection", role, now, organization.name, told={"inspection": inspection.id})
    return commit(note=note.on_stream(inspection.stream), rows=[inspection])


@deed
def enter_site(*, actor: Actor, inspection_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """The team goes in."""
    return move(actor=actor, inspection_id=inspection_id, step_name="enter_site", now=now)


@deed
def leave_site(*, actor: Actor, inspection_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """The team comes out and begins its report."""
    return move(actor=actor, inspection_id=inspection_id, step_name="leave_site", now=now)


def move(*, actor: Actor, inspection_id: uuid.UUID, step_name: str, now: datetime) -> Receipt:
    inspection = inspection_for(actor, inspection_id)
    step = STEPS[step_name]
    facts = bare_facts(inspection, actor.today)
    taken = may_take(actor=actor, step=step, inspection=inspection, stage=inspection.stage, facts=facts)
    assert step.target is not None, step_name
    inspection.stage = step.target
    return commit(note=note_of(actor=actor, taken=taken, inspection=inspection, now=now), rows=[inspection])


def new_findings(
    inspection: Inspection, findings: Sequence[NewFinding], source: StoredFile | None, *, taken_over: bool
) -> list[Finding]:
    """Return the rows of findings that are new to the dossier; what stands there already is left alone."""
    known = {f.number: f for f in Finding.objects.filter(authority_id=inspection.authority_id, inspection=inspection)}
    seen: set[str] = set()
    rows: list[Finding] = []
    for place, finding in enumerate(findings, start=1):
        number = finding.number.strip()
        if not number or not finding.title.strip():
            raise NotNumbered(place)
        if number in seen:
            raise NumberTwice(number)
        seen.add(number)
        if number in known:
            if known[number].title != finding.title.strip():
                raise NumberTwice(number)
            continue
        rows.append(
            Finding(
                authority_id=inspection.authority_id,
                inspection=inspection,
                organization_path=inspection.organization_path,
                supervision_path=inspection.supervision_path,
                number=number,
                place=len(known) + len(rows) + 1,
                headings=list(finding.headings),
                title=finding.title.strip(),
                text=finding.text,
                category=finding.category,
                person_matter=finding.person_matter,
                source=source,
                source_line=finding.source_line,
                stage=finding.stage if taken_over else FindingStage.RECTIFYING,
                taken_over=taken_over,
            )
        )
    return rows


def with_new_file(rows: Sequence[Kept], file: StoredFile | None) -> list[Kept]:
    """Return the rows led by a file that is not kept yet."""
    return [file, *rows] if file is not None and file.as_loaded is None else list(rows)


@deed
def import_findings(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    findings: Sequence[NewFinding],
    file_name: str,
    content: bytes,
    now: datetime,
    key: str,
) -> Receipt:
    """Enter the findings of a feedback document; the same document twice changes nothing."""
    inspection = inspection_for(actor, inspection_id)
    taken = may_take(
        actor=actor,
        step=STEPS["import_findings"],
        inspection=inspection,
        stage=inspection.stage,
        facts=bare_facts(inspection, actor.today),
    )
    source = receive(authority_id=actor.authority_id, name=file_name, content=content)
    rows = new_findings(inspection, findings, source, taken_over=False)
    told = {"new": len(rows), "known": len(findings) - len(rows), "source": source.sha256}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told)
    return commit(note=note, rows=with_new_file(rows, source))


@deed
def take_over(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    feedback_on: date,
    findings: Sequence[NewFinding],
    paper_name: str,
    paper: bytes,
    reason: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Take over a dossier whose history lies outside: taken over, not judged, with the paper that says so."""
    inspection = inspection_for(actor, inspection_id)
    refuse_future("feedback_on", feedback_on, actor.today)
    taken = may_take(
        actor=actor,
        step=STEPS["take_over"],
        inspection=inspection,
        stage=inspection.stage,
        facts=bare_facts(inspection, actor.today),
        reason=reason,
    )
    file = receive(authority_id=actor.authority_id, name=paper_name, content=paper)
    if not findings:
        raise NoFindings
    bind(inspection, feedback_on)
    inspection.stage = str(taken.step.target)
    inspection.taken_over_on = actor.today
    inspection.taken_over_reason = reason.strip()
    inspection.taken_over_paper = file
    rows = new_findings(inspection, findings, file, taken_over=True)
    note = note_of(
        actor=actor, taken=taken, inspection=inspection, now=now, reason=reason, told={"taken_over": len(rows)}
    )
    return commit(note=note, rows=with_new_file([inspection, *rows], file))
