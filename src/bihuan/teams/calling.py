"""The pool is called before a round: who owes a declaration by when, and who has not answered."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.steps import locked
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.planning.rounds import round_of
from bihuan.teams.declarations import inspector_of_account, placed_in
from bihuan.teams.inspectors import POOL_KEEPERS
from bihuan.teams.instances import RoundEmpty
from bihuan.teams.models import Declaration, Inspector
from bihuan.teams.preparation import Call


@dataclass(frozen=True)
class Unanswered:
    """A call with how many of the pool have not answered it."""

    call: Call
    owing: int
    asked: int


class AnswerDayPast(ValueError):
    """Nobody answers by a day that is over."""

    def __init__(self, answer_by: date, today: date) -> None:
        self.answer_by, self.today = answer_by, today
        super().__init__(f"answer_by: {answer_by} is before today ({today}); choose a later day")


@deed
def call_inspectors(
    *, actor: Actor, round_id: uuid.UUID, answer_by: date, paper: str, now: datetime, key: str
) -> Receipt:
    """Call the pool to declare for a round by a day; a later call moves the day."""
    role = require(actor, POOL_KEEPERS, "call_inspectors")
    at = round_of(actor, round_id)
    if not placed_in(at):
        raise RoundEmpty(at.name)
    if answer_by < actor.today:
        raise AnswerDayPast(answer_by, actor.today)
    there: Call | None = locked(Call.objects.filter(authority_id=actor.authority_id, round=at)).first()
    row = there or Call(authority_id=actor.authority_id, round=at)
    row.called_on, row.answer_by, row.paper = actor.today, answer_by, paper.strip()
    told = {"call": row.id, "round": at.id, "answer_by": answer_by}
    return commit(note=note(actor, "call_inspectors", role, now, at.name, told=told), rows=[row])


def calls_running(authority_id: uuid.UUID, today: date) -> QuerySet[Call]:
    """Return the calls whose round is not over."""
    rows = Call.objects.filter(authority_id=authority_id, round__ended_on=None)
    over = Q(round__until_on__isnull=False, round__until_on__lt=today)
    return rows.exclude(over).select_related("round").order_by("answer_by", "id")


def calls_owed(row: Inspector, today: date) -> QuerySet[Call]:
    """Return the calls that somebody has not answered."""
    made = Declaration.objects.filter(authority_id=row.authority_id, inspector=row, round=OuterRef("round"))
    return calls_running(row.authority_id, today).filter(~Exists(made))


def unanswered(authority_id: uuid.UUID, today: date) -> Iterator[Unanswered]:
    """Yield the calls that some of the pool have not answered."""
    there = Inspector.objects.filter(authority_id=authority_id, left_on=None)
    running = list(calls_running(authority_id, today))
    asked = there.count() if running else 0
    for call in running:
        made = Declaration.objects.filter(authority_id=authority_id, round=call.round_id, inspector=OuterRef("pk"))
        owing = there.filter(~Exists(made)).count()
        if owing:
            yield Unanswered(call, owing, asked)


def due_to(actor: Actor) -> Iterator[tuple[str, Call]]:
    """Yield what calls want of somebody: his own declaration, and as the office those of others."""
    if not calls_running(actor.authority_id, actor.today).exists():
        return
    row = inspector_of_account(actor)
    if row is not None:
        yield from (("declarations", call) for call in calls_owed(row, actor.today))
    if actor.roles & POOL_KEEPERS:
        yield from (("undeclared", one.call) for one in unanswered(actor.authority_id, actor.today))
