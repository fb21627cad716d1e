"""Official papers of a dossier: drawn from its own rows, each by one deed."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from bihuan.closeout.issuing import STEP, Wanted, issued
from bihuan.closeout.paper_values import (
    card_values,
    fix_values,
    lines_of,
    notice_values,
    opinion_values,
    told,
)
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.sequence import refuse_backwards
from bihuan.dossiers.actions import NoFindings
from bihuan.dossiers.models import Finding
from bihuan.dossiers.steps import NoSuchThing, inspection_for, numbered
from bihuan.feedback.models import CopyNotice
from bihuan.fieldwork.models import FixOrder
from bihuan.ledger.door import Receipt, deed
from bihuan.papers.kinds import kind_of

__all__ = ["STEP", "issue_card", "issue_copy_notice", "issue_fix_order", "issue_opinion"]


@deed
def issue_opinion(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    issuer: str,
    series: str,
    addressee: str,
    plan: str,
    from_on: date,
    until_on: date,
    overall: str,
    advice: str,
    on: date,
    with_code: bool,
    former: str | None,
    now: datetime,
    key: str,
) -> Receipt:
    """Make the feedback opinion of a dossier's findings, which are not typed again."""
    inspection = inspection_for(actor, inspection_id)
    refuse_backwards(from_on, until_on)
    own = opinion_values(inspection, on, actor.today)
    if "areas" not in own:
        raise NoFindings
    typed = {"issuer": issuer, "addressee": addressee or inspection.organization_name, "plan": plan}
    said = {"overall": lines_of(overall), "advice": lines_of(advice), "from": from_on, "until": until_on}
    wanted = Wanted(kind_of("feedback"), {**own, **typed, **said}, on, series, with_code, former)
    return issued(actor, inspection, wanted, now, step="issue_opinion")


@deed
def issue_copy_notice(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    notice_id: uuid.UUID,
    issuer: str,
    series: str,
    answer_due: date | None,
    on: date,
    with_code: bool,
    now: datetime,
    key: str,
) -> Receipt:
    """Make the paper of a copy notice that was entered."""
    inspection = inspection_for(actor, inspection_id)
    rows = CopyNotice.objects.filter(authority_id=actor.authority_id, inspection=inspection, pk=notice_id)
    notice = rows.first()
    if notice is None:
        raise NoSuchThing("copy_notice", notice_id)
    own = notice_values(inspection, notice)
    if "summary" not in own:
        raise NoFindings
    values = {**own, "issuer": issuer, **told(answer_due=answer_due)}
    notice.due_on = answer_due or notice.due_on
    wanted = Wanted(kind_of("copy_notice"), values, on, series, with_code)
    return issued(actor, inspection, wanted, now, of=[notice])


@deed
def issue_card(
    *, actor: Actor, inspection_id: uuid.UUID, finding_id: uuid.UUID, on: date, now: datetime, key: str
) -> Receipt:
    """Make the rectification card of one finding as it stands."""
    inspection = inspection_for(actor, inspection_id)
    rows = Finding.objects.filter(authority_id=actor.authority_id, inspection=inspection, pk=finding_id)
    finding = rows.first()
    if finding is None:
        raise NoSuchThing("finding", finding_id)
    wanted = Wanted(kind_of("rectification_card"), card_values(inspection, finding), on, with_code=True)
    return issued(actor, inspection, wanted, now)


@deed
def issue_fix_order(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    number: int,
    issuer: str,
    series: str,
    on: date,
    now: datetime,
    key: str,
) -> Receipt:
    """Make the paper of an order to fix at once; what was found and is demanded stands in the order."""
    inspection = inspection_for(actor, inspection_id)
    order = numbered(FixOrder, inspection, number)
    if order.own:
        raise NoSuchThing("fixorder", number)
    values = {**fix_values(inspection, order), "issuer": issuer}
    wanted = Wanted(kind_of("fix_at_once"), values, on, series)
    return issued(actor, inspection, wanted, now, step="issue_fix_order")
