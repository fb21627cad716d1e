"""The guides that an authority has: those that come with Bihuan, its own releases, and its methods; and what is in use.

An own release goes before what came with Bihuan. What is taken into use is kept word for word, so that nothing that is
written later changes it.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bihuan.domain.field_guides import FieldGuide, Focus, GuideSort, Looked, Point, method_guide, untouched
from bihuan.domain.glossary import CATEGORIES
from bihuan.domain.ledger import canonical
from bihuan.domain.lifecycle.inspection import WITHDRAWN
from bihuan.domain.lifecycle.working_paper import PaperStage
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing
from bihuan.fieldwork.guide_tables import GuideInUse, GuideTick, GuideVersion
from bihuan.fieldwork.paper_tables import WorkingPaper
from bihuan.organizations.models import Organization
from bihuan.planning.records import Method
from bihuan.rules.field_guides import named_methods, shipped_guides

LAYERED, METHOD = GuideSort.LAYERED, GuideSort.METHOD


@dataclass(frozen=True)
class Present:
    """A guide as it stands now, whether it was ever taken into use or not."""

    sort: GuideSort
    name: str
    title: str
    guide: FieldGuide
    since: date
    is_ours: bool
    number: int = 0  # of the release; 0 for what came with Bihuan or is a method

    @property
    def key(self) -> str:
        """Return how a guide is named, whatever its version."""
        return key_of(self.sort, self.name)


def key_of(sort: str, name: str) -> str:
    return f"{sort}:{name}"


def present_guides(authority_id: uuid.UUID) -> dict[str, Present]:
    """Return the guide of each category as it stands, by category."""
    found = {
        category: Present(LAYERED, category, one.zh, one.guide, one.since, is_ours=True)
        for category, one in shipped_guides().items()
    }
    rows = GuideVersion.objects.filter(authority_id=authority_id, sort=LAYERED, is_ours=False)
    for row in rows.order_by("name", "number"):
        found[row.name] = Present(LAYERED, row.name, row.title, row.guide, row.since, is_ours=False, number=row.number)
    return {category: found[category] for category in CATEGORIES if category in found}


def present_methods(authority_id: uuid.UUID) -> list[Present]:
    """Return the methods that the committee has written, by name; those without steps cannot be worked by."""
    rows = Method.objects.filter(authority_id=authority_id).order_by("name")
    return [
        Present(METHOD, str(row.id), row.name, method_guide(row.name, texts(row)), date.min, is_ours=False)
        for row in rows
        if row.steps
    ]


def texts(method: Method) -> list[str]:
    return [str(step["text"]) for step in method.steps]


def empty_methods(authority_id: uuid.UUID) -> list[str]:
    """Return the methods that are known by name only: the sources say nothing of their steps, nor does anybody else."""
    written = {row.name for row in Method.objects.filter(authority_id=authority_id) if row.steps}
    return [one.name for one in named_methods() if one.name not in written]


def choosable_guides(authority_id: uuid.UUID) -> dict[str, Present]:
    """Return everything that a team can work by, by its key."""
    return {one.key: one for one in (*present_guides(authority_id).values(), *present_methods(authority_id))}


def version_for(authority_id: uuid.UUID, present: Present, today: date) -> tuple[GuideVersion, bool]:
    """Return the version that holds a guide word for word, and whether it has still to be written."""
    body = present.guide.body()
    digest = hashlib.sha256(canonical({"title": present.title, "body": body})).hexdigest()
    rows = GuideVersion.objects.filter(authority_id=authority_id, sort=present.sort, name=present.name)
    there = rows.filter(sha256=digest).order_by("-number").first()
    if there is not None:
        return there, False
    row = GuideVersion(
        authority_id=authority_id,
        sort=present.sort,
        name=present.name,
        number=rows.count() + 1,
        title=present.title,
        body=body,
        sha256=digest,
        is_ours=present.is_ours,
        since=today,
    )
    return row, True


# --- what a team works by -----------------------------------------------------------------------------------


def in_use(inspection: Inspection) -> list[GuideInUse]:
    """Return the guides of a dossier, those put aside, too, in the order in which they were taken."""
    rows = GuideInUse.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    return list(rows.select_related("version_of").order_by("number"))


def working_by(inspection: Inspection, number: int) -> GuideInUse:
    """Return a guide that a team works by now; raise NoSuchThing."""
    found = next((one for one in in_use(inspection) if one.number == number and one.ended_on is None), None)
    if found is None:
        raise NoSuchThing("guide", number)
    return found


def standing_ticks(inspection: Inspection) -> list[GuideTick]:
    """Return what was ticked on a dossier, in order, without what was withdrawn."""
    rows = GuideTick.objects.filter(authority_id=inspection.authority_id, inspection=inspection, withdrawn_on=None)
    return list(rows.select_related("paper").order_by("number"))


def category_of(inspection: Inspection) -> str:
    """Return the category of the organization inspected."""
    found = Organization.objects.filter(authority_id=inspection.authority_id, pk=inspection.organization_id)
    return str(found.values_list("category", flat=True)[0])


def open_points(inspection: Inspection) -> list[tuple[GuideInUse, tuple[tuple[Focus, Point], ...]]]:
    """Return the points that nobody has looked at, guide by guide: advice before the team leaves, and no gate."""
    touched: dict[uuid.UUID, set[str]] = {}
    for tick in standing_ticks(inspection):
        touched.setdefault(tick.in_use_id, set()).add(tick.point)
    found = [
        (row, untouched(row.version_of.guide, touched.get(row.id, set())))
        for row in in_use(inspection)
        if row.ended_on is None
    ]
    return [(row, points) for row, points in found if points]


# --- figures ------------------------------------------------------------------------------------------------


def ticks_of(authority_id: uuid.UUID, key: str) -> list[GuideTick]:
    """Return every standing tick of a guide, over all its versions and all inspections."""
    rows = GuideTick.objects.filter(authority_id=authority_id, guide=key, withdrawn_on=None)
    return list(rows.select_related("inspection__round", "paper", "in_use").order_by("point", "on", "id"))


def looked(ticks: Sequence[GuideTick]) -> list[Looked]:
    """Return ticks as the figures count them; a paper that was given up counts for nothing."""
    return [
        Looked(
            one.point,
            str(one.inspection_id),
            one.result,
            str(one.paper_id) if is_counted(one.paper) else "",
            bool(one.paper is not None and one.paper.finding_id),
        )
        for one in ticks
    ]


def is_counted(paper: WorkingPaper | None) -> bool:
    return paper is not None and paper.stage != PaperStage.WITHDRAWN


def inspections_with(authority_id: uuid.UUID, key: str) -> int:
    """Return how many inspections worked by a guide, whatever its version."""
    sort, _colon, name = key.partition(":")
    rows = GuideInUse.objects.filter(authority_id=authority_id, version_of__sort=sort, version_of__name=name)
    return rows.exclude(inspection__stage=WITHDRAWN).values("inspection_id").distinct().count()
