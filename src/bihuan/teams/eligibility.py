"""Who may sit where, for all inspectors and groups at once: the rules of domain/eligibility.py as arrays.

`excluded[i, g]` holds one bit for each rule that keeps inspector i out of group g, 0 where he may sit there. A property
test holds these arrays and the domain's functions together, pair by pair.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bihuan.domain.eligibility import Rule
from bihuan.domain.pool import Group, Inspector, Round

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Bits = npt.NDArray[np.uint16]

BIT = {rule: np.uint16(1 << number) for number, rule in enumerate(Rule)}


@dataclass(frozen=True)
class Eligibility:
    """Exclusions of every pair, who may lead and deputise where he may sit, and who works in the county visited.

    Wishes (under.py) narrow it: who is not to be an ordinary member somewhere, who has to sit.
    """

    excluded: Bits
    may_lead: Bools
    may_deputise: Bools
    local: Bools
    not_member: Bools | None = None
    musts: tuple[int, ...] = ()


def eligibility(given: Round) -> Eligibility:
    """Return who may sit where."""
    people, groups = given.inspectors, given.groups
    at = given.county_index
    home = numbers(at[person.county] for person in people)
    where = numbers(at[group.county] for group in groups)
    born = numbers(at.get(person.hometown or "", -1) for person in people)
    local = home[:, None] == where[None, :]
    from_there = born[:, None] == where[None, :]
    days = numbers(person.days_away for person in people)[:, None] + numbers(group.days for group in groups)[None, :]
    level = numbers(group.level for group in groups)[None, :]
    secret = level >= given.weights.clearance_from_level
    km = np.array(given.distance_km, dtype=np.int64)[home][:, where]
    excluded = facts_of_the_past(given)
    for rule, holds in (
        (Rule.HOMETOWN, from_there & ~local),
        (Rule.NOT_CLEARED, ~flags(person.cleared for person in people)[:, None] & secret),
        (Rule.UNAVAILABLE, ~flags(person.available for person in people)[:, None] | np.zeros_like(local)),
        (Rule.OUT_OF_REACH, km > given.terms.reach_km),
        (Rule.DAYS_AWAY, days > given.terms.days_away_cap),
    ):
        excluded[holds] |= BIT[rule]
    rank = numbers(person.level for person in people)[:, None]
    led = pairs(given, lambda person: person.led, lambda group: group.organization_ids)
    may_lead = flags(person.may_lead for person in people)[:, None] & (rank >= level) & ~local & ~from_there & ~led
    below = given.weights.deputy_levels_below
    may_deputise = flags(person.may_deputise for person in people)[:, None] & (rank >= level - below) & ~local
    return Eligibility(excluded, may_lead, may_deputise, local)


def facts_of_the_past(given: Round) -> Bits:
    """Return the exclusions that come from what an inspector is, was or declared, organization by organization."""
    excluded = np.zeros((len(given.inspectors), len(given.groups)), dtype=np.uint16)
    for rule, of_person, of_group in (
        (Rule.CURRENT_EMPLOYER, lambda person: (person.employer,), employers),
        (Rule.FORMER_EMPLOYER, lambda person: person.former, employers),
        (Rule.KIN_IN_ORGANIZATION, lambda person: person.kin, employers),
        (Rule.DECLARED, lambda person: person.declared, organization_ids),
        (Rule.INSPECTED_BEFORE, lambda person: person.inspected, organization_ids),
    ):
        excluded[pairs(given, of_person, of_group)] |= BIT[rule]
    return excluded


def employers(group: Group) -> Iterable[object]:
    return group.employers


def organization_ids(group: Group) -> Iterable[object]:
    return group.organization_ids


def pairs(
    given: Round, of_person: Callable[[Inspector], Iterable[object]], of_group: Callable[[Group], Iterable[object]]
) -> Bools:
    """Return which pairs have something in common."""
    groups_with: dict[object, list[int]] = {}
    for number, group in enumerate(given.groups):
        for one in of_group(group):
            groups_with.setdefault(one, []).append(number)
    common = np.zeros((len(given.inspectors), len(given.groups)), dtype=np.bool_)
    for number, person in enumerate(given.inspectors):
        for one in of_person(person):
            if one in groups_with:
                common[number, groups_with[one]] = True
    return common


def numbers(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def flags(values: Iterable[bool]) -> Bools:
    return np.fromiter(values, dtype=np.bool_)
