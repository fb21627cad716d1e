"""A composition that holds: spoil one thing, expect exactly one named violation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from tests.teams.small import TEAMS, WEIGHTS, document, round_of, spoilt

from bihuan.domain.eligibility import NEVER_WAIVED, WAIVABLE, Rule, Seat, SeatRule
from bihuan.domain.glossary import FAMILIES
from bihuan.domain.pool import Need, Round
from bihuan.domain.staffing import Certificate, Claim, Violation, check
from bihuan.domain.staffing_bound import bound
from bihuan.domain.staffing_cost import Levels, Team, total_levels
from bihuan.domain.staffing_rows import row_name, rows

Teams = tuple[Team, ...]
Spoiler = Callable[[Round, Teams], tuple[Round, Teams]]


@pytest.fixture
def given() -> Round:
    return round_of(document())


def person(name: str, **facts: Any) -> Spoiler:
    return lambda given, teams: (spoilt(given, name, **facts), teams)


def terms(**facts: Any) -> Spoiler:
    return lambda given, teams: (replace(given, terms=replace(given.terms, **facts)), teams)


def seats(number: int, **facts: Any) -> Spoiler:
    def spoil(given: Round, teams: Teams) -> tuple[Round, Teams]:
        return given, tuple(replace(one, **facts) if at == number else one for at, one in enumerate(teams))

    return spoil


def both(*spoilers: Spoiler) -> Spoiler:
    def spoil(given: Round, teams: Teams) -> tuple[Round, Teams]:
        for one in spoilers:
            given, teams = one(given, teams)
        return given, teams

    return spoil


HEALTH = frozenset({("c1", "health")})
SPOILERS: dict[str, tuple[Spoiler, Violation]] = {
    "works in the organization": (
        both(person("mem3", county="c1", sector="health")),
        Violation("current_employer", "g1", ("mem3",)),
    ),
    "worked there": (person("mem3", former=HEALTH), Violation("former_employer", "g1", ("mem3",))),
    "comes from there": (person("mem3", hometown="c1"), Violation("hometown", "g1", ("mem3",))),
    "has relatives there": (person("mem3", kin=HEALTH), Violation("kin_in_organization", "g1", ("mem3",))),
    "declared an interest": (person("mem3", declared=frozenset({"o1"})), Violation("declared", "g1", ("mem3",))),
    "inspected it": (person("mem3", inspected=frozenset({"o1"})), Violation("inspected_before", "g1", ("mem3",))),
    "is not cleared": (person("mem3", cleared=False), Violation("not_cleared", "g1", ("mem3",))),
    "is not available": (person("mem3", available=False), Violation("unavailable", "g1", ("mem3",))),
    "lives too far": (person("mem3", county="c3"), Violation("out_of_reach", "g1", ("mem3",))),
    "would be away too long": (person("mem3", days_away=181), Violation("days_away", "g1", ("mem3",))),
    "may not lead": (person("lead1", may_lead=False), Violation("leader", "g1", ("lead1",))),
    "leads below the level": (person("lead1", level=1), Violation("leader", "g1", ("lead1",))),
    "led it before": (person("lead1", led=frozenset({"o1"})), Violation("leader", "g1", ("lead1",))),
    "leads where he works": (person("lead1", county="c1"), Violation("leader", "g1", ("lead1",))),
    "may not deputise": (person("dep1", may_deputise=False), Violation("deputy", "g1", ("dep1",))),
    "deputises two levels below": (person("dep1", level=0), Violation("deputy", "g1", ("dep1",))),
    "deputises where he works": (person("dep1", county="c1"), Violation("deputy", "g1", ("dep1",))),
    "two locals": (seats(0, members=("near", "near2")), Violation("locals", "g1", ("near", "near2"))),
    "too many of a unit": (
        lambda given, teams: (replace(given, unit_caps={"u1": 3}), teams),
        Violation("unit_cap", None, ("lead1", "dep1", "lead2", "dep2")),
    ),
    "too many of a county": (
        lambda given, teams: (replace(given, county_caps={"c2": 7}), teams),
        Violation("county_cap", None, ("lead1", "dep1", "mem1", "mem3", "lead2", "dep2", "mem2", "mem4")),
    ),
    "relatives together": (
        lambda given, teams: (replace(given, kin_pairs=(("mem1", "mem3"),)), teams),
        Violation("kin_pair", "g1", ("mem1", "mem3")),
    ),
    "too many of one previous team": (
        both(person("mem1", previous_team="t1"), person("mem3", previous_team="t1")),
        Violation("previous_team", "g1", ("mem1", "mem3")),
    ),
    "in two groups": (seats(1, members=("mem2", "mem3")), Violation("two_groups", "g2", ("mem3",))),
    "twice in one group": (seats(0, members=("mem1", "mem1")), Violation("two_groups", "g1", ("mem1",))),
    "more than the size": (
        seats(0, members=("mem1", "mem3", "near")),
        Violation("size", "g1", ("lead1", "dep1", "mem1", "mem3", "near")),
    ),
    "somebody unknown": (seats(0, members=("mem1", "nobody")), Violation("unknown", "g1", ("nobody",))),
    "a group unknown": (lambda given, teams: (given, (*teams, Team("g9"))), Violation("unknown", "g9")),
}


def test_teams_that_hold_are_valid_and_cost_what_they_cost(given: Round) -> None:
    judgement = check(given, TEAMS, Claim(), "f")
    assert judgement.violations == ()
    # 35 km there and back / 10 = 7 a person; ((10+20)² − 10²)/100 = 8 in g1, ((10+30)² − 10²)/100 = 15 in g2
    assert judgement.levels == Levels(missing=0, unmet=0, travel=8 * 7, fairness=4 * 8 + 4 * 15, repeats=0)
    assert judgement.cost == 148


@pytest.mark.parametrize("name", SPOILERS)
def test_one_fault_is_exactly_one_named_violation(given: Round, name: str) -> None:
    spoil, violation = SPOILERS[name]
    spoilt_round, teams = spoil(given, TEAMS)
    assert check(spoilt_round, teams, Claim(), "f").violations == (violation,)


def test_every_rule_has_its_spoiler() -> None:
    own = {"leader", "deputy", "locals", "unit_cap", "county_cap", "kin_pair", "previous_team", "two_groups", "size"}
    assert {violation.code for _, violation in SPOILERS.values()} == {*map(str, Rule), *own, "unknown"}


@pytest.mark.parametrize(
    ("spoil", "facts"),
    [
        (person("mem3", county="c1", hometown="c1", sector="market"), "a local from there"),
        (person("mem3", days_away=180), "the last day within the cap"),
        (person("mem4", cleared=False), "no clearance below the level that asks for it"),
        (person("dep1", level=1), "a deputy one level below"),
        (terms(same_previous_team_most=Fraction(1, 2)), "two of four"),
        (person("mem3", declared=frozenset({"o2"}), led=frozenset({"o1"})), "another organization, and no leader"),
    ],
)
def test_what_only_looks_like_a_fault_is_none(given: Round, spoil: Spoiler, facts: str) -> None:
    spoilt_round, teams = spoil(given, TEAMS)
    assert check(spoilt_round, teams, Claim(), "f").violations == (), facts


@pytest.mark.parametrize(
    ("spoil", "levels"),
    [
        (seats(0, members=("mem3",)), Levels(missing=1, travel=-7, fairness=-8)),
        (seats(0, leader=None, members=("mem1", "mem3", "lead1")), Levels(missing=3, unmet=1)),
        (seats(0, deputy=None, members=("mem1", "mem3", "dep1")), Levels(missing=3)),
        (terms(women_least=3), Levels(missing=4)),
        (terms(men_least=4), Levels(missing=8)),
        (person("lead1", key_post=False), Levels(unmet=1)),
        (person("lead1", specialities=frozenset()), Levels(missing=2)),
        (both(person("mem1", previous_team="t"), person("mem3", previous_team="t")), Levels(repeats=1)),
        (person("mem1", hard_to_spare=True), Levels(fairness=WEIGHTS.hard_to_spare)),
        (person("mem1", days_away=11), Levels(fairness=0)),
        (person("mem1", days_away=13), Levels(fairness=1)),
    ],
)
def test_what_is_lacking_or_far_costs_its_level(given: Round, spoil: Spoiler, levels: Levels) -> None:
    before = total_levels(given, TEAMS)
    spoilt_round, teams = spoil(given, TEAMS)
    assert total_levels(spoilt_round, teams) == before + levels


def test_a_preferred_speciality_counts_each_person_who_lacks(given: Round) -> None:
    wanted = replace(given.groups[0], prefer=(Need(frozenset({"law"}), 2),))
    asked = replace(given, groups=(wanted, given.groups[1]))
    assert total_levels(asked, TEAMS).unmet == 2


def test_a_group_without_a_team_lacks_everything(given: Round) -> None:
    # 4 seats, leader and deputy 3 each, two required specialities 2 each, two women and a man 2 each
    assert total_levels(given, TEAMS[1:]).missing == 4 + 3 + 3 + 4 + 4 + 2


def claim(given: Round, **facts: Any) -> Claim:
    duals = {row_name("size", "g1"): 70_000, row_name("one", "mem1"): -5}
    true = Claim(148, bound(given, duals, 10_000), True, total_levels(given, TEAMS), Certificate("f", 10_000, duals))
    return replace(true, **facts)


def test_a_true_claim_holds(given: Round) -> None:
    assert check(given, TEAMS, claim(given), "f").violations == ()


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"cost": 147}, "cost_claimed"),
        ({"levels": Levels(travel=148)}, "cost_claimed"),
        ({"lower_bound": 148}, "bound_claimed"),
        ({"certificate": None}, "bound_claimed"),
        ({"certificate": Certificate("another file", 10_000, {})}, "bound_claimed"),
        ({"certificate": Certificate("f", 10_000, {"size/g1": 300_000})}, "bound_claimed"),
        ({"certificate": Certificate("f", 10_000, {"size/g1": 70_000, "one/mem1": -5, "size/g7": 1})}, "bound_claimed"),
    ],
)
def test_a_false_claim_is_named(given: Round, facts: dict[str, Any], code: str) -> None:
    spoilt_claim = claim(given, **facts)
    assert [one.code for one in check(given, TEAMS, spoilt_claim, "f").violations] == [code]


def test_no_duals_whatever_make_a_bound_above_the_cost(given: Round) -> None:
    import random

    chance = random.Random(7)
    names = [row.name for row in rows(given)]
    for _ in range(300):
        duals = {name: chance.randint(-3_000_000, 3_000_000) for name in chance.sample(names, 12)}
        assert bound(given, duals, 10_000) <= 148


def test_every_rule_and_seat_has_its_words() -> None:
    claims = {"cost_claimed", "bound_claimed"}
    assert set(FAMILIES["staffing"]) == {violation.code for _, violation in SPOILERS.values()} | claims
    assert set(FAMILIES["seat"]) == set(Seat)
    assert set(FAMILIES["seat_rule"]) == set(SeatRule)


def test_kinship_employer_interest_and_clearance_are_never_waived() -> None:
    assert {Rule.CURRENT_EMPLOYER, Rule.KIN_IN_ORGANIZATION, Rule.DECLARED, Rule.NOT_CLEARED} == NEVER_WAIVED
    assert NEVER_WAIVED.isdisjoint(WAIVABLE)
