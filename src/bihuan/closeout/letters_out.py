"""Special reports and transfers as papers: drawn from what was written and from the findings, each by one deed."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from typing import Any

from bihuan.closeout.issuing import Wanted, issued
from bihuan.closeout.paper_names import team_of
from bihuan.closeout.paper_values import Values, lines_of, one_line, told
from bihuan.domain.answers import Answerable
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, inspection_for, numbered
from bihuan.feedback.sent import Errand, SpecialReport
from bihuan.feedback.special import told_findings
from bihuan.ledger.door import Receipt, deed
from bihuan.papers.kinds import kind_of


@deed
def issue_special_report(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    number: int,
    issuer: str,
    signer: str,
    addressee: str,
    series: str,
    on: date,
    now: datetime,
    key: str,
) -> Receipt:
    """Make the paper of a special report; its problems are the findings as they stand."""
    inspection = inspection_for(actor, inspection_id)
    row = numbered(SpecialReport, inspection, number)
    frame = {"issuer": issuer, "signer": signer, "addressee": addressee}
    wanted = Wanted(kind_of("special_report"), {**special_values(row), **frame}, on, series)
    return issued(actor, inspection, wanted, now, step="issue_special_report", of=[row])


def special_values(row: SpecialReport) -> Values:
    """Return what a special report tells."""
    return told(
        matter=row.matter,
        summary=row.summary,
        situation=lines_of(row.situation),
        problems=[{"title": one_line(one.title), "text": one.text or one.title} for one in told_findings(row)],
        causes=lines_of(row.causes),
        advice=lines_of(row.advice),
    )


def transfers_without_paper(inspection: Inspection) -> list[Errand]:
    """Return the matters of a dossier that were handed over and whose letter is not issued yet."""
    rows = Errand.objects.filter(authority_id=inspection.authority_id, inspection=inspection, paper=None)
    rows = rows.filter(kind=Answerable.TRANSFER.value).select_related("receiver")
    return list(rows.order_by("number"))


@deed
def issue_transfer(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    receiver_id: uuid.UUID,
    issuer: str,
    series: str,
    contact: str,
    on: date,
    now: datetime,
    key: str,
) -> Receipt:
    """Make one letter of all matters that were handed over to a body and have none yet."""
    inspection = inspection_for(actor, inspection_id)
    rows = [row for row in transfers_without_paper(inspection) if row.receiver_id == receiver_id]
    if not rows:
        raise NoSuchThing("errand", receiver_id)
    values = {**transfer_values(inspection, rows), "issuer": issuer, **told(contact=contact)}
    wanted = Wanted(kind_of("transfer"), values, on, series)
    return issued(actor, inspection, wanted, now, step="issue_transfer", of=rows)


def transfer_values(inspection: Inspection, rows: list[Errand]) -> Values:
    """Return what the letter of a transfer tells; the first day on which one is due holds for all."""
    matters: list[dict[str, Any]] = [
        told(number=str(row.number), title=one_line(row.matter), text=row.words, proposal=one_line(row.demand))
        for row in rows
    ]
    return told(
        organization=inspection.organization_name,
        team=team_of(inspection),
        addressee=rows[0].receiver.name,
        matters=matters,
        reply_due=min(row.due_on for row in rows),
    )
