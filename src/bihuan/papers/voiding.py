"""A paper of a dossier that does not hold any more: it stays as it went out, marked, with the reason."""

from __future__ import annotations

import uuid
from datetime import datetime

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, locked
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.papers.models import IssuedPaper, PaperNumber
from bihuan.papers.numbers import KEEPERS, AlreadyVoid


@deed
def void_issued_paper(*, actor: Actor, paper_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Make a paper void: with its number where it has one, which is never drawn again, else by itself."""
    role = require(actor, KEEPERS, "void_issued_paper")
    if not reason.strip():
        raise ReasonMissing("void_issued_paper")
    mine = {"authority_id": actor.authority_id}
    row: IssuedPaper | None = locked(IssuedPaper.objects.filter(**mine, pk=paper_id)).first()
    if row is None or not roles_on(actor, row.inspection.thing):
        raise NoSuchThing("paper", paper_id)
    called = str(row.number or row.title)
    void: IssuedPaper | PaperNumber = row
    if row.number_id is not None:
        void = locked(PaperNumber.objects.filter(**mine, pk=row.number_id)).get()
    if void.voided_on:
        raise AlreadyVoid(called)
    void.voided_on, void.voided_reason = actor.today, reason.strip()
    said = note(actor, "void_issued_paper", role, now, called[:120], reason=reason.strip(), told={"paper": row.id})
    return commit(note=said.on_stream(row.inspection.stream), rows=[void])
