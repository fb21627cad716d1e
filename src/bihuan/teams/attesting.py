"""Attesting at once what many have signed on paper: that nothing ties them to any organization of a round."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Round
from bihuan.dossiers.steps import NoSuchThing, locked
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.planning.rounds import round_of
from bihuan.teams.declarations import PaperMissing
from bihuan.teams.inspectors import POOL_KEEPERS, pool_of
from bihuan.teams.models import Declaration, Inspector
from bihuan.teams.preparing import NobodyThere
from bihuan.teams.ties import kept_matters


def undeclared(at: Round) -> list[Inspector]:
    """Return whoever of the pool has not declared for a round, by home unit."""
    made = Declaration.objects.filter(authority_id=at.authority_id, round=at)
    known = set(made.values_list("inspector_id", flat=True))
    return [one for one in pool_of(at.authority_id) if one.id not in known]


@deed
def attest_declarations(
    *, actor: Actor, round_id: uuid.UUID, people: Sequence[uuid.UUID], paper: str, now: datetime, key: str
) -> Receipt:
    """Enter that these people have declared on paper that nothing ties them; who has declared already is left as is."""
    role = require(actor, POOL_KEEPERS, "attest_declarations")
    at = round_of(actor, round_id)
    if not paper.strip():
        raise PaperMissing
    if not people:
        raise NobodyThere
    there = {one.id: one for one in locked(Inspector.objects.filter(authority_id=actor.authority_id, left_on=None))}
    owing = {one.id for one in undeclared(at)}
    rows: list[Declaration] = []
    for one in people:
        if one not in there:
            raise NoSuchThing("inspector", one)
        if one in owing:
            told = {"matters": kept_matters(()), "made_on": actor.today, "paper": paper.strip()}
            rows.append(Declaration(authority_id=actor.authority_id, round=at, inspector=there[one], **told))
    if not rows:
        raise NobodyThere
    entry = {"round": at.id, "declarations": [row.id for row in rows], "signed": True}
    return commit(note=note(actor, "attest_declarations", role, now, at.name, told=entry), rows=rows)
