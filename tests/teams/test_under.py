"""The best teams under what is asked of people: proven among all that keep to it, recomputed without the solver."""

from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks.rounds import made

from bihuan.cli.main import main
from bihuan.domain.eligibility import Seat
from bihuan.domain.pool import Round
from bihuan.domain.staffing import Claim, Violation, check
from bihuan.domain.staffing_cost import Team, total_levels
from bihuan.domain.staffing_wishes import Pin, Wishes
from bihuan.teams.apart import solve_apart
from bihuan.teams.reading import RoundFile
from bihuan.teams.solutions import Solution, read_solution
from bihuan.teams.solving import Manner, solve
from bihuan.teams.wishes import WishesImpossible, WishUnlawful
from tests.teams.small import compositions, document, random_document, round_of, written

Capture = pytest.CaptureFixture[str]


def under(given: Round, wishes: Wishes) -> Solution:
    return solve(given, fingerprint="f", manner=Manner(wishes=wishes))


def claim_of(one: Solution) -> Claim:
    return Claim(one.cost, one.lower_bound, one.proven, one.levels, one.certificate, one.under)


def some_wishes(given: Round, chance: random.Random) -> Wishes:
    """Return wishes about three different people, mostly lawful, not always kept by anybody."""
    people = chance.sample([one.id for one in given.inspectors], 3)
    group, seat = chance.choice(given.groups).id, chance.choice([None, None, *Seat])
    pin = (Pin(people[0], group, seat),) if chance.random() < 0.8 else ()
    drop = (people[1],) if chance.random() < 0.5 else ()
    return Wishes(drop, pin, ((people[2], chance.choice(given.groups).id),))


def test_the_teams_are_the_best_of_all_that_keep_to_the_wishes_by_brute_force() -> None:
    tried = 0
    for seed in range(120):
        given = round_of(random_document(seed))
        wishes = some_wishes(given, random.Random(seed))
        kept = [teams for teams in compositions(given) if not list(wishes.broken_by(teams))]
        try:
            solution = under(given, wishes)
        except (WishUnlawful, WishesImpossible):
            assert kept == [], seed
            continue
        least = min(total_levels(given, teams).cost(given.weights) for teams in kept)
        assert solution.under is not None
        assert (solution.cost, solution.under.proven) == (least, True), seed
        assert solution.lower_bound <= solution.under.lower_bound <= least
        assert check(given, solution.teams, claim_of(solution), "f").violations == (), seed
        tried += 1
    assert tried > 30


def test_a_wish_that_a_rule_forbids_is_refused_with_the_rule() -> None:
    with pytest.raises(WishUnlawful, match="out_of_reach"):
        under(round_of(document()), Wishes(pin=(Pin("far", "g1"),)))


def test_wishes_that_nobody_can_meet_together_are_refused_across_processes_too() -> None:
    given, wishes = round_of(document()), Wishes(pin=(Pin("near", "g1"), Pin("near2", "g1")))
    with pytest.raises(WishesImpossible):
        under(given, wishes)
    with pytest.raises(WishesImpossible):
        solve_apart(RoundFile(given, "f"), manner=Manner(wishes=wishes))
    with pytest.raises(WishUnlawful, match="far in g1: out_of_reach"):
        solve_apart(RoundFile(given, "f"), manner=Manner(wishes=Wishes(pin=(Pin("far", "g1"),))))


@pytest.fixture
def kept() -> tuple[Round, Solution]:
    given = round_of(document())
    return given, under(given, Wishes(drop=("mem3",), pin=(Pin("mem1", "g2", Seat.MEMBER),), forbid=(("near", "g1"),)))


def test_teams_that_leave_a_wish_are_found_by_the_check(kept: tuple[Round, Solution]) -> None:
    given, solution = kept
    first, second = solution.teams
    teams = (replace(first, members=(*first.members[1:], "mem3")), second)
    found = check(given, teams, Claim(under=solution.under), "f").violations
    assert Violation("wish", "g1", ("mem3",)) in found
    gone = (first, Team("g2", second.leader, second.deputy, tuple(one for one in second.members if one != "mem1")))
    assert Violation("wish", "g2", ("mem1",)) in check(given, gone, Claim(under=solution.under), "f").violations


@pytest.mark.parametrize("change", [{"lower_bound": 10**9}, {"wishes": Wishes()}])
def test_a_bound_under_wishes_that_does_not_follow_is_found(
    kept: tuple[Round, Solution], change: dict[str, object]
) -> None:
    given, solution = kept
    assert solution.under is not None
    spoilt = replace(solution.under, **change)  # type: ignore[arg-type]
    codes = [one.code for one in check(given, solution.teams, Claim(under=spoilt), "f").violations]
    assert codes == ["bound_claimed"]


def test_the_command_line_keeps_to_wishes_and_says_how_good_that_is(capfd: Capture, tmp_path: Path) -> None:
    city, out = written(tmp_path, made("S", 1), "city.json"), tmp_path / "teams.json"
    assert main(["staff", "solve", str(city), "-o", str(out)]) == 0
    first = read_solution(out).teams[0]
    asked = {"drop": [first.leader], "pin": [[first.members[0], "g1"]], "forbid": [[first.members[1], "g1"]]}
    wishes = written(tmp_path, asked, "wishes.json")
    assert main(["staff", "solve", str(city), "-o", str(out), "--wishes", str(wishes)]) == 0
    assert "keeps to the wishes: proven best of all that do" in capfd.readouterr().err
    told = json.loads(out.read_text(encoding="utf-8"))
    assert told["lower_bound"] <= told["under"]["lower_bound"] <= told["cost"]
    assert main(["staff", "check", str(city), str(out), "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["violations"] == []


@pytest.mark.parametrize(
    ("wishes", "told"),
    [
        (
            {"drop": ["nobody"]},
            "wishes.json: nobody in -: unknown (nobody and no group of the round); take this wish back",
        ),
        ({"pin": [["mem1", "g9"]]}, "wishes.json: mem1 in g9: unknown"),
        (
            {"pin": [["mem1", "g1"], ["mem1", "g2"]]},
            "mem1 in g1: pinned_twice (is pinned to another seat, too); take this wish back",
        ),
        ({"pin": [["mem1", "g1", "chief"]]}, "wishes.json: pin[0]: a pin names inspector, group and"),
        ({"pin": [["near", "g1"], ["near2", "g1"]]}, "no lawful composition meets all these wishes together"),
        ({"keep": ["mem1"]}, "wishes.json: keep: unknown key"),
    ],
)
def test_wishes_that_cannot_be_are_refused_on_one_line(
    capfd: Capture, tmp_path: Path, wishes: dict[str, object], told: str
) -> None:
    path, out = written(tmp_path, document()), tmp_path / "teams.json"
    asked = written(tmp_path, wishes, "wishes.json")
    assert main(["staff", "solve", str(path), "-o", str(out), "--wishes", str(asked)]) == 2
    said = capfd.readouterr()
    assert told in said.err
    assert said.err.count("\n") == 1
    assert not out.exists()


@pytest.mark.parametrize(
    "wishes", [{"pin": [["far", "g1"]]}, {"pin": [["mem1"]]}, {"pin": [["near", "g1"], ["near2", "g1"]]}, {"drop": 3}]
)
def test_a_refusal_of_wishes_is_told_in_chinese(
    capfd: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, wishes: dict[str, object]
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    path, asked = written(tmp_path, document()), written(tmp_path, wishes, "wishes.json")
    assert main(["staff", "solve", str(path), "--wishes", str(asked)]) == 2
    said = capfd.readouterr().err
    assert re.search("[\u4e00-\u9fff]", said), said
    assert "；请" in said, said
