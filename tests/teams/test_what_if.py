"""A composition is mended with the fewest moves: someone falls ill, is pinned, forbidden, changes places."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from bihuan.domain.eligibility import Seat
from bihuan.domain.pool import Round
from bihuan.domain.staffing import Claim, check, violations
from bihuan.domain.staffing_cost import Team, total_levels
from bihuan.domain.staffing_wishes import Pin, Wishes
from bihuan.teams.solving import solve
from bihuan.teams.whatif import Session
from bihuan.teams.wishes import Move, Repair, WishesImpossible, WishUnlawful
from tests.teams.small import TEAMS, compositions, document, person, random_document, round_of, spoilt


def given_round(*more: dict[str, Any]) -> Round:
    given = document()
    given["inspectors"] += [person("spare_f"), person("spare_m", sex="m"), *more]
    return round_of(given)


def places(teams: tuple[Team, ...]) -> dict[str, tuple[str, Seat]]:
    return {name: (team.group, seat) for team in teams for seat, name in team.seats}


def test_who_falls_ill_is_replaced_by_one_and_nobody_else_moves() -> None:
    given = given_round()
    repair = Session(given, TEAMS).repair(Wishes(drop=("mem3",)))
    assert repair.moves == (Move("near", None, ("g1", Seat.MEMBER)),), "who lives there is the cheapest"
    assert repair.left == (Move("mem3", ("g1", Seat.MEMBER), None),)
    assert (repair.least_moves, repair.proven) == (1, True)
    assert violations(given, repair.teams) == ()
    assert total_levels(given, repair.teams).cost(given.weights) == repair.cost


def test_a_leader_who_falls_ill_is_followed_by_whoever_may_lead() -> None:
    given = given_round(person("lead3", unit="u9", may_lead=True, specialities=["discipline"], key_post=True))
    repair = Session(given, TEAMS).repair(Wishes(drop=("lead1",)))
    assert repair.teams[0].leader == "lead3"
    assert repair.proven


def test_a_replacement_that_takes_a_cap_costs_a_second_move_and_two_are_proven_the_fewest() -> None:
    given = given_round(person("lead3", unit="u2", may_lead=True, specialities=["discipline"], key_post=True))
    repair = Session(given, TEAMS).repair(Wishes(drop=("lead1",)))
    assert repair.teams[0].leader == "lead3"
    assert (len(repair.moves), repair.least_moves, repair.proven) == (2, 2, True)
    assert violations(given, repair.teams) == ()


def test_who_is_pinned_sits_there_and_his_seat_is_filled_again() -> None:
    repair = Session(given_round(), TEAMS).repair(Wishes(pin=(Pin("mem4", "g1"),)))
    assert places(repair.teams)["mem4"][0] == "g1"
    assert (len(repair.moves), repair.least_moves, repair.proven) == (2, 2, True)


def test_who_is_pinned_where_he_sits_moves_nobody() -> None:
    repair = Session(given_round(), TEAMS).repair(Wishes(pin=(Pin("mem3", "g1", Seat.MEMBER),)))
    assert (repair.moves, repair.teams) == ((), TEAMS)


def test_who_is_forbidden_sits_elsewhere_or_nowhere() -> None:
    repair = Session(given_round(), TEAMS).repair(Wishes(forbid=(("mem3", "g1"),)))
    assert places(repair.teams).get("mem3", ("", None))[0] != "g1"
    assert repair.proven


def test_two_who_change_places_change_nothing_else() -> None:
    repair = Session(given_round(), TEAMS).swap("mem3", "mem4")
    assert places(repair.teams)["mem3"] == ("g2", Seat.MEMBER)
    assert places(repair.teams)["mem4"] == ("g1", Seat.MEMBER)
    assert (len(repair.moves), repair.proven) == (2, True)


def test_one_who_sits_nowhere_takes_the_place_of_one_who_sits() -> None:
    repair = Session(given_round(), TEAMS).swap("mem3", "spare_f")
    assert places(repair.teams)["spare_f"] == ("g1", Seat.MEMBER)
    assert "mem3" not in places(repair.teams)


def test_a_repair_that_is_taken_is_what_the_next_one_starts_from() -> None:
    session = Session(given_round(), TEAMS)
    session.take(session.repair(Wishes(drop=("mem3",))).teams)
    assert session.repair(Wishes()).moves == ()


@pytest.mark.parametrize(
    ("wishes", "reason"),
    [
        (Wishes(pin=(Pin("far", "g1"),)), "out_of_reach"),
        (Wishes(pin=(Pin("mem1", "g1", Seat.LEADER),)), "not_authorised"),
        (Wishes(pin=(Pin("mem1", "g1"), Pin("mem1", "g2"))), "pinned_twice"),
        (Wishes(pin=(Pin("lead1", "g1", Seat.LEADER), Pin("lead2", "g1", Seat.LEADER))), "two_in_seat"),
        (Wishes(pin=(Pin("mem1", "g1"),), drop=("mem1",)), "pinned_and_dropped"),
        (Wishes(pin=(Pin("mem1", "g1"),), forbid=(("mem1", "g1"),)), "pinned_and_forbidden"),
        (Wishes(pin=(Pin("nobody", "g1"),)), "unknown"),
        (Wishes(drop=("nobody",)), "unknown"),
        (Wishes(forbid=(("mem1", "g9"),)), "unknown"),
    ],
)
def test_an_unlawful_or_contradictory_wish_is_refused_with_its_reason(wishes: Wishes, reason: str) -> None:
    with pytest.raises(WishUnlawful, match=reason):
        Session(given_round(), TEAMS).repair(wishes)


def moves_between(before: tuple[Team, ...], after: tuple[Team, ...]) -> int:
    old = places(before)
    return sum(old.get(name) != place for name, place in places(after).items())


def assert_fewest(given: Round, before: tuple[Team, ...], gone: str, repair: Repair) -> None:
    """Hold a repair that calls itself proven against every composition there is without who is gone."""
    assert violations(given, repair.teams) == ()
    assert gone not in places(repair.teams)
    full, lacking = [len(team.seats) for team in before], repair.levels.missing
    others = [
        moves_between(before, teams)
        for teams in compositions(given)
        if gone not in places(teams)
        and all(len(team.seats) >= seats for team, seats in zip(teams, full, strict=True))
        and total_levels(given, teams).missing <= lacking
    ]
    assert min(others, default=len(repair.moves)) >= repair.least_moves
    if repair.proven:
        assert len(repair.moves) <= min(others, default=len(repair.moves))


def test_proven_fewest_moves_are_the_fewest_by_brute_force() -> None:
    for seed in range(60):
        given = round_of(random_document(seed))
        teams = solve(given, fingerprint="f").teams
        seated = sorted(places(teams))
        if seated:
            gone = random.Random(seed).choice(seated)
            assert_fewest(given, teams, gone, Session(given, teams).repair(Wishes(drop=(gone,))))


def test_who_may_not_sit_where_he_sits_is_mended_away_like_somebody_ill() -> None:
    given = spoilt(given_round(), "mem3", declared=frozenset({"o1"}))
    repair = Session(given, TEAMS).repair(Wishes())
    assert repair.left == (Move("mem3", ("g1", Seat.MEMBER), None),)
    assert (len(repair.moves), repair.least_moves, repair.proven) == (1, 1, True)
    assert violations(given, repair.teams) == ()


def test_teams_that_break_a_rule_together_are_mended() -> None:
    given = given_round()
    crowded = (replace(TEAMS[0], members=("near", "near2")), TEAMS[1])
    assert [one.code for one in violations(given, crowded)] == ["locals"]
    repair = Session(given, crowded).repair(Wishes())
    assert violations(given, repair.teams) == ()
    assert (len(repair.moves), repair.proven) == (1, True)


def test_wishes_that_nobody_can_meet_together_are_refused() -> None:
    wishes = Wishes(pin=(Pin("near", "g1"), Pin("near2", "g1")))
    with pytest.raises(WishesImpossible, match="take one of them back"):
        Session(given_round(), TEAMS).repair(wishes)


def test_the_bound_of_a_session_is_a_certificate_that_the_checker_recomputes() -> None:
    given = given_round()
    lower, certificate = Session(given, TEAMS).bound("f")
    claim = Claim(lower_bound=lower, certificate=certificate)
    assert check(given, TEAMS, claim, "f").violations == ()
    assert lower <= total_levels(given, solve(given, fingerprint="f").teams).cost(given.weights)
