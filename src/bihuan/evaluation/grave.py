"""A person's judgement that a case is grave, and its taking back; accountability and veto rest on it."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from bihuan.domain.consequences import Ground
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.steps import NoSuchThing, inspection_for, note_of
from bihuan.evaluation.judging import taking
from bihuan.evaluation.models import GraveMark
from bihuan.evaluation.proposing import consequences_of, falling_with, grave_mark
from bihuan.ledger.door import Receipt, commit, deed


class GraveAlready(ValueError):
    """A case is marked grave once."""

    def __init__(self, on: date) -> None:
        self.on = on
        super().__init__(f"the case is marked grave since {on}; nothing is left to do")


class GraveNeeded(ValueError):
    """What was adopted because a case is grave, and nobody knows yet, does not outlive the mark."""

    def __init__(self, adopted: list[str]) -> None:
        self.adopted = adopted
        super().__init__(f"{', '.join(adopted)}: adopted as the case is grave; let the leading group decline it first")


@deed
def mark_grave(*, actor: Actor, inspection_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Mark a case grave, with reasons: accountability and a veto may be decided from then on."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "mark_grave", inspection, reason)
    standing = grave_mark(inspection)
    if standing is not None:
        raise GraveAlready(standing.on)
    own: dict[str, Any] = {"authority_id": actor.authority_id, "inspection": inspection}
    row = GraveMark(**own, on=actor.today, by_role=taken.role.value, reason=reason.strip())
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, reason=reason)
    return commit(note=note, rows=[row])


@deed
def withdraw_grave(*, actor: Actor, inspection_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Take the mark back; what was notified under it stands, what only was adopted is declined before."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "withdraw_grave", inspection, reason)
    row = grave_mark(inspection)
    if row is None:
        raise NoSuchThing("grave mark", inspection_id)
    resting = [one.kind for one in consequences_of(inspection) if Ground.GRAVE in falling_with(one)]
    if resting:
        raise GraveNeeded(resting)
    row.withdrawn_on, row.withdrawn_reason = actor.today, reason.strip()
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, reason=reason)
    return commit(note=note, rows=[row])
