"""The trend as a drawing made on the server: two bars a month, with a title and the numbers in words. No script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.web.figures import Month

WIDTH, HEIGHT = 720, 234
LEFT, RIGHT, TOP, BOTTOM = 40, 8, 12, 40
GRID_LINES = 4
BAR, GAP = 16, 2


@dataclass(frozen=True)
class Bar:
    """One bar: where it stands, how high it is, what it counts."""

    x: float
    y: float
    width: int
    height: float
    kind: str
    count: int


@dataclass(frozen=True)
class GridLine:
    """A horizontal line with its number."""

    y: float
    number: int


@dataclass(frozen=True)
class MonthMark:
    """The number of a month below its bars, and below it the year where one begins: side by side they would collide."""

    x: float
    words: str
    year: str


@dataclass(frozen=True)
class Trend:
    """A drawing of months: everything a template needs to write the SVG."""

    bars: tuple[Bar, ...]
    lines: tuple[GridLine, ...]
    marks: tuple[MonthMark, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    base: int = HEIGHT - BOTTOM


def trend_of(months: Sequence[Month]) -> Trend:
    """Draw the months as pairs of bars."""
    top = ceiling(max((max(month.fed_back, month.signed_off) for month in months), default=0))
    room = HEIGHT - TOP - BOTTOM
    step = (WIDTH - LEFT - RIGHT) / max(len(months), 1)
    bars: list[Bar] = []
    marks: list[MonthMark] = []
    for place, month in enumerate(months):
        middle = LEFT + step * (place + 0.5)
        year = month.first.strftime("%Y") if place == 0 or month.first.month == 1 else ""
        marks.append(MonthMark(round(middle, 1), month.first.strftime("%m"), year))
        for kind, count, x in (
            ("fed-back", month.fed_back, middle - BAR - GAP / 2),
            ("signed-off", month.signed_off, middle + GAP / 2),
        ):
            height = round(room * count / top, 1)
            bars.append(Bar(round(x, 1), round(HEIGHT - BOTTOM - height, 1), BAR, height, kind, count))
    lines = tuple(
        GridLine(round(HEIGHT - BOTTOM - room * n / GRID_LINES, 1), top * n // GRID_LINES)
        for n in range(GRID_LINES + 1)
    )
    return Trend(tuple(bars), lines, tuple(marks))


def ceiling(most: int) -> int:
    """Return a round number not below `most` that divides into the lines of the grid."""
    step = GRID_LINES
    while step * 10 < most:
        step *= 10
    return max(step, -(-most // step) * step)
