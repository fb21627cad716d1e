"""What if: somebody falls ill, has to be here, must not be there. A composition is mended with as few moves as can be.

A `Session` keeps the model of a round: opening it costs the relaxation, each repair a fraction of a second. It writes
nothing; the round stays as it was until a repair is taken.
"""

from __future__ import annotations

import time
from collections.abc import Iterable

import numpy as np

from bihuan.domain.eligibility import Seat
from bihuan.domain.pool import Round
from bihuan.domain.staffing import Certificate, violations
from bihuan.domain.staffing_cost import Team, total_levels
from bihuan.domain.staffing_wishes import Pin, Wishes
from bihuan.teams.certificate import bound_of, certificate_of, whole_duals
from bihuan.teams.columns import DEPUTY, LEADER, MEMBER, Problem
from bihuan.teams.eligibility import Bools, Ints
from bihuan.teams.exact import Choice
from bihuan.teams.fewest import fewest, ignore, mending_of, moved
from bihuan.teams.relaxation import NoChoice, OutOfTime, Relaxation, Relaxed
from bihuan.teams.solving import teams_of
from bihuan.teams.stopping import Clock
from bihuan.teams.under import refuse_unlawful
from bihuan.teams.wishes import Move, Repair, RepairUnfound, WishesImpossible

SEAT_NUMBER = {Seat.MEMBER: MEMBER, Seat.LEADER: LEADER, Seat.DEPUTY: DEPUTY}
SEAT_NAME = {number: seat for seat, number in SEAT_NUMBER.items()}
NEAR = 6.0  # how far from its own relaxation a wider repair looks; measured
Place = tuple[str, Seat]


class Session:
    """A round with a composition on the table."""

    def __init__(self, given: Round, teams: Iterable[Team]) -> None:
        self.given, self.problem = given, Problem(given)
        self.person = {one.id: number for number, one in enumerate(given.inspectors)}
        self.group = {one.id: number for number, one in enumerate(given.groups)}
        self.take(teams)
        self.relaxed: Relaxed = Relaxation(self.problem, self.current).solve(Clock(None))

    def take(self, teams: Iterable[Team]) -> None:
        """Put a composition on the table: that of a repair, or one made by hand.

        Whoever may not sit where he sits is about to leave: every repair counts him among those who do.
        """
        triples = self.problem.triples
        places = zip(triples.person.tolist(), triples.group.tolist(), triples.seat.tolist(), strict=True)
        number = {place: column for column, place in enumerate(places)}
        on_table = tuple(teams)
        columns, self.before = [], dict[str, Place]()
        self.leaving = np.zeros(self.problem.group_count, dtype=np.int64)
        for team in on_table:
            for seat, name in team.seats:
                self.before[name] = (team.group, seat)
                place = (self.person.get(name, -1), self.group[team.group], SEAT_NUMBER[seat])
                if place in number:
                    columns.append(number[place])
                else:
                    self.leaving[self.group[team.group]] += 1
        self.current = np.array(sorted(columns), dtype=np.int64)
        self.missing = total_levels(self.given, on_table).missing
        self.broken = self._broken(on_table) | (self.leaving > 0)

    def _broken(self, teams: tuple[Team, ...]) -> Bools:
        """Return the groups in which a rule is broken, whoever else it is about."""
        found = np.zeros(self.problem.group_count, dtype=np.bool_)
        for one in violations(self.given, teams):
            sitting = {team.group for team in teams for _, name in team.seats if name in one.inspectors}
            for group in sitting | ({one.group} if one.group else set()):
                found[self.group[group]] = True
        return found

    def bound(self, fingerprint: str) -> tuple[int, Certificate]:
        """Return what no composition of the round goes below, and the certificate for that."""
        duals, lazy = self.relaxed.duals, self.relaxed.lazy
        lower = bound_of(self.problem, whole_duals(self.problem, duals, lazy), lazy)
        return lower, certificate_of(self.problem, duals, lazy, fingerprint)

    def swap(self, one: str, other: str) -> Repair:
        """Let two people change places, and mend what that breaks."""
        return self.repair(exchange(self.before, one, other))

    def repair(self, wishes: Wishes, seconds: float | None = None) -> Repair:
        """Return the composition with the fewest moves that meets the wishes.

        Raise WishUnlawful, WishesImpossible where they cannot be met together, RepairUnfound for want of time.
        """
        begun, clock = time.monotonic(), Clock(seconds)
        refuse_unlawful(self.given, wishes)
        allowed = self._allowed(wishes)
        pinned = np.array([self.person[pin.inspector] for pin in wishes.pin], dtype=np.int64)
        least, affected = self._least_moves(allowed, wishes)
        best = self._mended(self._near(allowed, affected), pinned, clock)
        if best is None or moved(best, self.current) > least or self._missing(best) > self.missing:
            best = self._widened(allowed, pinned, best, clock)
        if moved(best, self.current) > least:
            every = np.nonzero(allowed)[0]
            surest = fewest(self.problem, every, best, self.current, pinned, self._missing(best), clock)
            best, least = surest.columns, max(least, surest.least)
        return self._told(best, least, time.monotonic() - begun)

    def _told(self, best: Ints, least: int, seconds: float) -> Repair:
        teams = teams_of(self.problem, best)
        levels = total_levels(self.given, teams)
        after = self.places(best)
        moves = tuple(Move(one, self.before.get(one), at) for one, at in after.items() if self.before.get(one) != at)
        left = tuple(Move(one, at, None) for one, at in self.before.items() if one not in after)
        cost, proven = levels.cost(self.given.weights), len(moves) <= least
        return Repair(teams, levels, cost, moves, left, min(least, len(moves)), proven, seconds)

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

    def _allowed(self, wishes: Wishes) -> Bools:
        """Return the columns that the wishes leave."""
        triples = self.problem.triples
        allowed = np.ones(len(triples), dtype=np.bool_)
        for name in wishes.drop:
            allowed[triples.person == self.person[name]] = False
        for name, group in wishes.forbid:
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
        out = groups[self.current[~allowed[self.current]]]
        leaving = self.leaving + np.bincount(out, minlength=self.problem.group_count)
        coming = np.zeros(self.problem.group_count, dtype=np.int64)
        affected = (leaving > 0) | self.broken
        for pin in wishes.pin:
            where, seat = self.before.get(pin.inspector, (None, None))
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

    def _widened(self, allowed: Bools, pinned: Ints, best: Ints | None, clock: Clock) -> Ints:
        """Return the best of a wider choice, `best` where time ends before; raise WishesImpossible or RepairUnfound.

        Whether the pins can be met together is a question of their own seats alone, and all of those are in it.
        """
        try:
            wider = self._mended(self._wide(allowed, pinned, best, clock), pinned, clock)
        except NoChoice:
            wider = None
        except (OutOfTime, RepairUnfound):
            if best is None:
                raise RepairUnfound from None
            return best
        if wider is None:
            raise WishesImpossible
        return wider

    def _wide(self, allowed: Bools, pinned: Ints, best: Ints | None, clock: Clock) -> Ints:
        """Return the columns that the relaxation of this very repair finds worth a look, and those in use."""
        every = np.nonzero(allowed)[0]
        mending = mending_of(self.problem, every, self.current, pinned)
        known = np.isin(every, self.current) | np.isin(mending.triples.person, pinned)
        if best is not None:
            known |= np.isin(every, best)
        relaxed = Relaxation(mending, np.nonzero(known)[0]).solve(clock)
        kept = known | (relaxed.reduced <= NEAR)
        kept[np.fromiter(relaxed.used, dtype=np.int64)] = True
        return every[kept]

    def _mended(self, columns: Ints, pinned: Ints, clock: Clock) -> Ints | None:
        """Return the cheapest choice, a move weighing more than anything but what must be there; None where none is."""
        moving = ~np.isin(columns, self.current)
        choice = Choice(self.problem, columns, extra=moving * self.given.weights.move, musts=pinned)
        try:
            answer = choice.solve(clock, None, ignore)
        except NoChoice:
            return None
        if answer is None:
            raise RepairUnfound
        return np.sort(answer.columns)

    def _missing(self, columns: Ints) -> int:
        return total_levels(self.given, teams_of(self.problem, columns)).missing


def exchange(places: dict[str, Place], one: str, other: str) -> Wishes:
    """Return the wishes of two who change places; who takes the seat of somebody that sits nowhere leaves it."""
    pairs = ((one, other), (other, one))
    pins = tuple(Pin(who, *places[whose]) for who, whose in pairs if whose in places)
    return Wishes(drop=tuple(who for who, whose in pairs if whose not in places), pin=pins)
