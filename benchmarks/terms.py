"""Planning a term of a city: 153 + 379 organizations, 1,036 villages riding with their towns, 13 rounds, 9 pools.

Against what no plan can better (domain/term_bounds.py), and against the plan of a spreadsheet: largest first into the
emptiest round. The generator is seeded; the same seed gives the same term and the same plan.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from random import Random

from benchmarks.stopwatch import Figure
from bihuan.domain.term_plan import Instance, Slot, TermPlan, Wanted, check, jobs_of
from bihuan.planning.solver.planner import plan_from, ratios_of, solve
from bihuan.planning.solver.search import Found, Search

CITY, COUNTY, VILLAGES, DISTRICTS = 153, 379, 1_036, 8
YEARS = (2026, 2026, 2026, 2027, 2027, 2027, 2028, 2028, 2028, 2029, 2029, 2030, 2030)
CITY_SECTORS = {"office": 18, "law": 10, "economy": 14, "building": 14, "farming": 12, "school": 16, "health": 12}
CITY_SECTORS |= {"firm": 14, "culture": 6, "union": 6}
COUNTY_SECTORS = {"office": 16, "law": 8, "economy": 10, "building": 10, "farming": 10, "school": 14, "health": 8}
COUNTY_SECTORS |= {"town": 30}
CITY_DAYS, COUNTY_DAYS, VILLAGE_DAYS = (120, 330), (60, 200), 8
PRIORITY, LOOK_BACK = 0.2, 0.25
FIVE_MINUTES = 300
PEAK_GAP, FRAGMENT_GAP = 1.0, 17.0


def generated(seed: int) -> Instance:
    """Return the term of an invented city."""
    chance = Random(seed)
    names = [(f"m{n}", "city", CITY_SECTORS, CITY_DAYS) for n in range(1, CITY + 1)]
    for n in range(COUNTY):
        names.append((f"c{n + 1}", f"district{n % DISTRICTS + 1}", COUNTY_SECTORS, COUNTY_DAYS))
    rows = [
        (one, pool, chance.choices(list(sectors), list(sectors.values()))[0], chance.randint(*days))
        for one, pool, sectors, days in names
    ]
    towns = [one for one, _pool, sector, _days in rows if sector == "town"]
    riding: dict[str, int] = {}
    for _ in range(VILLAGES):
        town = chance.choice(towns)
        riding[town] = riding.get(town, 0) + 1
    wanted = tuple(
        Wanted(
            one,
            pool,
            sector,
            days + VILLAGE_DAYS * riding.get(one, 0),
            is_priority=chance.random() < PRIORITY,
            has_look_back=chance.random() < LOOK_BACK,
        )
        for one, pool, sector, days in rows
    )
    slots = tuple(Slot(f"r{n}", year) for n, year in enumerate(YEARS, start=1))
    return Instance(slots, wanted, rounds_later=2, look_back_percent=60, priority_years=2, seed=seed)


def by_hand(instance: Instance) -> TermPlan:
    """Return the plan of a spreadsheet: the largest first into the emptiest round that may hold it."""
    parts = {pool: jobs_of(instance, pool) for pool in instance.pools()}
    found = {}
    for pool, jobs in parts.items():
        search = Search(jobs, [0] * len(instance.slots), {}, rounds_later=instance.rounds_later, seed=0)
        found[pool] = Found(tuple(search.at), search.over, search.fragments)
    return plan_from(instance, parts, found)


def measure() -> Iterator[Figure]:
    """Tell peak and fragments of two terms against their bounds and against a plan by hand, and the time."""
    for seed in (1, 2):
        instance = generated(seed)
        begun = time.perf_counter()
        plan = None
        for progress in solve(instance):
            plan = progress.plan
        seconds = time.perf_counter() - begun
        if plan is None or check(instance, plan):
            raise SystemExit(f"terms: seed {seed}: {check(instance, plan) if plan else 'no plan'}")
        told, hand = ratios_of(instance, plan), ratios_of(instance, by_hand(instance))
        size = f"{CITY} + {COUNTY} organizations, {VILLAGES:,} villages, {len(YEARS)} rounds, seed {seed}"
        words = f"peak {told.peak:,}, bound {told.peak_bound:,}; by hand {hand.peak_gap:.1f} %"
        yield Figure(f"peak above its bound: {size}", told.peak_gap, "%", PEAK_GAP, note=words)
        words = f"{told.fragments} pairs, bound {told.fragment_bound}; by hand {hand.fragments}"
        yield Figure("pairs of sector and round above their bound", told.fragment_gap, "%", FRAGMENT_GAP, note=words)
        yield Figure("planned in", seconds, "s", FIVE_MINUTES)
