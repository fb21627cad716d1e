"""An impossible round explains itself, and never offers what may not be waived."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import bihuan
from bihuan.cli.main import main
from bihuan.domain.eligibility import NEVER_WAIVED, Rule, Seat
from bihuan.teams.conflict import conflict_of
from bihuan.teams.solving import solve
from bihuan.teams.waiving import cheapest_way_out
from bihuan.teams.waterfall import waterfalls
from tests.teams.small import document, random_document, round_of, written


def without_leaders(**facts: Any) -> dict[str, Any]:
    """Return a round with one leader for two groups; the other one differs by these facts."""
    given = document()
    for member in given["inspectors"][6:8]:
        member["specialities"] = ["discipline", "finance"]
    given["inspectors"][1] |= facts
    return given


def test_a_round_that_can_be_staffed_has_no_conflict() -> None:
    assert conflict_of(round_of(document())) is None


def test_one_leader_for_two_groups_is_the_conflict_and_nothing_else_is() -> None:
    conflict = conflict_of(round_of(without_leaders(may_lead=False)))
    assert conflict is not None
    assert (conflict.rules, conflict.rows) == ((), ("leader/g1", "leader/g2"))
    assert conflict.groups == ("g1", "g2")
    assert conflict.minimal


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        ({"available": False}, Rule.UNAVAILABLE),
        ({"former": [["c1", "civil"], ["c1", "health"]]}, Rule.FORMER_EMPLOYER),
        ({"days_away": 195}, Rule.DAYS_AWAY),
        ({"inspected": ["o1", "o2"]}, Rule.INSPECTED_BEFORE),
        ({"county": "c3", "hometown": "c3"}, Rule.OUT_OF_REACH),
    ],
)
def test_a_rule_that_takes_the_leader_away_is_part_of_the_conflict_and_is_offered(
    facts: dict[str, Any], rule: Rule
) -> None:
    given = round_of(without_leaders(**facts))
    conflict = conflict_of(given)
    assert conflict is not None
    assert conflict.rules == (rule,)
    assert conflict.rows == ("leader/g1", "leader/g2")
    way_out = cheapest_way_out(given)
    assert way_out.proven
    assert [(one.inspector, one.role, one.rules) for one in way_out.waivers] == [("lead2", "leader", (rule,))]
    assert way_out.lacking == ()


@pytest.mark.parametrize(
    "facts",
    [
        {"kin": [["c1", "civil"], ["c1", "health"]]},
        {"declared": ["o1", "o2"]},
        {"county": "c1", "sector": "health", "hometown": "c2"},
    ],
)
def test_what_may_not_be_waived_is_never_offered(facts: dict[str, Any]) -> None:
    given = round_of(without_leaders(**facts))
    conflict = conflict_of(given)
    assert conflict is not None
    assert conflict.rules == ()
    way_out = cheapest_way_out(given)
    assert [one for one in way_out.waivers if set(one.rules) & NEVER_WAIVED] == []
    assert [row.split("/")[0] for row, _ in way_out.lacking] == ["leader"]


def test_a_conflict_is_told_of_exactly_the_rounds_that_lack_something() -> None:
    for seed in range(150):
        given = round_of(random_document(seed))
        conflict = conflict_of(given)
        assert (conflict is not None) == (solve(given, fingerprint="f").levels.missing > 0), seed
        assert conflict is None or conflict.minimal, seed


def test_the_waterfall_tells_whom_each_rule_keeps_out() -> None:
    given = document()
    given["inspectors"][4] |= {"former": [["c1", "health"]], "available": False}
    leader, _, member = waterfalls(round_of(given), round_of(given).groups[0])
    told = {one.rule: one.inspectors for one in member.excluded}
    assert told == {"former_employer": ("mem1",), "unavailable": ("mem1",), "out_of_reach": ("far",)}
    assert (member.seat, member.pool, len(member.eligible)) == (Seat.MEMBER, 11, 9)
    assert (leader.authorised, leader.eligible) == (2, ("lead1", "lead2"))


def test_explain_says_it_all_in_one_document(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    path = written(tmp_path, without_leaders(available=False))
    assert main(["staff", "explain", str(path), "--group", "g1", "--json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert [group["id"] for group in told["groups"]] == ["g1"]
    assert told["conflict"]["rules"] == ["unavailable"]
    assert told["relaxation"]["waive"][0]["inspector"] == "lead2"
    assert main(["staff", "explain", str(path)]) == 0
    assert "waive unavailable for lead2 as leader of g" in capfd.readouterr().out


def test_stdout_holds_the_document_only_though_the_solver_s_library_greets(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bihuan.cli", "staff", "explain", str(written(tmp_path, document())), "--json"]
    environment = {**os.environ, "PYTHONPATH": str(Path(bihuan.__file__).parents[1])}
    told = subprocess.run(command, env=environment, capture_output=True, check=True, text=True)
    assert json.loads(told.stdout)["possible"] is True


def test_an_unknown_group_is_refused(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["staff", "explain", str(written(tmp_path, document())), "--group", "g9"]) == 2
    assert "--group g9: none of the round's groups" in capfd.readouterr().err
