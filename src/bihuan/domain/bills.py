"""The bill of a dossier: what is owed, what is done, on what evidence. It can be shown, handed over, looked up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.roles import TEAM, UNIT, Role

SETTLED = frozenset({FindingStage.SIGNED_OFF, FindingStage.SIGN_OFF_REQUESTED})
RENDERERS = UNIT
LOOKERS = frozenset(
    {Role.OFFICE, Role.SUPERVISION_OFFICE, Role.RESIDENT_DISCIPLINE, Role.ORGANISATION_DEPARTMENT}
    | {Role.COMPETENT_DEPARTMENT}
)
RECEIVERS = (Role.OFFICE, Role.SUPERVISION_OFFICE, Role.RESIDENT_DISCIPLINE)


@dataclass(frozen=True)
class Item:
    """One finding on the bill: its stage, its measures, the evidence beside it."""

    number: str
    title: str
    stage: str
    due_on: date | None
    measures: int
    measures_done: int
    evidence: int
    taken_over: bool = False

    @property
    def is_settled(self) -> bool:
        return self.stage in SETTLED

    @property
    def is_unfounded(self) -> bool:
        """True for something said to be done that nothing shows; what was taken over has its paper elsewhere."""
        return self.is_settled and self.evidence == 0 and not self.taken_over

    def is_late(self, today: date) -> bool:
        """True for something still owed whose day is over."""
        return not self.is_settled and self.due_on is not None and self.due_on < today


@dataclass(frozen=True)
class Totals:
    """The bill in figures."""

    owed: int
    settled: int
    overdue: int
    evidence: int


class BillUnfounded(ValueError):
    """A bill that claims what nothing shows."""

    def __init__(self, numbers: Sequence[str]) -> None:
        self.numbers = tuple(numbers)
        super().__init__(f"done without evidence: {', '.join(numbers)}; attach what shows it, or take the claim back")


class BillChanged(ValueError):
    """A bill that is not what was handed over any more."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"what bill {number} lists has changed since it was handed over; let it be handed over anew")


class BillReplaced(ValueError):
    """A bill that was handed to the same body anew since."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"bill {number} was handed over anew; sign for the later one")


class OwnHand(ValueError):
    """Who handed a bill over does not sign for it, in whatever role."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"you handed bill {number} over yourself; somebody else of the receiving body signs for it")


class NotInCharge(PermissionError):
    """A bill is handed over by the body in charge, or by the office (403)."""

    def __init__(self, in_charge: str) -> None:
        self.in_charge = in_charge
        super().__init__(f"{in_charge} is in charge today; that body or the office hands the bill over")


class OwnBill(ValueError):
    """A bill is handed to another body."""

    def __init__(self) -> None:
        super().__init__("the bill is this body's already; choose another one")


def totals(items: Iterable[Item], today: date) -> Totals:
    """Add a bill up."""
    found = list(items)
    late = sum(one.is_late(today) for one in found)
    return Totals(len(found), sum(one.is_settled for one in found), late, sum(one.evidence for one in found))


def refuse_unfounded(items: Iterable[Item]) -> None:
    """Refuse a bill in which something is said to be done that nothing shows; all of it is named."""
    numbers = [one.number for one in items if one.is_unfounded]
    if numbers:
        raise BillUnfounded(numbers)


class Waiting(StrEnum):
    """Where a bill stands that was handed over."""

    SIGNED = "signed"
    AWAITED = "awaited"
    CHANGED = "changed"
    REPLACED = "replaced"


def standing_of(*, is_signed: bool, is_replaced: bool, is_same: bool) -> Waiting:
    """Return where a bill stands: one that has changed since is handed over anew, which replaces it."""
    if is_signed:
        return Waiting.SIGNED
    if is_replaced:
        return Waiting.REPLACED
    return Waiting.AWAITED if is_same else Waiting.CHANGED


def may_hand_over(role: Role, in_charge: Role) -> bool:
    """True for the body in charge (any of its team) and for the office."""
    return role in (Role.OFFICE, in_charge) or (in_charge in TEAM and role in TEAM)


def receivers_from(role: Role, *, has_office: bool) -> tuple[Role, ...]:
    """Return whom a body can hand the bill to, the likeliest first; a dossier without a supervision office has none."""
    likely = sorted(RECEIVERS, key=lambda one: one is not Role.SUPERVISION_OFFICE)
    return tuple(one for one in likely if one is not role and (has_office or one is not Role.SUPERVISION_OFFICE))


def refuse_foreign(role: Role, in_charge: Role, to: Role) -> None:
    """Refuse a hand-over by a body that is not in charge, or to the body that hands over."""
    if not may_hand_over(role, in_charge):
        raise NotInCharge(in_charge.value)
    if to is role:
        raise OwnBill
