"""Deeds of a surprise draw after it was arranged: shares committed to and opened, called off, read, verified.

Which body somebody acts for follows from his roles; nobody gives both shares. Arranging is in closeout/drawing.py,
for the weights need the facts of whole dossiers.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from datetime import datetime

from bihuan.access.actions import note, require
from bihuan.access.actors import actor_of
from bihuan.access.models import Account
from bihuan.domain.draws import Party, ShareMalformed, ShareWrong, read, result_of, share_commitment, share_typed
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import ADMINISTRATORS, UNIT, Role
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, locked
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.supervision.draw_parties import given_by, party_of, refuse_own_verifier, refuse_verifier
from bihuan.supervision.models import Draw, DrawnDossier, DrawReader, DrawShare

ARRANGERS = frozenset({Role.OFFICE})
APPOINTERS = frozenset({Role.LEADING_GROUP})
DRAW_READERS = ARRANGERS | APPOINTERS
COMMITMENT = re.compile(r"[0-9a-f]{64}")


class DrawElsewhere(ValueError):
    """A draw is at another stage than the deed asks for."""

    def __init__(self, number: int, state: str) -> None:
        self.number, self.draw_state = number, state
        super().__init__(f"draw {number} is {state}; look at it again")


class OneShareEach(PermissionError):
    """Whoever gave the share of one body does not give that of the other (403)."""

    def __init__(self) -> None:
        super().__init__("you gave the share of the other body; let somebody else give this one")


class ReaderAlready(ValueError):
    """Somebody is appointed once."""

    def __init__(self) -> None:
        super().__init__("the account is appointed for this draw already; nothing has to be done")


def reads(actor: Actor, draw: Draw) -> bool:
    """True for whoever may read weights and result: the office, the leading group, whom the latter appointed."""
    if actor.roles & DRAW_READERS:
        return True
    if actor.account_id is None or not actor.roles - UNIT - ADMINISTRATORS or actor.roles & UNIT:
        return False
    rows = DrawReader.objects.filter(authority_id=actor.authority_id, draw=draw, account_id=actor.account_id)
    return rows.exists()


def state_of(draw: Draw, shares: Mapping[str, DrawShare]) -> str:
    """Return where a draw stands, as the glossary calls it."""
    if draw.called_off_on is not None:
        return "called_off"
    if draw.drawn_on is not None:
        return "drawn"
    return "committed" if len(shares) == len(Party) else "arranged"


def draw_for(actor: Actor, draw_id: uuid.UUID) -> Draw:
    """Return a draw, locked; raise NoSuchThing for whoever neither reads it nor gives a share."""
    rows = Draw.objects.filter(authority_id=actor.authority_id, pk=draw_id).select_related("second_body")
    row: Draw | None = locked(rows).first()
    if row is None or not (party_of(actor, row) or reads(actor, row)):
        raise NoSuchThing("draw", draw_id)
    return row


def shares_of(draw: Draw) -> dict[str, DrawShare]:
    """Return the shares of a draw by party."""
    rows = DrawShare.objects.filter(authority_id=draw.authority_id, draw=draw)
    return {row.party: row for row in rows}


def giver(actor: Actor, draw: Draw) -> Party:
    party = party_of(actor, draw)
    if party is None:
        raise NoSuchThing("share", draw.id)
    return party


@deed
def commit_share(*, actor: Actor, draw_id: uuid.UUID, commitment: str, now: datetime, key: str) -> Receipt:
    """Commit to a share; the share itself stays with whoever made it."""
    draw = draw_for(actor, draw_id)
    party, shares = giver(actor, draw), shares_of(draw)
    if not COMMITMENT.fullmatch(commitment):
        raise ShareMalformed
    if state_of(draw, shares) != "arranged" or party in shares:
        raise DrawElsewhere(draw.number, state_of(draw, shares))
    if any(one.by_account == actor.account_id for one in shares.values()):
        raise OneShareEach
    refuse_own_verifier(draw, actor)
    row = DrawShare(
        authority_id=actor.authority_id,
        draw=draw,
        party=party.value,
        commitment=commitment,
        by_account=actor.account_id or actor.authority_id,
        given_on=actor.today,
    )
    told = {"draw": draw.id, "party": party.value}
    return commit(note=note(actor, "commit_share", min(actor.roles), now, str(draw.number), told=told), rows=[row])


@deed
def open_share(*, actor: Actor, draw_id: uuid.UUID, share: str, now: datetime, key: str) -> Receipt:
    """Open one's share; with the second one the result follows, and the drawn dossiers are to be looked at again."""
    draw = draw_for(actor, draw_id)
    party, shares = giver(actor, draw), shares_of(draw)
    typed = share_typed(share)
    if state_of(draw, shares) != "committed" or shares[party].share:
        raise DrawElsewhere(draw.number, state_of(draw, shares))
    own = shares[party]
    if any(one.by_account == actor.account_id for one in shares.values() if one is not own):
        raise OneShareEach
    refuse_own_verifier(draw, actor)
    if share_commitment(str(draw.id), party, typed) != own.commitment:
        raise ShareWrong
    own.share, own.opened_on = typed, actor.today
    rows: list[Draw | DrawShare | DrawnDossier] = [own]
    if all(one.share for one in shares.values()):
        draw.drawn_on = actor.today
        rows += [draw, *drawn_dossiers(draw, shares)]
    told = {"draw": draw.id, "party": party.value}
    return commit(note=note(actor, "open_share", min(actor.roles), now, str(draw.number), told=told), rows=rows)


def drawn_dossiers(draw: Draw, shares: Mapping[str, DrawShare]) -> list[DrawnDossier]:
    text = draw.population
    found = result_of(read(text), text, shares[Party.OFFICE].share, shares[Party.SECOND].share)
    rows = Inspection.objects.filter(authority_id=draw.authority_id)
    dossiers = rows.in_bulk([uuid.UUID(one) for one in found])
    return [
        DrawnDossier(authority_id=draw.authority_id, draw=draw, place=place, dossier=dossiers[uuid.UUID(one)])
        for place, one in enumerate(found, 1)
    ]


@deed
def call_off_draw(*, actor: Actor, draw_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Call a draw off before its result is there; it stays in sight with its reason, and is only arranged anew."""
    role = require(actor, DRAW_READERS, "call_off_draw")
    draw = draw_for(actor, draw_id)
    state = state_of(draw, shares_of(draw))
    if state in ("drawn", "called_off"):
        raise DrawElsewhere(draw.number, state)
    if not reason.strip():
        raise ReasonMissing("call_off_draw")
    draw.called_off_on, draw.called_off_reason = actor.today, reason.strip()
    told = {"draw": draw.id}
    return commit(note=note(actor, "call_off_draw", role, now, str(draw.number), reason, told=told), rows=[draw])


@deed
def appoint_draw_reader(*, actor: Actor, draw_id: uuid.UUID, account_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Appoint somebody to read a draw and to verify it who has no part in it."""
    role = require(actor, APPOINTERS, "appoint_draw_reader")
    draw = draw_for(actor, draw_id)
    account = Account.objects.filter(authority_id=actor.authority_id, pk=account_id, ended_on=None).first()
    if account is None:
        raise NoSuchThing("account", account_id)
    refuse_verifier(draw, actor_of(account, actor.today), given_by(draw))
    if DrawReader.objects.filter(authority_id=actor.authority_id, draw=draw, account=account).exists():
        raise ReaderAlready
    row = DrawReader(authority_id=actor.authority_id, draw=draw, account=account, appointed_on=actor.today)
    told = {"draw": draw.id, "reader": row.id}
    return commit(note=note(actor, "appoint_draw_reader", role, now, str(draw.number), told=told), rows=[row])


@deed
def take_draw(*, actor: Actor, draw_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Note that somebody takes the file of a draw, with its weights; the page hands it out once this stands."""
    draw = draw_for(actor, draw_id)
    if not reads(actor, draw) or draw.drawn_on is None:
        raise NoSuchThing("draw", draw_id)
    readers = DrawReader.objects.filter(authority_id=actor.authority_id, draw=draw, took_on=None)
    rows = list(locked(readers.filter(account_id=actor.account_id))) if actor.account_id else []
    for row in rows:
        row.took_on = actor.today
    told = {"draw": draw.id}
    return commit(note=note(actor, "take_draw", min(actor.roles), now, str(draw.number), told=told), rows=rows)
