"""Recusal: nobody sits on both sides of an inspection – not his unit's people in its team, not its team in the unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bihuan.domain.jurisdiction import SEGMENT, is_under
from bihuan.domain.roles import TEAM, UNIT, Role


class OwnUnit(ValueError):
    """Somebody who answers or answered for a unit would inspect it."""

    def __init__(self, role: Role) -> None:
        self.role = role
        super().__init__(f"{role}: the account has a role of the inspected organization; choose another account")


class OwnWorkplace(ValueError):
    """Somebody would inspect the organization he works at."""

    def __init__(self, role: Role) -> None:
        self.role = role
        super().__init__(f"{role}: the account works at the inspected organization; choose another account")


class OwnTeam(ValueError):
    """Somebody of the team would answer for the unit it inspects."""

    def __init__(self, role: Role) -> None:
        self.role = role
        super().__init__(f"{role}: the account is in the team that inspects this unit; end that role before this one")


class OwnOffice(ValueError):
    """Somebody of the office would answer for a unit whose rectification the office judges."""

    def __init__(self, role: Role) -> None:
        self.role = role
        super().__init__(f"{role}: one account would be of the office and of a unit; end the other role first")


@dataclass(frozen=True)
class Seat:
    """A role of a team or a unit, given or asked for: at which places of the tree, from when to when.

    A dossier has several places where its organization has successors, who answer for it.
    """

    role: Role
    places: frozenset[str]
    since: date
    until: date | None

    def meets(self, other: Seat) -> bool:
        """True where two seats share a day."""
        return (other.until is None or self.since <= other.until) and (self.until is None or other.since <= self.until)


@dataclass(frozen=True)
class Ties:
    """What ties somebody to units and teams: the seats he has or had (a head's post is one), and his workplace."""

    seats: tuple[Seat, ...] = ()
    workplace: str = ""


def refuse_both_sides(asked: Seat, ties: Ties) -> None:
    """Raise OwnUnit, OwnWorkplace, OwnTeam or OwnOffice where somebody would sit on both sides of an inspection.

    Into a team nobody comes who ever answered for the unit, one above it or one below it: he would look at his own
    time there, and a role above reaches all that is below it. From a team to the unit the way is barred only while
    the seat in the team lasts: afterwards there is nothing left to look at with two pairs of eyes. The office judges
    every unit, so nobody is of both on one day.
    """
    refuse_own_office(asked, ties)
    if asked.role in TEAM:
        if any(seat.role in UNIT and in_one_line(asked.places, seat.places) for seat in ties.seats):
            raise OwnUnit(asked.role)
        if any(works_with(ties.workplace, place) for place in asked.places):
            raise OwnWorkplace(asked.role)
    elif asked.role in UNIT:
        teams = (seat for seat in ties.seats if seat.role in TEAM and seat.meets(asked))
        if any(in_one_line(asked.places, seat.places) for seat in teams):
            raise OwnTeam(asked.role)


def refuse_own_office(asked: Seat, ties: Ties) -> None:
    others = {Role.OFFICE} if asked.role in UNIT else UNIT if asked.role is Role.OFFICE else frozenset()
    if any(seat.role in others and seat.meets(asked) and reaches(asked, seat) for seat in ties.seats):
        raise OwnOffice(asked.role)


def reaches(one: Seat, other: Seat) -> bool:
    """True where two seats share a place; a seat without one is over the whole tree."""
    return not one.places or not other.places or in_one_line(one.places, other.places)


def in_one_line(some: Iterable[str], others: Iterable[str]) -> bool:
    """True where a place of the one is a place of the other, above it or below it."""
    known = tuple(others)
    return any(is_under(one, other) or is_under(other, one) for one in some for other in known)


def works_with(workplace: str, inspected: str) -> bool:
    """True for somebody who works at the inspected organization, at one below it, or at the one that directs it.

    Further up it ends: the committee that orders the inspections stands above every unit, and its people may inspect.
    """
    if not workplace:
        return False
    return is_under(workplace, inspected) or workplace == inspected[:-SEGMENT]
