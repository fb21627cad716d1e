"""One day as a reminder: which lamp it lights, whether it is over, and when that changes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from bihuan.domain.deadlines import Lamp, LampThresholds, lamp, lamp_changes_on
from bihuan.web.lamps import Shown, days_words


@dataclass(frozen=True)
class Told:
    """A reminder in words, where whoever made it knows them: what, from or of whom, and where it is done."""

    words: str
    unit: str
    url: str


@dataclass(frozen=True)
class Due:
    """One reminder: of which kind, the row it is about, its day, its lamp, and when the lamp changes."""

    kind: str
    row_id: UUID
    on: date
    lamp: Shown
    is_over: bool
    changes_on: date
    told: Told | None = None


def lit(
    kind: str, row_id: UUID, day: date, today: date, limits: LampThresholds | None, told: Told | None = None
) -> Due | None:
    """Return a day as a reminder; None where it is not due soon."""
    colour = lamp(day, today, limits)
    if colour is Lamp.NONE and day > today:
        return None
    changes = lamp_changes_on(day, today, limits)
    return Due(kind, row_id, day, Shown(colour, days_words(day, today)), day < today, changes, told)
