"""Deeds on measures: add, revise, remove, report progress, ask for more time."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import STEPS
from bihuan.domain.lifecycle.machine import gates_of
from bihuan.domain.pressing import finding_presses_on, last_due_on
from bihuan.domain.roles import Role
from bihuan.domain.sequence import Moment
from bihuan.dossiers.days import mark_of_lateness, refuse_impossible_day
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.dossiers.steps import (
    NoSuchThing,
    Taken,
    finding_for,
    may_take,
    note_of,
    refuse_unseen,
)
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.models import Kept
from bihuan.rectification.changes import change_of, unnoted, words_of
from bihuan.rectification.facts import is_in_force, latest_plan, one_finding
from bihuan.rectification.models import Extension, Measure


class TextMissing(ValueError):
    """Something that has to be said was left empty."""

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__(f"{what} is empty; fill it in")


class DueBeforeFeedback(ValueError):
    """What follows feedback cannot be due before it."""

    def __init__(self, what: str, day: date, feedback_on: date) -> None:
        self.what, self.day, self.feedback_on = what, day, feedback_on
        super().__init__(f"{what}: {day} is before the feedback ({feedback_on}); correct the date")


class NotLater(ValueError):
    """An extension that gives no more time."""

    def __init__(self, until: date, due: date | None) -> None:
        self.until, self.due = until, due
        super().__init__(f"{until} is not later than the present due date ({due}); ask for a later day")


class AlreadyAsked(ValueError):
    """An extension is waiting for its answer."""

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"an extension of measure {number} awaits its answer; wait for it")


def measure_for(actor: Actor, measure_id: uuid.UUID) -> tuple[Measure, Finding, Inspection]:
    found = Measure.objects.filter(authority_id=actor.authority_id, pk=measure_id, removed_on=None).first()
    if found is None:
        raise NoSuchThing("measure", measure_id)
    finding, inspection = finding_for(actor, found.finding_id)
    return found, finding, inspection


def taking(
    actor: Actor, name: str, finding: Finding, inspection: Inspection, reason: str = "", role: Role | None = None
) -> Taken:
    """Judge a step of a finding with what its gates ask; where none is asked, nothing is looked up."""
    step, rules = STEPS[name], rulebook_of(inspection, actor.today)
    asked = gates_of(step, rules)
    return may_take(
        actor=actor,
        step=step,
        inspection=inspection,
        stage=finding.stage,
        facts=one_finding(inspection, finding, actor.today) if asked else bare_facts(inspection, actor.today),
        reason=reason,
        rulebook=rules,
        role=role,
    )


def with_due_of(finding: Finding, *changed: Measure) -> list[Kept]:
    """Return the changed measures and their finding, whose due day is the one that presses it, and their latest."""
    rows = {m.id: m for m in Measure.objects.filter(authority_id=finding.authority_id, finding=finding)}
    rows |= {m.id: m for m in changed}
    days = [m.days for m in rows.values()]
    finding.due_on = finding_presses_on(days, stage=finding.stage, next_look_on=finding.next_look_on)
    finding.last_due_on = last_due_on(days)
    return [*changed, finding]


@deed
def add_measure(
    *,
    actor: Actor,
    finding_id: uuid.UUID,
    text: str,
    owner: str,
    department: str,
    due_on: date | None,
    expected_result: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Add a measure to a finding."""
    finding, inspection = finding_for(actor, finding_id)
    taken = taking(actor, "add_measure", finding, inspection)
    if not text.strip():
        raise TextMissing("text")
    refuse_day(inspection, due_on)
    count = Measure.objects.filter(authority_id=actor.authority_id, finding=finding).count()
    measure = Measure(
        authority_id=actor.authority_id,
        finding=finding,
        inspection=inspection,
        number=f"{finding.number}-{count + 1}",
        text=text.strip(),
        owner=owner.strip(),
        department=department.strip(),
        due_on=due_on,
        expected_result=expected_result.strip(),
        added_on=actor.today,
    )
    told = {"measure": measure.id, "number": measure.number}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=measure.number, told=told)
    return commit(note=note, rows=with_due_of(finding, measure))


@deed
def revise_measure(
    *,
    actor: Actor,
    measure_id: uuid.UUID,
    text: str,
    owner: str,
    department: str,
    due_on: date | None,
    expected_result: str,
    removed: bool,
    seen_version: int,
    now: datetime,
    key: str,
    reason: str = "",
) -> Receipt:
    """Change a measure, or strike it out; once the plan is accepted only its words change, with a reason.

    The office notes such a change with old and new words before it; it need not assent beforehand. What a plan is
    accepted for is what will be done by when: its days move by an extension that the office grants, its measures are
    struck out only after it has sent the plan back. Who is responsible and how a measure is worded has to follow
    people and facts at once, or the account is wrong meanwhile; the office, which sees each change, sends the plan
    back where one waters it down.
    """
    measure, finding, inspection = measure_for(actor, measure_id)
    taken = taking(actor, "revise_measure", finding, inspection)
    refuse_unseen(taken, measure, inspection, seen_version)
    before = words_of(measure)
    if not text.strip():
        raise TextMissing("text")
    refuse_day(inspection, due_on)
    if removed and is_accepted(inspection):
        raise MeasureStands(measure.number)
    refuse_moved_day(measure, inspection, due_on)
    measure.text, measure.owner, measure.department = text.strip(), owner.strip(), department.strip()
    measure.due_on, measure.expected_result = due_on, expected_result.strip()
    measure.removed_on = actor.today if removed else None
    change = change_of(measure, before, reason, actor.today) if is_accepted(inspection) else None
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=measure.number, reason=reason)
    return commit(note=note, rows=[*with_due_of(finding, measure), *([change] if change else [])])


@deed
def note_change(*, actor: Actor, measure_id: uuid.UUID, remark: str, now: datetime, key: str) -> Receipt:
    """Note what a unit changed of a measure after its plan was accepted; the office has read old and new words."""
    measure, finding, inspection = measure_for(actor, measure_id)
    taken = taking(actor, "note_change", finding, inspection)
    changes = unnoted(measure)
    if not changes:
        raise NoSuchThing("change", measure_id)
    for change in changes:
        change.noted_on, change.noted_remark = actor.today, remark.strip()
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=measure.number, reason=remark)
    return commit(note=note, rows=changes)


class DueDayFixed(ValueError):
    """The plan is accepted: its measures stand, and their days move only by an approved extension."""

    def __init__(self, number: str, due: date) -> None:
        self.number, self.due = number, due
        super().__init__(
            f"measure {number} (due {due}) stands in the accepted plan; request an extension, "
            "or let the office return the plan"
        )


class MeasureStands(ValueError):
    """The plan is accepted: its measures are struck out only after the office has sent it back."""

    def __init__(self, number: str) -> None:
        self.number = number
        super().__init__(f"measure {number} stands in the accepted plan; let the office return the plan first")


def refuse_moved_day(measure: Measure, inspection: Inspection, due_on: date | None) -> None:
    """Refuse to move or drop the day of a measure that stands in an accepted plan."""
    if measure.due_on is not None and due_on != measure.due_on and is_accepted(inspection):
        raise DueDayFixed(measure.number, measure.due_on)


def refuse_day(inspection: Inspection, due_on: date | None) -> None:
    """Refuse a due day that was over when the feedback was given."""
    if due_on is not None and inspection.feedback_on is not None and due_on < inspection.feedback_on:
        raise DueBeforeFeedback("due_on", due_on, inspection.feedback_on)


def is_accepted(inspection: Inspection) -> bool:
    return is_in_force(latest_plan(inspection))


@deed
def report_progress(
    *,
    actor: Actor,
    measure_id: uuid.UUID,
    progress: str,
    done_on: date | None,
    seen_version: int,
    now: datetime,
    key: str,
) -> Receipt:
    """Say how far a measure is, and since when it is done: one of the two at least, an empty report tells nothing."""
    measure, finding, inspection = measure_for(actor, measure_id)
    taken = taking(actor, "report_progress", finding, inspection)
    refuse_unseen(taken, measure, inspection, seen_version)
    if not progress.strip() and done_on is None:
        raise TextMissing("progress")
    told: dict[str, Any] = {}
    if done_on is not None and done_on != measure.done_on:
        refuse_impossible_day(Moment.MEASURE_DONE, done_on, inspection, actor.today, field="done_on")
        told = mark_of_lateness(Moment.MEASURE_DONE, done_on, inspection, actor.today)
    measure.progress, measure.progress_on, measure.done_on = progress.strip(), actor.today, done_on
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=measure.number, told=told)
    return commit(note=note, rows=with_due_of(finding, measure))


@deed
def request_extension(
    *, actor: Actor, measure_id: uuid.UUID, until_on: date, reason: str, now: datetime, key: str
) -> Receipt:
    """Ask for more time for a measure."""
    measure, finding, inspection = measure_for(actor, measure_id)
    taken = taking(actor, "request_extension", finding, inspection, reason)
    if measure.due_on is None or until_on <= measure.due_on:
        raise NotLater(until_on, measure.due_on)
    if open_extension(measure) is not None:
        raise AlreadyAsked(measure.number)
    row = Extension(
        authority_id=actor.authority_id,
        measure=measure,
        finding=finding,
        inspection=inspection,
        asked_on=actor.today,
        until_on=until_on,
        reason=reason.strip(),
    )
    note = note_of(
        actor=actor,
        taken=taken,
        inspection=inspection,
        now=now,
        subject=measure.number,
        reason=reason,
        told={"extension": row.id},
    )
    return commit(note=note, rows=[row])


def open_extension(measure: Measure) -> Extension | None:
    """Return the extension of a measure that awaits its answer."""
    rows = Extension.objects.filter(authority_id=measure.authority_id, measure=measure)
    return rows.filter(approved_on=None, refused_on=None).first()


@deed
def approve_extension(*, actor: Actor, measure_id: uuid.UUID, answer: str, now: datetime, key: str) -> Receipt:
    """Grant the time asked for; the due day moves."""
    measure, finding, inspection, extension = waiting_extension(actor, measure_id)
    taken = taking(actor, "approve_extension", finding, inspection)
    extension.approved_on, extension.answer = actor.today, answer.strip()
    measure.due_on = extension.until_on
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=measure.number, reason=answer)
    return commit(note=note, rows=[extension, *with_due_of(finding, measure)])


@deed
def refuse_extension(*, actor: Actor, measure_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Refuse the time asked for, with the reason."""
    measure, finding, inspection, extension = waiting_extension(actor, measure_id)
    taken = taking(actor, "refuse_extension", finding, inspection, reason)
    extension.refused_on, extension.answer = actor.today, reason.strip()
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=measure.number, reason=reason)
    return commit(note=note, rows=[extension])


def waiting_extension(actor: Actor, measure_id: uuid.UUID) -> tuple[Measure, Finding, Inspection, Extension]:
    measure, finding, inspection = measure_for(actor, measure_id)
    extension = open_extension(measure)
    if extension is None:
        raise NoSuchThing("extension", measure_id)
    return measure, finding, inspection, extension
