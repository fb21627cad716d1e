"""Guides for the weeks on site with their points, for reading: the library, and what a dossier's team works by.

For whoever reads working papers anywhere; of a dossier for whoever reads its own.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from bihuan.api.beside import OF_A_DOSSIER, dossier_for
from bihuan.api.doors import actor_from
from bihuan.api.problems import READING_REFUSALS as REFUSALS
from bihuan.domain.field_guides import FieldGuide, GuideSort
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.working_paper import READERS
from bihuan.dossiers.steps import NoSuchThing
from bihuan.fieldwork.guides import Present, choosable_guides, in_use, key_of, standing_ticks

router = Router(tags=["field guides"])
Key = Annotated[str, Field(description="names the guide whatever its version; choosing one takes it as `guide`")]
PointCode = Annotated[str, Field(description="code of the point, which its versions share; a tick names it as `point`")]
Area = Annotated[str, Field(description="code of the area under which a working paper is told; empty for none")]


class PointShape(BaseModel):
    """One point: how a problem shows, and how to look; the steps of a method say neither."""

    code: PointCode
    name: str
    symptoms: list[str]
    methods: list[str]


class FocusShape(BaseModel):
    code: str
    area: Area
    name: str
    points: list[PointShape]


class GuideLine(BaseModel):
    """A guide that can be worked by, as it stands now."""

    key: Key
    sort: GuideSort
    title: str
    number: Annotated[int, Field(description="number of the office's own version; 0 where it has none")]
    since: Annotated[date | None, Field(description="day from which this version holds; null for a method")]
    is_ours: Annotated[bool, Field(description="true for a guide that came with Bihuan")]
    points: Annotated[int, Field(description="how many points it has")]


class GuideWhole(GuideLine):
    """A guide as it stands now, point by point."""

    focuses: list[FocusShape]


class PointInUse(PointShape):
    """A point of a guide in use, with the numbers of the ticks that stand on it; none: nobody has looked yet."""

    ticks: list[int]


class FocusInUse(BaseModel):
    code: str
    area: Area
    name: str
    points: list[PointInUse]


class GuideInUseShape(BaseModel):
    """A guide that the team works by, or worked by, word for word as it was taken; deeds on it name its `number`."""

    number: int
    key: Key
    title: str
    version: Annotated[int, Field(description="number of the version that was taken")]
    taken_on: date
    ended_on: Annotated[date | None, Field(description="day on which it was put aside; null while it is in use")]
    focuses: list[FocusInUse]


def library_for(actor: Actor) -> Mapping[str, Present]:
    """Return the guides by their keys; none for somebody who reads no working papers anywhere."""
    return choosable_guides(actor.authority_id) if actor.roles & READERS else {}


@router.get("/field-guides", response={200: list[GuideLine], **REFUSALS}, url_name="field_guides")
def field_guides(request: HttpRequest) -> Any:
    """List the guides and methods that a team can work by, for whoever reads working papers; for others none."""
    return [line_told(one) for one in library_for(actor_from(request)).values()]


@router.get("/field-guides/{str:key}", response={200: GuideWhole, **REFUSALS}, url_name="field_guide")
def field_guide(request: HttpRequest, key: str) -> Any:
    """Tell a guide of the library, point by point."""
    found = library_for(actor_from(request)).get(key)
    if found is None:
        raise NoSuchThing("guide", key)
    return {**line_told(found), "focuses": found.guide.body()}


@router.get(OF_A_DOSSIER + "guides", response={200: list[GuideInUseShape], **REFUSALS}, url_name="guides_of")
def guides_of(request: HttpRequest, target_id: uuid.UUID) -> Any:
    """List the guides that the team of a dossier works by or worked by, with the points and the ticks on each."""
    inspection = dossier_for(request, target_id, READERS)
    ticks: dict[uuid.UUID, dict[str, list[int]]] = {}
    for tick in standing_ticks(inspection):
        ticks.setdefault(tick.in_use_id, {}).setdefault(tick.point, []).append(tick.number)
    return [
        {
            "number": row.number,
            "key": key_of(row.version_of.sort, row.version_of.name),
            "title": row.version_of.title,
            "version": row.version_of.number,
            "taken_on": row.taken_on,
            "ended_on": row.ended_on,
            "focuses": with_ticks(row.version_of.guide, ticks.get(row.id, {})),
        }
        for row in in_use(inspection)
    ]


def line_told(one: Present) -> dict[str, Any]:
    return {
        "key": one.key,
        "sort": one.sort,
        "title": one.title,
        "number": one.number,
        "since": None if one.sort is GuideSort.METHOD else one.since,
        "is_ours": one.is_ours,
        "points": sum(1 for _one in one.guide.points()),
    }


def with_ticks(guide: FieldGuide, ticks: Mapping[str, Sequence[int]]) -> list[dict[str, Any]]:
    """Return a guide focus by focus, with the numbers of the ticks on each point."""
    told = guide.body()
    for focus in told:
        for point in focus["points"]:
            point["ticks"] = ticks.get(point["code"], ())
    return told
