"""One change asked of a composition on the table, and the repair that it takes. Nothing is written here.

Models of rounds are kept open for whoever tries one change after another; the last few, whoever they belong to.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from bihuan.domain.eligibility import Seat
from bihuan.domain.staffing import Certificate, Judgement
from bihuan.domain.staffing_cost import Team
from bihuan.domain.staffing_wishes import Pin, Wishes
from bihuan.teams.changing import SeatUnknown, places_in, reseated, table_of
from bihuan.teams.composing import judged
from bihuan.teams.reading import RoundFile
from bihuan.teams.wishes import Repair

if TYPE_CHECKING:
    from bihuan.teams.whatif import Session

SECONDS = 8.0  # for one repair; there is somebody in front of the page
OPEN_MOST = 3
ASKED = ("drop", "pin", "forbid", "swap", "free", "mend")
Places = Mapping[str, tuple[str, Seat]]


@dataclass(frozen=True)
class Change:
    """What somebody asks: drop, pin, forbid or free a person, swap two, or mend what is broken.

    `group` and `seat` are those of a pin or forbid; empty, they are where the person sits.
    """

    asked: str
    who: str = ""
    other: str = ""
    group: str = ""
    seat: str = ""


@dataclass(frozen=True)
class ByHand:
    """The same change without a repair: a seat, who leaves it, who takes it."""

    group: str
    seat: str
    out: str | None
    into: str | None


@dataclass(frozen=True)
class Mended:
    """A repair, the wishes that stand after it, and what no composition of the round costs less than."""

    repair: Repair
    wishes: Wishes
    lower_bound: int
    certificate: Certificate

    @property
    def is_best(self) -> bool:
        return self.repair.cost == self.lower_bound


def wishes_in(told: Mapping[str, Any], given: RoundFile) -> Wishes:
    """Return the wishes that a composition keeps, as far as the round still knows whom they are about."""
    people, groups = given.round.inspector_by_id, given.round.group_by_id
    pins = [Pin(who, group, Seat(seat) if seat else None) for who, group, seat in told.get("pin", ())]
    return Wishes(
        drop=tuple(who for who in told.get("drop", ()) if who in people),
        pin=tuple(one for one in pins if one.inspector in people and one.group in groups),
        forbid=tuple((who, group) for who, group in told.get("forbid", ()) if who in people and group in groups),
    )


def without_person(wishes: Wishes, *people: str) -> Wishes:
    """Return the wishes that are about nobody of these."""
    return Wishes(
        drop=tuple(who for who in wishes.drop if who not in people),
        pin=tuple(one for one in wishes.pin if one.inspector not in people),
        forbid=tuple(one for one in wishes.forbid if one[0] not in people),
    )


def wishes_after(kept: Wishes, change: Change, places: Places) -> tuple[Wishes, Wishes]:
    """Return the wishes that stand from now on, and those of this repair; raise SeatUnknown.

    What is asked of somebody takes the place of what was asked of him before. An exchange is done once: it stands in
    the repair only. So does an absence that is asked for where somebody takes another's seat.
    """
    group, seat = places.get(change.who, (change.group, None))
    wanted = Seat(change.seat) if change.seat else seat if not change.group else None
    group = change.group or group
    standing = without_person(kept, change.who, change.other)
    if change.asked in ("pin", "forbid") and not group:
        raise SeatUnknown
    if change.asked == "drop":
        standing = replace(standing, drop=(*standing.drop, change.who))
    elif change.asked == "pin":
        standing = replace(standing, pin=(*standing.pin, Pin(change.who, group, wanted)))
    elif change.asked == "forbid":
        forbidden = [one for one in kept.forbid if one[0] == change.who and one[1] != group]
        standing = replace(standing, forbid=(*standing.forbid, *forbidden, (change.who, group)))
    elif change.asked == "swap":
        if change.who not in places and change.other not in places:
            raise SeatUnknown
        return standing, with_exchange(standing, change, places)
    return standing, standing


def with_exchange(wishes: Wishes, change: Change, places: Places) -> Wishes:
    pairs = ((change.who, change.other), (change.other, change.who))
    pins = tuple(Pin(one, *places[other]) for one, other in pairs if other in places)
    gone = tuple(one for one, other in pairs if other not in places)
    return replace(wishes, drop=(*wishes.drop, *gone), pin=(*wishes.pin, *pins))


def by_hand(change: Change, places: Places) -> ByHand | None:
    """Return the change as it is made by hand; None where it changes no seat by itself."""
    at = places.get(change.who)
    if change.asked in ("drop", "forbid") and at is not None:
        return None if change.group not in ("", at[0]) else ByHand(at[0], at[1].value, change.who, None)
    if change.asked == "swap":
        other = places.get(change.other)
        if at is not None:
            return ByHand(at[0], at[1].value, change.who, change.other)
        return ByHand(other[0], other[1].value, change.other, change.who) if other else None
    if change.asked == "pin" and change.group and change.seat and at != (change.group, Seat(change.seat)):
        sitting = next((who for who, place in places.items() if place == (change.group, Seat(change.seat))), None)
        return ByHand(change.group, change.seat, None if change.seat == Seat.MEMBER else sitting, change.who)
    return None


def alone(given: RoundFile, teams: Sequence[Team], change: Change) -> Judgement | None:
    """Judge what would be if only what was asked were changed, and nobody else moved."""
    hand = by_hand(change, places_in(teams))
    if hand is None:
        return None
    return judged(given, reseated(teams, hand.group, hand.seat, hand.out, hand.into), {})


def mend(given: RoundFile, teams: Sequence[Team], kept: Wishes, change: Change) -> Mended:
    """Return the repair with the fewest moves.

    Raise WishUnlawful, WishesImpossible, RepairUnfound; SeatUnknown where the change is about nobody of the round.
    """
    people = given.round.inspector_by_id
    named = [one for one in (change.who, change.other) if one]
    if change.asked not in ASKED or any(one not in people for one in named):
        raise SeatUnknown
    if (not change.who and change.asked != "mend") or (change.asked == "swap" and len(set(named)) < len("ab")):
        raise SeatUnknown
    if (change.group and change.group not in given.round.group_by_id) or change.seat not in ("", *Seat):
        raise SeatUnknown
    standing, now = wishes_after(kept, change, places_in(teams))
    with _one_at_a_time:
        session = session_of(given, teams)
        repair = session.repair(now, SECONDS)
        lower, certificate = session.bound(given.fingerprint)
    return Mended(repair, standing, lower, certificate)


_open: OrderedDict[str, Session] = OrderedDict()
_one_at_a_time = threading.Lock()


def session_of(given: RoundFile, teams: Sequence[Team]) -> Session:
    """Return the session of a round with these teams, open still or opened now."""
    from bihuan.teams.whatif import Session

    name = table_of(given.fingerprint, teams, {})
    if name not in _open:
        _open[name] = Session(given.round, teams)
    _open.move_to_end(name)
    while len(_open) > OPEN_MOST:
        _open.popitem(last=False)
    return _open[name]
