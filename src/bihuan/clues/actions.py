"""Deeds on a clue: registered, amended, transferred, received, answered, its outcomes, its end; and every read of it.

Each is an entry on the clue's own stream. What it says stands in the sealed record alone; an entry bears no word.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

from bihuan.clues.models import ClueRecord
from bihuan.clues.people import Reach, reach_of
from bihuan.clues.records import Words, read, written
from bihuan.domain.clues import (
    STEPS,
    Clue,
    ClueFault,
    ClueStage,
    Outcome,
    faults_of,
    faults_of_answer,
    faults_of_closing,
    faults_of_outcome,
    faults_of_receipt,
    faults_of_transfer,
    fits,
    moved,
    next_number,
)
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import pins_of
from bihuan.dossiers.steps import NoSuchThing, locked
from bihuan.ledger.door import ChangedMeanwhile, Note, Receipt, commit, deed

Change = Callable[[Clue], tuple[Clue, Sequence[ClueFault]]]


class ClueRefused(ValueError):
    """What is told of a clue cannot be kept; every fault at once."""

    def __init__(self, unfit: Sequence[ClueFault]) -> None:
        self.unfit = tuple(unfit)
        told = ", ".join(f"{one.key}: {one.code}" for one in self.unfit)
        super().__init__(f"{told}; mend each of them")


class ClueElsewhere(ValueError):
    """A clue is at another stage than the deed asks for."""

    def __init__(self, name: str, stage: ClueStage) -> None:
        self.name, self.stage = name, stage
        super().__init__(f"the clue is {stage}; look at it again")


def reach_for(actor: Actor) -> Reach:
    """Return what a named person reaches; raise NoSuchThing for everybody else, as for a page that is not there."""
    reach = reach_of(actor)
    if reach is None:
        raise NoSuchThing("page", "clues")
    return reach


def clue_for(actor: Actor, clue_id: uuid.UUID, *, writing: bool) -> tuple[ClueRecord, Clue]:
    """Return a clue within reach, locked; raise NoSuchThing for any other, and for everybody who is not named."""
    reach = reach_for(actor)
    row: ClueRecord | None = locked(ClueRecord.objects.filter(authority_id=actor.authority_id, pk=clue_id)).first()
    if row is None:
        raise NoSuchThing("clue", clue_id)
    clue = read(row.record)
    if not (reach.may_write(clue.dossier_id) if writing else reach.may_read(clue.dossier_id)):
        raise NoSuchThing("clue", clue_id)
    return row, clue


def note_on(row: ClueRecord, action: str, actor: Actor, now: datetime) -> Note:
    return Note(stream=row.stream, action=action, author=actor, now=now, subject="", role=min(actor.roles).value)


def register_stream(authority_id: uuid.UUID) -> str:
    """Return the stream of whoever looked at the list; it is nobody's page."""
    return f"clues:{authority_id}"


@deed
def register_clue(
    *, actor: Actor, clue_id: uuid.UUID, dossier_id: uuid.UUID | None, told: Words, now: datetime, key: str
) -> Receipt:
    """Register a clue; it gets the next number of its dossier in its year."""
    reach, dossier = reach_for(actor), str(dossier_id) if dossier_id else None
    if not reach.may_write(dossier):
        raise NoSuchThing("dossier", dossier_id)
    values = {"registered_on": actor.today, **told.values}
    clue = Clue(
        number=number_for(actor, dossier_id, values["registered_on"] or actor.today), dossier_id=dossier, **values
    )
    refuse(faults_of(clue, actor.today))
    row = ClueRecord(id=clue_id, authority_id=actor.authority_id, record=written(clue))
    return commit(note=note_on(row, "register_clue", actor, now), rows=[row])


def number_for(actor: Actor, dossier_id: uuid.UUID | None, on: date) -> str:
    """Return the number of a new clue; read under the writer's gate.

    Each dossier has a series of its own, by its number and its round's: in one series of all a gap would tell whoever
    is named for one dossier of the clues of another.
    """
    given = [read(row.record).number for row in locked(ClueRecord.objects.filter(authority_id=actor.authority_id))]
    rows = Inspection.everything.filter(authority_id=actor.authority_id).select_related("round")
    dossier = rows.filter(pk=dossier_id).first() if dossier_id else None
    return next_number(on.year, f"{dossier.round.number:02}{dossier.number:02}" if dossier else "", given)


def refuse(faults: Collection[ClueFault]) -> None:
    if faults:
        raise ClueRefused(tuple(faults))


def taken(
    actor: Actor, clue_id: uuid.UUID, name: str, now: datetime, change: Change, seen_version: int | None = None
) -> Receipt:
    """Take a step of a clue's life: reach, stage, what the change says, the record and its entry."""
    row, clue = clue_for(actor, clue_id, writing=True)
    step = STEPS[name]
    if not fits(step, clue.stage):
        raise ClueElsewhere(name, clue.stage)
    if seen_version is not None and row.version != seen_version:
        raise ChangedMeanwhile(row._meta.db_table, row.pk)
    changed, faults = change(clue)
    refuse(faults)
    row.record = written(moved(changed, step))
    return commit(note=note_on(row, name, actor, now), rows=[row])


@deed
def amend_clue(*, actor: Actor, clue_id: uuid.UUID, told: Words, seen_version: int, now: datetime, key: str) -> Receipt:
    """Amend a clue that has not been handed over; what was there before is gone with it."""

    def change(clue: Clue) -> tuple[Clue, Sequence[ClueFault]]:
        amended = replace(clue, **told.values)
        return amended, faults_of(amended, actor.today)

    return taken(actor, clue_id, "amend_clue", now, change, seen_version)


@deed
def transfer_clue(*, actor: Actor, clue_id: uuid.UUID, told: Words, now: datetime, key: str) -> Receipt:
    """Hand a clue over; the packs of this moment stay with it and say when the answer is due."""
    packs = tuple((pack_id, sha256) for pack_id, sha256 in pins_of(actor.authority_id))

    def change(clue: Clue) -> tuple[Clue, Sequence[ClueFault]]:
        handed = replace(clue, packs=packs, **told.values)
        return handed, faults_of_transfer(handed, actor.today)

    return taken(actor, clue_id, "transfer_clue", now, change)


@deed
def receive_clue(*, actor: Actor, clue_id: uuid.UUID, told: Words, now: datetime, key: str) -> Receipt:
    """Record the receipt of whoever took a clue over."""

    def change(clue: Clue) -> tuple[Clue, Sequence[ClueFault]]:
        received = replace(clue, **told.values)
        return received, faults_of_receipt(received, actor.today)

    return taken(actor, clue_id, "receive_clue", now, change)


@deed
def answer_clue(*, actor: Actor, clue_id: uuid.UUID, told: Words, now: datetime, key: str) -> Receipt:
    """Record how a clue was handled."""

    def change(clue: Clue) -> tuple[Clue, Sequence[ClueFault]]:
        answered = replace(clue, **told.values)
        return answered, faults_of_answer(answered, actor.today)

    return taken(actor, clue_id, "answer_clue", now, change)


@deed
def state_clue_outcome(*, actor: Actor, clue_id: uuid.UUID, told: Words, now: datetime, key: str) -> Receipt:
    """Add an outcome, for some or all of the persons."""

    def change(clue: Clue) -> tuple[Clue, Sequence[ClueFault]]:
        values = dict(told.values)
        outcome = Outcome(values["code"], values["on"], values["count"], values["remark"])
        return replace(clue, outcomes=(*clue.outcomes, outcome)), faults_of_outcome(clue, outcome, actor.today)

    return taken(actor, clue_id, "state_clue_outcome", now, change)


@deed
def close_clue(*, actor: Actor, clue_id: uuid.UUID, told: Words, now: datetime, key: str) -> Receipt:
    """Close a clue that has been answered."""

    def change(clue: Clue) -> tuple[Clue, Sequence[ClueFault]]:
        ended = replace(clue, **told.values)
        return ended, faults_of_closing(ended, actor.today)

    return taken(actor, clue_id, "close_clue", now, change)


@deed
def read_clue(*, actor: Actor, clue_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Note that somebody reads a clue; the page shows it once this stands."""
    row, _clue = clue_for(actor, clue_id, writing=False)
    return commit(note=note_on(row, "read_clue", actor, now), rows=[])


@deed
def read_clue_list(*, actor: Actor, now: datetime, key: str) -> Receipt:
    """Note that somebody reads the list and its figures."""
    reach_for(actor)
    stream, role = register_stream(actor.authority_id), min(actor.roles).value
    return commit(note=Note(stream=stream, action="read_clue_list", author=actor, now=now, role=role), rows=[])
