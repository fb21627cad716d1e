"""A round to be staffed: its organizations, the groups that will visit them, the inspectors there are, the terms.

Values only. Who may sit where: eligibility.py; what a composition costs and whether it holds: staffing.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

Employer = tuple[str, str]  # county and sector: where somebody works, and what an organization is


@dataclass(frozen=True)
class Organization:
    """An organization to be inspected in the round."""

    id: str
    county: str
    sector: str
    level: int
    days: int

    @property
    def employer(self) -> Employer:
        """What it is to those who work there."""
        return (self.county, self.sector)


@dataclass(frozen=True)
class Need:
    """At least so many people who have any of these specialities."""

    any: frozenset[str]
    least: int


@dataclass(frozen=True)
class Group:
    """A team not yet staffed: one to three organizations of one county, visited one after the other."""

    id: str
    county: str
    organizations: tuple[Organization, ...]
    level: int
    days: int
    size: int
    require: tuple[Need, ...] = ()
    prefer: tuple[Need, ...] = ()

    @cached_property
    def employers(self) -> frozenset[Employer]:
        return frozenset(organization.employer for organization in self.organizations)

    @cached_property
    def organization_ids(self) -> frozenset[str]:
        return frozenset(organization.id for organization in self.organizations)


@dataclass(frozen=True)
class Inspector:
    """Somebody of the pool, as far as composition asks."""

    id: str
    county: str
    unit: str
    sector: str
    level: int
    sex: str
    specialities: frozenset[str]
    may_lead: bool
    may_deputise: bool
    hometown: str | None
    former: frozenset[Employer]
    kin: frozenset[Employer]
    declared: frozenset[str]
    inspected: frozenset[str]
    led: frozenset[str]
    cleared: bool
    available: bool
    days_away: int
    previous_team: str | None
    key_post: bool
    hard_to_spare: bool

    @property
    def employer(self) -> Employer:
        return (self.county, self.sector)


@dataclass(frozen=True)
class Terms:
    """What the round itself asks of its teams."""

    reach_km: int
    days_away_cap: int
    locals_most: int
    women_least: int
    men_least: int
    same_previous_team_most: Fraction


@dataclass(frozen=True)
class Weights:
    """What things weigh in the choice between teams; numbers of a rule pack (rulepacks/staffing)."""

    missing: int
    seat: int
    leader: int
    deputy: int
    required: int
    woman_or_man: int
    unmet: int
    repeat: int
    hard_to_spare: int
    journeys: int  # there and back, for each organization
    km_a_point: int
    load_a_point: int
    clearance_from_level: int
    deputy_levels_below: int
    waived_missing: int  # the same unit as `missing`, where rules may be waived instead
    waived_rule: int
    travel_band_percent: int  # above the shortest ways, where priorities are bands
    organizations_most: int  # a group visits
    related_days: int  # so many days uneven are worth two of one sector in one group
    move: int  # somebody sits where he did not, when a composition is mended


@dataclass(frozen=True)
class Round:
    """Everything that decides a composition. Distances are whole kilometres between counties, the same both ways."""

    name: str
    seed: str
    counties: tuple[str, ...]
    distance_km: tuple[tuple[int, ...], ...]
    organizations: tuple[Organization, ...]
    groups: tuple[Group, ...]
    inspectors: tuple[Inspector, ...]
    kin_pairs: tuple[tuple[str, str], ...]
    unit_caps: Mapping[str, int]
    county_caps: Mapping[str, int]
    terms: Terms
    weights: Weights = field(repr=False)

    @cached_property
    def county_index(self) -> Mapping[str, int]:
        return {county: index for index, county in enumerate(self.counties)}

    @cached_property
    def inspector_by_id(self) -> Mapping[str, Inspector]:
        return {inspector.id: inspector for inspector in self.inspectors}

    @cached_property
    def group_by_id(self) -> Mapping[str, Group]:
        return {group.id: group for group in self.groups}

    def km(self, one: str, other: str) -> int:
        """Return the distance between two counties."""
        return self.distance_km[self.county_index[one]][self.county_index[other]]

    def most_of_previous_team(self, group: Group) -> int:
        """Return how many members of one previous team may sit in a group."""
        return max(1, int(group.size * self.terms.same_previous_team_most))
