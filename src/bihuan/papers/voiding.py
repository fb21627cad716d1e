"""A paper of a dossier that does not hold any more: it stays as it went out, marked, with the reason."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, locked
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.papers.models import IssuedPaper, PaperNumber
from bihuan.papers.numbers import KEEPERS, AlreadyVoid
from bihuan.papers.words import words


def standing_papers(inspection: Inspection, kind: str) -> list[IssuedPaper]:
    """Return the papers of a kind that a dossier has and that hold, the earliest first."""
    rows = IssuedPaper.objects.filter(authority_id=inspection.authority_id, inspection=inspection, kind=kind)
    return [row for row in rows.select_related("number").order_by("id") if row.void_since is None]


def replaced_by(new: str, former: Sequence[IssuedPaper], today: date) -> list[IssuedPaper | PaperNumber]:
    """Return the rows by which earlier papers are void from now on, since another takes their place."""
    reason = str(words()["replaced_by"]).format(paper=new)
    return [made_void(row.number or row, today, reason) for row in former]


def made_void(row: IssuedPaper | PaperNumber, today: date, reason: str) -> IssuedPaper | PaperNumber:
    row.voided_on, row.voided_reason = today, reason
    return row


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
    made_void(void, actor.today, reason.strip())
    said = note(actor, "void_issued_paper", role, now, called[:120], reason=reason.strip(), told={"paper": row.id})
    return commit(note=said.on_stream(row.inspection.stream), rows=[void])
