"""What the people hold in one turn: of each audience its latest count, all audiences together weighed by ballots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

ON_PAPER = "paper"  # whoever was asked on paper is an audience of its own


@dataclass(frozen=True)
class Count:
    """A count of enough ballots; `number` grows with the moment of its entry, within its source."""

    source: str
    audience: str
    number: int
    on: date
    ballots: int
    mean_hundredths: int


def that_count(counts: Iterable[Count]) -> tuple[Count, ...]:
    """Return the latest count of each audience, by day: a later one replaces the earlier, of one day the one after."""
    latest: dict[tuple[str, str], Count] = {}
    for one in sorted(counts, key=lambda one: (one.on, one.number)):
        latest[(one.source, one.audience)] = one
    return tuple(sorted(latest.values(), key=lambda one: (one.on, one.source, one.number)))


def mean_over(counts: Sequence[Count]) -> int:
    """Return the mean over all ballots of several counts, in hundredths; a half counts up."""
    ballots = sum(one.ballots for one in counts)
    total = sum(one.mean_hundredths * one.ballots for one in counts)
    return (2 * total + ballots) // (2 * ballots)
