"""Deeds that follow an inspector: training, mentor, recognition, rotation; availability."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db.models import Q, QuerySet

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.organizations.actions import LifeReversed
from bihuan.teams.inspectors import POOL_KEEPERS, inspector_for
from bihuan.teams.models import Growth

MENTOR = "mentor"
STANDING = Q(preparation=None) | Q(preparation__withdrawn_on=None)  # not of a training that was struck out


def standing_growth(authority_id: uuid.UUID) -> QuerySet[Growth]:
    """Return what the people of the pool have learnt or been given, without trainings that were struck out."""
    return Growth.objects.filter(STANDING, authority_id=authority_id)


class MentorMissing(ValueError):
    """A mentor pair has two people."""

    def __init__(self) -> None:
        super().__init__("mentor: a pair has a mentor, and it is somebody else; choose one from the pool")


class NobodyCommits(ValueError):
    """A commitment is somebody's."""

    def __init__(self) -> None:
        super().__init__("released_by: the home unit that commits itself is not named; name it")


@deed
def record_growth(
    *,
    actor: Actor,
    inspector_id: uuid.UUID,
    kind: str,
    title: str,
    mentor_id: uuid.UUID | None,
    days: int,
    from_on: date,
    until_on: date | None,
    now: datetime,
    key: str,
) -> Receipt:
    """Record what somebody has learnt or been given."""
    role = require(actor, POOL_KEEPERS, "record_growth")
    row = inspector_for(actor, inspector_id)
    if until_on is not None and until_on < from_on:
        raise LifeReversed(title, from_on, until_on)
    if kind == MENTOR and (mentor_id is None or mentor_id == row.id):
        raise MentorMissing
    mentor = inspector_for(actor, mentor_id) if mentor_id and kind == MENTOR else None
    grown = Growth(
        authority_id=actor.authority_id,
        inspector=row,
        kind=kind,
        title=title.strip(),
        mentor=mentor,
        days=days,
        from_on=from_on,
        until_on=until_on,
    )
    told = {"inspector": row.id, "growth": grown.id}
    return commit(note=note(actor, "record_growth", role, now, grown.title, told=told), rows=[grown])


@deed
def state_availability(
    *,
    actor: Actor,
    inspector_id: uuid.UUID,
    from_on: date | None,
    until_on: date | None,
    reason: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Say from when to when somebody cannot be called; without a first day he can be called again."""
    role = require(actor, POOL_KEEPERS, "state_availability")
    row = inspector_for(actor, inspector_id)
    if from_on and until_on and until_on < from_on:
        raise LifeReversed(row.unit, from_on, until_on)
    row.away_from, row.away_until = from_on, until_on if from_on else None
    row.away_reason = reason.strip() if from_on else ""
    entry = note(actor, "state_availability", role, now, row.unit, told={"inspector": row.id})
    return commit(note=entry, rows=[row])
