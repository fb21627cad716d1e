"""Conflicts and ways out held against every composition there is, the solver asked nothing."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product

from bihuan.domain.eligibility import NEVER_WAIVED, Rule, Seat, exclusions, is_local, seat_exclusions
from bihuan.domain.pool import Group, Inspector, Round
from bihuan.domain.staffing import violations
from bihuan.domain.staffing_cost import Team, total_levels
from bihuan.teams.conflict import Conflict, conflict_of
from bihuan.teams.waiving import cheapest_way_out
from tests.teams.small import random_document, round_of, teams_from

SEEDS = range(60)
Place = tuple[str, Seat, str]


def small_rounds() -> Iterator[tuple[int, Round]]:
    """Yield random rounds of few people, each of which could have up to seven places."""
    for seed in SEEDS:
        document = random_document(seed)
        if len(document["inspectors"]) <= 4:
            yield seed, round_of(document)


def places(one: Inspector, given: Round, waived: frozenset[Rule]) -> Iterator[Place | None]:
    """Yield where somebody could sit if some rules were waived; in no seat that he is not fit for."""
    yield None
    for group in given.groups:
        for seat in Seat:
            kept_out = set(exclusions(one, group, given)) - waived
            if not kept_out and not seat_exclusions(one, group, seat, given):
                yield group.id, seat, one.id


def assignments(given: Round, waived: frozenset[Rule]) -> Iterator[tuple[Place, ...]]:
    for chosen in product(*[list(places(one, given, waived)) for one in given.inspectors]):
        yield tuple(place for place in chosen if place is not None)


def holds(row: str, given: Round, seated: tuple[Place, ...]) -> bool:
    """True where a row is met, read from its name as domain/staffing_rows.py writes it."""
    family, *parts = row.split("/")
    who = given.inspector_by_id
    if family in ("unit_cap", "county_cap"):
        caps = given.unit_caps if family == "unit_cap" else given.county_caps
        attribute = "unit" if family == "unit_cap" else "county"
        return sum(getattr(who[name], attribute) == parts[0] for _, _, name in seated) <= caps[parts[0]]
    group: Group = given.group_by_id[parts[-1] if family == "kin_pair" else parts[0]]
    here = [(seat, who[name]) for at, seat, name in seated if at == group.id]
    people = [person for _, person in here]
    if family in ("leader", "deputy"):
        return sum(seat.value == family for seat, _ in here) == 1
    if family == "require":
        need = group.require[int(parts[1])]
        return sum(not need.any.isdisjoint(person.specialities) for person in people) >= need.least
    answers = {
        "size": len(people) == group.size,
        "women": sum(person.sex == "f" for person in people) >= given.terms.women_least,
        "men": sum(person.sex == "m" for person in people) >= given.terms.men_least,
        "locals": sum(is_local(person, group) for person in people) <= given.terms.locals_most,
        "previous_team": sum(person.previous_team == parts[-1] for person in people)
        <= given.most_of_previous_team(group),
        "kin_pair": len({person.id for person in people} & set(parts[:2])) <= 1,
    }
    return answers[family]


def can_be(given: Round, rules: frozenset[Rule], rows: tuple[str, ...]) -> bool:
    """True where somebody can be found for all these rows while these rules, and those never waived, are in force."""
    waived = frozenset(Rule) - NEVER_WAIVED - rules
    return any(all(holds(row, given, seated) for row in rows) for seated in assignments(given, waived))


@cache
def conflicts() -> list[tuple[int, Round, Conflict]]:
    found = [(seed, given, conflict_of(given)) for seed, given in small_rounds()]
    return [(seed, given, conflict) for seed, given, conflict in found if conflict is not None]


def test_what_is_called_a_conflict_cannot_be_met_and_without_any_one_of_it_can() -> None:
    assert len(conflicts()) > 20
    for seed, given, conflict in conflicts():
        rules = frozenset(conflict.rules)
        assert not can_be(given, rules, conflict.rows), seed
        for row in conflict.rows:
            assert can_be(given, rules, tuple(one for one in conflict.rows if one != row)), (seed, row)
        for rule in rules:
            assert can_be(given, rules - {rule}, conflict.rows), (seed, rule)


def test_no_conflict_and_no_way_out_names_a_rule_that_is_never_waived() -> None:
    for seed, given, conflict in conflicts():
        assert not set(conflict.rules) & NEVER_WAIVED, seed
        for one in cheapest_way_out(given).waivers:
            person, group = given.inspector_by_id[one.inspector], given.group_by_id[one.group]
            assert set(one.rules) == set(exclusions(person, group, given)), "every rule that stands in the way is told"
            assert not set(one.rules) & NEVER_WAIVED, seed
            assert not seat_exclusions(person, group, Seat(one.role), given), seed


def price(given: Round, teams: tuple[Team, ...]) -> int | None:
    """Return what a composition asks to be waived and lacks; None where it breaks what nobody may waive."""
    broken = [one.code for one in violations(given, teams)]
    if set(broken) - {rule.value for rule in set(Rule) - NEVER_WAIVED}:
        return None
    waived = sum(
        len(exclusions(given.inspector_by_id[name], given.group_by_id[team.group], given))
        for team in teams
        for _, name in team.seats
    )
    weights = given.weights
    return weights.waived_rule * waived + weights.waived_missing * total_levels(given, teams).missing


def test_a_way_out_that_is_proven_cheapest_is_the_cheapest_there_is() -> None:
    for seed, given, _conflict in conflicts():
        way_out = cheapest_way_out(given)
        assert way_out.proven, seed
        rules = sum(len(one.rules) for one in way_out.waivers)
        least = []
        for seated in assignments(given, frozenset(Rule) - NEVER_WAIVED):
            teams = teams_from(given, seated)
            found = None if teams is None else price(given, teams)
            if found is not None:
                least.append(found)
        weights = given.weights
        lacking = min(least) - weights.waived_rule * rules
        assert lacking >= 0, seed
        assert lacking % weights.waived_missing == 0, seed
        assert (lacking > 0) == bool(way_out.lacking), seed
