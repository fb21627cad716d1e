"""What each purpose gets of a rectification: dated rulings of rulepacks/supervision/extracts.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated

from pydantic import Field

from bihuan.domain.extracts import Cut, ExtractTerms, Part, Purpose
from bihuan.rules.dated import Dated, Strict, in_force_on, read_dated
from bihuan.rules.documents import RULEPACKS

EXTRACTS = RULEPACKS / "supervision" / "extracts.yaml"
Parts = Annotated[list[Annotated[Part, Field(strict=False)]], Field(min_length=1)]


class _One(Strict):
    cut: Annotated[Cut, Field(strict=False)]
    parts: Parts


class _All(Strict):
    routine: _One
    responsibility: _One
    inaction: _One
    next_round: _One
    life_meeting: _One
    duty_report: _One


@dataclass(frozen=True)
class ExtractRules:
    """What every purpose gets, and the release that says so."""

    terms: Mapping[Purpose, ExtractTerms]
    release: str


@cache
def _rulings() -> tuple[Dated[_All], ...]:
    return read_dated(EXTRACTS, _All)


def extract_rules(day: date) -> ExtractRules:
    """Return the rules in force on a day."""
    ruling = in_force_on(_rulings(), EXTRACTS.name, day)
    told: dict[Purpose, ExtractTerms] = {}
    for purpose in Purpose:
        one: _One = getattr(ruling.value, purpose.value)
        told[purpose] = ExtractTerms(one.cut, tuple(one.parts))
    return ExtractRules(told, ruling.release)
