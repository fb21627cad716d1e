"""The form an evaluation is scored on: aspects, their indicators, and whether marks are given or taken off.

Additive: each indicator has a full mark, and a mark up to it is given. Deducting: each indicator says how many points
are taken off each time it is found, and an aspect never falls below nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Way(StrEnum):
    """How a form is scored."""

    ADDITIVE = "additive"
    DEDUCTING = "deducting"


@dataclass(frozen=True)
class Indicator:
    """One line of a form; `points` is its full mark, or what is taken off each time. Without words: the aspect's."""

    code: str
    points: int
    zh: str = ""
    en: str = ""


@dataclass(frozen=True)
class AspectForm:
    """One aspect: its full mark and its indicators."""

    code: str
    full: int
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True)
class Item:
    """One line as it is scored: `key` names it within the form."""

    key: str
    aspect: str
    full: int  # the most that can be won or lost on it
    indicator: Indicator


@dataclass(frozen=True)
class ScoreForm:
    """A whole form; `total` is the full mark."""

    way: Way
    total: int
    aspects: tuple[AspectForm, ...]

    @property
    def shares(self) -> Mapping[str, int]:
        """Return the full mark of each aspect."""
        return {aspect.code: aspect.full for aspect in self.aspects}

    def items(self) -> Iterator[Item]:
        """Yield the lines in the order of the form; an aspect of one wordless line bears the aspect's own name."""
        for aspect in self.aspects:
            for one in aspect.indicators:
                key = aspect.code if one.code == aspect.code else f"{aspect.code}.{one.code}"
                full = one.points if self.way is Way.ADDITIVE else aspect.full
                yield Item(key, aspect.code, full, one)

    def contradiction(self) -> str | None:
        """Return what of the form does not add up, None where it does."""
        won = sum(aspect.full for aspect in self.aspects)
        if won != self.total:
            return f"the aspects make {won}, the total is {self.total}"
        for aspect in self.aspects:
            codes = [one.code for one in aspect.indicators]
            if len(set(codes)) < len(codes):
                return f"an indicator of {aspect.code} stands twice"
            points = sum(one.points for one in aspect.indicators)
            if self.way is Way.ADDITIVE and points != aspect.full:
                return f"the indicators of {aspect.code} make {points}, its full mark is {aspect.full}"
            if self.way is Way.DEDUCTING and any(one.points > aspect.full for one in aspect.indicators):
                return f"an indicator of {aspect.code} takes off more than its full mark, {aspect.full}"
        if len(self.shares) < len(self.aspects):
            return "an aspect stands twice"
        return None


def plain_form(total: int, shares: Mapping[str, int]) -> ScoreForm:
    """Return the form of plain weights: one mark an aspect."""
    aspects = tuple(AspectForm(code, full, (Indicator(code, full),)) for code, full in shares.items())
    return ScoreForm(Way.ADDITIVE, total, aspects)


def as_kept(form: ScoreForm) -> dict[str, Any]:
    """Return a form as a sheet keeps it: what is scored on it stays on it, whatever rules come later."""
    return asdict(form)


def from_kept(told: Mapping[str, Any]) -> ScoreForm:
    """Return the form that a sheet keeps."""
    aspects = tuple(
        AspectForm(one["code"], one["full"], tuple(Indicator(**indicator) for indicator in one["indicators"]))
        for one in told["aspects"]
    )
    return ScoreForm(Way(told["way"]), told["total"], aspects)
