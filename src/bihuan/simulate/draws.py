"""Two surprise draws of the demo county: one drawn, one whose shares wait to be opened."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from typing import Any

from bihuan.closeout.drawing import arrange_draw
from bihuan.domain.draws import Party, share_commitment
from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.dossiers.models import Inspection
from bihuan.ledger.door import Receipt
from bihuan.simulate.founding import SHOWN_STORY, County, shown_place
from bihuan.simulate.plans import OFFICES, office_login
from bihuan.simulate.setting import days
from bihuan.simulate.tree import body_named
from bihuan.supervision.drawing import appoint_draw_reader, commit_share, open_share

VERIFIER = "organisation-department"
FIRST_BEFORE, SECOND_BEFORE, OPENED_AFTER = 9, 2, 1
MOST, LEAST = 3, 2  # drawn at once; dossiers below which there is nothing to draw from


def second_office() -> int:
    """Return which supervision office gives the other share: the one that stands on the sign-in page."""
    return shown_place(SHOWN_STORY) % OFFICES + 1


def draw_re_checks(county: County) -> None:
    """Arrange both, give the shares, open those of the first, and have somebody appointed to verify it."""
    running = Inspection.objects.filter(authority_id=county.cast.authority_id, stage__in=RUNNING).count()
    if running < LEAST:
        return
    count = min(MOST, running - 1)
    county.clock.at(county.today - days(FIRST_BEFORE))
    first = arranged(county, count)
    county.clock.at(county.today - days(FIRST_BEFORE - OPENED_AFTER))
    for party in Party:
        do(county, open_share, party, draw_id=first, share=share_of(county, first, party))
    if VERIFIER in county.cast.people:
        told = {"draw_id": first, "account_id": county.cast.people[VERIFIER].account_id}
        done_by(county, "leading-group", appoint_draw_reader, **told)
    county.clock.at(county.today - days(SECOND_BEFORE))
    arranged(county, count)


def arranged(county: County, count: int) -> uuid.UUID:
    """Arrange a draw and have both shares committed to."""
    second = county.made[body_named(f"office{second_office()}")].id
    made = county.keep(arrange_draw, count=count, round_id=None, second_body_id=second)
    draw_id = uuid.UUID(made["draw"])
    for party in Party:
        fitting = share_commitment(str(draw_id), party, share_of(county, draw_id, party))
        do(county, commit_share, party, draw_id=draw_id, commitment=fitting)
    return draw_id


def share_of(county: County, draw_id: uuid.UUID, party: Party) -> str:
    """Return an invented share; where people decide, nobody could work it out."""
    return hashlib.sha256(f"{county.clock.prefix} {draw_id} {party}".encode()).hexdigest()[:32]


def do(county: County, verb: Callable[..., Receipt], party: Party, **told: Any) -> None:
    done_by(county, "office" if party is Party.OFFICE else office_login(second_office()), verb, **told)


def done_by(county: County, login_name: str, verb: Callable[..., Receipt], **told: Any) -> Receipt:
    """Do a deed as somebody by his sign-in name."""
    now, key = county.clock.tick()
    return verb(actor=county.cast.on(login_name, county.clock.day), **told, now=now, key=key)
