"""Carried in: a package from the public host, box by box looked at; carried out: the door and the sealed answers."""

from __future__ import annotations

import base64
import hashlib
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.tips import COURIERS, TipState, fault_of_box
from bihuan.dossiers.steps import locked
from bihuan.ledger.door import Note, Receipt, commit, deed
from bihuan.ledger.models import Kept
from bihuan.mailroom.doors import door_for, file_of_door, reaching
from bihuan.mailroom.models import Tip, TipAnswer, TipBox, TipDoor
from bihuan.mailroom.records import Record, written
from bihuan.tips import carrying
from bihuan.tips.boxes import BoxShut, opened
from bihuan.tips.cases import OUTBOX
from bihuan.tips.doors import ENDING
from bihuan.tips.doors import written as written_door
from bihuan.tips.host import DOORS


@dataclass(frozen=True)
class Taken:
    """A box that is taken: its place in the package, its case, what it says."""

    place: str
    case: str
    content: bytes
    told: Mapping[str, Any]

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class LookedThrough:
    """A package, looked through: what is new, what came before, what is refused and why (place, code)."""

    new: Sequence[Taken]
    there: int
    refused: Sequence[tuple[str, str]]


class NothingCarried(ValueError):
    """A package that brings nothing: everything in it came before, or is refused."""

    def __init__(self, there: int, refused: int) -> None:
        self.there, self.refused = there, refused
        super().__init__(
            f"the package brings nothing new ({there} carried in before, {refused} refused); "
            "pack anew on the public host and carry that file"
        )


def look_through(door: TipDoor, content: bytes, private: str, today: date) -> LookedThrough:
    """Look at every box of a package; raise PackageUnusable where it is none."""
    files = carrying.unpacked(content, (carrying.TIP, carrying.BALLOTS))
    known = set(TipBox.objects.filter(authority_id=door.authority_id, door=door).values_list("digest", flat=True))
    new: list[Taken] = []
    refused: list[tuple[str, str]] = []
    there = 0
    for place, box in files.items():
        found = carrying.TIP.fullmatch(place)
        if found is None:
            continue
        if found["door"] != door.name:
            refused.append((place, "elsewhere"))
        elif hashlib.sha256(box).hexdigest() in known:
            there += 1
        else:
            fault = look_at(door, Place(place, found["case"]), box, private, today, new)
            known.add(hashlib.sha256(box).hexdigest())
            refused += [(place, fault)] if fault else []
    return LookedThrough(new, there, refused)


@dataclass(frozen=True)
class Place:
    """Where a box lies in a package."""

    place: str
    case: str


def look_at(door: TipDoor, at: Place, box: bytes, private: str, today: date, new: list[Taken]) -> str:
    """Open one box and add it to what is new, or return why it is not taken."""
    try:
        told = opened(box, private)
        said, day = str(told["case"]), date.fromisoformat(told["day"])
        whole = isinstance(told["what"], str) and isinstance(told["photos"], list) and len(told["answer_key"]) == 64
    except (BoxShut, KeyError, TypeError, ValueError):
        return "shut"
    fault = fault_of_box(case=at.case, said_case=said, day=day, opened_on=door.opened_on, today=today)
    if fault or not whole:
        return fault or "shut"
    new.append(Taken(at.place, at.case, box, told))
    return ""


def tips_stream(door: TipDoor, action: str, actor: Actor, now: datetime) -> Note:
    role = reaching(actor, door.inspection, COURIERS)
    return Note(stream=door.stream, action=action, author=actor, now=now, role=role.value)


@deed
def carry_tips_in(
    *, actor: Actor, door_id: uuid.UUID, content: bytes, password: str, now: datetime, key: str
) -> Receipt:
    """Take the new boxes of a package; `password` is the private key, which no fingerprint holds."""
    door = door_for(actor, door_id)
    found = look_through(door, content, password, actor.today)
    if not found.new:
        raise NothingCarried(found.there, len(found.refused))
    rows = list(rows_of(door, found.new))
    door.carried_on = actor.today
    note = tips_stream(door, "carry_tips_in", actor, now)
    return commit(note=note, rows=[door, *rows])


def rows_of(door: TipDoor, new: Sequence[Taken]) -> Iterator[Kept]:
    """Return the rows of what is new: cases begun or gone on with, and their boxes behind those that are there."""
    at = {"authority_id": door.authority_id, "door": door}
    cases: dict[str, list[Taken]] = defaultdict(list)
    for one in new:
        cases[one.case].append(one)
    known = {tip.case: tip for tip in locked(Tip.objects.filter(**at, case__in=list(cases)))}
    number = Tip.objects.filter(**at).count()
    for case, boxes in cases.items():
        tip = known.get(case)
        if tip is None:
            number += 1
            record = written(Record(answer_key=boxes[0].told["answer_key"]), door.public)
            tip = Tip(**at, inspection=door.inspection, number=number, case=case, record=record)
            before = 0
        else:
            tip.state = TipState.NEW
            before = TipBox.objects.filter(authority_id=door.authority_id, tip=tip).count()
        yield tip
        for place, one in enumerate(boxes, start=before + 1):
            sealed = base64.b64encode(one.content).decode()
            yield TipBox(**at, tip=tip, number=place, digest=one.digest, content=sealed)


@deed
def carry_answers_out(*, actor: Actor, door_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Note that the answers are carried out from today on."""
    door = door_for(actor, door_id, COURIERS)
    waiting = TipAnswer.objects.filter(authority_id=actor.authority_id, door=door, carried_on=None)
    rows = list(locked(waiting))
    for row in rows:
        row.carried_on = actor.today
    return commit(note=tips_stream(door, "carry_answers_out", actor, now), rows=rows)


def package_out(door: TipDoor) -> bytes:
    """Return what is carried out: the door itself and every answer, sealed; putting it out twice does no harm."""
    files = {f"{DOORS}/{door.name}{ENDING}": written_door(file_of_door(door))}
    rows = TipAnswer.objects.filter(authority_id=door.authority_id, door=door).select_related("tip")
    for row in rows.order_by("tip", "number"):
        files[f"{door.name}/{OUTBOX}/{row.tip.case}/{row.number:03}.box"] = base64.b64decode(row.box)
    return carrying.packed(files)
