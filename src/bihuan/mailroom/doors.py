"""Deeds on a door: opened with a passphrase that nobody else has, closed; and who reaches what of it."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from datetime import date, datetime

from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.page_address import refuse_no_page
from bihuan.domain.roles import Role
from bihuan.domain.tips import DOOR_KEEPERS, OPENED_AT, SHORTEST_PASSPHRASE, TIP_READERS, last_day
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, inspection_for, locked
from bihuan.ledger.door import Note, Receipt, commit, deed
from bihuan.mailroom.models import TipDoor
from bihuan.tips import doors
from bihuan.tips.boxes import BoxShut, new_keys, unwrapped, wrapped


class PassphraseTooShort(ValueError):
    """A passphrase that could be tried out."""

    def __init__(self) -> None:
        self.least = SHORTEST_PASSPHRASE
        super().__init__(f"the passphrase has fewer than {SHORTEST_PASSPHRASE} characters; choose a longer one")


class PassphraseWrong(ValueError):
    """Another passphrase than the one the door was opened with."""

    def __init__(self) -> None:
        super().__init__("the passphrase is not the one of this door; ask whoever opened it")


class DoorStageWrong(ValueError):
    """A dossier that is not at a stage at which the public is asked."""

    def __init__(self) -> None:
        super().__init__("the stay is over; the public is asked before and during the weeks on site")


class DoorOpenAlready(ValueError):
    """One door of a dossier is open at a time."""

    def __init__(self) -> None:
        super().__init__("a door of this dossier is open; close it first")


class DoorEndsEarly(ValueError):
    """A door whose last day is over."""

    def __init__(self, until_on: date) -> None:
        self.until_on = until_on
        super().__init__(f"the last day {until_on} is over; choose a later one, or none")


def reaching(actor: Actor, inspection: Inspection, roles: Collection[Role]) -> Role:
    """Return the role of these in which somebody reaches a dossier; for everybody else there is no such page."""
    held = roles_on(actor, inspection.thing) & frozenset(roles)
    if not held:
        raise NoSuchThing("tips", inspection.id)
    return min(held)


def door_for(actor: Actor, door_id: uuid.UUID, roles: Collection[Role] = TIP_READERS) -> TipDoor:
    """Return a door within reach of these roles, locked; raise NoSuchThing."""
    rows = TipDoor.objects.select_related("inspection").filter(authority_id=actor.authority_id, pk=door_id)
    door: TipDoor | None = locked(rows).first()
    if door is None:
        raise NoSuchThing("door", door_id)
    reaching(actor, door.inspection, roles)
    return door


def private_of(door: TipDoor, passphrase: str) -> str:
    """Return the private key of a door; raise PassphraseWrong."""
    try:
        return unwrapped(door.wrapped, passphrase)
    except BoxShut as error:
        raise PassphraseWrong from error


def file_of_door(door: TipDoor) -> doors.Door:
    """Return a door as it is carried out; a closed one takes nothing from its closing day on."""
    until = last_day(door.until_on, door.closed_on)
    return doors.Door(doors.TIPS, door.name, door.title, door.public, until)


def note_on_dossier(inspection: Inspection, action: str, actor: Actor, role: Role, now: datetime) -> Note:
    subject = inspection.organization_name
    return Note(stream=inspection.stream, action=action, author=actor, now=now, subject=subject, role=role.value)


def refuse_unusable(*, password: str, address: str, until_on: date | None, today: date) -> None:
    if len(password.strip()) < SHORTEST_PASSPHRASE:
        raise PassphraseTooShort
    refuse_no_page(address)
    if until_on is not None and until_on < today:
        raise DoorEndsEarly(until_on)


@deed
def open_tip_door(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    title: str,
    address: str,
    notice: str,
    until_on: date | None,
    password: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Open a door: its keys are made here, the private one is wrapped with the passphrase and kept nowhere else."""
    inspection = inspection_for(actor, inspection_id)
    role = reaching(actor, inspection, DOOR_KEEPERS)
    if inspection.stage not in OPENED_AT:
        raise DoorStageWrong
    refuse_unusable(password=password, address=address, until_on=until_on, today=actor.today)
    rows = TipDoor.objects.filter(authority_id=actor.authority_id, inspection=inspection)
    if rows.filter(closed_on=None).exists():
        raise DoorOpenAlready
    private, public = new_keys()
    door = TipDoor(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=rows.count() + 1,
        name=doors.new_name(),
        title=title.strip(),
        address=address.strip(),
        notice=notice.strip(),
        public=public,
        wrapped=wrapped(private, password),
        opened_on=actor.today,
        until_on=until_on,
    )
    return commit(note=note_on_dossier(inspection, "open_tip_door", actor, role, now), rows=[door])


@deed
def close_tip_door(*, actor: Actor, door_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Close a door; what came through it stays, and answers can still be carried out."""
    door = door_for(actor, door_id, DOOR_KEEPERS)
    if door.closed_on is not None:
        raise NoSuchThing("door", door_id)
    door.closed_on = actor.today
    role = reaching(actor, door.inspection, DOOR_KEEPERS)
    note = note_on_dossier(door.inspection, "close_tip_door", actor, role, now).on_stream(door.stream)
    return commit(note=note, rows=[door])
