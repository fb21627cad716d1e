"""What a composition shall be mended for, and how it was mended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from bihuan.domain.eligibility import Seat
from bihuan.domain.staffing_cost import Levels, Team


@dataclass(frozen=True)
class Pin:
    """Somebody who has to sit in a group, in this seat where one is named."""

    inspector: str
    group: str
    seat: Seat | None = None


@dataclass(frozen=True)
class Wishes:
    """What a composition has to do with: who is not there, who has to be where, who must not be where."""

    drop: tuple[str, ...] = ()
    pin: tuple[Pin, ...] = ()
    forbid: tuple[tuple[str, str], ...] = ()

    def refuse_contradictions(self) -> None:
        """Raise WishUnlawful where one wish contradicts another."""
        seats = Counter((pin.group, pin.seat) for pin in self.pin)
        people = Counter(pin.inspector for pin in self.pin)
        for pin in self.pin:
            contradictions = {
                "pinned_twice": people[pin.inspector] > 1,
                "two_in_seat": pin.seat in (Seat.LEADER, Seat.DEPUTY) and seats[pin.group, pin.seat] > 1,
                "pinned_and_dropped": pin.inspector in self.drop,
                "pinned_and_forbidden": (pin.inspector, pin.group) in self.forbid,
            }
            reasons = [code for code, holds in contradictions.items() if holds]
            if reasons:
                raise WishUnlawful(pin.inspector, pin.group, reasons)


@dataclass(frozen=True)
class Move:
    """Somebody's place before and after: group and seat, None for none."""

    inspector: str
    before: tuple[str, Seat] | None
    after: tuple[str, Seat] | None


@dataclass(frozen=True)
class Repair:
    """A mended composition. `moves`: who sits where he did not; `left`: who sits nowhere now.

    No repair that keeps every group as full as it was and lacks no more than this one has fewer than `least_moves`;
    `proven` where this has no more.
    """

    teams: tuple[Team, ...]
    levels: Levels
    cost: int
    moves: tuple[Move, ...]
    left: tuple[Move, ...]
    least_moves: int
    proven: bool
    seconds: float = field(compare=False)


class WishUnlawful(ValueError):
    """A wish asks for what a rule forbids, or contradicts another wish; says which and why, by code."""

    def __init__(self, inspector: str, group: str, reasons: Sequence[str]) -> None:
        self.inspector, self.group, self.reasons = inspector, group, tuple(reasons)
        super().__init__(f"{inspector} in {group}: {', '.join(reasons)}; take this wish back or choose somebody else")


class WishesImpossible(ValueError):
    """Each wish is lawful, but no composition meets all of them together."""

    def __init__(self) -> None:
        super().__init__("no lawful composition meets all these wishes together; take one of them back")


class RepairUnfound(ValueError):
    """No repair was found in the time there was."""

    def __init__(self) -> None:
        super().__init__("no repair was found in the time there was; change the seat by hand, or compose again")
