"""A term planned whole: the check names what one change breaks, and the bounds hold against every plan there is."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random

import pytest

from bihuan.domain.term_bounds import bounds_of, fragment_bound, impossible, peak_bound
from bihuan.domain.term_plan import Instance, Slot, TermPlan, Wanted, check, jobs_of, measure

SLOTS = tuple(Slot(f"r{n}", 2026 + n // 2, 10) for n in range(5))
ONE = Wanted("o1", "city", "health", 100, is_priority=True, has_look_back=True)
TWO = Wanted("o2", "city", "health", 80)
WHOLE = Instance(SLOTS, (ONE, TWO), {"city": (10,) * 5}, rounds_later=2, look_back_percent=60, priority_years=1)
PLAN = TermPlan({"r0": ["o1"], "r1": ["o2"]}, {"r2": ["o1"]})


def codes(instance: Instance, plan: TermPlan) -> list[str]:
    return [one.code for one in check(instance, plan)]


def test_a_whole_plan_breaks_nothing() -> None:
    assert check(WHOLE, PLAN) == ()


@pytest.mark.parametrize(
    ("first", "again", "code"),
    [
        ({"r0": ["o1"]}, {"r2": ["o1"]}, "not_once"),
        ({"r0": ["o1"], "r1": ["o2"], "r3": ["o2"]}, {"r2": ["o1"]}, "not_once"),
        ({"r0": ["o1"], "r1": ["o2"]}, {}, "look_back_not_once"),
        ({"r0": ["o1"], "r1": ["o2"]}, {"r2": ["o1"], "r4": ["o2"]}, "look_back_not_once"),
        ({"r0": ["o1"], "r1": ["o2"]}, {"r1": ["o1"]}, "look_back_too_soon"),
        ({"r2": ["o1"], "r1": ["o2"]}, {"r4": ["o1"]}, "priority_late"),
        ({"r0": ["o1"], "r1": ["o2", "o9"]}, {"r2": ["o1"]}, "organization_unknown"),
        ({"r0": ["o1"], "r1": ["o2"], "r9": []}, {"r2": ["o1"]}, "round_unknown"),
    ],
)
def test_one_change_is_one_named_violation(first: dict[str, list[str]], again: dict[str, list[str]], code: str) -> None:
    found = codes(WHOLE, TermPlan(first, again))
    assert set(found) - {"over_capacity"} == {code}


def test_more_days_than_people_are_over_capacity_of_that_round() -> None:
    crowded = TermPlan({"r0": ["o1", "o2"]}, {"r2": ["o1"]})
    assert [(one.code, one.subject, one.round) for one in check(WHOLE, crowded)] == [("over_capacity", "city", "r0")]


def test_whoever_is_fixed_stays_where_he_is_fixed() -> None:
    fixed = replace(WHOLE, wanted=(ONE, replace(TWO, fixed="r3")))
    assert codes(fixed, PLAN) == ["not_where_fixed"]


def test_a_look_back_has_its_share_of_days_and_counts_in_no_sector() -> None:
    told = measure(WHOLE, PLAN)
    assert told.loads == {"city": (100, 80, 60, 0, 0)}
    assert (told.fragments, told.peak) == ({"city": 2}, 100)


def test_windows_follow_from_priority_and_look_back() -> None:
    first, back, other = jobs_of(WHOLE, "city")
    assert (first.earliest, first.latest) == (0, 1)
    assert (back.earliest, back.latest, back.days) == (2, 4, 60)
    assert (other.earliest, other.latest) == (0, 4)


# --- look-backs of those who were inspected before ----------------------------------------------------

SEEN = Wanted("o3", "city", "health", 50, has_look_back=True, is_seen=True, wait=1)
OWED = replace(WHOLE, wanted=(*WHOLE.wanted, SEEN))


def test_whoever_was_inspected_has_only_the_look_back_to_be_placed_after_the_rounds_that_have_to_pass() -> None:
    job = jobs_of(OWED, "city")[-1]
    assert (job.id, job.is_look_back, job.mate, job.days) == ("o3", True, None, 30)
    assert (job.earliest, job.latest) == (1, 4)
    assert check(OWED, replace(PLAN, look_back={"r2": ["o1"], "r4": ["o3"]})) == ()
    assert measure(OWED, replace(PLAN, look_back={"r2": ["o1"], "r3": ["o3"]})).loads == {"city": (100, 80, 60, 30, 0)}


@pytest.mark.parametrize(
    ("plan", "code"),
    [
        (replace(PLAN, look_back={"r2": ["o1"], "r0": ["o3"]}), "look_back_too_soon"),
        (PLAN, "look_back_not_once"),
        (TermPlan({"r0": ["o1"], "r1": ["o2"], "r4": ["o3"]}, {"r2": ["o1"], "r3": ["o3"]}), "not_once"),
    ],
)
def test_a_look_back_that_is_owed_is_judged_like_any_other(plan: TermPlan, code: str) -> None:
    assert set(codes(OWED, plan)) - {"over_capacity"} == {code}


def test_a_look_back_that_stands_in_a_round_stays_there_with_its_own_days() -> None:
    standing = replace(SEEN, back_fixed="r0", back_days=7)
    instance = replace(OWED, wanted=(*WHOLE.wanted, standing))
    job = jobs_of(instance, "city")[-1]
    assert (job.earliest, job.latest, job.days) == (0, 0, 7)
    assert codes(instance, replace(PLAN, look_back={"r2": ["o1"], "r3": ["o3"]})) == ["not_where_fixed"]


def test_a_first_visit_finds_a_round_before_the_look_back_that_stands_already() -> None:
    first, back = jobs_of(replace(WHOLE, wanted=(replace(ONE, is_priority=False, back_fixed="r3"),)), "city")
    assert (first.earliest, first.latest) == (0, 1)
    assert (back.earliest, back.latest) == (3, 3)


@pytest.mark.parametrize("one", [replace(SEEN, wait=5), replace(ONE, fixed="r2", is_priority=False, back_fixed="r3")])
def test_a_look_back_for_which_no_round_is_left_is_told_as_the_reason(one: Wanted) -> None:
    found = impossible(replace(WHOLE, wanted=(TWO, one)))
    assert [(told.code, told.organizations) for told in found] == [("no_round", (one.id,))]


# --- bounds -------------------------------------------------------------------------------------------


def plans_of(instance: Instance) -> list[TermPlan]:
    """Return every plan of a small instance without look-backs that breaks nothing."""
    ids = [one.id for one in instance.wanted]
    found = []
    for places in product(range(len(instance.slots)), repeat=len(ids)):
        first: dict[str, list[str]] = {slot.id: [] for slot in instance.slots}
        for one, place in zip(ids, places, strict=True):
            first[instance.slots[place].id].append(one)
        plan = TermPlan(first, {})
        if not check(instance, plan):
            found.append(plan)
    return found


@pytest.mark.parametrize("seed", range(40))
def test_no_plan_of_a_small_term_is_below_the_bounds(seed: int) -> None:
    chance = Random(seed)
    slots = tuple(Slot(f"r{n}", 2026 + n, 10) for n in range(3))
    wanted = tuple(
        Wanted(f"o{n}", "city", chance.choice(["a", "b", ""]), chance.randint(5, 60), chance.random() < 0.3)
        for n in range(6)
    )
    heads = {"city": tuple(chance.choice([8, 12, 20]) for _ in slots)} if chance.random() < 0.6 else {}
    instance = Instance(slots, wanted, heads, rounds_later=1, priority_years=1)
    plans = plans_of(instance)
    if impossible(instance):
        assert plans == []
    for plan in plans:
        told = measure(instance, plan)
        bounds = bounds_of(instance, "city", told.pool_peak("city"))
        assert told.pool_peak("city") >= bounds.peak
        assert told.fragments["city"] >= bounds.fragments


def test_the_peak_bound_fills_narrow_rounds_first() -> None:
    jobs = jobs_of(Instance(SLOTS, tuple(Wanted(f"o{n}", "", "", 10) for n in range(10))), "")
    assert peak_bound(jobs, [None] * 5) == 20
    assert peak_bound(jobs, [10, 10, None, None, None]) == 27
    assert fragment_bound(jobs, 20) == 0


def test_too_few_people_are_told_with_the_shortest_span_and_its_organizations() -> None:
    many = tuple(Wanted(f"o{n}", "city", "", 90, is_priority=n < 3) for n in range(5))
    found = impossible(Instance(SLOTS, many, {"city": (10,) * 5}, priority_years=1))
    assert [(one.code, one.organizations, one.first_round, one.last_round) for one in found] == [
        ("too_few_people", ("o0", "o1", "o2"), "r0", "r1")
    ]
    assert (found[0].needs, found[0].has, found[0].short) == (270, 200, 70)


def test_one_larger_than_any_round_and_one_without_a_round_are_told() -> None:
    large = Instance(SLOTS, (Wanted("o1", "city", "", 101),), {"city": (10,) * 5})
    assert [one.code for one in impossible(large)] == ["too_large"]
    late = Instance(SLOTS, (replace(ONE, fixed="r4"),), {}, rounds_later=2)
    assert [one.code for one in impossible(late)] == ["no_round"]


def test_enough_people_prove_nothing() -> None:
    assert impossible(WHOLE) == ()
