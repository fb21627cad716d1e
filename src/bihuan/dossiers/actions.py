"""Deeds on the dossier itself: rounds, inspections, fieldwork's two steps; and what is told of a new finding."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from bihuan.access.actions import note as authority_note
from bihuan.access.actions import require
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.facts import InspectionFacts
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import STEPS, WITHDRAWN
from bihuan.domain.roles import Role
from bihuan.domain.sequence import Moment
from bihuan.dossiers.days import HAPPENED, mark_of_lateness, refuse_impossible_day
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.models import Inspection, Round, StoredFile
from bihuan.dossiers.steps import (
    NoSuchThing,
    inspection_for,
    may_take,
    note_of,
)
from bihuan.dossiers.supervisors import refuse_other_body
from bihuan.ledger.door import NewRows, Receipt, commit, deed
from bihuan.ledger.models import Kept
from bihuan.organizations.models import Organization

PLANNERS = frozenset({Role.OFFICE})


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
    there = Inspection.everything.filter(authority_id=actor.authority_id, round_id=round_id)
    if there.filter(organization=organization).exclude(stage=WITHDRAWN).exists():
        raise PlaceTaken("organization", organization.name)
    if there.filter(number=number).exists():  # that of a withdrawn dossier is not given again
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


def with_new_file(rows: Sequence[Kept | NewRows], file: StoredFile | None) -> list[Kept | NewRows]:
    """Return the rows led by a file that is not kept yet."""
    return [file, *rows] if file is not None and file.as_loaded is None else list(rows)
