"""The proof that no repair has fewer moves: by duals over every lawful seat, held against brute force."""

from __future__ import annotations

import random

import numpy as np

from bihuan.domain.pool import Round
from bihuan.domain.staffing import violations
from bihuan.domain.staffing_cost import Team, total_levels
from bihuan.domain.staffing_wishes import Pin, Wishes
from bihuan.teams.eligibility import Ints
from bihuan.teams.fewest import Fewest, fewest, moved
from bihuan.teams.solving import solve, teams_of
from bihuan.teams.stopping import Clock
from bihuan.teams.whatif import Session
from bihuan.teams.wishes import WishesImpossible, WishUnlawful
from tests.teams.small import TEAMS, compositions, document, person, random_document, round_of

NOBODY = np.zeros(0, dtype=np.int64)


def places(teams: tuple[Team, ...]) -> dict[str, tuple[str, str]]:
    return {name: (team.group, seat.value) for team in teams for seat, name in team.seats}


def session() -> Session:
    given = document()
    given["inspectors"] += [person("spare_f"), person("spare_m", sex="m")]
    return Session(round_of(given), TEAMS)


def without(open_one: Session, name: str) -> Ints:
    gone = open_one.person[name]
    return np.nonzero(open_one.problem.triples.person != gone)[0]


def clumsy(open_one: Session) -> Ints:
    """Return a lawful repair for whoever lacks mem3 that also lets two others change places for nothing."""
    teams = (Team("g1", "lead2", "dep1", ("mem1", "mem4")), Team("g2", "lead1", "dep2", ("mem2", "spare_f")))
    assert violations(open_one.given, teams) == ()
    return Session(open_one.given, teams).current


def test_a_clumsy_repair_is_bettered_to_the_fewest_moves_there_are() -> None:
    one = session()
    start = clumsy(one)
    assert moved(start, one.current) == len(("lead1", "lead2", "mem4", "spare_f"))
    found = fewest(one.problem, without(one, "mem3"), start, one.current, NOBODY, 0, Clock(None))
    assert (moved(found.columns, one.current), found.least) == (1, 1)
    assert violations(one.given, teams_of(one.problem, found.columns)) == ()


def test_of_the_repairs_with_the_fewest_moves_the_cheapest_is_taken() -> None:
    one = session()
    found = fewest(one.problem, without(one, "mem3"), clumsy(one), one.current, NOBODY, 0, Clock(None))
    came = set(places(teams_of(one.problem, found.columns))) - set(places(TEAMS))
    assert came == {"near"}, "who lives there is the cheapest"


def test_out_of_time_what_is_known_stays_and_the_bound_is_said_as_far_as_it_is_proven() -> None:
    one = session()
    start = clumsy(one)
    found = fewest(one.problem, without(one, "mem3"), start, one.current, NOBODY, 0, Clock(0))
    assert found == Fewest(start, found.least)
    assert 0 <= found.least <= 1


def wish_for(given: Round, teams: tuple[Team, ...], seed: int) -> Wishes:
    """Return a pin somewhere else, and somebody who falls ill."""
    chance = random.Random(seed)
    pinned, gone = chance.sample([one.id for one in given.inspectors], 2)
    return Wishes(drop=(gone,), pin=(Pin(pinned, chance.choice(given.groups).id),))


def meets(teams: tuple[Team, ...], wishes: Wishes) -> bool:
    there = places(teams)
    here = all(there.get(pin.inspector, ("", ""))[0] == pin.group for pin in wishes.pin)
    return here and not any(gone in there for gone in wishes.drop)


def assert_no_fewer(given: Round, before: tuple[Team, ...], wishes: Wishes) -> bool:
    """Hold the moves of a repair under a pin against every composition there is; return whether it was proven."""
    repair = Session(given, before).repair(wishes)
    assert violations(given, repair.teams) == ()
    assert meets(repair.teams, wishes)
    old = places(before)
    fewest_of_all = min(
        sum(old.get(name) != place for name, place in places(teams).items())
        for teams in compositions(given)
        if meets(teams, wishes) and total_levels(given, teams).missing <= repair.levels.missing
    )
    full = [len(team.seats) for team in before]
    as_full = all(len(team.seats) >= seats for team, seats in zip(repair.teams, full, strict=True))
    if repair.proven and as_full:
        assert len(repair.moves) == fewest_of_all
    return repair.proven


def test_moves_under_a_pin_are_the_fewest_by_brute_force() -> None:
    proven = tried = 0
    for seed in range(80):
        given = round_of(random_document(seed))
        teams = solve(given, fingerprint="f").teams
        try:
            proven += assert_no_fewer(given, teams, wish_for(given, teams, seed))
            tried += 1
        except (WishUnlawful, WishesImpossible):
            continue
    assert tried > 20
    assert proven == tried
