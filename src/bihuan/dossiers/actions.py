"""Deeds on the dossier itself: rounds, inspections, fieldwork's two steps; and the rows of findings that come in."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from bihuan.access.actions import note as authority_note
from bihuan.access.actions import require
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.facts import InspectionFacts
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.pressing import MeasureDays, finding_presses_on, last_due_on
from bihuan.domain.roles import Role
from bihuan.domain.sequence import Moment
from bihuan.dossiers.days import HAPPENED, mark_of_lateness, refuse_impossible_day
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.models import Finding, Inspection, Round, StoredFile
from bihuan.dossiers.steps import (
    NoSuchThing,
    inspection_for,
    may_take,
    note_of,
)
from bihuan.dossiers.supervisors import refuse_other_body
from bihuan.ledger.door import NewRows, Receipt, commit, deed
from bihuan.ledger.models import Kept
from bihuan.ledger.new_rows import new_ids
from bihuan.organizations.models import Organization

PLANNERS = frozenset({Role.OFFICE})
BETWEEN_WORDS = "\x00"  # a sign that no text holds
MANY = 10_000  # combinations of days that are remembered; a sheet tells few of them often


class NewMeasure(NamedTuple):
    """A measure as a rectification ledger tells it; a day that it does not tell exactly is not known."""

    text: str
    owner: str = ""
    department: str = ""
    due_on: date | None = None
    expected_result: str = ""


class NewFinding(NamedTuple):
    """A finding as a document tells it. `stage` other than rectifying only when work is taken over."""

    number: str
    title: str
    text: str = ""
    headings: tuple[str, ...] = ()
    category: str = ""
    person_matter: bool = False
    source_line: int | None = None
    stage: FindingStage = FindingStage.RECTIFYING
    measures: tuple[NewMeasure, ...] = ()


class ManyFindings(list[NewFinding]):
    """The findings of a draft. What a deed was asked is told by a hash of their words: to spell them out takes long."""

    def __repr__(self) -> str:
        return f"{type(self).__name__}({hashlib.sha256(BETWEEN_WORDS.join(self.words()).encode()).hexdigest()})"

    def words(self) -> Iterator[str]:
        """Yield everything that is told, with how much there is wherever that differs from finding to finding."""
        for number, title, text, headings, category, person_matter, line, stage, measures in self:
            yield from (number, title, text, str(len(headings)), *headings, category)
            yield f"{person_matter} {line} {stage} {len(measures)}"
            for measure, owner, department, due_on, expected_result in measures:
                yield from (measure, owner, department, str(due_on), expected_result)


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
        raise PlaceTaken("number_in_term", number)
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
    if office is not None:
        refuse_other_body(actor, office)
    there = Inspection.objects.filter(authority_id=actor.authority_id, round_id=round_id)
    if there.filter(organization=organization).exists():
        raise PlaceTaken("organization", organization.name)
    if there.filter(number=number).exists():
        raise PlaceTaken("number_in_round", number)
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


def move(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    step_name: str,
    on: date | None,
    now: datetime,
    facts_of: Callable[[Inspection, date], InspectionFacts] = bare_facts,
    beside: Callable[[Inspection], Sequence[Kept]] = lambda _inspection: (),
) -> Receipt:
    """Take a dossier to the stage that a step leads to; a day other than today stands in the entry.

    `beside` gives the rows of a later room that are written with it.
    """
    inspection = inspection_for(actor, inspection_id)
    step = STEPS[step_name]
    facts = facts_of(inspection, actor.today)
    taken = may_take(actor=actor, step=step, inspection=inspection, stage=inspection.stage, facts=facts)
    moment, day = Moment(step_name), on or actor.today
    refuse_impossible_day(moment, day, inspection, actor.today)
    told = {HAPPENED: day} if day != actor.today else {}
    told |= mark_of_lateness(moment, day, inspection, actor.today)
    assert step.target is not None, step_name
    inspection.stage = step.target
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told)
    return commit(note=note, rows=[inspection, *beside(inspection)])


def unknown_to(inspection: Inspection, findings: Sequence[NewFinding]) -> list[NewFinding]:
    """Return the findings that are new to the dossier; what stands there under its number is left alone."""
    there = Finding.everything.filter(authority_id=inspection.authority_id, inspection=inspection)
    known: dict[str, str] = dict(there.values_list("number", "title"))
    seen: set[str] = set()
    fresh: list[NewFinding] = []
    for place, finding in enumerate(findings, start=1):
        number, title = finding.number.strip(), finding.title.strip()
        if not number or not title:
            raise NotNumbered(place)
        if number in seen or known.get(number, title) != title:
            raise NumberTwice(number)
        seen.add(number)
        if number not in known:
            fresh.append(finding)
    return fresh


def new_findings(
    inspection: Inspection, findings: Sequence[NewFinding], source: StoredFile | None, *, taken_over: bool
) -> NewRows:
    """Return the rows of findings that are new to the dossier."""
    first = Finding(
        authority_id=inspection.authority_id,
        inspection=inspection,
        organization_path=inspection.organization_path,
        supervision_path=inspection.supervision_path,
        source=source,
        taken_over=taken_over,
    )
    known = Finding.everything.filter(authority_id=inspection.authority_id, inspection=inspection).count()
    stages = [str(finding.stage if taken_over else FindingStage.RECTIFYING) for finding in findings]
    dues = [frozenset(measure.due_on for measure in finding.measures) for finding in findings]
    headings = {told: list(told) for told in {finding.headings for finding in findings}}
    each: dict[str, Sequence[Any]] = {
        "number": [finding.number.strip() for finding in findings],
        "place": list(range(known + 1, known + 1 + len(findings))),
        "headings": [headings[finding.headings] for finding in findings],
        "title": [finding.title.strip() for finding in findings],
        "text": [finding.text for finding in findings],
        "category": [finding.category for finding in findings],
        "person_matter": [finding.person_matter for finding in findings],
        "stage": stages,
        "due_on": list(map(pressing, dues, stages)),
        "last_due_on": list(map(last_day, dues)),
        "source_line": [finding.source_line for finding in findings],
    }
    return NewRows(first, each, new_ids(len(findings)))


@lru_cache(MANY)
def pressing(days: frozenset[date | None], stage: str) -> date | None:
    """Return the day by which a new finding's first measure is due."""
    return finding_presses_on(map(MeasureDays, days), stage=stage, next_look_on=None)


@lru_cache(MANY)
def last_day(days: frozenset[date | None]) -> date | None:
    """Return the day by which a new finding's last measure is due."""
    return last_due_on(map(MeasureDays, days))


def with_new_file(rows: Sequence[Kept | NewRows], file: StoredFile | None) -> list[Kept | NewRows]:
    """Return the rows led by a file that is not kept yet."""
    return [file, *rows] if file is not None and file.as_loaded is None else list(rows)
