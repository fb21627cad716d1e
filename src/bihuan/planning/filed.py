"""Second thoughts about filings: what was entered wrongly is corrected, what does not hold withdrawn, with reasons."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.steps import ReasonMissing
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.planning.filing import filing_for
from bihuan.planning.terms import PLANNERS


@deed
def correct_filing(
    *,
    actor: Actor,
    filing_id: uuid.UUID,
    title: str,
    to: str,
    in_name_of: str,
    event_on: date,
    number: str,
    reason: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Correct what a filing says, sent or not; what stood before is in the ledger, with the reason."""
    role, row = require(actor, PLANNERS, "correct_filing"), filing_for(actor, filing_id)
    if not reason.strip():
        raise ReasonMissing("correct_filing")
    row.title, row.to, row.in_name_of, row.event_on = title.strip(), to.strip(), in_name_of.strip(), event_on
    row.number = number.strip()
    entry = note(actor, "correct_filing", role, now, row.title, reason, told={"filing": row.id})
    return commit(note=entry, rows=[row])


@deed
def withdraw_filing(*, actor: Actor, filing_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Withdraw a filing: it stays in the register, struck out; what it was about is owed again."""
    role, row = require(actor, PLANNERS, "withdraw_filing"), filing_for(actor, filing_id)
    if not reason.strip():
        raise ReasonMissing("withdraw_filing")
    row.withdrawn_on, row.withdrawn_reason = actor.today, reason.strip()
    entry = note(actor, "withdraw_filing", role, now, row.title, reason, told={"filing": row.id})
    return commit(note=entry, rows=[row])
