"""Supervision by machine: bills, extracts, planned checks; what is on a dossier's own list of deeds is in deeds.py."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router
from ninja.params import functions as parts
from pydantic import BaseModel, Field

from bihuan.api import clock
from bihuan.api.deeds import WAY, done
from bihuan.api.doors import actor_from
from bihuan.api.problems import READING_REFUSALS, WRITING_REFUSALS
from bihuan.api.shapes import DoneShape
from bihuan.api.units import DueOn, InspectionId
from bihuan.api.units import Role as RoleCode
from bihuan.desk.sight import inspections_seen
from bihuan.desk.supervising import DEEDS, Deed
from bihuan.domain.bills import totals
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.inspection import RUNNING
from bihuan.domain.roles import UNIT, Role
from bihuan.dossiers.steps import NoSuchThing
from bihuan.ledger.door import by_way_of
from bihuan.supervision import billing, extracting
from bihuan.supervision.models import Bill, Extract, PlannedCheck, PlannedMatter
from bihuan.supervision.outcomes import checks_made
from bihuan.supervision.seats import own_teams

router = Router(tags=["supervision"])
ABOVE = frozenset({Role.OFFICE, Role.LEADING_GROUP})


def doing(one: Deed) -> Callable[..., Any]:
    """Return the route that does a deed; its body is the deed's own form."""

    def do(request: HttpRequest, told: Any, key: str, target_id: uuid.UUID | None = None) -> Any:
        named = {one.argument: target_id} if one.argument else {}
        with by_way_of(WAY):
            receipt = one.act(actor=actor_from(request), **named, **told.arguments(), now=clock.now(), key=key)
        return done(receipt)

    def on_thing(request: HttpRequest, target_id: uuid.UUID, told: Any, key: str) -> Any:
        return do(request, told, key, target_id)

    def alone(request: HttpRequest, told: Any, key: str) -> Any:
        return do(request, told, key)

    route: Callable[..., Any] = on_thing if one.argument else alone
    needed = any(field.is_required() for field in one.form.model_fields.values())
    told_in: Any = parts.Body(...) if needed else parts.Body(one.form())
    header: Any = parts.Header(..., alias="Idempotency-Key")
    route.__annotations__ |= {"told": one.form, "key": str}
    route.__defaults__ = (told_in, header)
    first = (one.act.__doc__ or "").partition("\n")[0]
    route.__doc__ = f"{first} A repeated key gives the first answer again."
    return route


for _one in DEEDS:
    router.post(
        _one.address,
        response={200: DoneShape, **WRITING_REFUSALS},
        operation_id=_one.name,
        url_name=f"do_{_one.name}",
        summary=_one.name.replace("_", " "),
    )(doing(_one))


# --- reading ------------------------------------------------------------------------------------------


class BillLine(BaseModel):
    number: str
    title: str
    stage: str
    due_on: DueOn
    measures: Annotated[int, Field(description="how many measures it has")]
    measures_done: Annotated[int, Field(description="how many of them are done")]
    evidence: Annotated[int, Field(description="how many files show something about it")]


class BillTold(BaseModel):
    """A bill that was shown or handed over, and who signed for it."""

    id: uuid.UUID
    number: int
    on: date
    by_role: RoleCode
    to_role: Annotated[str, Field(description="code of the role it went to")]
    accepted_on: date | None


class BillShape(BaseModel):
    """The bill of a dossier as it stands, and those of its reader's side."""

    owed: Annotated[int, Field(description="how many findings are owed")]
    settled: Annotated[int, Field(description="how many of them are settled")]
    overdue: Annotated[int, Field(description="how many of them are past their day")]
    lines: list[BillLine]
    bills: list[BillTold]


class ExtractLine(BaseModel):
    """An extract as whoever may know of it reads it; its rows once it was given."""

    id: uuid.UUID
    number: int
    purpose: str
    asked_by: str
    asked_on: date
    given_on: date | None
    refused_on: date | None
    received_on: date | None
    rows: Annotated[
        list[tuple[str, dict[str, Any]]], Field(description="unit, and what the purpose tells of a finding")
    ]


class MatterLine(BaseModel):
    """What a planned check looks at; its id is what `looked` names."""

    matter_id: Annotated[uuid.UUID, Field(description="id of a finding, or of a matter that is put right at once")]
    why: str
    words: str


class PlannedLine(BaseModel):
    """A planned check that is still to be made."""

    id: uuid.UUID
    inspection: InspectionId
    organization: str
    plan: str
    on: date
    methods: list[str]
    matters: list[MatterLine]


@router.get("/inspections/{uuid:target_id}/bill", response={200: BillShape, **READING_REFUSALS}, url_name="bill_of")
def bill_of(request: HttpRequest, target_id: uuid.UUID) -> Any:
    """Tell the bill of a dossier: every finding to the bottom, and the bills that were shown or handed over."""
    actor = actor_from(request)
    inspection = inspections_seen(actor).filter(pk=target_id, stage__in=billing.BILLED).first()
    if inspection is None:
        raise NoSuchThing("inspection", target_id)
    items = billing.items_of(inspection)
    sums = totals(items, actor.today)
    bills = Bill.objects.filter(authority_id=actor.authority_id, inspection=inspection).order_by("number")
    if not roles_on(actor, inspection.thing) - UNIT:
        bills = bills.filter(by_role__in=UNIT)
    told = {"lines": [line_told(one) for one in items], "bills": list(bills.values(*BillTold.model_fields))}
    return {"owed": sums.owed, "settled": sums.settled, "overdue": sums.overdue, **told}


def line_told(one: Any) -> Mapping[str, Any]:
    return {name: getattr(one, name) for name in BillLine.model_fields}


@router.get("/extracts", response={200: list[ExtractLine], **READING_REFUSALS}, url_name="extracts_known")
def extracts_known(request: HttpRequest) -> Any:
    """List the extracts that the reader may know of: for the office all, for others what they asked for."""
    actor = actor_from(request)
    rows = Extract.objects.filter(authority_id=actor.authority_id).order_by("-number")
    return [extract_told(row) for row in rows if extracting.may_know(actor, row)][:200]


def extract_told(row: Extract) -> Mapping[str, Any]:
    told = {name: getattr(row, name) for name in ExtractLine.model_fields if name != "rows"}
    return {**told, "rows": row.content if row.given_on else []}


@router.get("/planned-checks", response={200: list[PlannedLine], **READING_REFUSALS}, url_name="planned_checks")
def planned_checks(request: HttpRequest) -> Any:
    """List the planned checks that are still to be made: for the office all, for others those of their joint teams."""
    actor = actor_from(request)
    rows = planned_for(actor)
    made = checks_made(actor.authority_id, [row.id for row in rows])
    matters = PlannedMatter.objects.filter(authority_id=actor.authority_id, planned__in=rows).order_by("place")
    of: dict[uuid.UUID, list[dict[str, Any]]] = {}
    for one in matters.select_related("finding", "fix"):
        told = one.fix or one.finding
        assert told is not None  # a matter is one of the two
        words = one.fix.matter if one.fix is not None else str(one.finding)
        of.setdefault(one.planned_id, []).append({"matter_id": told.id, "why": one.why, "words": words})
    return [
        {
            "id": row.id,
            "inspection": row.dossier_id,
            "organization": row.dossier.organization_name,
            "plan": row.plan.name,
            "on": row.on,
            "methods": row.methods,
            "matters": of.get(row.id, []),
        }
        for row in rows
        if row.id not in made
    ]


def planned_for(actor: Actor) -> list[PlannedCheck]:
    """Return the planned checks that stand, as far as the reader may see them."""
    at = actor.authority_id
    rows = PlannedCheck.objects.filter(authority_id=at, dropped_on=None, plan__called_off_on=None)
    rows = rows.filter(dossier__stage__in=RUNNING)  # a dossier closed meanwhile is not checked any more
    if not actor.roles & ABOVE:
        rows = rows.filter(team__in=own_teams(actor))
    return list(rows.select_related("dossier", "plan").order_by("on", "number"))
