"""Whether a composition holds, recomputed from the round itself.

Judges the solver's teams and hand-made ones alike, and knows nothing of the solver: cost (staffing_cost.py), every rule
(who may sit where: eligibility.py) and, from the certificate's duals, the lower bound (staffing_bound.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bihuan.domain.eligibility import Rule, exclusions, is_local, seat_exclusions
from bihuan.domain.pool import Group, Round
from bihuan.domain.staffing_bound import bound, strange_rows
from bihuan.domain.staffing_cost import Levels, Team, known_part, previous_teams, total_levels
from bihuan.domain.staffing_wishes import Wishes


@dataclass(frozen=True)
class Violation:
    """A rule that a composition breaks, where, and by whom."""

    code: str
    group: str | None
    inspectors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Certificate:
    """Duals by row name, `scale` times their value; the bound follows from them by arithmetic alone."""

    instance: str
    scale: int
    duals: Mapping[str, int]


@dataclass(frozen=True)
class Under:
    """What is claimed of teams that keep to wishes: that they do, and that none that do cost less than the bound."""

    wishes: Wishes
    lower_bound: int
    proven: bool
    certificate: Certificate


@dataclass(frozen=True)
class Claim:
    """What a solution says of itself; a hand-made one says nothing."""

    cost: int | None = None
    lower_bound: int | None = None
    proven: bool = False
    levels: Levels | None = None
    certificate: Certificate | None = None
    under: Under | None = None


@dataclass(frozen=True)
class Judgement:
    """The answer of `check`: valid where nothing is violated."""

    cost: int
    lower_bound: int
    levels: Levels
    violations: tuple[Violation, ...] = field(default=())

    @property
    def valid(self) -> bool:
        return not self.violations


def violations(given: Round, teams: Sequence[Team]) -> tuple[Violation, ...]:
    """Return every rule a composition breaks, group by group, then those of the whole round."""
    known_teams = [known_part(team, given) for team in teams if team.group in given.group_by_id]
    found = [*_unknown(given, teams)]
    for team in known_teams:
        group = given.group_by_id[team.group]
        found += [*_excluded(team, group, given), *_misseated(team, group, given), *_crowded(team, group, given)]
    return (*found, *_in_two_groups(known_teams), *_over_caps(given, known_teams))


def _unknown(given: Round, teams: Sequence[Team]) -> Iterator[Violation]:
    for team in teams:
        strangers = tuple(name for _, name in team.seats if name not in given.inspector_by_id)
        if strangers or team.group not in given.group_by_id:
            yield Violation("unknown", team.group, strangers)


def _excluded(team: Team, group: Group, given: Round) -> Iterator[Violation]:
    reasons = {name: exclusions(given.inspector_by_id[name], group, given) for _, name in team.seats}
    for rule in Rule:
        excluded = tuple(name for name, rules in reasons.items() if rule in rules)
        if excluded:
            yield Violation(rule.value, group.id, excluded)


def _misseated(team: Team, group: Group, given: Round) -> Iterator[Violation]:
    for seat, name in team.seats:
        if seat_exclusions(given.inspector_by_id[name], group, seat, given):
            yield Violation(seat.value, group.id, (name,))


def _crowded(team: Team, group: Group, given: Round) -> Iterator[Violation]:
    people = [given.inspector_by_id[name] for name in dict.fromkeys(name for _, name in team.seats)]
    there = {person.id for person in people}
    if len(people) > group.size:
        yield Violation("size", group.id, tuple(person.id for person in people))
    local = tuple(person.id for person in people if is_local(person, group))
    if len(local) > given.terms.locals_most:
        yield Violation("locals", group.id, local)
    for pair in given.kin_pairs:
        if there.issuperset(pair):
            yield Violation("kin_pair", group.id, pair)
    for previous, count in previous_teams(people).items():
        if count > given.most_of_previous_team(group):
            together = tuple(person.id for person in people if person.previous_team == previous)
            yield Violation("previous_team", group.id, together)


def _in_two_groups(teams: Sequence[Team]) -> Iterator[Violation]:
    places: dict[str, list[str]] = {}
    for team in teams:
        for _, name in team.seats:
            places.setdefault(name, []).append(team.group)
    for name, groups in places.items():
        if len(groups) > 1:
            yield Violation("two_groups", groups[-1], (name,))


def _over_caps(given: Round, teams: Sequence[Team]) -> Iterator[Violation]:
    named = dict.fromkeys(name for team in teams for _, name in team.seats)
    people = [given.inspector_by_id[name] for name in named]
    for unit, cap in given.unit_caps.items():
        drawn = tuple(person.id for person in people if person.unit == unit)
        if len(drawn) > cap:
            yield Violation("unit_cap", None, drawn)
    for county, cap in given.county_caps.items():
        drawn = tuple(person.id for person in people if person.county == county)
        if len(drawn) > cap:
            yield Violation("county_cap", None, drawn)


def check(given: Round, teams: Sequence[Team], claim: Claim, fingerprint: str) -> Judgement:
    """Judge a composition and what it says of itself; `fingerprint` is the sha256 of the round's file."""
    levels = total_levels(given, [team for team in teams if team.group in given.group_by_id])
    cost = levels.cost(given.weights)
    found = [*violations(given, teams)]
    if claim.cost not in (None, cost) or claim.levels not in (None, levels):
        found.append(Violation("cost_claimed", None))
    certificate = claim.certificate or Certificate(fingerprint, 1, {})
    lower = bound(given, certificate.duals, certificate.scale)
    if claim.lower_bound not in (None, lower) or is_foreign(certificate, given, fingerprint):
        found.append(Violation("bound_claimed", None))
    if claim.under is not None:
        found += judged_under(given, teams, claim.under, fingerprint)
    return Judgement(cost, lower, levels, tuple(found))


def is_foreign(certificate: Certificate, given: Round, fingerprint: str) -> bool:
    """True for a certificate of another round, or with rows that this one does not have."""
    return certificate.instance != fingerprint or bool(strange_rows(given, certificate.duals))


def judged_under(given: Round, teams: Sequence[Team], under: Under, fingerprint: str) -> Iterator[Violation]:
    """Yield every wish that is not kept, and a bound under the wishes that does not follow from its certificate."""
    for group, name in under.wishes.broken_by(teams):
        yield Violation("wish", group, (name,))
    certificate = under.certificate
    lower = bound(given, certificate.duals, certificate.scale, under.wishes)
    if under.lower_bound != lower or is_foreign(certificate, given, fingerprint):
        yield Violation("bound_claimed", None)
