"""The small rules of what comes from, and goes to, others: dated rulings of letters and of what the public sent."""

from __future__ import annotations

from datetime import date
from functools import cache

from bihuan.rules.dated import Dated, Positive, Strict, in_force_on, read_dated
from bihuan.rules.documents import RULEPACKS

LETTERS = RULEPACKS / "supervision" / "letters.yaml"
TIPS = RULEPACKS / "supervision" / "tips.yaml"


class _Letters(Strict):
    least_findings: Positive


class _Tips(Strict):
    carry_in_days: Positive


@cache
def _letters() -> tuple[Dated[_Letters], ...]:
    return read_dated(LETTERS, _Letters)


@cache
def _tips() -> tuple[Dated[_Tips], ...]:
    return read_dated(TIPS, _Tips)


def least_findings(day: date) -> int:
    """Return on how many findings a recommendation letter rests at least, as in force on a day."""
    return in_force_on(_letters(), LETTERS.name, day).value.least_findings


def carry_in_days(day: date) -> int:
    """Return after how many days without anything carried in the team is reminded, as in force on a day."""
    return in_force_on(_tips(), TIPS.name, day).value.carry_in_days
