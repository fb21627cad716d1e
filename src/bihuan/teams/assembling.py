"""From the form of a round to the round itself; what its parts say of each other has to fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from bihuan.domain.pool import Group, Inspector, Need, Organization, Round, Terms, Weights
from bihuan.teams.forms import GroupForm, InspectorForm, NeedForm, OrganizationForm, RoundForm


class RoundContradicted(Exception):
    """Two places of a round do not fit; says where, what and what to do."""

    def __init__(self, place: str, problem: str, remedy: str) -> None:
        self.place, self.problem, self.remedy = place, problem, remedy
        super().__init__(f"{place}: {problem}; {remedy}")


def assemble(form: RoundForm, weights: Weights) -> Round:
    """Return the round a form describes; raise RoundContradicted at the first thing that does not fit."""
    refuse_twice("counties", form.counties)
    for place, ids in (
        ("organizations", [one.id for one in form.organizations]),
        ("groups", [one.id for one in form.groups]),
        ("inspectors", [one.id for one in form.inspectors]),
    ):
        refuse_twice(place, ids)
    counties = frozenset(form.counties)
    organizations = [organization_from(one, counties) for one in form.organizations]
    refuse_distances(form.distance_km, form.counties)
    refuse_caps(form, counties)
    return Round(
        name=form.round,
        seed=form.seed,
        counties=tuple(form.counties),
        distance_km=tuple(tuple(row) for row in form.distance_km),
        organizations=tuple(organizations),
        groups=groups_from(form.groups, organizations, counties),
        inspectors=tuple(inspector_from(one, counties) for one in form.inspectors),
        kin_pairs=kin_pairs_from(form),
        unit_caps=dict(form.caps.unit),
        county_caps=dict(form.caps.county),
        terms=terms_from(form),
        weights=weights,
    )


def refuse_twice(place: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for number, one in enumerate(ids):
        if one in seen:
            raise RoundContradicted(f"{place}[{number}]", f"{one} stands here twice", "keep one of the two")
        seen.add(one)


def refuse_unknown(place: str, one: str, known: Iterable[str], what: str) -> None:
    if one not in known:
        raise RoundContradicted(place, f"{one} is none of the {what}", f"add it to {what} or correct it")


def refuse_distances(distance_km: Sequence[Sequence[int]], counties: Sequence[str]) -> None:
    """Refuse a matrix that is not one row and one column a county, or that tells two distances for one journey."""
    if len(distance_km) != len(counties):
        fault = f"{len(distance_km)} rows for {len(counties)} counties"
        raise RoundContradicted("distance_km", fault, "give one row a county")
    for here, row in enumerate(distance_km):
        if len(row) != len(counties):
            fault = f"{len(row)} distances for {len(counties)} counties"
            raise RoundContradicted(f"distance_km[{here}]", fault, "give one distance a county")
    for here, row in enumerate(distance_km):
        for there in range(here):
            if row[there] != distance_km[there][here]:
                fault = f"{row[there]} km there, {distance_km[there][here]} km back"
                raise RoundContradicted(f"distance_km[{here}][{there}]", fault, "give one distance both ways")


def refuse_caps(form: RoundForm, counties: frozenset[str]) -> None:
    for county in form.caps.county:
        refuse_unknown(f"caps.county.{county}", county, counties, "counties")


def organization_from(form: OrganizationForm, counties: frozenset[str]) -> Organization:
    refuse_unknown(f"organizations ({form.id}).county", form.county, counties, "counties")
    return Organization(form.id, form.county, form.sector, form.level, form.days)


def groups_from(
    forms: Sequence[GroupForm], organizations: Sequence[Organization], counties: frozenset[str]
) -> tuple[Group, ...]:
    """Return the groups; an organization is visited once, in the county where it is."""
    known = {organization.id: organization for organization in organizations}
    visited: dict[str, str] = {}
    groups = []
    for form in forms:
        place = f"groups ({form.id})"
        refuse_unknown(f"{place}.county", form.county, counties, "counties")
        for number, one in enumerate(form.organizations):
            here = f"{place}.organizations[{number}]"
            refuse_unknown(here, one, known, "organizations")
            if one in visited:
                raise RoundContradicted(here, f"{one} is visited by {visited[one]} already", "leave it to one group")
            if known[one].county != form.county:
                fault = f"{one} is in {known[one].county}, the group in {form.county}"
                raise RoundContradicted(here, fault, "give each county a group of its own")
            visited[one] = form.id
        groups.append(group_from(form, tuple(known[one] for one in form.organizations)))
    return tuple(groups)


def group_from(form: GroupForm, organizations: tuple[Organization, ...]) -> Group:
    return Group(
        form.id,
        form.county,
        organizations,
        form.level,
        form.days,
        form.size,
        tuple(map(need_from, form.require)),
        tuple(map(need_from, form.prefer)),
    )


def need_from(form: NeedForm) -> Need:
    return Need(frozenset(form.any), form.least)


def inspector_from(form: InspectorForm, counties: frozenset[str]) -> Inspector:
    refuse_unknown(f"inspectors ({form.id}).county", form.county, counties, "counties")
    lists = {"specialities", "former", "kin", "declared", "inspected", "led"}
    plain = {name: value for name, value in form.model_dump().items() if name not in lists}
    return Inspector(
        **plain,
        specialities=frozenset(form.specialities),
        former=frozenset((county, sector) for county, sector in form.former),
        kin=frozenset((county, sector) for county, sector in form.kin),
        declared=frozenset(form.declared),
        inspected=frozenset(form.inspected),
        led=frozenset(form.led),
    )


def kin_pairs_from(form: RoundForm) -> tuple[tuple[str, str], ...]:
    """Return the pairs of relatives, each once whichever way round it is written."""
    known = {one.id for one in form.inspectors}
    pairs: dict[frozenset[str], tuple[str, str]] = {}
    for number, (one, other) in enumerate(form.kin_pairs):
        place = f"kin_pairs[{number}]"
        refuse_unknown(place, one, known, "inspectors")
        refuse_unknown(place, other, known, "inspectors")
        if one == other:
            raise RoundContradicted(place, f"{one} is no relative of himself", "name two people")
        pairs.setdefault(frozenset((one, other)), (one, other))
    return tuple(pairs.values())


def terms_from(form: RoundForm) -> Terms:
    plain = form.rules.model_dump()
    share = Fraction(plain.pop("same_previous_team_most"))
    return Terms(**plain, same_previous_team_most=share)
