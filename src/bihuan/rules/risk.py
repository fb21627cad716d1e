"""The rules of the weights of a surprise draw: dated rulings of rulepacks/supervision/risk.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter

from bihuan.domain.risk import RiskTerms
from bihuan.rules.dated import Dated, Positive, Strict, in_force_on, read_dated
from bihuan.rules.documents import RULEPACKS

RISK = RULEPACKS / "supervision" / "risk.yaml"


class _Each(Strict):
    points: Positive
    most: Positive


class _Below(Strict):
    below_percent: Annotated[int, Field(ge=1, le=100)]
    points: Positive


class _After(Strict):
    after_days: Positive
    points: Positive


class _Terms(Strict):
    base: Positive
    overdue: _Each
    not_true: _Each
    not_done: _Each
    sent_back: _Each
    reopened: _Each
    low_mark: _Below
    long_running: _After
    unseen: _After


@dataclass(frozen=True)
class Basis:
    """The rules of the weights in force on a day, and the release that says so: its id and the hash of its bytes."""

    terms: RiskTerms
    release: str


def read_rulings(path: Path) -> tuple[Dated[_Terms], ...]:
    """Return the dated rules of a file; raise PackUnreadable at the first place that is not as it has to be."""
    return read_dated(path, _Terms)


@cache
def _rulings() -> tuple[Dated[_Terms], ...]:
    return read_rulings(RISK)


def risk_basis(day: date) -> Basis:
    """Return the rules of the weights in force on a day."""
    ruling = in_force_on(_rulings(), RISK.name, day)
    return Basis(TypeAdapter(RiskTerms).validate_python(ruling.value.model_dump()), ruling.release)
