"""What a composition costs, level by level, in whole numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from bihuan.domain.eligibility import Seat
from bihuan.domain.pool import Group, Inspector, Need, Round, Weights


@dataclass(frozen=True)
class Team:
    """Who sits in a group, by id; a seat may be empty."""

    group: str
    leader: str | None = None
    deputy: str | None = None
    members: tuple[str, ...] = ()

    @property
    def seats(self) -> tuple[tuple[Seat, str], ...]:
        """Every seat that is taken, leader and deputy first."""
        heads = ((Seat.LEADER, self.leader), (Seat.DEPUTY, self.deputy))
        taken = tuple((seat, name) for seat, name in heads if name is not None)
        return (*taken, *((Seat.MEMBER, name) for name in self.members))


@dataclass(frozen=True)
class Levels:
    """What a composition costs, level by level: counts for missing, unmet and repeats, points for the others."""

    missing: int = 0
    unmet: int = 0
    travel: int = 0
    fairness: int = 0
    repeats: int = 0

    def __add__(self, other: Levels) -> Levels:
        return Levels(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Levels)))

    def cost(self, weights: Weights) -> int:
        """Return the whole cost."""
        counted = weights.missing * self.missing + weights.unmet * self.unmet + weights.repeat * self.repeats
        return counted + self.travel + self.fairness


def gap_of(cost: int, lower_bound: int) -> float | None:
    """Return by how much a cost may be above the best possible one, as a share of it; None where no bound tells.

    The best costs the bound at least, so what is above the bound is told as a share of the bound: never too little.
    """
    return (cost - lower_bound) / lower_bound if lower_bound > 0 else None


def travel(inspector: Inspector, group: Group, given: Round) -> int:
    """Return the points of somebody's journeys: there and back for each organization."""
    km = given.km(inspector.county, group.county) * given.weights.journeys * len(group.organizations)
    return km // given.weights.km_a_point


def fairness(inspector: Inspector, group: Group, given: Round) -> int:
    """Return the points of the load added: the more days somebody was away, the dearer another one."""
    before, after = inspector.days_away, inspector.days_away + group.days
    load = (after * after - before * before) // given.weights.load_a_point
    return load + (given.weights.hard_to_spare if inspector.hard_to_spare else 0)


def shortfall(need: Need, people: Sequence[Inspector]) -> int:
    """Return how many people of a speciality are lacking."""
    return max(0, need.least - sum(not need.any.isdisjoint(person.specialities) for person in people))


def lacking_of_sex(sex: str, least: int, people: Sequence[Inspector]) -> int:
    return max(0, least - sum(person.sex == sex for person in people))


def missing_in(team: Team, group: Group, people: Sequence[Inspector], given: Round) -> int:
    """Return what a group lacks that it must have, weighed against a vacant seat."""
    weights, terms = given.weights, given.terms
    sexes = lacking_of_sex("f", terms.women_least, people) + lacking_of_sex("m", terms.men_least, people)
    return (
        weights.seat * max(0, group.size - len(people))
        + weights.leader * (team.leader is None)
        + weights.deputy * (team.deputy is None)
        + weights.required * sum(shortfall(need, people) for need in group.require)
        + weights.woman_or_man * sexes
    )


def repeats_in(people: Iterable[Inspector]) -> int:
    """Return how many sit together again with people of their previous team."""
    return sum(count - 1 for count in previous_teams(people).values())


def previous_teams(people: Iterable[Inspector]) -> Counter[str]:
    return Counter(person.previous_team for person in people if person.previous_team is not None)


def levels_of(team: Team, given: Round) -> Levels:
    """Return what one team costs; people the round does not know count for nothing."""
    group = given.group_by_id[team.group]
    known = given.inspector_by_id
    team = known_part(team, given)
    people = [known[name] for name in dict.fromkeys(name for _, name in team.seats)]
    heads = [known[name] for name in (team.leader, team.deputy) if name is not None]
    unmet = sum(shortfall(need, people) for need in group.prefer)
    return Levels(
        missing=missing_in(team, group, people, given),
        unmet=unmet + (not any(head.key_post for head in heads)),
        travel=sum(travel(person, group, given) for person in people),
        fairness=sum(fairness(person, group, given) for person in people),
        repeats=repeats_in(people),
    )


def known_part(team: Team, given: Round) -> Team:
    """Return a team without those whom the round does not know."""
    known = given.inspector_by_id
    leader = team.leader if team.leader in known else None
    deputy = team.deputy if team.deputy in known else None
    return Team(team.group, leader, deputy, tuple(name for name in team.members if name in known))


def total_levels(given: Round, teams: Iterable[Team]) -> Levels:
    """Return what a whole composition costs; a group without a team lacks everything."""
    of_group = {team.group: team for team in teams}
    levels = Levels()
    for group in given.groups:
        levels += levels_of(of_group.get(group.id, Team(group.id)), given)
    return levels
