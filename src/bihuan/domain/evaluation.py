"""An evaluation's sum: marks by aspect under the pack's weights, in hundredths so that it can be recomputed exactly."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from bihuan.domain.rulebook import Weights

HUNDREDTHS = Decimal(100)
HUNDREDTH = Decimal("0.01")


class MarksIncomplete(ValueError):
    """Marks that are not exactly one for each aspect of the pack."""

    def __init__(self, missing: list[str], unknown: list[str]) -> None:
        self.missing, self.unknown = missing, unknown
        parts = [f"no mark for {', '.join(missing)}"] if missing else []
        parts += [f"{', '.join(unknown)} is no aspect"] if unknown else []
        super().__init__("; ".join(parts) + "; give one mark for each aspect")


class MarkOutOfRange(ValueError):
    """A mark below zero, above its aspect's weight, or finer than a hundredth."""

    def __init__(self, aspect: str, mark: Decimal, most: int) -> None:
        self.aspect, self.mark, self.most = aspect, mark, most
        super().__init__(f"{aspect}: {mark} is no mark; give 0 to {most}, two decimals at most")


@dataclass(frozen=True)
class Total:
    """What the marks add up to, and the full mark, in hundredths."""

    hundredths: int
    full_hundredths: int


def total_of(marks: Mapping[str, Decimal], weights: Weights) -> Total:
    """Add up the marks; raise MarksIncomplete or MarkOutOfRange."""
    missing = [aspect for aspect in weights.shares if aspect not in marks]
    unknown = sorted(set(marks) - set(weights.shares))
    if missing or unknown:
        raise MarksIncomplete(missing, unknown)
    total = 0
    for aspect, mark in marks.items():
        most = weights.shares[aspect]
        if not mark.is_finite() or not 0 <= mark <= most or mark != mark.quantize(HUNDREDTH):
            raise MarkOutOfRange(aspect, mark, most)
        total += int(mark * HUNDREDTHS)
    return Total(total, weights.total * int(HUNDREDTHS))
