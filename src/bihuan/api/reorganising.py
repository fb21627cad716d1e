"""Reorganisations by machine, read: the list, and one with its sides, its steps and the dossiers that passed on.

Their deeds are in desk/supervising.py; the router is that of supervision, for list and deed share their addresses.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from pydantic import BaseModel

from bihuan.api.doors import actor_from
from bihuan.api.problems import READING_REFUSALS
from bihuan.api.supervising import ABOVE
from bihuan.api.supervising import router as router
from bihuan.api.units import InspectionId, OrganizationId, OrganizationIds
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.steps import NoSuchThing
from bihuan.supervision.models import Reorganisation, ReorganisationStep, ReorganisedDossier, ReorganisedUnit
from bihuan.supervision.reorganisation_steps import lacks_of, next_step
from bihuan.supervision.wanted import founded_of

State = Literal["waits", "called_off", "in_effect", "reviewed"]


class ReorganisationLine(BaseModel):
    """A reorganisation; `to_found` names the units that are founded on its day."""

    id: uuid.UUID
    number: int
    sort: str
    paper: str
    on: date
    state: State
    old_ids: OrganizationIds
    new_ids: OrganizationIds
    to_found: list[str]
    called_off_on: date | None
    called_off_reason: str
    reviewed_on: date | None
    next_step: str


class StepTold(BaseModel):
    """A step that was registered."""

    step: str
    on: date
    account: str


class PassedDossier(BaseModel):
    """A dossier that passed on: to whom, and how it was fed back."""

    dossier_id: InspectionId
    organization: str
    heir_id: OrganizationId
    told_class: str
    told_on: date | None


class LackTold(BaseModel):
    """What the review still lacks, and of which unit."""

    code: str
    subject: str


class ReorganisationShape(ReorganisationLine):
    """A reorganisation with its steps, the dossiers that passed on, and what its review lacks."""

    steps: list[StepTold]
    dossiers: list[PassedDossier]
    lacks: list[LackTold]


def state_of(row: Reorganisation) -> State:
    if row.called_off_on is not None:
        return "called_off"
    if row.waits:
        return "waits"
    return "in_effect" if row.reviewed_on is None else "reviewed"


def line_told(row: Reorganisation, sides: Mapping[bool, list[uuid.UUID]]) -> dict[str, Any]:
    kept = ("id", "number", "sort", "paper", "on", "called_off_on", "called_off_reason", "reviewed_on")
    return {
        **{name: getattr(row, name) for name in kept},
        "state": state_of(row),
        "old_ids": sides.get(False, []),
        "new_ids": sides.get(True, []),
        "to_found": [one.name for one in founded_of(row)] if row.waits else [],
        "next_step": next_step(row),
    }


def sides_of(rows: list[Reorganisation], actor: Actor) -> Mapping[uuid.UUID, dict[bool, list[uuid.UUID]]]:
    found: dict[uuid.UUID, dict[bool, list[uuid.UUID]]] = {row.id: {} for row in rows}
    units = ReorganisedUnit.objects.filter(authority_id=actor.authority_id, reorganisation__in=rows).order_by("id")
    for one in units:
        found[one.reorganisation_id].setdefault(one.is_new, []).append(one.organization_id)
    return found


@router.get(
    "/reorganisations", response={200: list[ReorganisationLine], **READING_REFUSALS}, url_name="reorganisations"
)
def reorganisations(request: HttpRequest) -> Any:
    """List, for the office and the leading group, the reorganisations of units, those that wait or were called off too.

    The newest first.
    """
    actor = actor_from(request)
    if not actor.roles & ABOVE:
        return []
    rows = list(Reorganisation.objects.filter(authority_id=actor.authority_id).order_by("-on", "-number")[:200])
    sides = sides_of(rows, actor)
    return [line_told(row, sides[row.id]) for row in rows]


@router.get(
    "/reorganisations/{uuid:target_id}",
    response={200: ReorganisationShape, **READING_REFUSALS},
    url_name="reorganisation_of",
)
def reorganisation_of(request: HttpRequest, target_id: uuid.UUID) -> Any:
    """Tell a reorganisation: its two sides, its steps, each dossier that passed on, what its review lacks."""
    actor = actor_from(request)
    row = Reorganisation.objects.filter(authority_id=actor.authority_id, pk=target_id).first()
    if row is None or not actor.roles & ABOVE:
        raise NoSuchThing("reorganisation", target_id)
    mine: dict[str, Any] = {"authority_id": row.authority_id, "reorganisation": row}
    steps = ReorganisationStep.objects.filter(**mine).order_by("number")
    passed = ReorganisedDossier.objects.filter(**mine).select_related("dossier").order_by("id")
    is_open = row.reviewed_on is None and row.called_off_on is None
    return {
        **line_told(row, sides_of([row], actor)[row.id]),
        "steps": list(steps.values("step", "on", "account")),
        "dossiers": [dossier_told(one) for one in passed],
        "lacks": [{"code": one.code, "subject": one.subject} for one in lacks_of(row, actor.today)] if is_open else [],
    }


def dossier_told(one: ReorganisedDossier) -> Mapping[str, Any]:
    kept = ("dossier_id", "heir_id", "told_class", "told_on")
    return {**{name: getattr(one, name) for name in kept}, "organization": one.dossier.organization_name}
