"""What is asked of people beyond the rules: who is not there, who has to be where, who must not be where.

Values only. A bound under wishes (staffing_bound.py) leaves out the seats that they leave out, and lets whoever is
pinned sit exactly once; so it can be recomputed like any other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from bihuan.domain.eligibility import Seat
from bihuan.domain.staffing_cost import Team


@dataclass(frozen=True)
class Pin:
    """Somebody who has to sit in a group, in this seat where one is named."""

    inspector: str
    group: str
    seat: Seat | None = None


@dataclass(frozen=True)
class Contradiction:
    """A pin that another wish speaks against, and how."""

    pin: Pin
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Wishes:
    """What a composition has to do with."""

    drop: tuple[str, ...] = ()
    pin: tuple[Pin, ...] = ()
    forbid: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.drop or self.pin or self.forbid)

    @cached_property
    def pinned(self) -> Mapping[str, Pin]:
        """Return the pin of everybody who has one."""
        return {one.inspector: one for one in self.pin}

    @cached_property
    def _out(self) -> frozenset[tuple[str, str]]:
        return frozenset(self.forbid)

    @cached_property
    def _gone(self) -> frozenset[str]:
        return frozenset(self.drop)

    def leave(self, inspector: str, group: str, seat: Seat) -> bool:
        """True where the wishes leave somebody this seat of a group."""
        pin = self.pinned.get(inspector)
        if inspector in self._gone or (inspector, group) in self._out:
            return False
        return pin is None or (pin.group == group and pin.seat in (None, seat))

    def contradictions(self) -> Iterator[Contradiction]:
        """Yield every pin that contradicts another wish."""
        seats = Counter((pin.group, pin.seat) for pin in self.pin)
        people = Counter(pin.inspector for pin in self.pin)
        for pin in self.pin:
            found = {
                "pinned_twice": people[pin.inspector] > 1,
                "two_in_seat": pin.seat in (Seat.LEADER, Seat.DEPUTY) and seats[pin.group, pin.seat] > 1,
                "pinned_and_dropped": pin.inspector in self._gone,
                "pinned_and_forbidden": (pin.inspector, pin.group) in self._out,
            }
            reasons = tuple(code for code, holds in found.items() if holds)
            if reasons:
                yield Contradiction(pin, reasons)

    def broken_by(self, teams: Iterable[Team]) -> Iterator[tuple[str | None, str]]:
        """Yield group and inspector of every seat that a wish leaves out, and of every pin that nobody keeps."""
        seated: set[str] = set()
        for team in teams:
            for seat, name in team.seats:
                seated.add(name)
                if not self.leave(name, team.group, seat):
                    yield team.group, name
        for pin in self.pin:
            if pin.inspector not in seated:
                yield pin.group, pin.inspector
