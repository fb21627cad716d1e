"""Deeds on a tip: read, answered, settled. Each stands on the tip's own stream without a word of it."""

from __future__ import annotations

import base64
import uuid
from dataclasses import replace
from datetime import datetime

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.tips import LEAD, TIP_READERS, TOLD_WAYS, TipState, refuse_unseen_settlement
from bihuan.dossiers.steps import NoSuchThing, locked
from bihuan.ledger.door import Note, Receipt, commit, deed
from bihuan.mailroom.doors import door_for, reaching
from bihuan.mailroom.models import Tip, TipAnswer
from bihuan.mailroom.records import Answered, Said, Settled, read, written
from bihuan.tips.boxes import answer_sealed

LONGEST = 8000


class TextEmpty(ValueError):
    """Nothing to say."""

    def __init__(self) -> None:
        super().__init__("there are no words; write some")


class WayUnknown(ValueError):
    """Not one of the ways in which a tip is settled."""

    def __init__(self, way: str) -> None:
        self.way = way
        super().__init__(f"{way} is none of the ways to settle it; choose one of the list")


def tip_for(actor: Actor, tip_id: uuid.UUID) -> Tip:
    """Return a tip of a dossier on whose team somebody is, locked; raise NoSuchThing."""
    rows = Tip.objects.select_related("door", "inspection").filter(authority_id=actor.authority_id, pk=tip_id)
    tip: Tip | None = locked(rows).first()
    if tip is None:
        raise NoSuchThing("tip", tip_id)
    reaching(actor, tip.inspection, TIP_READERS)
    return tip


def note_on(tip: Tip, action: str, actor: Actor, now: datetime) -> Note:
    role = reaching(actor, tip.inspection, TIP_READERS)
    return Note(stream=tip.stream, action=action, author=actor, now=now, role=role.value)


def change_of(tip: Tip, action: str, actor: Actor, now: datetime) -> Note:
    """Return the note of a deed that changes a tip: on the stream of its door, where it began, so that it replays."""
    return replace(note_on(tip, action, actor, now), stream=tip.door.stream, subject=str(tip.id))


@deed
def read_tips(*, actor: Actor, door_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Note that somebody reads the list of a door."""
    door = door_for(actor, door_id)
    role = reaching(actor, door.inspection, TIP_READERS)
    note = Note(stream=door.stream, action="read_tips", author=actor, now=now, role=role.value)
    return commit(note=note, rows=[])


@deed
def read_tip(*, actor: Actor, tip_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Note that somebody reads a tip; the page shows it once this stands."""
    return commit(note=note_on(tip_for(actor, tip_id), "read_tip", actor, now), rows=[])


@deed
def answer_tip(*, actor: Actor, tip_id: uuid.UUID, said: Said, password: str, now: datetime, key: str) -> Receipt:
    """Answer a tip; the answer is sealed for the receipt code and waits to be carried out."""
    tip, text = tip_for(actor, tip_id), said.values["text"].strip()
    if not text:
        raise TextEmpty
    record = read(tip.record, password)
    number = TipAnswer.objects.filter(authority_id=actor.authority_id, tip=tip).count() + 1
    answer = TipAnswer(
        authority_id=actor.authority_id,
        tip=tip,
        door=tip.door,
        number=number,
        on=actor.today,
        box=base64.b64encode(answer_sealed(text, bytes.fromhex(record.answer_key))).decode(),
    )
    told = Answered(on=actor.today.isoformat(), by=actor.name, text=text)
    tip.record = written(replace(record, answers=(*record.answers, told)), tip.door.public)
    if tip.state == TipState.NEW:
        tip.state = TipState.ANSWERED
    return commit(note=change_of(tip, "answer_tip", actor, now), rows=[tip, answer])


@deed
def settle_tip(
    *, actor: Actor, tip_id: uuid.UUID, said: Said, seen: int, password: str, now: datetime, key: str
) -> Receipt:
    """Say how a tip was dealt with. One that led to the clue register is told like any other.

    `seen` is how many times it had been said before, as far as the author knows; what was said stays.
    """
    tip, way, note = tip_for(actor, tip_id), said.values["way"], said.values.get("note", "").strip()
    paper = said.values.get("paper", "")
    if way not in TOLD_WAYS and not (way == LEAD and paper):
        raise WayUnknown(way)
    record = read(tip.record, password)
    before = [(one.by, one.day, one.way) for one in record.settlements]
    refuse_unseen_settlement(before, seen)
    settled = Settled(on=actor.today.isoformat(), by=actor.name, way=way, note=note, paper=paper)
    record = replace(record, settlements=(*record.settlements, settled))
    tip.record, tip.state = written(record, tip.door.public), TipState.SETTLED
    return commit(note=change_of(tip, "settle_tip", actor, now), rows=[tip])
