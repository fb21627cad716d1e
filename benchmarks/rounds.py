"""Rounds to be staffed, made from a seed: S a city, M a big city, L a province. Everything is invented.

python -m benchmarks.rounds S 1 > round.json     (S, M or L; then a seed; then `tight` for a quarter fewer people, and
`hard` for longer visits and fewer who have what groups want)

Sizes, the rule that makes groups of organizations and seats of groups, caps and rules are those of the prototype's
rounds, and what comes of them is no easier: S has 160–170 seats and about 7,500 lawful ones to choose from (the
prototype 161–162 and about 8,100), 44–48 who may lead; the way of a spreadsheet leaves more lacking. `hard` are rounds
scarcer than any of the prototype's, for the long run of the benchmark.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

SECTORS = {  # and how many of a pool of inspectors come from there
    "discipline": 24,
    "organisation": 14,
    "finance": 12,
    "audit": 10,
    "health": 6,
    "education": 6,
    "civil": 6,
    "housing": 5,
    "transport": 5,
    "agriculture": 5,
    "justice": 4,
    "market": 3,
}
NAMES = list(SECTORS)


@dataclass(frozen=True)
class Size:
    """How much of everything there is."""

    cities: int
    counties: int  # a city
    groups: int
    organizations: int
    people: int
    reach_km: int
    side_km: int


SIZES = {
    "S": Size(1, 16, 22, 39, 300, 400, 180),
    "M": Size(1, 10, 60, 120, 1295, 400, 160),
    "L": Size(14, 9, 410, 1100, 8000, 170, 600),
}


def made(size: str, seed: int, *, tight: bool = False, hard: bool = False) -> dict[str, Any]:
    """Return a round in the form of `staff solve`.

    `tight`: a quarter of the people are not available. `hard`: longer visits, fewer who have what groups want.
    """
    chance = random.Random(f"{size}/{seed}")
    given = SIZES[size]
    counties, places = counties_of(given, chance)
    organizations = organizations_of(given, counties, chance)
    groups = groups_of(given, organizations, chance)
    people = people_of(given, counties, organizations, chance)
    if hard:
        make_scarce(organizations, groups, people, chance)
    if tight:
        for person in chance.sample(people, len(people) // 4):
            person["available"] = False
    return {
        "round": f"{size}-{seed}{'t' * tight}",
        "seed": f"published {size}-{seed}",
        "counties": counties,
        "distance_km": [[km(one, other) for other in places] for one in places],
        "organizations": organizations,
        "groups": groups,
        "inspectors": people,
        "kin_pairs": kin_among(people, chance),
        "caps": caps_of(people),
        "rules": {
            "reach_km": given.reach_km,
            "days_away_cap": 200,
            "locals_most": 1,
            "women_least": 2,
            "men_least": 2,
            "same_previous_team_most": "1/3",
        },
    }


def make_scarce(
    organizations: list[dict[str, Any]],
    groups: list[dict[str, Any]],
    people: list[dict[str, Any]],
    chance: random.Random,
) -> None:
    """Make visits half as long again, the year so far fuller, and lose what groups want most of people."""
    for one in (*organizations, *groups):
        one["days"] = one["days"] * 3 // 2
    for person in people:
        person["days_away"] = person["days_away"] * 6 // 5
        person["key_post"] = person["key_post"] and chance.random() < 2 / 3
        if chance.random() < 0.7:
            person["specialities"] = [one for one in person["specialities"] if one != "discipline"]


def counties_of(given: Size, chance: random.Random) -> tuple[list[str], list[tuple[float, float]]]:
    names, places = [], []
    for city in range(given.cities):
        centre = [chance.uniform(0, given.side_km) for _ in range(2)]
        for county in range(given.counties):
            names.append(f"c{city + 1}-{county + 1}")
            if given.cities == 1:
                places.append((chance.uniform(0, given.side_km), chance.uniform(0, given.side_km)))
            else:
                places.append((centre[0] + chance.gauss(0, 40), centre[1] + chance.gauss(0, 40)))
    return names, places


def km(one: tuple[float, float], other: tuple[float, float]) -> int:
    return round(1.2 * math.dist(one, other))


def organizations_of(given: Size, counties: Sequence[str], chance: random.Random) -> list[dict[str, Any]]:
    return [
        {
            "id": f"o{number + 1}",
            "county": counties[number % len(counties)] if number < len(counties) else chance.choice(counties),
            "sector": chance.choice(NAMES),
            "level": chance.choices((1, 2, 3), (60, 32, 8))[0],
            "days": chance.randint(10, 28),
        }
        for number in range(given.organizations)
    ]


def groups_of(given: Size, organizations: list[dict[str, Any]], chance: random.Random) -> list[dict[str, Any]]:
    """Bundle longest days first, at most three of one county, those of one sector rather together."""
    of_county: dict[str, list[dict[str, Any]]] = {}
    for organization in organizations:
        of_county.setdefault(organization["county"], []).append(organization)
    wanted = {county: math.ceil(len(there) / 3) for county, there in of_county.items()}
    while sum(wanted.values()) < given.groups:
        county = max(of_county, key=lambda name: len(of_county[name]) / wanted[name])
        wanted[county] += 1
    bundles = [bundle for county, there in of_county.items() for bundle in bundled(there, wanted[county])]
    return [group_of(number, bundle, chance) for number, bundle in enumerate(bundles)]


def bundled(there: list[dict[str, Any]], count: int) -> list[list[dict[str, Any]]]:
    bundles: list[list[dict[str, Any]]] = [[] for _ in range(count)]
    for organization in sorted(there, key=lambda one: (-one["days"], one["id"])):
        room = [bundle for bundle in bundles if len(bundle) < 3]

        def load(bundle: list[dict[str, Any]], sector: str = organization["sector"]) -> int:
            return sum(one["days"] for one in bundle) - 8 * any(one["sector"] == sector for one in bundle)

        min(room, key=load).append(organization)
    return [bundle for bundle in bundles if bundle]


def group_of(number: int, bundle: list[dict[str, Any]], chance: random.Random) -> dict[str, Any]:
    level = max(one["level"] for one in bundle)
    sectors = sorted({one["sector"] for one in bundle})
    more = [{"any": [sector], "least": 1} for sector in sectors if sector not in ("discipline", "finance", "audit")]
    return {
        "id": f"g{number + 1}",
        "county": bundle[0]["county"],
        "organizations": [one["id"] for one in bundle],
        "level": level,
        "days": sum(one["days"] for one in bundle),
        "size": min(10, 6 + len(bundle) - 1 + level - 1 + (chance.random() < 0.2)),
        "require": [
            {"any": ["discipline"], "least": 1},
            {"any": ["organisation"], "least": 1},
            {"any": ["finance", "audit"], "least": 1},
        ],
        "prefer": [{"any": ["discipline"], "least": 2}, {"any": ["finance", "audit"], "least": 2}, *more],
    }


def people_of(
    given: Size, counties: Sequence[str], organizations: list[dict[str, Any]], chance: random.Random
) -> list[dict[str, Any]]:
    return [person_of(number, given, counties, organizations, chance) for number in range(given.people)]


def person_of(
    number: int, given: Size, counties: Sequence[str], organizations: list[dict[str, Any]], chance: random.Random
) -> dict[str, Any]:
    county, sector = chance.choice(counties), chance.choices(NAMES, list(SECTORS.values()))[0]
    level = chance.choices((1, 2, 3, 4), (45, 33, 17, 5))[0]
    near = [one for one in counties if one.split("-")[0] == county.split("-")[0]]
    went = chance.random() < 0.6
    return {
        "id": f"i{number + 1}",
        "county": county,
        "unit": f"u-{county}-{sector}",
        "sector": sector,
        "level": level,
        "sex": chance.choices("fm", (40, 60))[0],
        "specialities": sorted({sector, *chance.choices(NAMES, list(SECTORS.values()), k=chance.randint(0, 2))}),
        "may_lead": level >= 2 and chance.random() < 0.3,
        "may_deputise": level >= 2 and chance.random() < 0.5,
        "hometown": county if chance.random() < 0.6 else chance.choice(near),
        "former": [[chance.choice(near), chance.choice(NAMES)] for _ in range(chance.randint(0, 3))],
        "kin": [[chance.choice(near), chance.choice(NAMES)] for _ in range(chance.choice((0, 0, 0, 1, 2)))],
        "declared": [one["id"] for one in chance.sample(organizations, chance.choice((0,) * 9 + (1,)))],
        "inspected": [one["id"] for one in chance.sample(organizations, chance.choice((0, 0, 0, 1)))],
        "led": [one["id"] for one in chance.sample(organizations, chance.choice((0, 0, 0, 1)))],
        "cleared": chance.random() < 0.85,
        "available": chance.random() < 0.92,
        "days_away": chance.randint(0, 110),
        "previous_team": f"t{chance.randint(1, given.groups)}" if went else None,
        "key_post": went and chance.random() < 0.45,
        "hard_to_spare": chance.random() < 0.12,
    }


def kin_among(people: list[dict[str, Any]], chance: random.Random) -> list[list[str]]:
    pairs: dict[tuple[str, str], None] = {}
    for _ in range(len(people) // 40):
        one, other = chance.sample(people, 2)
        pairs[one["id"], other["id"]] = None
    return [list(pair) for pair in pairs]


def caps_of(people: list[dict[str, Any]]) -> dict[str, dict[str, int]]:
    """At most half of a unit and four fifths of a county are away at once."""
    units, counties = (Counter(person[key] for person in people) for key in ("unit", "county"))
    return {
        "unit": {unit: max(1, -(-count // 2)) for unit, count in sorted(units.items())},
        "county": {county: -(-4 * count // 5) for county, count in sorted(counties.items())},
    }


if __name__ == "__main__":
    how = {name: name in sys.argv[3:] for name in ("tight", "hard")}
    json.dump(made(sys.argv[1], int(sys.argv[2]), **how), sys.stdout, indent=1)
