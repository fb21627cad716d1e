"""The register as a named person reads it: only what is within reach, with the due answers."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bihuan.clues.actions import clue_for, reach_for, read_clue, read_clue_list
from bihuan.clues.models import ClueRecord
from bihuan.clues.records import read
from bihuan.domain.clues import AWAY, Clue
from bihuan.domain.deadlines import Deadline, DeadlineName, Lamp, due_dates
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.rulebook import Event, governing_day, in_force
from bihuan.dossiers.rulebooks import packs_of
from bihuan.ledger.door import batch
from bihuan.ledger.models import Entry, new_id
from bihuan.rules.calendar import working_calendar


@dataclass(frozen=True)
class Read:
    """A clue as it is read: its record's id and version, what it says, when its answer is due."""

    id: uuid.UUID
    version: int
    clue: Clue
    due: Deadline | None

    @property
    def lamp(self) -> Lamp:
        """Return the lamp of the answer; none once it is there."""
        return self.due.lamp if self.due and self.clue.stage in AWAY else Lamp.NONE


def due_of(authority_id: uuid.UUID, clue: Clue, today: date) -> Deadline | None:
    """Return when the answer to a clue is due; None before the transfer, and where its packs set no such period."""
    if clue.transferred_on is None:
        return None
    day = governing_day(feedback_on=None, asked_on=clue.transferred_on)
    rulebook = in_force(packs_of(authority_id, clue.packs), day)
    found = due_dates(Event.TRANSFER, clue.transferred_on, rulebook, working_calendar(), today)
    return next((one for one in found if one.what is DeadlineName.CLUE_REPLY), None)


def clues_read(actor: Actor, now: datetime) -> Sequence[Read]:
    """Return the clues within reach, the newest first, once the read stands in the ledger."""
    with batch():
        read_clue_list(actor=actor, now=now, key=str(new_id()))
        reach = reach_for(actor)
        rows = ClueRecord.objects.filter(authority_id=actor.authority_id).order_by("-id")
        told = [(row, read(row.record)) for row in rows]
        return [of(row, clue, actor.today) for row, clue in told if reach.may_read(clue.dossier_id)]


def clue_read(actor: Actor, clue_id: uuid.UUID, now: datetime) -> Read:
    """Return one clue once the read stands in its stream; raise NoSuchThing where it is none, or not within reach."""
    with batch():
        read_clue(actor=actor, clue_id=clue_id, now=now, key=str(new_id()))
        row, clue = clue_for(actor, clue_id, writing=False)
        return of(row, clue, actor.today)


def of(row: ClueRecord, clue: Clue, today: date) -> Read:
    return Read(row.id, row.version, clue, due_of(row.authority_id, clue, today))


def course_of_clue(actor: Actor, clue_id: uuid.UUID) -> Sequence[Entry]:
    """Return who did and read what of a clue, the latest first; for whoever has just read it."""
    row, _clue = clue_for(actor, clue_id, writing=False)
    rows = Entry.objects.filter(authority_id=actor.authority_id, stream=row.stream)
    return list(rows.defer("content").order_by("-number")[:200])
