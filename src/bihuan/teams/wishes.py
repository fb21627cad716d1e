"""How a composition was mended, and why wishes are refused; the wishes themselves: domain/staffing_wishes.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from bihuan.domain.eligibility import Seat
from bihuan.domain.staffing_cost import Levels, Team


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

    def __reduce__(self) -> tuple[type[WishUnlawful], tuple[str, str, tuple[str, ...]]]:
        return type(self), (self.inspector, self.group, self.reasons)  # it comes from the solver's process


class WishesImpossible(ValueError):
    """Each wish is lawful, but no composition meets all of them together."""

    def __init__(self) -> None:
        super().__init__("no lawful composition meets all these wishes together; take one of them back")

    def __reduce__(self) -> tuple[type[WishesImpossible], tuple[()]]:
        return type(self), ()


class RepairUnfound(ValueError):
    """No repair was found in the time there was."""

    def __init__(self) -> None:
        super().__init__("no repair was found in the time there was; change the seat by hand, or compose again")
