"""Figures that stand under each other have one form: as many decimals as the finest of them needs."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal


def places_of(figures: Iterable[Decimal]) -> int:
    """Return how many decimals a column needs so that each of its figures is told whole; idle zeros need none."""
    finest = (figure.normalize().as_tuple().exponent for figure in figures)
    return max((-one for one in finest if isinstance(one, int) and one < 0), default=0)


def in_column(figure: Decimal, figures: Iterable[Decimal]) -> str:
    """Return a figure with as many decimals as its column needs."""
    return f"{figure:,.{places_of(figures)}f}"
