"""A round that was planned wrongly is taken out of its term; whoever planned it, and why it went, stays in the ledger.

Here and not in the room of the plans, because nobody's tour may hang on it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import datetime

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.planning import Unmet
from bihuan.dossiers.models import Inspection, Round
from bihuan.dossiers.steps import ReasonMissing
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.planning.facts import plans_by_round, term_of
from bihuan.planning.models import Placement
from bihuan.planning.rounds import round_of
from bihuan.planning.terms import PLANNERS, PlanRefused, changed
from bihuan.teams.models import Tour

NO_TERM = ""


def in_the_way(row: Round) -> Iterator[Unmet]:
    """Yield what keeps a round from being withdrawn: it ended, or somebody is inspected or sits in it."""
    if row.ended_on is not None:
        yield Unmet("round.ended", row.name)
    of = {"authority_id": row.authority_id, "round": row}
    if Placement.objects.filter(**of, removed_on=None).exists() or Inspection.objects.filter(**of).exists():
        yield Unmet("round.holds_organizations", row.name)
    if Tour.objects.filter(**of).exists():
        yield Unmet("round.has_teams", row.name)


@deed
def withdraw_round(*, actor: Actor, round_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Take an empty round out of its term: from then on it belongs to none, and its number is free again."""
    role = require(actor, PLANNERS, "withdraw_round")
    row = round_of(actor, round_id)
    if not reason.strip():
        raise ReasonMissing("withdraw_round")
    unmet = list(in_the_way(row))
    if unmet:
        raise PlanRefused(unmet)
    plan = plans_by_round([row]).get(row.id)
    plans = changed(actor, term_of(row), [plan.year if plan else row.from_on.year], reason)
    told = {"round": row.id, "term": row.term, "number": row.number}
    withdrawn = Round.objects.filter(authority_id=actor.authority_id, term=NO_TERM).count()
    row.term, row.number, row.ended_on = NO_TERM, withdrawn + 1, actor.today
    entry = note(actor, "withdraw_round", role, now, row.name, reason, told=told)
    return commit(note=entry, rows=[row, *plans])
