"""What happens when: deeds entered in any order, done by day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

Happening = Callable[[], object]


@dataclass
class Agenda:
    """Happenings by day; on one day in the order in which they were entered."""

    entered: list[tuple[date, int, Happening]] = field(default_factory=list)

    def on(self, day: date, happening: Happening) -> None:
        self.entered.append((day, len(self.entered), happening))

    def live(self, at: Callable[[date], None]) -> None:
        """Let everything happen, telling `at` which day it is."""
        for day, _, happening in sorted(self.entered, key=lambda entry: entry[:2]):
            at(day)
            happening()
