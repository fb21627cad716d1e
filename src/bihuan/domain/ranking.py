"""Who stands where: equal scores share a rank and the next is skipped; means only of many enough."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from statistics import median

HUNDREDTH = Decimal("0.01")


def ranks(scores: Sequence[Fraction]) -> tuple[int, ...]:
    """Return the rank of each score, the highest first: 1, 2, 2, 4."""
    return tuple(1 + sum(other > score for other in scores) for score in scores)


def percent(hundredths: int, full: int) -> Fraction:
    """Return a score in percent of its full mark, exactly: dossiers under different forms are compared by it."""
    return Fraction(100 * hundredths, full)


def rounded(value: Fraction) -> Decimal:
    """Return a percentage to the hundredth, a half counts up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(HUNDREDTH, ROUND_HALF_UP)


def figures(scores: Sequence[Fraction], least: int) -> tuple[Decimal, Decimal] | None:
    """Return mean and median, None where there are fewer scores than the rules ask."""
    if len(scores) < least:
        return None
    return rounded(sum(scores, Fraction(0)) / len(scores)), rounded(Fraction(median(scores)))
