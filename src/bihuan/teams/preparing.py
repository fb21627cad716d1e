"""Deeds before entry: information asked of other bodies and given, mobilisation, training; vouching, home units."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.sequence import refuse_future
from bihuan.dossiers.models import Round
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, locked
from bihuan.ledger.door import Receipt, batch, commit, deed
from bihuan.organizations.actions import LifeReversed
from bihuan.planning.rounds import round_of
from bihuan.teams.growth import NobodyCommits
from bihuan.teams.inspectors import POOL_KEEPERS, inspector_for
from bihuan.teams.models import Growth, Inspector
from bihuan.teams.preparation import Preparation
from bihuan.teams.readying import TRAINING

INFORMATION = "information"
LONGEST_TITLE = 200


class NothingTold(ValueError):
    """What was asked, held or answered is not told."""

    def __init__(self) -> None:
        super().__init__("matter: nothing is told; say what it is about")


class AnsweredAlready(ValueError):
    """Information is given once."""

    def __init__(self, on: date) -> None:
        self.on = on
        super().__init__(f"the answer of {on} is entered already; enter another request for more")


class NobodyThere(ValueError):
    """A training or a commitment is somebody's."""

    def __init__(self) -> None:
        super().__init__("people: nobody is named; tick who was there")


@deed
def record_preparation(
    *,
    actor: Actor,
    round_id: uuid.UUID,
    kind: str,
    bodies: Sequence[str],
    matter: str,
    on: date,
    days: int,
    answer_by: date | None,
    paper: str,
    people: Sequence[uuid.UUID],
    now: datetime,
    key: str,
) -> Receipt:
    """Record what goes before entry: of information a row for each body asked, to be answered by each.

    A training stands in the record of everybody who was there, too.
    """
    role = require(actor, POOL_KEEPERS, "record_preparation")
    at = round_of(actor, round_id)
    asked = [one.strip() for one in bodies if one.strip()] if kind == INFORMATION else [""]
    if not matter.strip() or not asked:
        raise NothingTold
    refuse_future("on", on, actor.today)
    if answer_by is not None and answer_by < on:
        raise LifeReversed(at.name, on, answer_by)
    if kind == TRAINING and not people:
        raise NobodyThere
    rows = [
        Preparation(
            authority_id=actor.authority_id,
            round=at,
            kind=kind,
            body=body,
            matter=matter.strip(),
            on=on,
            days=days if kind == TRAINING else 0,
            answer_by=answer_by if kind == INFORMATION else None,
            paper=paper.strip(),
            people=sorted(str(one) for one in people),
        )
        for body in asked
    ]
    grown = trainings(actor, at, rows[0], people) if kind == TRAINING else []
    told = {"preparations": [row.id for row in rows], "round": at.id, "kind": kind}
    return commit(note=note(actor, "record_preparation", role, now, at.name, told=told), rows=[*rows, *grown])


def training_title(at: Round, row: Preparation) -> str:
    return f"{at.name} {row.matter}"[:LONGEST_TITLE]


def trainings(actor: Actor, at: Round, row: Preparation, people: Sequence[uuid.UUID]) -> list[Growth]:
    return [
        Growth(
            authority_id=actor.authority_id,
            inspector=inspector_for(actor, one),
            kind=TRAINING,
            title=training_title(at, row),
            days=row.days,
            from_on=row.on,
            preparation=row,
        )
        for one in people
    ]


@deed
def answer_preparation(
    *, actor: Actor, preparation_id: uuid.UUID, on: date, answer: str, paper: str, now: datetime, key: str
) -> Receipt:
    """Enter the information that a body gave."""
    role = require(actor, POOL_KEEPERS, "answer_preparation")
    rows = Preparation.objects.filter(authority_id=actor.authority_id, pk=preparation_id, kind=INFORMATION)
    row = standing_preparation(rows, preparation_id)
    if row.answered_on is not None:
        raise AnsweredAlready(row.answered_on)
    if not answer.strip():
        raise NothingTold
    refuse_future("on", on, actor.today)
    if on < row.on:
        raise LifeReversed(row.body, row.on, on)
    row.answered_on, row.answer, row.paper = on, answer.strip(), paper.strip() or row.paper
    entry = note(actor, "answer_preparation", role, now, row.round.name, told={"preparation": row.id})
    return commit(note=entry, rows=[row])


def standing_preparation(rows: QuerySet[Preparation], preparation_id: uuid.UUID) -> Preparation:
    """Return one of these rows that was not struck out, locked; raise NoSuchThing."""
    row: Preparation | None = locked(rows.filter(withdrawn_on=None).select_related("round")).first()
    if row is None:
        raise NoSuchThing("preparation", preparation_id)
    return row


@deed
def withdraw_preparation(*, actor: Actor, preparation_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Strike out what was entered wrongly or twice, a training in all records, too; it stays, with the reason."""
    role = require(actor, POOL_KEEPERS, "withdraw_preparation")
    row = standing_preparation(
        Preparation.objects.filter(authority_id=actor.authority_id, pk=preparation_id), preparation_id
    )
    if not reason.strip():
        raise ReasonMissing("withdraw_preparation")
    row.withdrawn_on, row.withdrawn_reason = actor.today, reason.strip()
    told = {"preparation": row.id, "round": row.round_id, "kind": row.kind}
    entry = note(actor, "withdraw_preparation", role, now, row.round.name, reason, told=told)
    return commit(note=entry, rows=[row, *unlinked_trainings(row)])


def unlinked_trainings(row: Preparation) -> list[Growth]:
    """Return what stands of a training in the records of its people without naming it, linked to it: one for each.

    Trainings entered before records named theirs are found by day, length and words.
    """
    if row.kind != TRAINING:
        return []
    own = Growth.objects.filter(authority_id=row.authority_id, preparation=None, kind=TRAINING)
    linked = set(
        Growth.objects.filter(authority_id=row.authority_id, preparation=row).values_list("inspector_id", flat=True)
    )
    alike = own.filter(inspector_id__in=row.people, from_on=row.on, days=row.days).order_by("id")
    found: dict[uuid.UUID, Growth] = {}
    for one in locked(alike):
        is_its = one.title == training_title(row.round, row) or one.title.endswith(row.matter)
        if is_its and one.inspector_id not in linked:
            found.setdefault(one.inspector_id, one)
    for one in found.values():
        one.preparation = row
    return list(found.values())


@deed
def vouch_inspector(
    *,
    actor: Actor,
    inspector_id: uuid.UUID,
    recommended_by: str,
    vouched: str,
    on: date,
    paper: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Record what the recommending unit vouches for, with its day and its paper."""
    role = require(actor, POOL_KEEPERS, "vouch_inspector")
    row = inspector_for(actor, inspector_id)
    if not recommended_by.strip():
        raise NobodyCommits
    if not vouched.strip():
        raise NothingTold
    refuse_future("on", on, actor.today)
    row.recommended_by, row.vouched = recommended_by.strip(), vouched.strip()
    row.vouched_on, row.vouch_paper = on, paper.strip()
    entry = note(actor, "vouch_inspector", role, now, row.unit, told={"inspector": row.id})
    return commit(note=entry, rows=[row])


def commit_releases(
    *,
    actor: Actor,
    units: Mapping[str, Sequence[uuid.UUID]],
    on: date,
    until_on: date,
    paper: str,
    now: datetime,
    key: str,
) -> list[Receipt]:
    """Record the commitments of several home units, each for its own people: all of them or none."""
    if not units:
        raise NobodyCommits
    told: dict[str, Any] = {"actor": actor, "on": on, "until_on": until_on, "paper": paper, "now": now}
    with batch():
        return [
            commit_release(released_by=unit, people=people, key=f"{key}-{number}", **told)
            for number, (unit, people) in enumerate(units.items())
        ]


@deed
def commit_release(
    *,
    actor: Actor,
    people: Sequence[uuid.UUID],
    released_by: str,
    on: date,
    until_on: date,
    paper: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Record that a home unit commits itself to keep people free of other duties until a day."""
    role = require(actor, POOL_KEEPERS, "commit_release")
    if not released_by.strip():
        raise NobodyCommits
    if not people:
        raise NobodyThere
    refuse_future("on", on, actor.today)
    if until_on < on:
        raise LifeReversed(released_by, on, until_on)
    rows: list[Inspector] = [inspector_for(actor, one) for one in sorted(people)]
    for row in rows:
        row.released_by, row.released_on, row.released_until = released_by.strip(), on, until_on
        row.release_paper = paper.strip()
    told = {"inspectors": [row.id for row in rows], "until": until_on}
    return commit(note=note(actor, "commit_release", role, now, released_by.strip(), told=told), rows=rows)
