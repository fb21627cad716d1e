"""Deeds on what is kept beside the plans: responsibility and its outcome, methods, cost, guidance and its answer."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import TypeVar

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.sequence import refuse_future
from bihuan.dossiers.actions import PlaceTaken
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, locked
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.models import Kept
from bihuan.planning.filing import FiledAlready
from bihuan.planning.records import Cost, Guidance, Method, Responsibility
from bihuan.planning.rounds import round_of
from bihuan.planning.terms import PLANNERS

R = TypeVar("R", bound=Kept)
SUBJECT = 60


def row_for(actor: Actor, model: type[R], what: str, row_id: uuid.UUID) -> R:
    """Return a row of the actor's authority, locked; raise NoSuchThing."""
    found: R | None = locked(model._default_manager.filter(authority_id=actor.authority_id, pk=row_id)).first()
    if found is None:
        raise NoSuchThing(what, row_id)
    return found


@deed
def record_responsibility(
    *,
    actor: Actor,
    act: str,
    by: str,
    on: date,
    round_id: uuid.UUID | None,
    is_hearing: bool,
    matter: str,
    asked: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Record who arranged, asked after, coordinated or supervised what; a hearing owes the filing of its speech."""
    role = require(actor, PLANNERS, "record_responsibility")
    refuse_future("on", on, actor.today)
    row = Responsibility(
        authority_id=actor.authority_id,
        act=act,
        by=by,
        on=on,
        round=round_of(actor, round_id) if round_id else None,
        is_hearing=is_hearing,
        matter=matter,
        asked=asked,
    )
    told = {"responsibility": row.id}
    return commit(note=note(actor, "record_responsibility", role, now, matter[:SUBJECT], told=told), rows=[row])


@deed
def state_responsibility_outcome(
    *, actor: Actor, responsibility_id: uuid.UUID, outcome: str, now: datetime, key: str
) -> Receipt:
    """State what came of what was asked."""
    role = require(actor, PLANNERS, "state_responsibility_outcome")
    row = row_for(actor, Responsibility, "responsibility", responsibility_id)
    row.outcome, row.outcome_on = outcome, actor.today
    entry = note(actor, "state_responsibility_outcome", role, now, row.matter[:SUBJECT])
    return commit(note=entry, rows=[row])


@deed
def write_method(
    *, actor: Actor, method_id: uuid.UUID | None, name: str, steps: Sequence[str], now: datetime, key: str
) -> Receipt:
    """Write the committee's own method, step by step; a step that stays keeps what was ticked."""
    role = require(actor, PLANNERS, "write_method")
    there = Method.objects.filter(authority_id=actor.authority_id, name=name)
    row = row_for(actor, Method, "method", method_id) if method_id else Method(authority_id=actor.authority_id)
    if there.exclude(pk=row.pk).exists():
        raise PlaceTaken("method", name)
    known = {step["text"]: step for step in row.steps}
    row.name = name
    row.steps = [known.get(text, {"text": text, "done_on": None, "note": ""}) for text in steps]
    return commit(note=note(actor, "write_method", role, now, name, told={"method": row.id}), rows=[row])


@deed
def tick_method(
    *, actor: Actor, method_id: uuid.UUID, place: int, on: date, remark: str, now: datetime, key: str
) -> Receipt:
    """Tick a step of a method as done on a day."""
    role, row = require(actor, PLANNERS, "tick_method"), row_for(actor, Method, "method", method_id)
    refuse_future("done_on", on, actor.today)
    if not 0 <= place < len(row.steps):
        raise NoSuchThing("step", place)
    row.steps[place] = {**row.steps[place], "done_on": on.isoformat(), "note": remark}
    told = {"method": row.id, "place": place}
    return commit(note=note(actor, "tick_method", role, now, row.name, told=told), rows=[row])


@deed
def record_cost(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    kind: str,
    paid_by: str,
    fen: int,
    people: int,
    days_away: int,
    on: date,
    remark: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Record a cost of an inspection, and which side paid it."""
    role = require(actor, PLANNERS, "record_cost")
    refuse_future("on", on, actor.today)
    inspection = row_for(actor, Inspection, "inspection", inspection_id)
    row = Cost(
        authority_id=actor.authority_id,
        inspection=inspection,
        kind=kind,
        paid_by=paid_by,
        fen=fen,
        people=people,
        days_away=days_away,
        on=on,
        remark=remark,
    )
    entry = note(actor, "record_cost", role, now, inspection.organization_name, told={"cost": row.id})
    return commit(note=entry, rows=[row])


@deed
def withdraw_cost(*, actor: Actor, cost_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Withdraw a cost that was entered wrongly; it stays with the reason."""
    role, row = require(actor, PLANNERS, "withdraw_cost"), row_for(actor, Cost, "cost", cost_id)
    if not reason.strip():
        raise ReasonMissing("withdraw_cost")
    if row.withdrawn_on is not None:
        raise FiledAlready(row.kind)
    row.withdrawn_on, row.withdrawn_reason = actor.today, reason.strip()
    return commit(note=note(actor, "withdraw_cost", role, now, row.kind, reason), rows=[row])


@deed
def record_guidance(
    *,
    actor: Actor,
    kind: str,
    from_body: str,
    on: date,
    matter: str,
    answer_by: date | None,
    now: datetime,
    key: str,
) -> Receipt:
    """Record what the level above told this one, and by when it wants an answer."""
    role = require(actor, PLANNERS, "record_guidance")
    refuse_future("on", on, actor.today)
    row = Guidance(
        authority_id=actor.authority_id, kind=kind, from_body=from_body, on=on, matter=matter, answer_by=answer_by
    )
    told = {"guidance": row.id}
    return commit(note=note(actor, "record_guidance", role, now, matter[:SUBJECT], told=told), rows=[row])


@deed
def answer_guidance(*, actor: Actor, guidance_id: uuid.UUID, answer: str, now: datetime, key: str) -> Receipt:
    """Answer the level above; an answer is given once."""
    role, row = require(actor, PLANNERS, "answer_guidance"), row_for(actor, Guidance, "guidance", guidance_id)
    if row.answered_on is not None:
        raise FiledAlready(row.matter[:SUBJECT])
    row.answer, row.answered_on = answer, actor.today
    return commit(note=note(actor, "answer_guidance", role, now, row.matter[:SUBJECT]), rows=[row])
