"""What if: somebody falls ill, has to be here, must not be there. A composition is mended with as few moves as can be.

A `Session` keeps the model of a round: opening it costs the relaxation, each repair a fraction of a second. It writes
nothing; the round stays as it was until a repair is taken.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from bihuan.domain.eligibility import Seat, exclusions, seat_exclusions
from bihuan.domain.pool import Round
from bihuan.domain.staffing_cost import Levels, Team, total_levels
from bihuan.teams.columns import DEPUTY, LEADER, MEMBER, Problem
from bihuan.teams.eligibility import Bools, Ints
from bihuan.teams.exact import Choice
from bihuan.teams.relaxation import Relaxation, Relaxed
from bihuan.teams.solving import teams_of
from bihuan.teams.stopping import Clock

SEAT_NUMBER = {Seat.MEMBER: MEMBER, Seat.LEADER: LEADER, Seat.DEPUTY: DEPUTY}
SEAT_NAME = {number: seat for seat, number in SEAT_NUMBER.items()}
NEAR, NEAR_OWN_TEAM = 6.0, 400.0  # distances from the relaxation within which a wider repair looks; measured


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


@dataclass(frozen=True)
class Move:
    """Somebody's place before and after: group and seat, None for none."""

    inspector: str
    before: tuple[str, Seat] | None
    after: tuple[str, Seat] | None


@dataclass(frozen=True)
class Repair:
    """A mended composition. `moves`: who sits where he did not; `left`: who sits nowhere now.

    No repair that keeps every group as full as it was has fewer than `least_moves`; `proven` where this has no more.
    """

    teams: tuple[Team, ...]
    levels: Levels
    cost: int
    moves: tuple[Move, ...]
    left: tuple[Move, ...]
    least_moves: int
    proven: bool
    seconds: float = field(compare=False)


class WishUnlawful(Exception):
    """A wish asks for what a rule forbids, or contradicts another wish; says which and why."""

    def __init__(self, inspector: str, group: str, reasons: Sequence[str]) -> None:
        self.inspector, self.group, self.reasons = inspector, group, tuple(reasons)
        super().__init__(f"{inspector} in {group}: {', '.join(reasons)}; take this wish back or choose somebody else")


class Session:
    """A round with a composition on the table."""

    def __init__(self, given: Round, teams: Iterable[Team]) -> None:
        self.given, self.problem = given, Problem(given)
        self.person = {one.id: number for number, one in enumerate(given.inspectors)}
        self.group = {one.id: number for number, one in enumerate(given.groups)}
        self.take(teams)
        self.relaxed: Relaxed = Relaxation(self.problem, self.current).solve(Clock(None))

    def take(self, teams: Iterable[Team]) -> None:
        """Put a composition on the table: that of a repair, or one made by hand. It has to be lawful."""
        triples = self.problem.triples
        places = zip(triples.person.tolist(), triples.group.tolist(), triples.seat.tolist(), strict=True)
        number = {place: column for column, place in enumerate(places)}
        columns = []
        for team in teams:
            for seat, name in team.seats:
                place = (self.person[name], self.group[team.group], SEAT_NUMBER[seat])
                if place not in number:
                    raise WishUnlawful(name, team.group, self._reasons(name, team.group, seat))
                columns.append(number[place])
        self.current = np.array(sorted(columns), dtype=np.int64)
        self.missing = total_levels(self.given, teams_of(self.problem, self.current)).missing

    def swap(self, one: str, other: str) -> Repair:
        """Let two people change places, and mend what that breaks."""
        places = self.places(self.current)
        pins = [Pin(who, *places[whose]) for who, whose in ((one, other), (other, one)) if whose in places]
        gone = tuple(who for who, whose in ((one, other), (other, one)) if whose not in places)
        return self.repair(Wishes(drop=gone, pin=tuple(pins)))

    def repair(self, wishes: Wishes) -> Repair:
        """Return the composition with the fewest moves that meets the wishes; raise WishUnlawful."""
        begun = time.monotonic()
        self._refuse_contradictions(wishes)
        allowed = self._allowed(wishes)
        pinned = np.array([self.person[pin.inspector] for pin in wishes.pin], dtype=np.int64)
        least, affected = self._least_moves(allowed, wishes)
        best = self._mended(self._near(allowed, affected), pinned)
        if self._moved(best) > least or self._missing(best) > self.missing:
            best = self._mended(self._wide(allowed, affected, best), pinned)
        teams = teams_of(self.problem, best)
        levels = total_levels(self.given, teams)
        moves, left = self._moves(best)
        proven = len(moves) <= least
        cost = levels.cost(self.given.weights)
        return Repair(teams, levels, cost, moves, left, min(least, len(moves)), proven, time.monotonic() - begun)

    def places(self, columns: Ints) -> dict[str, tuple[str, Seat]]:
        """Return who sits where."""
        triples = self.problem.triples.take(columns)
        people, groups = self.given.inspectors, self.given.groups
        return {
            people[person].id: (groups[group].id, SEAT_NAME[seat])
            for person, group, seat in zip(
                triples.person.tolist(), triples.group.tolist(), triples.seat.tolist(), strict=True
            )
        }

    def _refuse_contradictions(self, wishes: Wishes) -> None:
        seats = Counter((pin.group, pin.seat) for pin in wishes.pin)
        people = Counter(pin.inspector for pin in wishes.pin)
        for pin in wishes.pin:
            reasons = self._reasons(pin.inspector, pin.group, pin.seat or Seat.MEMBER)
            if people[pin.inspector] > 1:
                reasons.append("pinned twice")
            if pin.seat in (Seat.LEADER, Seat.DEPUTY) and seats[pin.group, pin.seat] > 1:
                reasons.append(f"two pinned as {pin.seat}")
            if pin.inspector in wishes.drop:
                reasons.append("pinned and dropped")
            if (pin.inspector, pin.group) in wishes.forbid:
                reasons.append("pinned and forbidden")
            if reasons:
                raise WishUnlawful(pin.inspector, pin.group, reasons)

    def _reasons(self, name: str, group: str, seat: Seat) -> list[str]:
        if name not in self.person or group not in self.group:
            return ["unknown"]
        person, place = self.given.inspector_by_id[name], self.given.group_by_id[group]
        rules = [*exclusions(person, place, self.given), *seat_exclusions(person, place, seat, self.given)]
        return [rule.value for rule in rules]

    def _allowed(self, wishes: Wishes) -> Bools:
        """Return the columns that the wishes leave."""
        triples = self.problem.triples
        allowed = np.ones(len(triples), dtype=np.bool_)
        for name in wishes.drop:
            if name not in self.person:
                raise WishUnlawful(name, "-", ["unknown"])
            allowed[triples.person == self.person[name]] = False
        for name, group in wishes.forbid:
            if name not in self.person or group not in self.group:
                raise WishUnlawful(name, group, ["unknown"])
            allowed[(triples.person == self.person[name]) & (triples.group == self.group[group])] = False
        for pin in wishes.pin:
            own = triples.person == self.person[pin.inspector]
            there = triples.group == self.group[pin.group]
            if pin.seat is not None:
                there &= triples.seat == SEAT_NUMBER[pin.seat]
            allowed[own & ~there] = False
        return allowed

    def _least_moves(self, allowed: Bools, wishes: Wishes) -> tuple[int, Bools]:
        """Return a number of moves that no repair goes below, and the groups the wishes touch.

        Whoever has to leave a group leaves a seat that somebody new has to take, or it stays vacant; whoever is pinned
        to a place that is not his has to move there.
        """
        groups = self.problem.triples.group
        leaving = np.bincount(groups[self.current[~allowed[self.current]]], minlength=self.problem.group_count)
        places = self.places(self.current)
        coming = np.zeros(self.problem.group_count, dtype=np.int64)
        affected = leaving > 0
        for pin in wishes.pin:
            where, seat = places.get(pin.inspector, (None, None))
            affected[self.group[pin.group]] = True
            if where != pin.group or pin.seat not in (None, seat):
                coming[self.group[pin.group]] += 1
        return int(np.maximum(leaving, coming).sum()), affected

    def _near(self, allowed: Bools, affected: Bools) -> Ints:
        """Return the columns of the groups touched, for those who sit nowhere else; all others stay where they are."""
        triples = self.problem.triples
        elsewhere = np.zeros(len(self.given.inspectors), dtype=np.bool_)
        seated = triples.take(self.current)
        elsewhere[seated.person[~affected[seated.group]]] = True
        kept = affected[triples.group] & ~elsewhere[triples.person]
        kept[self.current] = True
        return np.nonzero(kept & allowed)[0]

    def _wide(self, allowed: Bools, affected: Bools, best: Ints) -> Ints:
        """Return more: everybody for the groups touched, whoever is nearly as good as the best for the others."""
        triples, reduced = self.problem.triples, self.relaxed.reduced
        team = np.full(len(self.given.inspectors), -1)
        seated = triples.take(self.current)
        team[seated.person] = seated.group
        kept = (reduced <= NEAR) | affected[triples.group]
        kept |= (reduced <= NEAR_OWN_TEAM) & (team[triples.person] == triples.group)
        kept[self.current] = True
        kept[best] = True
        return np.nonzero(kept & allowed)[0]

    def _mended(self, columns: Ints, pinned: Ints) -> Ints:
        """Return the cheapest choice of columns, a move weighing more than anything but what must be there."""
        moving = ~np.isin(columns, self.current)
        choice = Choice(self.problem, columns, extra=moving * self.given.weights.move, musts=pinned)
        answer = choice.solve(Clock(None), None, lambda found: None)
        assert answer is not None, "without a limit of time there is an answer"
        return np.sort(answer.columns)

    def _moved(self, columns: Ints) -> int:
        return int((~np.isin(columns, self.current)).sum())

    def _missing(self, columns: Ints) -> int:
        return total_levels(self.given, teams_of(self.problem, columns)).missing

    def _moves(self, columns: Ints) -> tuple[tuple[Move, ...], tuple[Move, ...]]:
        before, after = self.places(self.current), self.places(columns)
        moves = tuple(Move(one, before.get(one), place) for one, place in after.items() if before.get(one) != place)
        left = tuple(Move(one, place, None) for one, place in before.items() if one not in after)
        return moves, left
