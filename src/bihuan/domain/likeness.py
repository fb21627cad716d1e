"""How much two texts say the same: the share of their pairs of characters that they have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bihuan.domain.grams import END, grams


@dataclass(frozen=True)
class Alike:
    """A text that nearly repeats another: which one, and how much of the shorter stands in the longer (0 to 1)."""

    number: str
    share: float


def shared(one: str, other: str) -> float:
    """Return which part of the shorter text's pairs stands in the longer one, 0 where a text has none."""
    first, second = pairs(one), pairs(other)
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else 0.0


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of characters and the words of a text; the ends of runs say nothing about its matter."""
    return frozenset(gram for gram in grams(text) if not gram.endswith(END))


def alike(text: str, others: Iterable[tuple[str, str]], least: float) -> tuple[Alike, ...]:
    """Return which of the others (number, text) share at least so much of their pairs, the nearest first."""
    found = (Alike(number, shared(text, other)) for number, other in others)
    return tuple(sorted((one for one in found if one.share >= least), key=lambda one: (-one.share, one.number)))
