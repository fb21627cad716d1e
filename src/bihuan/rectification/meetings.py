"""The democratic-life meeting on the rectification: on which day it was held, with its minutes where there are any."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date, datetime

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.sequence import Moment
from bihuan.dossiers.actions import with_new_file
from bihuan.dossiers.days import mark_of_lateness, refuse_impossible_day
from bihuan.dossiers.files import receive
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, inspection_for, note_of
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.prepared import read_rows
from bihuan.rectification.measures import TextMissing
from bihuan.rectification.models import Meeting
from bihuan.rectification.reports import taking


class AlreadyHeld(ValueError):
    """A dossier has one meeting; another entry of it is the same meeting."""

    def __init__(self, on: date) -> None:
        self.on = on
        super().__init__(f"the meeting of {on} is entered already; withdraw it first where it was wrong")


@deed
def record_meeting(
    *, actor: Actor, inspection_id: uuid.UUID, on: date, file_name: str, content: bytes, now: datetime, key: str
) -> Receipt:
    """Enter the meeting; where one stands, that one is withdrawn first."""
    inspection = inspection_for(actor, inspection_id)
    refuse_impossible_day(Moment.MEETING_HELD, on, inspection, actor.today)
    taken = taking(actor, "record_meeting", inspection)
    standing = standing_meeting(inspection)
    if standing is not None:
        raise AlreadyHeld(standing.on)
    file = receive(authority_id=actor.authority_id, name=file_name, content=content) if content else None
    meeting = Meeting(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=Meeting.objects.filter(authority_id=actor.authority_id, inspection=inspection).count() + 1,
        on=on,
        minutes=file,
        by_role=taken.role.value,
    )
    told = {"meeting": meeting.number, **mark_of_lateness(Moment.MEETING_HELD, on, inspection, actor.today)}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told)
    return commit(note=note, rows=with_new_file([meeting], file))


@deed
def withdraw_meeting(*, actor: Actor, inspection_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Withdraw a meeting that was entered wrongly; it stays, struck out, with the reason."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "record_meeting", inspection)
    meeting = standing_meeting(inspection)
    if meeting is None:
        raise NoSuchThing("meeting", inspection_id)
    if not reason.strip():
        raise TextMissing("reason")
    meeting.withdrawn_on, meeting.withdrawn_reason = actor.today, reason.strip()
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, reason=reason)
    return commit(note=replace(note, action="withdraw_meeting"), rows=[meeting])


def standing_meeting(inspection: Inspection) -> Meeting | None:
    """Return the meeting as it was entered last, None where none was."""
    own = {"authority_id": inspection.authority_id, "inspection_id": inspection.id}
    return next(iter(read_rows(Meeting, own, "id", related=("minutes",), empty=("withdrawn_on",), most=1)), None)
