"""The rounds of a term along time, drawn on the server: load of each, its people, the even load. No script."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bihuan.planning.loads import RoundLoad, total_days
from bihuan.planning.models import Term

WIDTH, HEIGHT, ON_PHONE = 960, 250, 340
LEFT, RIGHT, TOP, BOTTOM = 52, 10, 26, 40
LEAST_WIDTH = 6
GRID_LINES = 4


@dataclass(frozen=True)
class Block:
    """One round: its bar, the line of its people's person-days, where its number stands."""

    load: RoundLoad
    x: float
    width: float
    y: float
    height: float
    middle: float
    capacity_y: float | None


@dataclass(frozen=True)
class Mark:
    """A line with its words: a year's beginning, or a step of the grid."""

    at: float
    words: str


@dataclass(frozen=True)
class Timeline:
    """Everything a template needs to write the drawing."""

    blocks: tuple[Block, ...]
    years: tuple[Mark, ...]
    grid: tuple[Mark, ...]
    even: int
    even_y: float | None
    peak: int
    today_x: float | None
    width: int
    height: int = HEIGHT
    left: int = LEFT
    base: int = HEIGHT - BOTTOM
    top: int = TOP

    @property
    def right(self) -> int:
        """Return where the lines of the grid end."""
        return self.width - RIGHT


def timeline_of(term: Term, loads: Sequence[RoundLoad], today: date, width: int = WIDTH) -> Timeline:
    """Draw the rounds of a term, so many units wide."""
    ahead = [load for load in loads if load.row.from_on > today] or list(loads)
    even = -(-total_days(ahead) // len(ahead)) if ahead else 0
    peak = max((load.load for load in loads), default=0)
    most = max(peak, even, *(load.capacity or 0 for load in loads), 1) if loads else 1
    room = HEIGHT - TOP - BOTTOM

    def up(days: int) -> float:
        return round(HEIGHT - BOTTOM - room * days / most, 1)

    blocks = []
    for load in loads:
        x = across(term, width, load.row.from_on)
        end = across(term, width, (load.row.until_on or load.row.from_on) + timedelta(days=1))
        wide = max(round(end - x - 2, 1), LEAST_WIDTH)
        line = up(load.capacity) if load.capacity is not None else None
        y = up(load.load)
        blocks.append(Block(load, x, wide, y, round(HEIGHT - BOTTOM - y, 1), round(x + wide / 2, 1), line))
    years = [
        Mark(across(term, width, max(date(year, 1, 1), term.from_on)), str(year))
        for year in range(term.from_on.year, term.until_on.year + 1)
    ]
    grid = [Mark(up(most * step // GRID_LINES), str(most * step // GRID_LINES)) for step in range(GRID_LINES + 1)]
    now = across(term, width, today) if term.from_on <= today <= term.until_on else None
    return Timeline(tuple(blocks), tuple(years), tuple(grid), even, up(even) if loads else None, peak, now, width)


def across(term: Term, width: int, day: date) -> float:
    """Return where a day of the term stands."""
    whole = (term.until_on - term.from_on).days + 1
    at = min(max((day - term.from_on).days, 0), whole)
    return round(LEFT + (width - LEFT - RIGHT) * at / whole, 1)
