"""The checks of a plan along time, drawn on the server: on a desk, and on a phone with the names above. No script."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bihuan.supervision.models import SupervisionPlan
from bihuan.web.pages.supervision import CheckLine

BAR, TOP = 14, 28


@dataclass(frozen=True)
class Sheet:
    """What a drawing has room for: `above` is the height of a name over its row, 0 where it stands before it."""

    width: int
    left: int
    row: int
    above: int
    most_ticks: int


DESK, PHONE = Sheet(960, 210, 22, 0, 12), Sheet(330, 2, 38, 16, 6)


@dataclass(frozen=True)
class Bar:
    """One planned check in the drawing; `name_y` is where the name of its unit stands."""

    line: CheckLine
    x: float
    y: int
    name_y: int


@dataclass(frozen=True)
class Tick:
    """A week's first day in the drawing."""

    x: float
    day: date


@dataclass(frozen=True)
class Drawing:
    """Everything a template needs to draw a plan along time."""

    bars: Sequence[Bar]
    ticks: Sequence[Tick]
    today_x: float | None
    height: int
    base: int
    width: int


def drawing_of(plan: SupervisionPlan, lines: Iterable[CheckLine], today: date, sheet: Sheet = DESK) -> Drawing:
    """Draw the checks of a plan, a row each, on their days."""
    span = max((plan.until_on - plan.from_on).days, 1)

    def across(day: date) -> float:
        at = min(max((day - plan.from_on).days, 0), span)
        return round(sheet.left + (sheet.width - sheet.left - BAR - 8) * at / span, 1)

    rows = [(line, TOP + sheet.row * place) for place, line in enumerate(lines)]
    bars = [Bar(line, across(line.on), y + sheet.above, y) for line, y in rows]
    first = plan.from_on + timedelta(days=-plan.from_on.weekday() % 7)
    weeks = [first + timedelta(days=7 * week) for week in range((plan.until_on - first).days // 7 + 1)]
    step = len(weeks) // sheet.most_ticks + 1
    base = TOP + sheet.row * max(len(bars), 1)
    now = across(today) if plan.from_on <= today <= plan.until_on else None
    return Drawing(bars, [Tick(across(day), day) for day in weeks[::step]], now, base + 6, base, sheet.width)
