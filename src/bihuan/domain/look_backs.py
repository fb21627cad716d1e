"""Whom to look back at: what was decided first, then organizations whose follow-up is weakest, with the reasons.

A look-back is for where the rectification is not thorough; while the time that the packs give for it still runs, an
open finding tells nothing of that, and its unit is proposed last.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from bihuan.domain.coverage import Line


@dataclass(frozen=True)
class LookBack:
    """One organization proposed for a look-back: how many findings it has, and how many are settled.

    `decided` is the form that was decided after an evaluation; empty where its follow-up alone proposes it.
    `rectifies_until` is the last day of its concentrated rectification; None where that is over.
    """

    line: Line
    decided: str = ""
    rectifies_until: date | None = None

    @property
    def open(self) -> int:
        """Return how many findings are neither signed off nor handed over for good."""
        return self.line.findings - self.line.settled

    @property
    def percent(self) -> int:
        return 100 * self.line.settled // self.line.findings if self.line.findings else 100

    @property
    def is_unclosed(self) -> bool:
        return self.line.closed < self.line.fed_back


def look_backs_of(
    lines: Iterable[Line],
    without: Collection[str],
    decided: Mapping[str, str] | None = None,
    rectifying: Mapping[str, date] | None = None,
) -> tuple[LookBack, ...]:
    """Return whom to look back at: those decided, then the weakest follow-up; `without` those that have one already.

    Of the others only whoever was fed back and has findings open: where everything is settled there is nothing to
    look back at. `decided` tells the form by organization, and names nobody who has that form already;
    `rectifying` tells until when those still have time, who come last.
    """
    chosen, until = decided or {}, rectifying or {}
    found = [
        LookBack(line, chosen.get(line.body.key, ""), until.get(line.body.key))
        for line in lines
        if line.body.key in chosen or (line.fed_back and line.settled < line.findings and line.body.key not in without)
    ]
    return tuple(sorted(found, key=in_order))


def in_order(one: LookBack) -> tuple[bool, bool, int, int, str]:
    has_time = one.rectifies_until is not None
    return (not one.decided, has_time, one.percent, -one.open, one.line.body.key)
