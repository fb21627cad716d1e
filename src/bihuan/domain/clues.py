"""A clue about persons, from its registration to its outcome: what is told of it, its life, what is counted.

Clues and persons are counted apart: one clue may be about several persons. Who may know of a clue at all is no
matter of roles; see clues/people.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bihuan.domain.glossary import CLUE_OUTCOMES, CLUE_RECEIVERS, CLUE_SOURCES, DISCIPLINES, HANDLINGS
from bihuan.domain.roles import ADMINISTRATORS, UNIT, Role

PARTS = re.compile("\\s*[|\uff5c]\\s*")
PERSON_PARTS = 5
OTHER_SIGNS = re.compile("[,\uff0c\u3001;\uff1b/\t]")
CLOSED = "closed"

# who can be named for the register: those who work on a clue, and none who stands on the other side too
NAMEABLE = frozenset(Role) - ADMINISTRATORS - UNIT - {Role.RESPONSIBLE_DEPARTMENT, Role.COMPETENT_DEPARTMENT}
BARRED = ADMINISTRATORS | UNIT


class ClueStage(StrEnum):
    """Where a clue stands."""

    REGISTERED = "registered"
    TRANSFERRED = "transferred"
    RECEIVED = "received"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True)
class ClueStep:
    """One row of a clue's life. `target` None: the stage stays."""

    name: str
    sources: frozenset[ClueStage]
    target: ClueStage | None


AWAY = frozenset({ClueStage.TRANSFERRED, ClueStage.RECEIVED})
STEPS: Mapping[str, ClueStep] = {
    step.name: step
    for step in (
        ClueStep("amend_clue", frozenset({ClueStage.REGISTERED}), None),
        ClueStep("transfer_clue", frozenset({ClueStage.REGISTERED}), ClueStage.TRANSFERRED),
        ClueStep("receive_clue", frozenset({ClueStage.TRANSFERRED}), ClueStage.RECEIVED),
        ClueStep("answer_clue", frozenset({ClueStage.RECEIVED}), ClueStage.ANSWERED),
        ClueStep("state_clue_outcome", frozenset({ClueStage.RECEIVED, ClueStage.ANSWERED}), None),
        ClueStep("close_clue", frozenset({ClueStage.ANSWERED}), ClueStage.CLOSED),
    )
}


@dataclass(frozen=True)
class Person:
    """Somebody whom a clue is about; `managed_by` is the level that appoints and removes him."""

    name: str
    unit: str = ""
    post: str = ""
    rank: str = ""
    managed_by: str = ""


@dataclass(frozen=True)
class Outcome:
    """What became of a clue for some of its persons."""

    code: str
    on: date
    persons: int
    remark: str = ""


@dataclass(frozen=True)
class Clue:
    """Everything that is known of a clue."""

    number: str
    registered_on: date
    persons: tuple[Person, ...]
    disciplines: tuple[str, ...]
    source: str
    summary: str
    evidence: str
    proposal: str
    dossier_id: str | None = None
    stage: ClueStage = ClueStage.REGISTERED
    receiver: str = ""
    transferred_on: date | None = None
    packs: tuple[tuple[str, str], ...] = ()
    received_on: date | None = None
    received_by: str = ""
    answered_on: date | None = None
    handling: str = ""
    answer: str = ""
    outcomes: tuple[Outcome, ...] = ()
    closed_on: date | None = None
    closing: str = ""


@dataclass(frozen=True)
class ClueFault:
    """One thing that is wrong with what is told of a clue: where, what, about what."""

    key: str
    code: str
    subject: str = ""


def next_number(year: int, series: str, given: Iterable[str]) -> str:
    """Return the next number of a series that nobody was `given`, such as 2026-0502-003; a series may be empty."""
    start = f"{year}-{series}-" if series else f"{year}-"
    places = (one.removeprefix(start) for one in given if one.startswith(start))
    return f"{start}{max((int(place) for place in places if place.isdecimal()), default=0) + 1:03}"


def fits(step: ClueStep, stage: ClueStage) -> bool:
    """True where a clue at a stage knows a step."""
    return stage in step.sources


def person_line(person: Person) -> str:
    """Return a person as a line of a form."""
    parts = (person.name, person.unit, person.post, person.rank, person.managed_by)
    return "|".join(parts).rstrip("|")


def persons_in(text: str) -> tuple[Person, ...]:
    """Read persons, one a line: name|unit|post|rank|who manages. A line without a name gives a person without one."""
    found = []
    for line in filter(None, map(str.strip, text.splitlines())):
        parts = [part.strip() for part in PARTS.split(line, PERSON_PARTS - 1)]
        found.append(Person(*parts))
    return tuple(found)


def is_unsplit(person: Person) -> bool:
    """True where a line was not divided by bars alone: other signs stand in the name, or a part is left over."""
    return bool(OTHER_SIGNS.search(person.name) or PARTS.search(person.managed_by))


def faults_of(clue: Clue, today: date) -> tuple[ClueFault, ...]:
    """Return everything that is wrong with a clue that is to be registered or amended."""
    faults = [ClueFault(key, "missing") for key in ("summary", "source") if not getattr(clue, key)]
    faults += [ClueFault("persons", "missing")] if not clue.persons else []
    faults += [ClueFault("persons", "nameless", person_line(one)) for one in clue.persons if not one.name]
    faults += [ClueFault("persons", "unsplit", person_line(one)) for one in clue.persons if is_unsplit(one)]
    names = [(one.name, one.unit) for one in clue.persons]
    faults += [
        ClueFault("persons", "twice", name) for name, unit in sorted(set(names)) if names.count((name, unit)) > 1
    ]
    faults += [ClueFault("disciplines", "missing")] if not clue.disciplines else []
    faults += unknown("disciplines", clue.disciplines, DISCIPLINES)
    faults += unknown("source", [clue.source] if clue.source else [], CLUE_SOURCES)
    faults += late("registered_on", clue.registered_on, None, today)
    return tuple(faults)


def faults_of_transfer(clue: Clue, today: date) -> tuple[ClueFault, ...]:
    """Return what is wrong with a transfer."""
    faults = [] if clue.receiver else [ClueFault("receiver", "missing")]
    faults += [] if clue.proposal else [ClueFault("proposal", "missing")]
    faults += unknown("receiver", [clue.receiver] if clue.receiver else [], CLUE_RECEIVERS)
    return (*faults, *late("transferred_on", clue.transferred_on, clue.registered_on, today))


def faults_of_receipt(clue: Clue, today: date) -> tuple[ClueFault, ...]:
    """Return what is wrong with a receipt."""
    faults = [] if clue.received_by else [ClueFault("received_by", "missing")]
    return (*faults, *late("received_on", clue.received_on, clue.transferred_on, today))


def faults_of_answer(clue: Clue, today: date) -> tuple[ClueFault, ...]:
    """Return what is wrong with an answer."""
    faults = [] if clue.handling else [ClueFault("handling", "missing")]
    faults += unknown("handling", [clue.handling] if clue.handling else [], HANDLINGS)
    return (*faults, *late("answered_on", clue.answered_on, clue.received_on, today))


def faults_of_outcome(clue: Clue, outcome: Outcome, today: date) -> tuple[ClueFault, ...]:
    """Return what is wrong with an outcome that is to be added."""
    faults = unknown("code", [outcome.code], CLUE_OUTCOMES)
    if not 1 <= outcome.persons <= len(clue.persons):
        faults.append(ClueFault("count", "too_many", str(len(clue.persons))))
    if outcome.code in {one.code for one in clue.outcomes}:
        faults.append(ClueFault("code", "stands"))
    return (*faults, *late("on", outcome.on, clue.received_on, today))


def faults_of_closing(clue: Clue, today: date) -> tuple[ClueFault, ...]:
    """Return what is wrong with closing a clue."""
    faults = [] if clue.closing else [ClueFault("closing", "missing")]
    return (*faults, *late("closed_on", clue.closed_on, clue.answered_on, today))


def unknown(key: str, codes: Iterable[str], known: Mapping[str, object]) -> list[ClueFault]:
    return [ClueFault(key, "unknown", code) for code in codes if code not in known]


def late(key: str, day: date | None, not_before: date | None, today: date) -> list[ClueFault]:
    """Return what is wrong with a day: missing, ahead of today, or before what it follows."""
    if day is None:
        return [ClueFault(key, "missing")]
    if day > today:
        return [ClueFault(key, "ahead", day.isoformat())]
    if not_before is not None and day < not_before:
        return [ClueFault(key, "before", not_before.isoformat())]
    return []


def moved(clue: Clue, step: ClueStep) -> Clue:
    """Return a clue at the stage to which a step leads."""
    return clue if step.target is None else replace(clue, stage=step.target)


@dataclass(frozen=True)
class Count:
    """So many clues about so many persons."""

    clues: int = 0
    persons: int = 0


@dataclass(frozen=True)
class Statistics:
    """What a register holds: clues and persons apart."""

    all: Count
    by_stage: Mapping[str, Count]
    by_discipline: Mapping[str, Count]
    by_outcome: Mapping[str, Count]


def counted(clues: Sequence[Clue]) -> Statistics:
    """Count clues and persons: a clue with two disciplines stands under both, an outcome counts its own persons."""
    stages = {stage.value: [one for one in clues if one.stage is stage] for stage in ClueStage}
    disciplines = {code: [one for one in clues if code in one.disciplines] for code in DISCIPLINES}
    outcomes = {code: [o for one in clues for o in one.outcomes if o.code == code] for code in CLUE_OUTCOMES}
    return Statistics(
        all=count_of(clues),
        by_stage={code: count_of(some) for code, some in stages.items()},
        by_discipline={code: count_of(some) for code, some in disciplines.items()},
        by_outcome={code: Count(len(some), sum(one.persons for one in some)) for code, some in outcomes.items()},
    )


def count_of(clues: Sequence[Clue]) -> Count:
    return Count(len(clues), sum(len(one.persons) for one in clues))


def may_be_named(roles: Iterable[Role]) -> bool:
    """True for somebody who works on dossiers and neither administers nor answers for an inspected unit."""
    held = frozenset(roles)
    return bool(held & NAMEABLE) and not held & BARRED
