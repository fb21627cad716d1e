"""Rounds made impossible in four ways: how soon each explains itself, whether minimally, and what is offered.

Leaders: two fewer than groups. Local: all who could lead one group once worked where it goes. Finance: whoever knows
money cannot be called. Kin: all who could lead one group have relatives where it goes, which nobody may waive.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from benchmarks.stopwatch import Figure
from bihuan.domain.eligibility import NEVER_WAIVED, Rule, Seat, may_have
from bihuan.domain.pool import Inspector, Round
from bihuan.teams.conflict import Conflict, conflict_of
from bihuan.teams.waiving import WayOut, cheapest_way_out

LIMITS = {"S": 1.0, "M": 20.0}  # seconds of the processor
MONEY = frozenset({"finance", "audit"})


@dataclass(frozen=True)
class Explained:
    """An impossible round, its conflict, and the cheapest lawful way out of it."""

    name: str
    conflict: Conflict
    seconds: float
    way_out: WayOut
    seconds_out: float


def of_conflicts(size: str, given: Round) -> Iterator[Figure]:
    """Tell how soon each impossible round is explained."""
    found = [explained(name, spoil(given)) for name, spoil in WAYS.items()]
    for one in found:
        said = f"{len(one.conflict.rules)} rules, {len(one.conflict.rows)} rows, {one.conflict.solved} questions"
        yield Figure(f"{size}: {one.name}, conflict found", one.seconds, "s", LIMITS[size], note=said)
    slowest = max(one.seconds_out for one in found)
    yield Figure(f"{size}: slowest cheapest lawful way out", slowest, "s", LIMITS[size], "conflict's limit", None)
    yield Figure(f"{size}: conflicts not minimal", sum(not one.conflict.minimal for one in found), "conflicts", 0)
    offered = [rule for one in found for waiver in one.way_out.waivers for rule in waiver.rules]
    never = sum(rule in NEVER_WAIVED for rule in (*offered, *(rule for one in found for rule in one.conflict.rules)))
    yield Figure(f"{size}: rules offered that nobody may waive", never, "rules", 0)


def explained(name: str, given: Round) -> Explained:
    begun = time.process_time()
    conflict = conflict_of(given)
    seconds = time.process_time() - begun
    assert conflict is not None, f"{name}: the round can be staffed"
    begun = time.process_time()
    way_out = cheapest_way_out(given)
    return Explained(name, conflict, seconds, way_out, time.process_time() - begun)


def with_people(given: Round, changed: Callable[[Inspector], Inspector]) -> Round:
    return replace(given, inspectors=tuple(map(changed, given.inspectors)))


def short_of_leaders(given: Round) -> Round:
    """Return the round with two leaders fewer than groups."""
    left, people = len(given.groups) - 2, []
    for person in given.inspectors:
        left -= person.may_lead
        people.append(person if left >= 0 else replace(person, may_lead=False))
    return replace(given, inspectors=tuple(people))


def led_by_nobody(given: Round, tie: str) -> Round:
    """Return the round in which all who could lead its first group of the highest level have a tie to where it goes."""
    group = max(given.groups, key=lambda one: one.level)
    employer = group.organizations[0].employer

    def tied(person: Inspector) -> Inspector:
        if not may_have(person, group, Seat.LEADER, given):
            return person
        if tie == Rule.FORMER_EMPLOYER:
            return replace(person, former=person.former | {employer})
        return replace(person, kin=person.kin | {employer})

    return with_people(given, tied)


def without_money(given: Round) -> Round:
    """Return the round in which two of three who know money cannot be called."""
    knowing = [one.id for one in given.inspectors if one.specialities & MONEY and one.available]
    left = frozenset(knowing[: len(given.groups) * 2 // 3])
    return with_people(
        given, lambda one: replace(one, available=one.available and (not one.specialities & MONEY or one.id in left))
    )


WAYS: dict[str, Callable[[Round], Round]] = {
    "leaders lacking": short_of_leaders,
    "whoever could lead once worked there": lambda given: led_by_nobody(given, Rule.FORMER_EMPLOYER),
    "nobody left who knows money": without_money,
    "whoever could lead has relatives there": lambda given: led_by_nobody(given, Rule.KIN_IN_ORGANIZATION),
}
