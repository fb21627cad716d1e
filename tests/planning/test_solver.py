"""The planner: lawful plans, near their bounds, the same for the same seed; and its formats and command."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bihuan.cli.main import main
from bihuan.domain.term_bounds import impossible
from bihuan.domain.term_plan import Instance, Slot, Wanted, check
from bihuan.planning.solver.formats import FormatWrong, instance_from, plan_from, plan_told, told_of
from bihuan.planning.solver.planner import ratios_of, solve

STEPS = 30_000


def a_county(seed: int, count: int = 40) -> Instance:
    chance = Random(seed)
    slots = tuple(Slot(f"r{n}", 2026 + n // 2, 40) for n in range(8))
    wanted = tuple(
        Wanted(
            f"o{n}",
            chance.choice(["", "north"]),
            chance.choice(["health", "school", "town"]),
            chance.randint(50, 150),
            chance.random() < 0.2,
            chance.random() < 0.2,
        )
        for n in range(count)
    )
    return Instance(slots, wanted, {}, rounds_later=2, look_back_percent=60, priority_years=2, seed=seed)


def last(instance: Instance, **more: Any) -> Any:
    *_, progress = solve(instance, beginnings=1, steps=STEPS, **more)
    return progress.plan


@pytest.mark.parametrize("seed", range(4))
def test_a_plan_breaks_nothing_and_lies_near_its_bounds(seed: int) -> None:
    instance = a_county(seed)
    plan = last(instance)
    assert check(instance, plan) == ()
    ratios = ratios_of(instance, plan)
    assert ratios.peak >= ratios.peak_bound
    assert ratios.peak_gap < 8
    assert ratios.fragment_gap < 90


def test_the_same_seed_gives_the_same_plan_and_another_another() -> None:
    instance = a_county(1)
    assert last(instance) == last(instance)
    assert last(instance) != last(replace(instance, seed=2))


def test_every_answer_is_a_whole_plan_from_the_first_on() -> None:
    instance = a_county(2, 12)
    for progress in solve(instance, beginnings=2, steps=2_000):
        assert [one.code for one in check(instance, progress.plan)] == []
        assert progress.of == 4


def test_whoever_is_fixed_stays_and_the_people_there_are_suffice() -> None:
    instance = a_county(3)
    fixed = (replace(instance.wanted[0], fixed="r1", is_priority=False), *instance.wanted[1:])
    instance = replace(instance, wanted=fixed, heads={"": (11,) * 8, "north": (11,) * 8})
    assert impossible(instance) == ()
    plan = last(instance)
    assert "o0" in plan.first["r1"]
    assert check(instance, plan) == ()


def test_look_backs_of_those_inspected_before_are_placed_after_the_rounds_that_have_to_pass_and_counted() -> None:
    instance = a_county(5)
    seen = tuple(
        replace(one, is_priority=False, has_look_back=True, is_seen=True, wait=number % 4)
        for number, one in enumerate(instance.wanted[:12])
    )
    standing = replace(instance.wanted[12], is_priority=False, has_look_back=True, back_fixed="r6", back_days=9)
    instance = replace(instance, wanted=(*seen, standing, *instance.wanted[13:]))
    plan = last(instance)
    assert check(instance, plan) == ()
    assert standing.id in plan.look_back["r6"]
    ratios = ratios_of(instance, plan)
    assert ratios.peak >= ratios.peak_bound
    assert ratios.peak_gap < 8


def test_a_term_in_which_only_look_backs_are_left_is_planned() -> None:
    slots = (Slot("r0", 2026), Slot("r1", 2026))
    only = (Wanted("o", "", "", 10, has_look_back=True, is_seen=True, wait=1),)
    assert last(Instance(slots, only)).look_back["r1"] == ["o"]


def test_what_is_said_of_look_backs_goes_round_and_contradictions_are_refused() -> None:
    seen = Wanted("o", "", "", 10, has_look_back=True, is_seen=True, wait=1)
    standing = Wanted("p", "", "", 10, has_look_back=True, back_fixed="r1", back_days=3)
    instance = Instance((Slot("r0", 2026), Slot("r1", 2026)), (seen, standing))
    told = told_of(instance)
    assert instance_from(told) == instance
    for change, place in (
        ({"look_back": False}, "organizations.0.look_back"),
        ({"round": "r0"}, "organizations.0.round"),
        ({"look_back_round": "r9"}, "organizations.0.look_back_round"),
        ({"seen": False}, "organizations.0.wait"),
    ):
        spoilt = told | {"organizations": [told["organizations"][0] | change]}
        with pytest.raises(FormatWrong, match=place):
            instance_from(spoilt)


def test_a_single_organization_is_planned() -> None:
    instance = Instance((Slot("r0", 2026),), (Wanted("o", "", "", 1),))
    assert last(instance).first == {"r0": ["o"]}


# --- formats ------------------------------------------------------------------------------------------

TOLD: dict[str, Any] = {
    "term": "十五届",
    "seed": 3,
    "rounds": [{"id": "r1", "year": 2026, "working_days": 10}, {"id": "r2", "year": 2027, "working_days": 10}],
    "pools": [{"id": "县本级", "heads": [10, 10]}],
    "priority_years": 1,
    "village_days": 5,
    "organizations": [
        {"id": "o1", "pool": "县本级", "sector": "卫健", "days": 50, "villages": 2, "priority": True},
        {"id": "o2", "pool": "县本级", "sector": "卫健", "days": 60},
    ],
}


def spoiled(path: str, value: Any) -> dict[str, Any]:
    told = json.loads(json.dumps(TOLD))
    *way, name = path.split(".")
    holder = told
    for step in way:
        holder = holder[int(step) if step.isdigit() else step]
    holder[name] = value
    return dict(told)


def test_a_term_reads_and_writes_to_the_same() -> None:
    instance = instance_from(TOLD)
    assert instance.wanted[0].days == 60
    assert instance_from(told_of(instance)) == instance
    plan = last(instance)
    assert plan_from(plan_told(instance, plan, ratios_of(instance, plan)))[0] == plan


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("organizations.0.days", -1, "organizations.0.days"),
        ("organizations.0.days", "50", "organizations.0.days"),
        ("organizations.1.id", "o1", "organizations"),
        ("organizations.1.pool", "别处", "organizations.1.pool"),
        ("organizations.1.round", "r9", "organizations.1.round"),
        ("organizations", [], "organizations"),
        ("rounds", [], "rounds"),
        ("rounds.1.id", "r1", "rounds"),
        ("pools.0.heads", [1], "pools.0.heads"),
        ("pools.0.heads", [1, -1], "pools.0.heads.1"),
        ("extra", 1, "extra"),
        ("priority_years", 0, "priority_years"),
    ],
)
def test_bad_input_is_refused_at_its_place(path: str, value: Any, place: str) -> None:
    with pytest.raises(FormatWrong) as caught:
        instance_from(spoiled(path, value))
    assert caught.value.place == place


# --- the command ----------------------------------------------------------------------------------------


def put(path: Path, told: Any) -> str:
    path.write_text(json.dumps(told), encoding="utf-8")
    return str(path)


def test_the_command_plans_and_its_check_agrees(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    term, plan = put(tmp_path / "term.json", TOLD), str(tmp_path / "plan.json")
    assert main(["plan", "solve", term, "-o", plan, "--beginnings", "1"]) == 0
    capsys.readouterr()
    assert main(["plan", "check", term, plan, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["valid"], answer["peak"], answer["violations"]) == (True, 60, [])


def test_a_claim_that_is_not_so_is_not_valid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    term, plan = put(tmp_path / "term.json", TOLD), tmp_path / "plan.json"
    assert main(["plan", "solve", term, "-o", str(plan), "--beginnings", "1"]) == 0
    told = json.loads(plan.read_text(encoding="utf-8")) | {"peak": 1}
    capsys.readouterr()
    assert main(["plan", "check", term, put(plan, told), "--json"]) == 1
    assert [one["code"] for one in json.loads(capsys.readouterr().out)["violations"]] == ["peak_claimed"]


def test_what_cannot_be_planned_is_explained_and_nothing_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    term = put(tmp_path / "term.json", spoiled("pools.0.heads", [5, 5]))
    assert main(["plan", "solve", term, "-o", str(tmp_path / "plan.json")]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [one["code"] for one in told["impossible"]] == ["too_large", "too_large", "too_few_people"]
    assert not (tmp_path / "plan.json").exists()


@pytest.mark.parametrize("content", ["", "[]", "{", '{"rounds": []}'])
def test_a_file_that_cannot_be_used_is_one_line_and_exit_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
) -> None:
    path = tmp_path / "term.json"
    path.write_text(content, encoding="utf-8")
    assert main(["plan", "explain", str(path)]) == 2
    told = capsys.readouterr()
    assert (told.out, len(told.err.splitlines())) == ("", 1)
    assert "term.json" in told.err
