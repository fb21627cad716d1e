"""The stay: the team comes with the guide of the category, and leaves with its papers whole where the rules ask."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.actions import move
from bihuan.fieldwork.facts import site_facts
from bihuan.fieldwork.guiding import guide_of_category
from bihuan.ledger.door import Receipt, deed


@deed
def enter_site(*, actor: Actor, inspection_id: uuid.UUID, on: date | None = None, now: datetime, key: str) -> Receipt:
    """The team goes in: today, or on a day that is told now; it works by the guide of the organization's category."""
    return move(
        actor=actor,
        inspection_id=inspection_id,
        step_name="enter_site",
        on=on,
        now=now,
        beside=lambda inspection: guide_of_category(inspection, on or actor.today),
    )


@deed
def leave_site(*, actor: Actor, inspection_id: uuid.UUID, on: date | None = None, now: datetime, key: str) -> Receipt:
    """The team comes out and begins its report: today, or on a day that is told now."""
    return move(actor=actor, inspection_id=inspection_id, step_name="leave_site", on=on, now=now, facts_of=site_facts)
