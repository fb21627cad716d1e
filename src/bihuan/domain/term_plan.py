"""A term planned whole: which organization is inspected in which round, and when it is looked back at.

Here stand the facts, the windows that follow from them, and the check that judges any plan, whoever made it. Loads of
rounds are in person-days by staffing pool; a fragment is a sector in a round of a pool (the fewer, the more of one
sector goes together). What can be proven about both stands in term_bounds.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

PERCENT = 100


@dataclass(frozen=True)
class Slot:
    """A round that organizations can be put into."""

    id: str
    year: int
    working_days: int = 0


@dataclass(frozen=True)
class Wanted:
    """An organization that the term has to cover; `days` are its person-days with those of its villages.

    `is_seen`: its first visit lies behind, only the look-back is to be placed, after the first `wait` of the rounds.
    `back_fixed`: the round that the look-back has to be in; `back_days`: its days where they are not the usual share.
    """

    id: str
    pool: str
    sector: str
    days: int
    is_priority: bool = False
    has_look_back: bool = False
    fixed: str = ""  # the round it has to be in
    is_seen: bool = False
    wait: int = 0
    back_fixed: str = ""
    back_days: int = 0


@dataclass(frozen=True)
class Instance:
    """A term to be planned. `heads` are people by pool and round; a pool without any is not limited."""

    slots: tuple[Slot, ...]
    wanted: tuple[Wanted, ...]
    heads: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    rounds_later: int = 1
    look_back_percent: int = PERCENT
    priority_years: int = 1
    seed: int = 0

    def place_of(self) -> Mapping[str, int]:
        """Return the place of each round in time."""
        return {slot.id: place for place, slot in enumerate(self.slots)}

    def capacity(self, pool: str) -> tuple[int | None, ...]:
        """Return the person-days of a pool in each round; None where nothing limits them."""
        people = self.heads.get(pool)
        if people is None:
            return (None,) * len(self.slots)
        return tuple(count * slot.working_days for count, slot in zip(people, self.slots, strict=True))

    def pools(self) -> tuple[str, ...]:
        """Return the pools that somebody is inspected by, in order."""
        return tuple(sorted({one.pool for one in self.wanted}))

    def last_early(self) -> int:
        """Return the place of the last round within the first years, in which priorities have to be."""
        until = self.slots[0].year + self.priority_years
        return max(place for place, slot in enumerate(self.slots) if slot.year < until)


@dataclass(frozen=True)
class Job:
    """One visit to be placed: a first one, or a look-back; `mate` is the other of the two."""

    id: str
    days: int
    sector: str
    earliest: int
    latest: int
    is_look_back: bool = False
    mate: int | None = None


def look_back_days(one: Wanted, percent: int) -> int:
    """Return the person-days of a look-back: its own, or the share of the first visit, rounded up."""
    return one.back_days or -(-one.days * percent // PERCENT)


def jobs_of(instance: Instance, pool: str) -> tuple[Job, ...]:
    """Return the visits of a pool with the rounds that each may be in; a look-back follows its first visit."""
    found = list[Job]()
    for one in instance.wanted:
        if one.pool != pool:
            continue
        first = None if one.is_seen else first_of(instance, one)
        if first is not None:
            mate = len(found) + 1 if one.has_look_back else None
            found.append(replace(first, mate=mate))
        if one.has_look_back:
            mate = None if first is None else len(found) - 1
            found.append(look_back_of(instance, one, first, mate))
    return tuple(found)


def first_of(instance: Instance, one: Wanted) -> Job:
    """Return the first visit; where a look-back follows, that still has to find a round afterwards."""
    places, last = instance.place_of(), len(instance.slots) - 1
    if one.fixed:
        return Job(one.id, one.days, one.sector, places[one.fixed], places[one.fixed])
    until = places[one.back_fixed] if one.back_fixed else last
    latest = until - instance.rounds_later if one.has_look_back else last
    return Job(one.id, one.days, one.sector, 0, min(latest, instance.last_early()) if one.is_priority else latest)


def look_back_of(instance: Instance, one: Wanted, first: Job | None, mate: int | None) -> Job:
    """Return the look-back, after its first visit or after the rounds that have to pass."""
    days, last = look_back_days(one, instance.look_back_percent), len(instance.slots) - 1
    earliest = one.wait if first is None else first.earliest + instance.rounds_later
    if one.back_fixed:
        last = instance.place_of()[one.back_fixed]
        earliest = last if first is None else max(earliest, last)
    return Job(one.id, days, "", earliest, last, is_look_back=True, mate=mate)


@dataclass(frozen=True)
class TermPlan:
    """For each round whom it holds for the first time and whom it looks back at, by id."""

    first: Mapping[str, Sequence[str]]
    look_back: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Violation:
    """Where a plan breaks what the instance asks: the rule, what it is about, and in which round."""

    code: str
    subject: str = ""
    round: str = ""


@dataclass(frozen=True)
class Measured:
    """What a plan comes to."""

    loads: Mapping[str, tuple[int, ...]]  # by pool
    fragments: Mapping[str, int]

    @property
    def peak(self) -> int:
        """Return the load of the fullest round, all pools together."""
        return max((sum(column) for column in zip(*self.loads.values(), strict=True)), default=0)

    def pool_peak(self, pool: str) -> int:
        return max(self.loads[pool], default=0)


def measure(instance: Instance, plan: TermPlan) -> Measured:
    """Return the loads and fragments of a plan; ids that the instance does not know count for nothing."""
    known = {one.id: one for one in instance.wanted}
    loads: dict[str, list[int]] = {pool: [0] * len(instance.slots) for pool in instance.pools()}
    sectors: dict[str, set[tuple[str, int]]] = {pool: set() for pool in instance.pools()}
    for place, slot in enumerate(instance.slots):
        for one in (known[key] for key in plan.first.get(slot.id, ()) if key in known):
            loads[one.pool][place] += one.days
            if one.sector:
                sectors[one.pool].add((one.sector, place))
        for one in (known[key] for key in plan.look_back.get(slot.id, ()) if key in known):
            loads[one.pool][place] += look_back_days(one, instance.look_back_percent)
    return Measured(
        {pool: tuple(row) for pool, row in loads.items()}, {pool: len(pairs) for pool, pairs in sectors.items()}
    )


def check(instance: Instance, plan: TermPlan) -> tuple[Violation, ...]:
    """Return everything in which a plan breaks the instance; it knows nothing of any solver."""
    return (*_unknown(instance, plan), *_visits(instance, plan), *_over_capacity(instance, plan))


def _unknown(instance: Instance, plan: TermPlan) -> Iterator[Violation]:
    known, rounds = {one.id for one in instance.wanted}, {slot.id for slot in instance.slots}
    for held in (plan.first, plan.look_back):
        for round_id, ids in held.items():
            if round_id not in rounds:
                yield Violation("round_unknown", round=round_id)
            yield from (Violation("organization_unknown", one, round_id) for one in ids if one not in known)


def _visits(instance: Instance, plan: TermPlan) -> Iterator[Violation]:
    places = instance.place_of()
    first, again = _places_of(plan.first, places), _places_of(plan.look_back, places)
    counts = {name: Counter(key for ids in held.values() for key in ids) for name, held in _held(plan)}
    for one in instance.wanted:
        asked = (("first", "not_once", not one.is_seen), ("look_back", "look_back_not_once", one.has_look_back))
        for name, code, times in asked:
            if counts[name][one.id] != times:
                yield Violation(code, one.id)
        at, back = None if one.is_seen else first.get(one.id), again.get(one.id)
        if back is not None:
            yield from _of_look_back(instance, one, at, back)
        if at is None:
            continue
        here = instance.slots[at].id
        if one.is_priority and at > instance.last_early():
            yield Violation("priority_late", one.id, here)
        if one.fixed and one.fixed != here:
            yield Violation("not_where_fixed", one.id, here)


def _of_look_back(instance: Instance, one: Wanted, at: int | None, back: int) -> Iterator[Violation]:
    here = instance.slots[back].id
    soonest = at + instance.rounds_later if at is not None else one.wait
    if back < soonest and not (one.is_seen and one.back_fixed):
        yield Violation("look_back_too_soon", one.id, here)
    if one.back_fixed and one.back_fixed != here:
        yield Violation("not_where_fixed", one.id, here)


def _held(plan: TermPlan) -> tuple[tuple[str, Mapping[str, Sequence[str]]], ...]:
    return ("first", plan.first), ("look_back", plan.look_back)


def _places_of(held: Mapping[str, Sequence[str]], places: Mapping[str, int]) -> Mapping[str, int]:
    return {key: places[round_id] for round_id, ids in held.items() if round_id in places for key in ids}


def _over_capacity(instance: Instance, plan: TermPlan) -> Iterator[Violation]:
    loads = measure(instance, plan).loads
    for pool in instance.pools():
        for slot, load, most in zip(instance.slots, loads[pool], instance.capacity(pool), strict=True):
            if most is not None and load > most:
                yield Violation("over_capacity", pool, slot.id)
