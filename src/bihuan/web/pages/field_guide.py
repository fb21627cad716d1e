"""What the pages of the guides show: the library, one version, its figures, and the guide on the spot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from bihuan.desk.chances import chances_on_inspection
from bihuan.domain.field_guides import (
    FieldGuide,
    Focus,
    GuideSort,
    Point,
    PointFigures,
    TickResult,
    figures_of,
)
from bihuan.domain.glossary import CATEGORIES
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.offices import SUPERVISING
from bihuan.dossiers.models import Inspection
from bihuan.fieldwork.drafting import areas
from bihuan.fieldwork.facts import may_read
from bihuan.fieldwork.guide_tables import GuideInUse, GuideTick, GuideVersion
from bihuan.fieldwork.guides import (
    Present,
    empty_methods,
    in_use,
    inspections_with,
    looked,
    present_guides,
    standing_ticks,
    ticks_of,
)
from bihuan.papers.kinds import kind_of
from bihuan.papers.making import Printed, paper_of, printed
from bihuan.planning.records import Method
from bihuan.rules.field_guides import named_methods, shipped_guides
from bihuan.web.offered import Button
from bihuan.web.pages.site import buttons_for
from bihuan.web.things import Aim
from bihuan.web.words import day_words, word


@dataclass(frozen=True)
class Shelf:
    """The guide of one category in the library; without one it can be written."""

    category: str
    words: str
    present: Present | None
    points: int


def shelves(authority_id: UUID) -> list[Shelf]:
    """Return the categories of what can be inspected, each with its guide where there is one."""
    there = present_guides(authority_id)
    return [
        Shelf(
            category,
            word("category", category),
            there.get(category),
            sum(1 for _one in there[category].guide.points()) if category in there else 0,
        )
        for category in CATEGORIES
        if category not in SUPERVISING
    ]


@dataclass(frozen=True)
class MethodLine:
    """A method in the library; what is known by name only has no steps and no id."""

    name: str
    method_id: UUID | None
    steps: int
    source: str = ""


def method_lines(authority_id: UUID) -> list[MethodLine]:
    """Return the committee's methods, then those that come with their names only."""
    sources = {one.name: one.source for one in named_methods()}
    rows = list(Method.objects.filter(authority_id=authority_id).order_by("name"))
    own = [MethodLine(row.name, row.id, len(row.steps), sources.get(row.name, "")) for row in rows]
    written = {row.name for row in rows}
    empty = [name for name in empty_methods(authority_id) if name not in written]
    return [*own, *(MethodLine(name, None, 0, sources[name]) for name in empty)]


# --- one version ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Shown:
    """A guide as its page shows it."""

    sort: str
    name: str
    title: str
    guide: FieldGuide
    version: str
    is_ours: bool
    source: str


def shown(one: Present | GuideVersion) -> Shown:
    """Return a guide with the words that say which version it is and whose."""
    is_ours = one.is_ours
    shipped = shipped_guides().get(one.name) if is_ours else None
    source = f"{shipped.source} · {shipped.clause}" if shipped else ""
    return Shown(one.sort, one.name, one.title, one.guide, version_words(one), is_ours, source)


def version_words(one: Present | GuideVersion) -> str:
    """Say which version of a guide this is."""
    if one.sort == GuideSort.METHOD:
        return _("as the committee has written it") if one.since == date.min else _("taken on %(day)s") % told_day(one)
    if one.is_ours:
        return _("comes with Bihuan")
    return _("version %(number)s of %(day)s") % {"number": one.number, **told_day(one)}


def told_day(one: Present | GuideVersion) -> dict[str, str]:
    return {"day": day_words(one.since)}


# --- figures ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CountedPoint:
    """A point with what is counted of it."""

    focus: Focus
    point: Point
    figures: PointFigures


@dataclass(frozen=True)
class Figures:
    """What was ticked where, over all versions of a guide; `gone` are points of earlier versions."""

    lines: tuple[CountedPoint, ...]
    gone: tuple[tuple[str, PointFigures], ...]
    inspections: int


def figures_for(authority_id: UUID, present: Present, ticks: Sequence[GuideTick]) -> Figures:
    """Count the looks at each point of a guide."""
    counted = figures_of(looked(ticks))
    lines = tuple(
        CountedPoint(focus, point, counted.get(point.code, PointFigures())) for focus, point in present.guide.points()
    )
    known = {line.point.code for line in lines}
    gone = tuple((code, one) for code, one in sorted(counted.items()) if code not in known)
    return Figures(lines, gone, inspections_with(authority_id, present.key))


@dataclass(frozen=True)
class Counted:
    """One look that is counted, with its way to the dossier and to the paper where the reader may read it."""

    tick: GuideTick
    is_reached: bool
    reads_paper: bool


def counted_looks(actor: Actor, key: str, point: str) -> list[Counted]:
    """Return the looks at one point, those of dossiers out of reach without a way there."""
    found = []
    for tick in ticks_of(actor.authority_id, key):
        if tick.point != point:
            continue
        held = roles_on(actor, tick.inspection.thing)
        reads = tick.paper is not None and may_read(actor.account_id, tick.paper, held)
        found.append(Counted(tick, bool(held), reads))
    return found


# --- on the spot ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class SpotPoint:
    """A point of a guide with what was ticked, and where a working paper is begun from it."""

    point: Point
    ticks: tuple[GuideTick, ...]
    write: str
    link: str

    @property
    def anchor(self) -> str:
        return anchor_of(self.point.code)


def anchor_of(code: str) -> str:
    return f"p-{code}"


@dataclass(frozen=True)
class SpotFocus:
    focus: Focus
    points: tuple[SpotPoint, ...]

    @property
    def open_points(self) -> int:
        return sum(1 for one in self.points if not one.ticks)


@dataclass(frozen=True)
class SpotGuide:
    """A guide that the team works by, with how far it has come."""

    row: GuideInUse
    version: str
    focuses: tuple[SpotFocus, ...]

    @property
    def total(self) -> int:
        return sum(len(focus.points) for focus in self.focuses)

    @property
    def looked_at(self) -> int:
        return self.total - sum(focus.open_points for focus in self.focuses)


def on_the_spot(actor: Actor, aim: Aim) -> Mapping[str, Any]:
    """Return the guides of a dossier with what was ticked in them, and the deeds on them."""
    chances = chances_on_inspection(actor, aim.inspection)
    names = {chance.offer.name for chance in chances if chance.is_open}
    ticks = standing_ticks(aim.inspection)
    guides = [
        spot_guide(row, aim.inspection, ticks, writes="write_working_paper" in names) for row in in_use(aim.inspection)
    ]
    readable = {tick.paper_id for tick in ticks if tick.paper and may_read(actor.account_id, tick.paper, aim.held)}
    buttons: tuple[Button, ...] = buttons_for("guide_on_site", chances, aim.inspection)
    return {
        "guides": [one for one in guides if one.row.ended_on is None],
        "aside": [one for one in guides if one.row.ended_on is not None],
        "ticks": "tick_guide" in names,
        "readable": readable,
        "buttons": [one for one in buttons if guides or one.deed != "put_guide_aside"],
        "results": [(one.value, word("tick_result", one)) for one in (TickResult.NOTHING, TickResult.FOLLOW)],
    }


def spot_guide(row: GuideInUse, inspection: Inspection, ticks: Iterable[GuideTick], *, writes: bool) -> SpotGuide:
    """Return a guide in use, its points each with their ticks."""
    by_point: dict[str, list[GuideTick]] = {}
    for tick in ticks:
        if tick.in_use_id == row.id:
            by_point.setdefault(tick.point, []).append(tick)
    focuses = tuple(
        SpotFocus(
            focus,
            tuple(
                SpotPoint(
                    point,
                    tuple(by_point.get(point.code, ())),
                    write_url(inspection, row, focus, point) if writes else "",
                    link_url(inspection, row, point),
                )
                for point in focus.points
            ),
        )
        for focus in row.version_of.guide.focuses
    )
    return SpotGuide(row, version_words(row.version_of), focuses)


def write_url(inspection: Inspection, row: GuideInUse, focus: Focus, point: Point) -> str:
    """Return where a working paper is begun from a point; its area and how it was found need no typing."""
    found = _("Guide “%(guide)s”, point %(code)s %(point)s") % {
        "guide": row.version_of.title,
        "code": point.code,
        "point": point.name,
    }
    told = {"of_point": f"{row.number}/{point.code}", "found_how": found[:300]}
    if focus.area in areas():
        told["area"] = focus.area
    return f"{reverse('dossier_do', args=[inspection.id, 'write_working_paper'])}?{urlencode(told)}"


def link_url(inspection: Inspection, row: GuideInUse, point: Point) -> str:
    """Return where a point is ticked with a note or with a paper that stands already."""
    told = urlencode({"number": row.number, "point": point.code, "tick_result": TickResult.PAPER.value})
    return f"{reverse('dossier_do', args=[inspection.id, 'tick_guide'])}?{told}"


# --- on paper ---------------------------------------------------------------------------------------------


def guide_paper(
    one: Present | GuideVersion,
    on: date,
    suffix: str,
    *,
    unit: str = "",
    ticks: Sequence[GuideTick] = (),
) -> Printed:
    """Return a guide as a paper; with its ticks where it is a dossier's."""
    seen: dict[str, list[str]] = {}
    for tick in ticks:
        seen.setdefault(tick.point, []).append(tick_words(tick))
    focuses = [
        {
            "focus": focus.name,
            "points": [
                {
                    "code": point.code,
                    "point": point.name,
                    "symptoms": list(point.symptoms),
                    "methods": list(point.methods),
                    "seen": _("; ").join(seen.get(point.code, ())) or None,
                }
                for point in focus.points
            ],
        }
        for focus in one.guide.focuses
    ]
    own = shown(one)
    values = {
        "name": own.title,
        "version": own.version,
        "remark": own.source or None,
        "unit": unit or None,
        "date": on,
        "focuses": focuses,
    }
    return printed(paper_of(kind_of("field_guide"), values), suffix)


def tick_words(tick: GuideTick) -> str:
    """Say a tick in few words, for a cell of a paper."""
    if tick.paper is not None:
        return _("working paper %(number)s") % {"number": tick.paper.number}
    return word("tick_result", tick.result)
