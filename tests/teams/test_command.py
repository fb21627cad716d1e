"""`staff` keeps its contract: forms, exit codes, one line for a refusal, nothing but JSON on stdout."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from benchmarks.rounds import made

import bihuan
from bihuan.cli.main import main
from bihuan.teams import apart
from bihuan.teams.drawing import lot, lots_of
from bihuan.teams.reading import read_round
from bihuan.teams.solutions import Solution, read_solution
from tests.teams.small import document, written

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    return written(tmp_path, document())


@pytest.fixture
def solution(tmp_path: Path, instance: Path, capfd: Capture) -> Path:
    path = tmp_path / "teams.json"
    assert main(["staff", "solve", str(instance), "-o", str(path)]) == 0
    capfd.readouterr()
    return path


def judged(capfd: Capture, instance: Path, solution: Path) -> tuple[int, dict[str, Any]]:
    code = main(["staff", "check", str(instance), str(solution), "--json"])
    return code, json.loads(capfd.readouterr().out)


def test_a_solution_has_the_form_of_the_contract(solution: Path) -> None:
    told = json.loads(solution.read_text(encoding="utf-8"))
    assert set(told) == {"cost", "lower_bound", "proven", "levels", "certificate", "groups", "seconds"}
    assert set(told["levels"]) == {"missing", "unmet", "travel", "fairness", "repeats"}
    assert set(told["certificate"]) == {"instance", "scale", "duals"}
    assert [set(team) for team in told["groups"]] == [{"id", "leader", "deputy", "members"}] * 2
    assert told["proven"] is True


def test_what_was_solved_is_checked_valid(capfd: Capture, instance: Path, solution: Path) -> None:
    told = json.loads(solution.read_text(encoding="utf-8"))
    code, judgement = judged(capfd, instance, solution)
    assert code == 0
    assert judgement == {
        "valid": True,
        "cost": told["cost"],
        "lower_bound": told["lower_bound"],
        "violations": [],
    }


def test_stdout_holds_the_solution_and_nothing_else(instance: Path, capfd: Capture) -> None:
    assert main(["staff", "solve", str(instance)]) == 0
    assert json.loads(capfd.readouterr().out)["proven"] is True


def test_the_solution_is_told_on_stdout_beside_its_file_where_json_is_asked_for(
    instance: Path, tmp_path: Path, capfd: Capture
) -> None:
    out = tmp_path / "both.json"
    assert main(["staff", "solve", str(instance), "-o", str(out), "--json"]) == 0
    assert capfd.readouterr().out == out.read_text(encoding="utf-8")


def test_a_solution_is_bound_to_the_bytes_of_its_round(
    capfd: Capture, tmp_path: Path, instance: Path, solution: Path
) -> None:
    other = tmp_path / "other.json"
    other.write_text(instance.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    code, judgement = judged(capfd, other, solution)
    assert code == 1
    assert [one["code"] for one in judgement["violations"]] == ["bound_claimed"]


def test_what_a_broken_rule_means_stands_beside_its_code(capfd: Capture, tmp_path: Path, instance: Path) -> None:
    """Whoever reads the verdict need not know the codes."""
    groups = [{"id": "g1", "leader": "ghost", "deputy": None, "members": []}]
    out = tmp_path / "hand.json"
    out.write_text(json.dumps({"groups": groups}), encoding="utf-8")
    assert main(["staff", "check", str(instance), str(out)]) == 1
    assert "  unknown (nobody and no group of the round)  g1  ghost" in capfd.readouterr().out


def test_teams_made_by_hand_need_only_their_groups(capfd: Capture, tmp_path: Path, instance: Path) -> None:
    teams = [{"id": "g1", "leader": "lead1", "deputy": "dep1", "members": ["mem1", "far"]}]
    code, judgement = judged(capfd, instance, written(tmp_path, {"groups": teams}, "hand.json"))
    assert code == 1
    assert judgement["violations"] == [{"code": "out_of_reach", "group": "g1", "inspectors": ["far"]}]


def test_rows_name_every_dual(capfd: Capture, instance: Path, solution: Path) -> None:
    assert main(["staff", "rows", str(instance), "--json"]) == 0
    names = [row["name"] for row in json.loads(capfd.readouterr().out)]
    assert len(set(names)) == len(names)
    assert set(json.loads(solution.read_text(encoding="utf-8"))["certificate"]["duals"]) <= set(names)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({"groups": [{"id": "g1", "chief": "x"}]}, "groups[0] (g1).chief: unknown key"),
        ({"groups": [{"id": "g1"}, {"id": "g1"}]}, "groups[1]: g1 stands here twice"),
        ({"cost": 3}, "groups: missing"),
    ],
)
def test_a_solution_that_is_none_is_refused_on_one_line(
    capfd: Capture, tmp_path: Path, instance: Path, content: dict[str, Any], told: str
) -> None:
    assert main(["staff", "check", str(instance), str(written(tmp_path, content, "bad.json"))]) == 2
    said = capfd.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert f"bad.json: {told}" in said.err


def test_a_round_that_cannot_be_composed_is_refused_and_leaves_no_file(capfd: Capture, tmp_path: Path) -> None:
    path, out = written(tmp_path, document() | {"inspectors": []}), tmp_path / "out.json"
    assert main(["staff", "solve", str(path), "-o", str(out)]) == 2
    assert capfd.readouterr().err.startswith("round.json: inspectors: the pool is empty")
    assert not out.exists()


@pytest.mark.parametrize(
    ("where", "told"), [("", "is a folder; name a file in it"), ("no/x.json", "there is no folder")]
)
def test_a_file_that_cannot_be_written_is_refused_before_anything_is_solved(
    capfd: Capture, tmp_path: Path, instance: Path, where: str, told: str
) -> None:
    assert main(["staff", "solve", str(instance), "-o", str(tmp_path / where)]) == 2
    said = capfd.readouterr().err
    assert told in said
    assert said.count("\n") == 1, "no line of the solver's"


def test_where_something_that_must_be_there_is_lacking_it_says_who_tells_why(capfd: Capture, tmp_path: Path) -> None:
    given = document()
    for one in given["inspectors"]:
        one["available"] = False
    assert main(["staff", "solve", str(written(tmp_path, given))]) == 0
    assert "what must be there is lacking" in capfd.readouterr().err


@pytest.mark.parametrize("content", ["[]", "null", "7"])
def test_a_file_that_holds_no_object_is_refused_in_plain_words(capfd: Capture, tmp_path: Path, content: str) -> None:
    path = tmp_path / "round.json"
    path.write_text(content, encoding="utf-8")
    assert main(["staff", "solve", str(path)]) == 2
    said = capfd.readouterr().err
    assert said.startswith("round.json: an object with keys belongs here, found")
    assert "RoundForm" not in said


def test_no_time_at_all_is_refused(capfd: Capture, instance: Path) -> None:
    assert main(["staff", "solve", str(instance), "--seconds", "0"]) == 2
    assert "give a number above 0" in capfd.readouterr().err


@pytest.fixture
def city(tmp_path: Path) -> Path:
    return written(tmp_path, made("S", 1), "city.json")


def test_out_of_time_the_best_so_far_is_kept_and_not_called_proven(capfd: Capture, tmp_path: Path, city: Path) -> None:
    out = tmp_path / "teams.json"
    assert main(["staff", "solve", str(city), "-o", str(out), "--seconds", "0.01"]) == 0
    assert "not proven" in capfd.readouterr().err
    assert json.loads(out.read_text(encoding="utf-8"))["proven"] is False
    code, judgement = judged(capfd, city, out)
    assert (code, judgement["violations"]) == (0, [])


def test_a_solver_that_is_killed_leaves_the_best_so_far_and_says_so(
    capfd: Capture, tmp_path: Path, city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "teams.json"
    killed: list[int] = []

    def kill(told: Solution) -> None:
        if not killed:
            child = subprocess.run(
                ["pgrep", "-P", str(os.getpid()), "-f", "spawn_main"], capture_output=True, text=True
            )
            killed.extend(int(line) for line in child.stdout.split())
            for process in killed:
                os.kill(process, signal.SIGKILL)

    monkeypatch.setattr("bihuan.cli.staff.tell", kill)
    assert main(["staff", "solve", str(city), "-o", str(out)]) == 1
    assert "killed by signal 9; what it had found so far is kept, not proven" in capfd.readouterr().err
    code, judgement = judged(capfd, city, out)
    assert (code, judgement["violations"]) == (0, [])


def test_a_solve_that_is_told_to_end_from_outside_writes_the_best_so_far(
    capfd: Capture, tmp_path: Path, city: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with Ctrl-C: what was found until then is not lost, and is not called proven."""
    out = tmp_path / "teams.json"
    monkeypatch.setattr("bihuan.cli.staff.tell", lambda told: os.kill(os.getpid(), signal.SIGTERM))
    kept = signal.signal(signal.SIGTERM, signal.SIG_IGN)
    try:
        assert main(["staff", "solve", str(city), "-o", str(out)]) == 0
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGTERM, kept)
    assert json.loads(out.read_text(encoding="utf-8"))["proven"] is False
    code, judgement = judged(capfd, city, out)
    assert (code, judgement["violations"]) == (0, [])


def test_a_solve_that_is_stopped_gives_the_best_so_far(city: Path) -> None:
    from tests.teams.small import WEIGHTS

    found: list[Solution] = []
    begun = time.monotonic()
    solution = apart.solve_apart(read_round(city, WEIGHTS), progress=found.append, stop=lambda: bool(found))
    assert not solution.proven
    assert solution == found[-1]
    assert time.monotonic() - begun < 30


def test_a_published_seed_decides_between_equals_and_costs_nothing(
    capfd: Capture, tmp_path: Path, instance: Path, solution: Path
) -> None:
    out = tmp_path / "drawn.json"
    assert main(["staff", "solve", str(instance), "-o", str(out), "--seed"]) == 0
    told, plain = (json.loads(path.read_text(encoding="utf-8")) for path in (out, solution))
    assert told["cost"] == plain["cost"]
    assert (told["draw"]["seed"], told["draw"]["proven"]) == ("published before the draw", True)
    teams = read_solution(out).teams
    assert told["draw"]["sum"] == lots_of(teams, "published before the draw")
    assert told["draw"]["sum"] <= lots_of(read_solution(solution).teams, "published before the draw")
    capfd.readouterr()
    assert judged(capfd, instance, out)[1]["violations"] == []


def test_the_number_of_a_seat_is_the_beginning_of_a_hash_that_anybody_can_compute() -> None:
    digest = hashlib.sha256(b"lot|leader,i1,g1").hexdigest()
    assert lot("lot", "leader", "i1", "g1") == int(digest[:4], 16) % 1000


@pytest.mark.long
def test_bands_put_short_ways_before_even_loads_and_tell_each_level(capfd: Capture, tmp_path: Path, city: Path) -> None:
    out, plain = tmp_path / "bands.json", tmp_path / "plain.json"
    assert main(["staff", "solve", str(city), "-o", str(plain)]) == 0
    assert main(["staff", "solve", str(city), "-o", str(out), "--bands"]) == 0
    told, weighted = (json.loads(path.read_text(encoding="utf-8")) for path in (out, plain))
    assert [band["level"] for band in told["bands"]] == ["missing", "unmet", "travel", "fairness", "repeats"]
    assert all(band["proven"] for band in told["bands"])
    assert told["levels"]["travel"] <= told["bands"][2]["most"] == told["bands"][2]["value"] * 105 // 100
    assert told["bands"][2]["value"] <= weighted["levels"]["travel"]
    assert told["lower_bound"] <= weighted["cost"] <= told["cost"]
    capfd.readouterr()
    assert judged(capfd, city, out)[1]["violations"] == []


def test_bands_and_a_seed_together_are_refused(capfd: Capture, instance: Path) -> None:
    assert main(["staff", "solve", str(instance), "--bands", "--seed", "x"]) == 2
    assert "take one of them" in capfd.readouterr().err


def test_help_loads_neither_solver_nor_arrays() -> None:
    script = (
        "import sys; from bihuan.cli import staff; from bihuan.cli.main import Parser; "
        "staff.configure(Parser(prog='dev staff')); "
        "sys.exit(bool({'numpy', 'highspy', 'pydantic'} & set(sys.modules)))"
    )
    environment = {**os.environ, "PYTHONPATH": str(Path(bihuan.__file__).parents[1])}
    assert subprocess.run([sys.executable, "-c", script], env=environment, check=False).returncode == 0
