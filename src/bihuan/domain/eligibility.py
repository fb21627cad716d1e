"""Who may not sit where, and why: every rule by its name. Who may lead, who may deputise.

A rule is a fact about one inspector and one group. Which rules an office may ask the leading group to waive stands
here too: kinship, the present employer, a declared interest and clearance are never offered.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from bihuan.domain.pool import Group, Inspector, Round


class Rule(StrEnum):
    """Why somebody sits in no seat of a group, in the order in which the reasons are told."""

    CURRENT_EMPLOYER = "current_employer"
    FORMER_EMPLOYER = "former_employer"
    HOMETOWN = "hometown"
    KIN_IN_ORGANIZATION = "kin_in_organization"
    DECLARED = "declared"
    INSPECTED_BEFORE = "inspected_before"
    NOT_CLEARED = "not_cleared"
    UNAVAILABLE = "unavailable"
    OUT_OF_REACH = "out_of_reach"
    DAYS_AWAY = "days_away"


class SeatRule(StrEnum):
    """Why somebody who may sit in a group may not lead it, or not be its deputy."""

    NOT_AUTHORISED = "not_authorised"
    BELOW_LEVEL = "below_level"
    WORKS_THERE = "works_there"
    FROM_THERE = "from_there"
    LED_BEFORE = "led_before"


class Seat(StrEnum):
    """What somebody is in a team."""

    LEADER = "leader"
    DEPUTY = "deputy"
    MEMBER = "member"


WAIVABLE = frozenset(
    {
        Rule.FORMER_EMPLOYER,
        Rule.HOMETOWN,
        Rule.INSPECTED_BEFORE,
        Rule.UNAVAILABLE,
        Rule.OUT_OF_REACH,
        Rule.DAYS_AWAY,
    }
)
NEVER_WAIVED = frozenset(Rule) - WAIVABLE

Test = Callable[[Inspector, Group, Round], bool]


def is_local(inspector: Inspector, group: Group) -> bool:
    """True for somebody who works in the county that is inspected."""
    return inspector.county == group.county


def comes_from_there(inspector: Inspector, group: Group, _: Round) -> bool:
    return inspector.hometown == group.county and not is_local(inspector, group)


def lacks_clearance(inspector: Inspector, group: Group, given: Round) -> bool:
    return not inspector.cleared and group.level >= given.weights.clearance_from_level


def is_out_of_reach(inspector: Inspector, group: Group, given: Round) -> bool:
    return given.km(inspector.county, group.county) > given.terms.reach_km


def would_be_away_too_long(inspector: Inspector, group: Group, given: Round) -> bool:
    return inspector.days_away + group.days > given.terms.days_away_cap


TESTS: Mapping[Rule, Test] = MappingProxyType(
    {
        Rule.CURRENT_EMPLOYER: lambda inspector, group, _: inspector.employer in group.employers,
        Rule.FORMER_EMPLOYER: lambda inspector, group, _: not group.employers.isdisjoint(inspector.former),
        Rule.HOMETOWN: comes_from_there,
        Rule.KIN_IN_ORGANIZATION: lambda inspector, group, _: not group.employers.isdisjoint(inspector.kin),
        Rule.DECLARED: lambda inspector, group, _: not group.organization_ids.isdisjoint(inspector.declared),
        Rule.INSPECTED_BEFORE: lambda inspector, group, _: not group.organization_ids.isdisjoint(inspector.inspected),
        Rule.NOT_CLEARED: lacks_clearance,
        Rule.UNAVAILABLE: lambda inspector, _group, _round: not inspector.available,
        Rule.OUT_OF_REACH: is_out_of_reach,
        Rule.DAYS_AWAY: would_be_away_too_long,
    }
)


def exclusions(inspector: Inspector, group: Group, given: Round) -> tuple[Rule, ...]:
    """Return every rule that keeps somebody out of a group; nothing where he may sit in it."""
    return tuple(rule for rule, excludes in TESTS.items() if excludes(inspector, group, given))


def may_sit(inspector: Inspector, group: Group, given: Round) -> bool:
    """True where no rule keeps somebody out of a group."""
    return not any(excludes(inspector, group, given) for excludes in TESTS.values())


def seat_exclusions(inspector: Inspector, group: Group, seat: Seat, given: Round) -> tuple[SeatRule, ...]:
    """Return why somebody may not have this seat of a group, whatever else excludes him."""
    if seat is Seat.LEADER:
        reasons = {
            SeatRule.NOT_AUTHORISED: not inspector.may_lead,
            SeatRule.BELOW_LEVEL: inspector.level < group.level,
            SeatRule.WORKS_THERE: is_local(inspector, group),
            SeatRule.FROM_THERE: inspector.hometown == group.county,
            SeatRule.LED_BEFORE: not group.organization_ids.isdisjoint(inspector.led),
        }
    elif seat is Seat.DEPUTY:
        reasons = {
            SeatRule.NOT_AUTHORISED: not inspector.may_deputise,
            SeatRule.BELOW_LEVEL: inspector.level < group.level - given.weights.deputy_levels_below,
            SeatRule.WORKS_THERE: is_local(inspector, group),
        }
    else:
        reasons = {}
    return tuple(rule for rule, excludes in reasons.items() if excludes)


def may_have(inspector: Inspector, group: Group, seat: Seat, given: Round) -> bool:
    """True where somebody may have this seat of a group."""
    return not seat_exclusions(inspector, group, seat, given) and may_sit(inspector, group, given)
