"""Whom to look back at: organizations whose follow-up is weakest, ranked, each with the reasons."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bihuan.domain.coverage import Line


@dataclass(frozen=True)
class LookBack:
    """One organization proposed for a look-back: how many findings it has, and how many are settled."""

    line: Line

    @property
    def open(self) -> int:
        """Return how many findings are neither signed off nor handed over for good."""
        return self.line.findings - self.line.settled

    @property
    def percent(self) -> int:
        return 100 * self.line.settled // self.line.findings

    @property
    def is_unclosed(self) -> bool:
        return self.line.closed < self.line.fed_back


def look_backs_of(lines: Iterable[Line], without: Collection[str]) -> tuple[LookBack, ...]:
    """Return whom to look back at, the weakest follow-up first; `without` those that have or had a look-back.

    Only whoever was fed back and has findings open: where everything is settled there is nothing to look back at.
    """
    found = [LookBack(line) for line in lines if line.fed_back and line.settled < line.findings]
    fitting = [one for one in found if one.line.body.key not in without]
    return tuple(sorted(fitting, key=lambda one: (one.percent, -one.open, one.line.body.key)))
