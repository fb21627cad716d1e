"""Deeds on the bill of a dossier: shown with evidence, handed over to the bottom with both signing, looked up."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q

from bihuan.access.actions import NotYours
from bihuan.domain.bills import (
    LOOKERS,
    RECEIVERS,
    RENDERERS,
    BillChanged,
    BillReplaced,
    Item,
    OwnHand,
    Waiting,
    refuse_foreign,
    refuse_unfounded,
    standing_of,
    totals,
)
from bihuan.domain.in_charge import OFFICE, in_charge_on
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.ledger import canonical
from bihuan.domain.lifecycle.inspection import CHECKERS, RUNNING, InspectionStage
from bihuan.domain.lifecycle.machine import NoSuchStep
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Evidence, Finding, Inspection
from bihuan.dossiers.steps import NoSuchThing, inspection_for, locked, next_number
from bihuan.ledger.door import Note, Receipt, commit, deed
from bihuan.rectification.models import Measure
from bihuan.supervision.actions import AccountMissing, WordUnknown, author_of
from bihuan.supervision.custody import custody_line
from bihuan.supervision.models import Bill, BillLook

BILLED = RUNNING | {InspectionStage.CLOSED}


def items_of(inspection: Inspection) -> list[Item]:
    """Return the bill of a dossier as it stands: every finding, to the bottom."""
    mine: dict[str, Any] = {"authority_id": inspection.authority_id, "inspection": inspection}
    measures = Measure.objects.filter(**mine, removed_on=None).order_by().values("finding_id")
    counted = {
        one["finding_id"]: (one["all"], one["done"])
        for one in measures.annotate(all=Count("id"), done=Count("id", filter=Q(done_on__isnull=False)))
    }
    shown = Evidence.objects.filter(**mine, removed_on=None).order_by().values("finding_id").annotate(n=Count("id"))
    evidence = {one["finding_id"]: one["n"] for one in shown}
    return [
        Item(
            row.number,
            row.title,
            row.stage,
            row.due_on,
            *counted.get(row.id, (0, 0)),
            evidence=evidence.get(row.id, 0),
            taken_over=row.taken_over,
        )
        for row in Finding.objects.filter(**mine).order_by("place")
    ]


def digest_of(items: list[Item]) -> str:
    """Return the digest by which a bill is known: number, stage, measures and evidence of each line."""
    lines = [[one.number, str(one.stage), one.measures, one.measures_done, one.evidence] for one in items]
    return hashlib.sha256(canonical({"lines": lines})).hexdigest()


def role_in(actor: Actor, inspection: Inspection, roles: Collection[Role], doing: str) -> Role:
    """Return in which role somebody does something to the bill of a dossier; refuse him otherwise."""
    held = sorted(roles_on(actor, inspection.thing) & frozenset(roles))
    if not held:
        raise NotYours(doing, roles)
    if inspection.stage not in BILLED:
        raise NoSuchStep(doing, inspection.stage)
    return held[0]


@deed
def render_bill(*, actor: Actor, inspection_id: uuid.UUID, words: str, now: datetime, key: str) -> Receipt:
    """Show the bill of a dossier as its unit: whatever is said to be done has its evidence."""
    inspection = inspection_for(actor, inspection_id)
    role = role_in(actor, inspection, RENDERERS, "render_bill")
    items = items_of(inspection)
    refuse_unfounded(items)
    row = bill_of(inspection, items, role, actor.today, words)
    return commit(note=bill_note(actor, inspection, role, now, "render_bill", row.number), rows=[row])


@deed
def hand_bill_over(
    *, actor: Actor, inspection_id: uuid.UUID, to_role: str, words: str, now: datetime, key: str
) -> Receipt:
    """Hand the bill over to the body that is next in charge; that body signs for it."""
    inspection = inspection_for(actor, inspection_id)
    role = role_in(actor, inspection, CHECKERS, "hand_bill_over")
    if to_role not in [one.value for one in RECEIVERS]:
        raise WordUnknown("to_role", to_role, [one.value for one in RECEIVERS])
    refuse_foreign(role, in_charge_of(inspection, actor.today), Role(to_role))
    row = bill_of(inspection, items_of(inspection), role, actor.today, words)
    row.to_role, row.by_account = to_role, actor.account_id
    return commit(note=bill_note(actor, inspection, role, now, "hand_bill_over", row.number), rows=[row])


@deed
def accept_bill(*, actor: Actor, bill_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Sign for a bill that was handed over; one that has changed since is handed over anew."""
    rows = Bill.objects.filter(authority_id=actor.authority_id, pk=bill_id, accepted_on=None).exclude(to_role="")
    row: Bill | None = locked(rows).first()
    if row is None:
        raise NoSuchThing("bill", bill_id)
    inspection = inspection_for(actor, row.inspection_id)
    role = role_in(actor, inspection, {Role(row.to_role)}, "accept_bill")
    if row.by_account is not None and row.by_account == actor.account_id:
        raise OwnHand(row.number)
    standing = standings(inspection, items_of(inspection))[row.id]
    if standing is Waiting.REPLACED:
        raise BillReplaced(row.number)
    if standing is Waiting.CHANGED:
        raise BillChanged(row.number)
    row.accepted_on, row.accepted_by = actor.today, author_of(role, inspection)[1]
    return commit(note=bill_note(actor, inspection, role, now, "accept_bill", row.number), rows=[row])


@deed
def look_bill_up(
    *, actor: Actor, inspection_id: uuid.UUID, agrees: bool, found: str, now: datetime, key: str
) -> Receipt:
    """Look into the bill of a dossier, as whoever supervises it day by day."""
    inspection = inspection_for(actor, inspection_id)
    role = role_in(actor, inspection, LOOKERS, "look_bill_up")
    if not found.strip():
        raise AccountMissing
    by_role, by_name = author_of(role, inspection)
    row = BillLook(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=next_number(BillLook, inspection),
        on=actor.today,
        by_role=by_role,
        by_name=by_name,
        agrees=agrees,
        found=found.strip(),
    )
    return commit(note=bill_note(actor, inspection, role, now, "look_bill_up", row.number), rows=[row])


def standings(inspection: Inspection, items: list[Item]) -> dict[uuid.UUID, Waiting]:
    """Return where each bill of a dossier stands that was handed over; `items` are the bill as it is today."""
    rows = Bill.objects.filter(authority_id=inspection.authority_id, inspection=inspection).exclude(to_role="")
    last, found, now = set[str](), dict[uuid.UUID, Waiting](), digest_of(items)
    for row in rows.order_by("-number"):
        found[row.id] = standing_of(
            is_signed=row.accepted_on is not None, is_replaced=row.to_role in last, is_same=row.digest == now
        )
        last.add(row.to_role)
    return found


def in_charge_of(inspection: Inspection, today: date) -> Role:
    """Return which body is in charge today; the office where nobody is."""
    span = in_charge_on(custody_line(inspection, today), today)
    return span.body.role if span is not None else OFFICE.role


def bill_of(inspection: Inspection, items: list[Item], role: Role, today: date, words: str) -> Bill:
    by_role, by_name = author_of(role, inspection)
    sums = totals(items, today)
    return Bill(
        authority_id=inspection.authority_id,
        inspection=inspection,
        number=next_number(Bill, inspection),
        on=today,
        by_role=by_role,
        by_name=by_name,
        owed=sums.owed,
        settled=sums.settled,
        evidence=sums.evidence,
        digest=digest_of(items),
        words=words.strip(),
    )


def bill_note(actor: Actor, inspection: Inspection, role: Role, now: datetime, action: str, number: int) -> Note:
    told = {"number": number}
    return Note(inspection.stream, action, actor, now, inspection.organization_name, role.value, told=told)


def first_look_on(inspection: Inspection) -> date | None:
    """Return the day of the first look into the bill of a dossier: from then on it is supervised day by day."""
    rows = BillLook.objects.filter(authority_id=inspection.authority_id, inspection=inspection).order_by("number")
    return rows.values_list("on", flat=True).first()
