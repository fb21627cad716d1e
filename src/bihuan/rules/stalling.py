"""When a measure counts as stalled: dated rulings of rulepacks/supervision/stalling.yaml."""

from __future__ import annotations

from datetime import date
from functools import cache

from bihuan.domain.stalling import StallTerms
from bihuan.rules.dated import Dated, Positive, Strict, in_force_on, read_dated
from bihuan.rules.documents import RULEPACKS

STALLING = RULEPACKS / "supervision" / "stalling.yaml"


class _Terms(Strict):
    after_days: Positive
    idle_days: Positive


@cache
def _rulings() -> tuple[Dated[_Terms], ...]:
    return read_dated(STALLING, _Terms)


def stall_terms(day: date) -> StallTerms:
    """Return the terms in force on a day."""
    return StallTerms(**in_force_on(_rulings(), STALLING.name, day).value.model_dump())
