"""What no plan of a term can better, and why some terms cannot be planned at all. Proven by counting, no solver.

Peak: the days of a pool spread over its rounds, no round over its capacity, cannot all lie below the level that just
holds them. Fragments: a sector of so many days needs at least so many rounds of that level. Impossible: visits that all
have to lie between two rounds need more days than the people there have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

from bihuan.domain.term_plan import Instance, Job, jobs_of


@dataclass(frozen=True)
class Bounds:
    """The least peak and the fewest fragments of a pool."""

    peak: int
    fragments: int


@dataclass(frozen=True)
class Impossible:
    """Why a term cannot be planned: which visits have to lie where, what they need, what there is."""

    code: str
    pool: str
    organizations: tuple[str, ...]
    first_round: str
    last_round: str
    needs: int
    has: int

    @property
    def short(self) -> int:
        """Return the person-days that are missing."""
        return self.needs - self.has


def peak_bound(jobs: Iterable[Job], capacity: Sequence[int | None]) -> int:
    """Return the lowest level that holds all days, each round up to its capacity; no plan has a lower peak."""
    days = [job.days for job in jobs]
    whole = sum(days)
    limits = [whole if most is None else min(most, whole) for most in capacity]
    low, high = max(days, default=0), max(whole, max(days, default=0))
    while low < high:
        level = (low + high) // 2
        if sum(min(level, most) for most in limits) >= whole:
            high = level
        else:
            low = level + 1
    return low


def fragment_bound(jobs: Iterable[Job], level: int) -> int:
    """Return how many pairs of sector and round there are at least while no round of the pool exceeds a level."""
    weights: dict[str, int] = {}
    for job in jobs:
        if job.sector:
            weights[job.sector] = weights.get(job.sector, 0) + job.days
    return sum(max(-(-days // max(level, 1)), 1) for days in weights.values())


def bounds_of(instance: Instance, pool: str, peak: int) -> Bounds:
    """Return the bounds of a pool; the fragments are those of any plan whose peak is no higher than this one's."""
    jobs = jobs_of(instance, pool)
    least = peak_bound(jobs, instance.capacity(pool))
    return Bounds(least, fragment_bound(jobs, max(peak, least)))


def impossible(instance: Instance) -> tuple[Impossible, ...]:
    """Return every reason for which a term cannot be planned, the narrowest of each pool; none proves nothing."""
    return tuple(found for pool in instance.pools() for found in _of_pool(instance, pool))


def _of_pool(instance: Instance, pool: str) -> Iterator[Impossible]:
    jobs, capacity = jobs_of(instance, pool), instance.capacity(pool)
    closed = [job for job in jobs if job.earliest > job.latest or job.latest < 0 or job.earliest >= len(capacity)]
    for job in closed:
        last = len(instance.slots) - 1
        first = instance.slots[min(max(job.earliest, 0), last)].id
        until = instance.slots[min(max(job.latest, 0), last)].id
        yield Impossible("no_round", pool, (job.id,), first, until, job.days, 0)
    yield from _too_large(instance, pool, jobs, capacity)
    yield from _narrowest(instance, pool, [job for job in jobs if job not in closed], capacity)


def _too_large(
    instance: Instance, pool: str, jobs: Iterable[Job], capacity: Sequence[int | None]
) -> Iterator[Impossible]:
    for job in jobs:
        window = capacity[max(job.earliest, 0) : job.latest + 1]
        limits = [most for most in window if most is not None]
        if limits and len(limits) == len(window) and job.days > max(limits):
            first, last = instance.slots[job.earliest].id, instance.slots[job.latest].id
            yield Impossible("too_large", pool, (job.id,), first, last, job.days, max(limits))


def _narrowest(
    instance: Instance, pool: str, jobs: Sequence[Job], capacity: Sequence[int | None]
) -> Iterator[Impossible]:
    """Return the shortest span of rounds that has too few people for the visits which must lie in it."""
    spans = sorted(combinations_with_replacement(range(len(capacity)), 2), key=lambda span: span[1] - span[0])
    for first, last in spans:
        limits = [most for most in capacity[first : last + 1] if most is not None]
        if len(limits) <= last - first:
            continue
        inside = [job for job in jobs if first <= job.earliest and job.latest <= last]
        needs = sum(job.days for job in inside)
        if needs > sum(limits):
            ids = tuple(dict.fromkeys(job.id for job in inside))
            slots = instance.slots
            yield Impossible("too_few_people", pool, ids, slots[first].id, slots[last].id, needs, sum(limits))
            return
