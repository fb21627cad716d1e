"""Tips as whoever holds the key reads them: opened in memory for one page, once the read stands in the ledger."""

from __future__ import annotations

import base64
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, Q, QuerySet, When

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.tips import TipState
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing
from bihuan.ledger.door import batch
from bihuan.ledger.models import Entry, new_id
from bihuan.mailroom.answering import read_tip, read_tips, tip_for
from bihuan.mailroom.models import Tip, TipAnswer, TipBox, TipDoor
from bihuan.mailroom.records import Record, read
from bihuan.tips.boxes import opened

FIRST_WORDS = 60
COURSE = 200


@dataclass(frozen=True)
class Message:
    """One message of a tip, opened."""

    number: int
    day: date
    what: str
    whom: str
    name: str
    contact: str
    photos: int


@dataclass(frozen=True)
class Line:
    """A tip on the list."""

    tip: Tip
    day: date
    words: str
    whom: str
    has_name: bool
    messages: int
    answers: int
    waiting: int  # answers that were not carried out yet


@dataclass(frozen=True)
class Card:
    """A tip with everything that was said, both ways."""

    tip: Tip
    messages: Sequence[Message]
    record: Record
    answers: Sequence[TipAnswer]


def doors_of(inspection: Inspection) -> list[TipDoor]:
    """Return the doors of a dossier, the latest first."""
    rows = TipDoor.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    return list(rows.order_by("-number"))


def message_of(box: TipBox, private: str) -> Message:
    told = opened(base64.b64decode(box.content), private)
    words = {name: str(told.get(name, "")) for name in ("what", "whom", "name", "contact")}
    return Message(box.number, date.fromisoformat(told["day"]), **words, photos=len(told["photos"]))


def tips_of(door: TipDoor) -> QuerySet[Tip]:
    """Return the tips of a door, those that wait first, then the newest."""
    rows = Tip.objects.filter(authority_id=door.authority_id, door=door)
    waits_first = Case(When(state=TipState.NEW, then=0), default=1)
    return rows.select_related("door").order_by(waits_first, "-number")


def lines_read(actor: Actor, door: TipDoor, tips: Sequence[Tip], private: str, now: datetime) -> list[Line]:
    """Return a page of the list, opened, once that it was read stands in the ledger."""
    read_tips(actor=actor, door_id=door.id, now=now, key=str(new_id()))
    at = {"authority_id": door.authority_id, "tip__in": tips}
    boxes: Mapping[uuid.UUID, list[TipBox]] = defaultdict(list)
    for box in TipBox.objects.filter(**at).order_by("number"):
        boxes[box.tip_id].append(box)
    answers: Mapping[uuid.UUID, list[TipAnswer]] = defaultdict(list)
    for answer in TipAnswer.objects.filter(**at).defer("box"):
        answers[answer.tip_id].append(answer)
    return [line_of(tip, boxes[tip.id], answers[tip.id], private) for tip in tips]


def line_of(tip: Tip, boxes: Sequence[TipBox], answers: Sequence[TipAnswer], private: str) -> Line:
    first = message_of(boxes[0], private)
    last = message_of(boxes[-1], private) if len(boxes) > 1 else first
    words = " ".join(first.what.split())
    return Line(
        tip=tip,
        day=last.day,
        words=words if len(words) <= FIRST_WORDS else f"{words[:FIRST_WORDS]}…",
        whom=first.whom,
        has_name=bool(first.name),
        messages=len(boxes),
        answers=len(answers),
        waiting=sum(one.carried_on is None for one in answers),
    )


def card_read(actor: Actor, tip_id: uuid.UUID, private: str, now: datetime) -> Card:
    """Return a tip, opened, once that it was read stands in its stream; raise NoSuchThing."""
    with batch():
        read_tip(actor=actor, tip_id=tip_id, now=now, key=str(new_id()))
        tip = tip_for(actor, tip_id)
        at = {"authority_id": actor.authority_id, "tip": tip}
        messages = [message_of(box, private) for box in TipBox.objects.filter(**at).order_by("number")]
        answers = list(TipAnswer.objects.filter(**at).defer("box").order_by("number"))
        return Card(tip, messages, read(tip.record, private), answers)


def photo_read(actor: Actor, tip_id: uuid.UUID, box: int, place: int, private: str, now: datetime) -> bytes:
    """Return one photo of a tip, once that it was read stands in its stream; raise NoSuchThing."""
    with batch():
        read_tip(actor=actor, tip_id=tip_id, now=now, key=str(new_id()))
        row = TipBox.objects.filter(authority_id=actor.authority_id, tip_id=tip_id, number=box).first()
        told: Mapping[str, Any] = opened(base64.b64decode(row.content), private) if row else {"photos": []}
        if not 1 <= place <= len(told["photos"]):
            raise NoSuchThing("photo", place)
        return base64.b64decode(told["photos"][place - 1])


def course_of_tip(tip: Tip) -> Sequence[Entry]:
    """Return who did and read what of a tip, the latest first; for whoever has just read it."""
    own = Q(stream=tip.stream) | Q(stream=tip.door.stream, subject=str(tip.id))
    rows = Entry.objects.filter(own, authority_id=tip.authority_id)
    return list(rows.defer("content").order_by("-recorded_at", "-id")[:COURSE])
