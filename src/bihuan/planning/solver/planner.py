"""A whole term: pool by pool, pattern, search from several beginnings, the best kept; told as it goes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bihuan.domain.term_bounds import bounds_of, fragment_bound, peak_bound
from bihuan.domain.term_plan import Instance, Job, TermPlan, jobs_of, measure
from bihuan.planning.solver.pattern import pattern_of
from bihuan.planning.solver.search import Found, Search, steps_for

BAND = 1.005  # the level of a round: so much above the least peak that is possible
BEGINNINGS = 3
A_THOUSANDTH_OVER = 0.02  # one thousandth of peak above the band weighs as two hundredths of the fragments


@dataclass(frozen=True)
class Progress:
    """A plan on its way: how many parts of the work are done, and the best so far."""

    done: int
    of: int
    plan: TermPlan


def solve(instance: Instance, *, beginnings: int = BEGINNINGS, steps: int | None = None) -> Iterator[Progress]:
    """Plan a term; each answer is the best so far of a whole plan, the last one the result."""
    parts = {pool: jobs_of(instance, pool) for pool in instance.pools()}
    searches = {pool: _Pool(instance, pool, jobs) for pool, jobs in parts.items()}
    best = {pool: search.at_once() for pool, search in searches.items()}
    whole = len(parts) * beginnings
    yield Progress(0, whole, plan_from(instance, parts, best))
    done = 0
    for number in range(beginnings):
        for pool, search in searches.items():
            found = search.once(number, steps or steps_for(parts[pool]))
            best[pool] = min(best[pool], found, key=search.score)
            done += 1
            yield Progress(done, whole, plan_from(instance, parts, best))


class _Pool:
    """One pool with the level its rounds are held to."""

    def __init__(self, instance: Instance, pool: str, jobs: Sequence[Job]) -> None:
        self.instance, self.jobs = instance, jobs
        capacity = instance.capacity(pool)
        self.least = peak_bound(jobs, capacity)
        level = int(self.least * BAND)
        self.caps = [level if most is None else min(level, most) for most in capacity]
        self.fragments = max(fragment_bound(jobs, level), 1)
        self.flows = pattern_of(jobs, self.caps, rounds_later=instance.rounds_later, percent=instance.look_back_percent)

    def at_once(self) -> Found:
        """Return the beginning itself, before any search."""
        search = self.search(0)
        return Found(tuple(search.at), search.over, search.fragments)

    def once(self, number: int, steps: int) -> Found:
        return self.search(number).run(steps)

    def search(self, number: int) -> Search:
        seed = self.instance.seed * BEGINNINGS + number
        return Search(self.jobs, self.caps, self.flows, rounds_later=self.instance.rounds_later, seed=seed)

    def score(self, found: Found) -> tuple[bool, float]:
        """Return how bad a find is: over the people there are, then fragments against peak."""
        loads = [0] * len(self.caps)
        for one, place in enumerate(found.at):
            loads[place] += self.jobs[one].days
        level = max(self.caps)
        beyond = max((max(loads) - level) / max(self.least, 1), 0.0) * 1000
        tight = any(load > most for load, most in zip(loads, self.caps, strict=True) if most < level)
        return tight, found.fragments / self.fragments + A_THOUSANDTH_OVER * beyond


def plan_from(instance: Instance, parts: Mapping[str, Sequence[Job]], best: Mapping[str, Found]) -> TermPlan:
    """Return the finds of all pools as one plan."""
    first: dict[str, list[str]] = {slot.id: [] for slot in instance.slots}
    again: dict[str, list[str]] = {slot.id: [] for slot in instance.slots}
    for pool, jobs in parts.items():
        for job, place in zip(jobs, best[pool].at, strict=True):
            (again if job.is_look_back else first)[instance.slots[place].id].append(job.id)
    return TermPlan(first, again)


@dataclass(frozen=True)
class Ratios:
    """What a plan comes to beside what no plan can better."""

    peak: int
    peak_bound: int
    fragments: int
    fragment_bound: int

    @property
    def peak_gap(self) -> float:
        """Return by how many percent the peak exceeds its bound."""
        return 100 * (self.peak / self.peak_bound - 1) if self.peak_bound else 0.0

    @property
    def fragment_gap(self) -> float:
        """Return by how many percent the fragments exceed their bound."""
        return 100 * (self.fragments / self.fragment_bound - 1) if self.fragment_bound else 0.0


def ratios_of(instance: Instance, plan: TermPlan) -> Ratios:
    """Measure a plan: pools by their own peaks and bounds, added up (each pool has people of its own)."""
    told = measure(instance, plan)
    peaks = {pool: told.pool_peak(pool) for pool in instance.pools()}
    bounds = {pool: bounds_of(instance, pool, peak) for pool, peak in peaks.items()}
    return Ratios(
        sum(peaks.values()),
        sum(one.peak for one in bounds.values()),
        sum(told.fragments.values()),
        sum(one.fragments for one in bounds.values()),
    )
