"""Guides for the weeks on site: focus, point, how a problem shows, how to look; and how such a guide is written.

A method checklist is a guide of one focus whose points are its steps: it says neither how a problem shows nor how to
look. A point keeps its code from version to version, so that what was ticked can be counted over all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import count
from typing import Any

LONGEST_NAME, LONGEST_LINE, LONGEST_CODE = 200, 300, 20
MOST_POINTS, MOST_LINES = 400, 30


class GuideSort(StrEnum):
    """What a guide is: the four layers by category, or the steps of a method."""

    LAYERED = "layered"
    METHOD = "method"


class TickResult(StrEnum):
    """What somebody saw who looked at a point."""

    NOTHING = "nothing"
    FOLLOW = "follow"
    PAPER = "paper"


@dataclass(frozen=True)
class Point:
    """One point to be looked at."""

    code: str
    name: str
    symptoms: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()


@dataclass(frozen=True)
class Focus:
    """What supervision is about, under one of the areas under which problems are told (or under none)."""

    code: str
    name: str
    points: tuple[Point, ...]
    area: str = ""


@dataclass(frozen=True)
class FieldGuide:
    """A guide whole."""

    focuses: tuple[Focus, ...]

    def points(self) -> Iterator[tuple[Focus, Point]]:
        """Return every point with its focus, in order."""
        for focus in self.focuses:
            for point in focus.points:
                yield focus, point

    def find(self, code: str) -> tuple[Focus, Point] | None:
        """Return a point by its code, with its focus."""
        return next(((focus, point) for focus, point in self.points() if point.code == code), None)

    def body(self) -> list[dict[str, Any]]:
        """Return the guide as it is kept."""
        return [
            {
                "code": focus.code,
                "area": focus.area,
                "name": focus.name,
                "points": [
                    {
                        "code": point.code,
                        "name": point.name,
                        "symptoms": list(point.symptoms),
                        "methods": list(point.methods),
                    }
                    for point in focus.points
                ],
            }
            for focus in self.focuses
        ]


def guide_from(body: Iterable[Mapping[str, Any]]) -> FieldGuide:
    """Return a guide from what is kept of it."""
    return FieldGuide(
        tuple(
            Focus(
                str(focus["code"]),
                str(focus["name"]),
                tuple(
                    Point(str(one["code"]), str(one["name"]), tuple(one["symptoms"]), tuple(one["methods"]))
                    for one in focus["points"]
                ),
                str(focus["area"]),
            )
            for focus in body
        )
    )


def method_guide(name: str, steps: Sequence[str]) -> FieldGuide:
    """Return the steps of a method as a guide of one focus."""
    points = tuple(Point(f"1-{at}", step) for at, step in enumerate(steps, start=1))
    return FieldGuide((Focus("1", name, points),))


def untouched(guide: FieldGuide, touched: Collection[str]) -> tuple[tuple[Focus, Point], ...]:
    """Return the points that nobody has looked at."""
    return tuple((focus, point) for focus, point in guide.points() if point.code not in touched)


# --- a guide as it is written: one row a point --------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """One row as somebody wrote it; an empty focus means the one above. `line` is where it stands."""

    line: int
    focus: str = ""
    area: str = ""
    code: str = ""
    point: str = ""
    symptoms: str = ""
    methods: str = ""

    @property
    def is_empty(self) -> bool:
        return not any((self.focus, self.area, self.code, self.point, self.symptoms, self.methods))


@dataclass(frozen=True)
class Fault:
    """What is wrong with a row: where, in which column, a code of the glossary, and what it is about."""

    line: int
    column: str
    code: str
    subject: str = ""


def rows_of(guide: FieldGuide) -> list[Row]:
    """Return a guide as rows to be written over; they read back as the same guide."""
    return [
        Row(at, focus.name, focus.area, point.code, point.name, "\n".join(point.symptoms), "\n".join(point.methods))
        for at, (focus, point) in enumerate(guide.points(), start=1)
    ]


@dataclass
class _Writing:
    """A guide as it comes together row by row."""

    areas: Collection[str]
    focuses: list[tuple[str, str, list[Row]]] = field(default_factory=list)  # name, area, its rows
    faults: list[Fault] = field(default_factory=list)

    def row(self, row: Row) -> None:
        known = next((one for one in self.focuses if one[0] == row.focus), None)
        if not row.focus and not self.focuses:
            self.faults.append(Fault(row.line, "focus", "focus_missing"))
            self.focuses.append(("", row.area, []))
        elif row.focus and known is None:
            self.focuses.append((row.focus, row.area, []))
        name, area, rows = known or self.focuses[-1]
        if row.area and row.area not in self.areas:
            self.faults.append(Fault(row.line, "area", "area_unknown", row.area))
        elif row.area and row.area != area:
            self.faults.append(Fault(row.line, "area", "area_differs", name))
        self.faults += faults_of(row)
        if row.point and any(one.point == row.point for one in rows):
            self.faults.append(Fault(row.line, "point", "point_twice", row.point))
        rows.append(row)


def faults_of(row: Row) -> Iterator[Fault]:
    """Return what is wrong with one row by itself."""
    if not row.point:
        yield Fault(row.line, "point", "point_missing")
    for column, text, most in (
        ("focus", row.focus, LONGEST_NAME),
        ("point", row.point, LONGEST_NAME),
        ("code", row.code, LONGEST_CODE),
    ):
        if len(text) > most:
            yield Fault(row.line, column, "too_long", str(most))
    for column, text in (("symptoms", row.symptoms), ("methods", row.methods)):
        told = lines_of(text)
        if not told:
            yield Fault(row.line, column, f"{column}_missing")
        if len(told) > MOST_LINES:
            yield Fault(row.line, column, "too_many", str(MOST_LINES))
        if any(len(one) > LONGEST_LINE for one in told):
            yield Fault(row.line, column, "line_too_long", str(LONGEST_LINE))


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines of a cell, without what is empty."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def guide_of_rows(rows: Iterable[Row], areas: Collection[str]) -> tuple[FieldGuide, tuple[Fault, ...]]:
    """Return the guide that rows write, and every fault in them; a row without a code is given the next free one."""
    writing = _Writing(areas)
    told = [row for row in rows if not row.is_empty]
    for row in told:
        writing.row(row)
    if not told:
        writing.faults.append(Fault(1, "point", "nothing"))
    if len(told) > MOST_POINTS:
        writing.faults.append(Fault(told[MOST_POINTS].line, "point", "too_many_points", str(MOST_POINTS)))
    codes: dict[str, int] = {}
    for row in told:
        if row.code in codes:
            writing.faults.append(Fault(row.line, "code", "code_twice", str(codes[row.code])))
        elif row.code:
            codes[row.code] = row.line
    focuses = [
        Focus(str(at), name, tuple(points_of(str(at), own, codes)), area)
        for at, (name, area, own) in enumerate(writing.focuses, start=1)
    ]
    return FieldGuide(tuple(focuses)), tuple(sorted(writing.faults, key=lambda one: one.line))


def points_of(focus: str, rows: Sequence[Row], codes: dict[str, int]) -> Iterator[Point]:
    """Return the points of a focus, numbering those that are new."""
    for row in rows:
        code = row.code or next(free for at in count(1) if (free := f"{focus}-{at}") not in codes)
        codes.setdefault(code, row.line)
        yield Point(code, row.point, lines_of(row.symptoms), lines_of(row.methods))


# --- what was ticked where ------------------------------------------------------------------------------


@dataclass(frozen=True)
class Looked:
    """One look at a point: in which inspection, with which result, and what paper and finding came of it."""

    point: str
    inspection: str
    result: str
    paper: str = ""
    is_finding: bool = False


@dataclass(frozen=True)
class PointFigures:
    """What is counted of a point; an inspection counts once however often somebody looked."""

    inspections: int = 0
    nothing: int = 0  # inspections in which nothing else was seen
    papers: int = 0
    findings: int = 0


def figures_of(looks: Iterable[Looked]) -> dict[str, PointFigures]:
    """Count the looks at each point, by its code."""
    by_point: dict[str, list[Looked]] = {}
    for one in looks:
        by_point.setdefault(one.point, []).append(one)
    return {code: counted(rows) for code, rows in by_point.items()}


def counted(rows: Sequence[Looked]) -> PointFigures:
    seen = {one.inspection for one in rows}
    more = {one.inspection for one in rows if one.result != TickResult.NOTHING}
    papers = {one.paper: one.is_finding for one in rows if one.paper}
    return PointFigures(len(seen), len(seen - more), len(papers), sum(papers.values()))
