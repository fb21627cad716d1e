"""The lower bound that follows from a certificate, in whole numbers, from the round itself.

Weak duality: for any duals whose signs the rows allow, no composition costs less than the sum of dual × side over the
rows plus, over the columns, whatever a column would still save (its reduced cost where that is negative, as often as
the column may be taken). Bad duals make the bound weak, never wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from bihuan.domain.eligibility import Seat, is_local, may_have
from bihuan.domain.pool import Group, Inspector, Round
from bihuan.domain.staffing_cost import fairness, travel
from bihuan.domain.staffing_rows import Row, Sense, previous_teams_of, row_name, rows
from bihuan.domain.staffing_wishes import Wishes

Duals = Mapping[str, int]
NOTHING_ASKED = Wishes()


def strange_rows(given: Round, duals: Duals) -> frozenset[str]:
    """Return the names in a certificate that are no rows of this round."""
    return frozenset(duals) - {row.name for row in rows(given)} if duals else frozenset()


def bound(given: Round, duals: Duals, scale: int, wishes: Wishes = NOTHING_ASKED) -> int:
    """Return the cost below which no composition can be that keeps to the wishes, rounded up."""
    used = [(row, row.lawful(duals[row.name])) for row in rows_under(given, wishes) if row.name in duals]
    sides = sum(row.side * dual for row, dual in used)
    prices = Prices(given, {row.name: dual for row, dual in used}, scale, wishes)
    saved = sum(prices.lacks(group) + prices.seats(group) for group in given.groups)
    return -(-(sides + saved) // scale)


def rows_under(given: Round, wishes: Wishes) -> Iterator[Row]:
    """Yield every row of a round; whoever is pinned sits exactly once."""
    sitting = {row_name("one", name) for name in wishes.pinned}
    for row in rows(given):
        yield Row(row.name, Sense.EXACTLY, row.side) if row.name in sitting else row


class Prices:
    """What columns still save under the duals of a certificate, group by group."""

    def __init__(self, given: Round, duals: Duals, scale: int, wishes: Wishes = NOTHING_ASKED) -> None:
        self.given, self.duals, self.scale, self.wishes = given, duals, scale, wishes
        self.teams = previous_teams_of(given)

    def dual(self, family: str, *parts: str | int) -> int:
        return self.duals.get(row_name(family, *parts), 0)

    def lacks(self, group: Group) -> int:
        """Return what filling a group's rows up with lacks and repeats would still save."""
        return sum(most * min(0, self.scale * cost - dual) for cost, dual, most in self._fillings(group))

    def _fillings(self, group: Group) -> Iterator[tuple[int, int, int]]:
        """Yield cost, dual and most of each column that fills a row up."""
        weights, terms = self.given.weights, self.given.terms
        must = weights.missing
        yield must * weights.seat, self.dual("size", group.id), group.size
        yield must * weights.leader, self.dual("leader", group.id), 1
        yield must * weights.deputy, self.dual("deputy", group.id), 1
        for number, need in enumerate(group.require):
            yield must * weights.required, self.dual("require", group.id, number), need.least
        for number, need in enumerate(group.prefer):
            yield weights.unmet, self.dual("prefer", group.id, number), need.least
        yield must * weights.woman_or_man, self.dual("women", group.id), terms.women_least
        yield must * weights.woman_or_man, self.dual("men", group.id), terms.men_least
        yield weights.unmet, self.dual("stability", group.id), 1
        again = self.given.most_of_previous_team(group) - 1
        for team in self.teams:
            yield weights.repeat, -self.dual("previous_team", group.id, team), again

    def seats(self, group: Group) -> int:
        """Return what seats of a group would still save. Who may have a seat is asked only where one would."""
        stability = self.dual("stability", group.id)
        heads = {Seat.LEADER: self.dual("leader", group.id), Seat.DEPUTY: self.dual("deputy", group.id)}
        saved = 0
        for inspector, price in self._members(group):
            if price < 0 and self.may_have(inspector, group, Seat.MEMBER):
                saved += price
            for seat, own in heads.items():
                reduced = price - own - (stability if inspector.key_post else 0)
                if reduced < 0 and self.may_have(inspector, group, seat):
                    saved += reduced
        return saved

    def may_have(self, inspector: Inspector, group: Group, seat: Seat) -> bool:
        return may_have(inspector, group, seat, self.given) and self.wishes.leave(inspector.id, group.id, seat)

    def _members(self, group: Group) -> Iterator[tuple[Inspector, int]]:
        """Yield everybody within reach with the reduced cost of an ordinary seat."""
        local, kin = self.dual("locals", group.id), self._kin(group)
        likes = {key: self._likes(group, *key) for key in self._kinds}
        met = {team: self.dual("previous_team", group.id, team) for team in self.teams}
        for county, people in self._by_county.items():
            if self.given.km(county, group.county) > self.given.terms.reach_km:
                continue
            for inspector in people:
                cost = travel(inspector, group, self.given) + fairness(inspector, group, self.given)
                counted = self._own[inspector.id] + likes[inspector.sex, inspector.specialities]
                counted += met.get(inspector.previous_team or "", 0) + kin.get(inspector.id, 0)
                there = local if is_local(inspector, group) else 0
                yield inspector, self.scale * cost - counted - there

    def _likes(self, group: Group, sex: str, specialities: frozenset[str]) -> int:
        """Return the duals that somebody of this sex and these specialities counts in."""
        total = self.dual("size", group.id) + self.dual("women" if sex == "f" else "men", group.id)
        for family, needs in (("require", group.require), ("prefer", group.prefer)):
            for number, need in enumerate(needs):
                if not need.any.isdisjoint(specialities):
                    total += self.dual(family, group.id, number)
        return total

    def _kin(self, group: Group) -> Mapping[str, int]:
        total: dict[str, int] = defaultdict(int)
        for pair in self.given.kin_pairs:
            dual = self.dual("kin_pair", *pair, group.id)
            for name in pair:
                total[name] += dual
        return total

    @cached_property
    def _kinds(self) -> frozenset[tuple[str, frozenset[str]]]:
        return frozenset((person.sex, person.specialities) for person in self.given.inspectors)

    @cached_property
    def _by_county(self) -> Mapping[str, list[Inspector]]:
        found: dict[str, list[Inspector]] = defaultdict(list)
        for person in self.given.inspectors:
            found[person.county].append(person)
        return found

    @cached_property
    def _own(self) -> Mapping[str, int]:
        return {
            person.id: self.dual("one", person.id)
            + self.dual("unit_cap", person.unit)
            + self.dual("county_cap", person.county)
            for person in self.given.inspectors
        }
