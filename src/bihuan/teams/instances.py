"""A round as the solver takes it (contracts.md, staff), built from the pool, its ties, and the round's organizations.

Recusal is judged here, person by organization, and handed on in the instance's own fields; whoever reads the instance
needs no pack. It names relatives: it lies sealed, and goes to the solver's process only.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bihuan.domain.inspectors import relatives_in
from bihuan.domain.pool import Round as GivenRound
from bihuan.domain.ties import Exclusion, Relation, Subject
from bihuan.dossiers.models import Round
from bihuan.organizations.models import Organization
from bihuan.planning.models import Placement
from bihuan.rules.recusal import terms_on
from bihuan.rules.staffing import weights_on
from bihuan.teams.assembling import assemble
from bihuan.teams.bundling import Quality
from bihuan.teams.forms import RoundForm
from bihuan.teams.grouping import Places, bundled, days_of, level_of
from bihuan.teams.inspectors import pool_of, units_named
from bihuan.teams.models import Declaration, Inspector, Staffing, Tour
from bihuan.teams.reading import RoundFile
from bihuan.teams.ties import Bonds, bonds_of

KIN = frozenset({Relation.SPOUSE, Relation.LINEAL, Relation.COLLATERAL, Relation.IN_LAW})
SOFT = frozenset({Relation.WORKED, Relation.NATIVE})


class RoundEmpty(ValueError):
    """A round that inspects nobody."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name}: the round has no organizations; put some into it first")


class PoolEmpty(ValueError):
    """Nobody stands in the pool."""

    def __init__(self) -> None:
        super().__init__("the pool is empty; enter people, or bring in a workbook")


@dataclass(frozen=True)
class Team:
    """A team not yet staffed: its key, its name, what it inspects."""

    key: str
    name: str
    organizations: tuple[Organization, ...]
    days: int


@dataclass
class Instance:
    """The instance with what its ids stand for, and why people are kept out, in the method's own facts."""

    round: Round
    document: dict[str, Any]
    teams: list[Team]
    people: dict[str, Inspector]
    kept_out: dict[tuple[str, str], tuple[Exclusion, ...]] = field(default_factory=dict)
    unavailable: dict[str, str] = field(default_factory=dict)
    quality: Quality | None = None  # of the bundling, where the product bundled
    places: Places = field(default_factory=Places)
    left: frozenset[str] = frozenset()  # whose tour of the round has ended
    counties: dict[str, str] = field(default_factory=dict)  # of a city: the path of each county, by its name

    @property
    def content(self) -> str:
        return json.dumps(self.document, ensure_ascii=False, sort_keys=True)


def file_of(content: str, day: date) -> RoundFile:
    """Return an instance as the solver takes it."""
    given: GivenRound = assemble(RoundForm.model_validate(json.loads(content)), weights_on(day))
    return RoundFile(given, hashlib.sha256(content.encode()).hexdigest())


def terms_of(at: Round) -> dict[str, Any]:
    """Return what the round asks of its teams: as the office said, else as the pack starts."""
    start = terms_on(at.from_on).model_dump() | {"only_declared": True, "teams": 0}
    row = Staffing.objects.filter(authority_id=at.authority_id, round=at).first()
    return start | (row.terms if row else {})


def instance_of(at: Round) -> Instance:
    """Build the instance of a round; raise RoundEmpty, PoolEmpty or TooFewGroups."""
    rows = Placement.objects.filter(authority_id=at.authority_id, round=at, removed_on=None)
    placements = list(rows.select_related("organization"))
    if not placements:
        raise RoundEmpty(at.name)
    people = pool_of(at.authority_id)
    if not people:
        raise PoolEmpty
    terms, bonds = terms_of(at), bonds_of(at, people)
    together, quality = bundled(placements, terms, weights_on(at.from_on))
    found = Instance(at, {}, [], {str(one.id): one for one in people}, quality=quality, places=Places(together))
    found.left = left_of(at)
    found.counties = counties_named(at.authority_id, {one.place for one in people if one.place})
    found.teams, groups, organizations = teams_of(together, terms, found.places)
    found.unavailable = dict(unavailable(at, people, only_declared=bool(terms["only_declared"])))
    past = tours_of(people)
    visited = [one for team in found.teams for one in team.organizations]
    inspectors = [inspector_told(one, bonds, visited, found, past.get(one.id, [])) for one in people]
    places = sorted({one["county"] for one in (*inspectors, *organizations)})
    away = {one["county"]: 0 for one in organizations}
    for person, told in zip(people, inspectors, strict=True):
        away[told["county"]] = max(away.get(told["county"], 0), person.km)
    found.document = {
        "round": at.name,
        "counties": places,
        "distance_km": [[0 if one == other else away[one] + away[other] for other in places] for one in places],
        "organizations": organizations,
        "groups": groups,
        "inspectors": inspectors,
        "kin_pairs": kin_pairs(people),
        "caps": {"unit": {one.unit: terms["unit_most"] for one in people}},
        "rules": {
            **{name: terms[name] for name in ("reach_km", "days_away_cap", "locals_most", "women_least", "men_least")},
            "same_previous_team_most": f"1/{terms['together_most']}",
        },
    }
    return found


def teams_of(
    together: Sequence[Sequence[Placement]], terms: Mapping[str, Any], places: Places
) -> tuple[list[Team], list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the teams of a round, and groups and organizations as the instance tells them."""
    teams, groups, organizations = list[Team](), list[dict[str, Any]](), list[dict[str, Any]]()
    needs = [
        {"any": ["discipline"], "least": terms["discipline_least"]},
        {"any": ["finance", "audit"], "least": terms["finance_least"]},
    ]
    for number, rows in enumerate(together, start=1):
        key, level = f"g{number}", level_of(rows)
        days = list(days_of(rows, terms["size"]))
        for row, stay in zip(rows, days, strict=True):
            one = row.organization
            told = {"id": str(one.id), "county": places(one.path), "sector": str(one.id)}
            organizations.append(told | {"level": level, "days": stay})
        groups.append(
            {
                "id": key,
                "county": places(rows[0].organization.path),
                "organizations": [str(row.organization_id) for row in rows],
                "level": level,
                "days": sum(days),
                "size": terms["size"],
                "require": [need for need in needs if need["least"]],
            }
        )
        visited = tuple(row.organization for row in rows)
        teams.append(Team(key, rows[0].team or str(number), visited, sum(days)))
    return teams, groups, organizations


def unavailable(at: Round, people: Iterable[Inspector], *, only_declared: bool) -> Iterable[tuple[str, str]]:
    """Yield who cannot be called for a round, with the code of why."""
    last = at.until_on or at.from_on
    declared = Declaration.objects.filter(authority_id=at.authority_id, round=at)
    known = set(declared.values_list("inspector_id", flat=True))
    away = Tour.objects.filter(authority_id=at.authority_id, ended_on=None, from_on__lte=last, until_on__gte=at.from_on)
    busy = set(away.exclude(round=at).values_list("inspector_id", flat=True))
    for one in people:
        if one.away_from and one.away_from <= last and (one.away_until is None or one.away_until >= at.from_on):
            yield str(one.id), "away"
        elif one.id in busy:
            yield str(one.id), "in_another_round"
        elif only_declared and one.id not in known:
            yield str(one.id), "not_declared"


def tours_of(people: Sequence[Inspector]) -> Mapping[uuid.UUID, list[Tour]]:
    """Return what tours people have gone through, the last first."""
    found: dict[uuid.UUID, list[Tour]] = defaultdict(list)
    if people:
        rows = Tour.objects.filter(authority_id=people[0].authority_id).order_by("-from_on", "-id")
        for row in rows:
            found[row.inspector_id].append(row)
    return found


def inspector_told(
    one: Inspector, bonds: Bonds, visited: Sequence[Organization], found: Instance, tours: Sequence[Tour]
) -> dict[str, Any]:
    """Return somebody as the instance tells him; what keeps him out is noted by organization."""
    key, lists = str(one.id), defaultdict[str, list[Any]](list)
    employer = None
    for row in visited:
        whys = bonds.exclusions(one.id, row)
        if whys:
            found.kept_out[(key, str(row.id))] = whys
        for why in whys:
            name, value = told_as(why, row, found.places)
            if name == "employer" and employer is None:
                employer = row
            elif value not in lists["declared" if name == "employer" else name]:
                lists["declared" if name == "employer" else name].append(str(row.id) if name == "employer" else value)
    others = [tour for tour in tours if tour.round_id != bonds.round.id]
    home = found.places(one.organization.path) if one.organization_id and one.organization else ""
    if not home and one.place in found.counties:
        home = found.places(found.counties[one.place])
    return {
        "id": key,
        "county": found.places(employer.path) if employer else home or one.place or f"u:{one.unit}",
        "unit": one.unit,
        "sector": str(employer.id) if employer else f"u:{one.unit}",
        "level": one.level,
        "sex": one.sex,
        "specialities": list(one.specialities),
        "may_lead": one.may_lead,
        "may_deputise": one.may_deputise,
        "hometown": None,
        **{name: lists[name] for name in ("former", "kin", "declared", "inspected", "led")},
        "cleared": one.cleared,
        "available": key not in found.unavailable,
        "days_away": sum(days_within(tour, bonds.round.from_on.year) for tour in others),
        "previous_team": f"{others[0].round_id}/{others[0].team}" if others else None,
        "key_post": one.key_post,
        "hard_to_spare": one.hard_to_spare,
    }


def left_of(at: Round) -> frozenset[str]:
    """Return whose tour of a round has ended, and who is in no other of its teams."""
    rows = Tour.objects.filter(authority_id=at.authority_id, round=at).values_list("inspector_id", "ended_on")
    there = {str(one) for one, ended_on in rows if ended_on is None}
    return frozenset({str(one) for one, ended_on in rows if ended_on is not None} - there)


def counties_named(authority_id: uuid.UUID, names: Collection[str]) -> dict[str, str]:
    """Return the paths of the places that stand in our own tree: a city's counties, whose people are local there."""
    return {name: row.path for name, row in units_named(authority_id, names).items()} if names else {}


def days_within(tour: Tour, year: int) -> int:
    """Return the days of a tour in a year: the cap is a year's, so whoever toured years ago is not kept out by it."""
    first, last = max(tour.from_on, date(year, 1, 1)), min(tour.ended_on or tour.until_on, date(year, 12, 31))
    return max(0, (last - first).days + 1)


def told_as(why: Exclusion, row: Organization, places: Places) -> tuple[str, Any]:
    """Return in which list of the instance an exclusion stands, and as what."""
    relation = why.rule.relation
    if why.rule.subject is Subject.LEADER:
        return "led", str(row.id)
    if relation is Relation.EMPLOYED:
        return "employer", str(row.id)
    if relation in KIN or relation in SOFT:
        return "kin" if relation in KIN else "former", [places(row.path), str(row.id)]
    return "inspected" if relation is Relation.INSPECTED else "declared", str(row.id)


def kin_pairs(people: Sequence[Inspector]) -> list[list[str]]:
    """Return relatives who both stand in the pool: a name of a relative that only one of them bears."""
    by_name: dict[str, list[str]] = defaultdict(list)
    for one in people:
        by_name[one.name].append(str(one.id))
    pairs: set[tuple[str, str]] = set()
    for one in people:
        for relative in relatives_in(one.kin):
            named = by_name.get(relative.name, []) if not isinstance(relative, str) else []
            if len(named) == 1 and named[0] != str(one.id):
                first, second = sorted((str(one.id), named[0]))
                pairs.add((first, second))
    return [list(pair) for pair in sorted(pairs)]
