"""A round small enough to read, valid as it stands; and many random ones that brute force can solve."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

from bihuan.domain.eligibility import Seat, may_have
from bihuan.domain.pool import Inspector, Round
from bihuan.domain.staffing import violations
from bihuan.domain.staffing_cost import Team, total_levels
from bihuan.rules.staffing import weights_on
from bihuan.teams.assembling import assemble
from bihuan.teams.forms import RoundForm

WEIGHTS = weights_on(date(2026, 1, 1))
PERSON: dict[str, Any] = {
    "county": "c2",
    "unit": "u2",
    "sector": "finance",
    "level": 2,
    "sex": "f",
    "specialities": ["finance"],
    "may_lead": False,
    "may_deputise": False,
    "hometown": "c2",
    "former": [],
    "kin": [],
    "declared": [],
    "inspected": [],
    "led": [],
    "cleared": True,
    "available": True,
    "days_away": 10,
    "previous_team": None,
    "key_post": False,
    "hard_to_spare": False,
}


def person(name: str, **facts: Any) -> dict[str, Any]:
    return {"id": name, **PERSON, **facts}


def document() -> dict[str, Any]:
    """Return a round of two groups, each of which five people can staff without a fault."""
    return {
        "round": "2026-2",
        "seed": "published before the draw",
        "counties": ["c1", "c2", "c3"],
        "distance_km": [[0, 35, 500], [35, 0, 60], [500, 60, 0]],
        "organizations": [
            {"id": "o1", "county": "c1", "sector": "health", "level": 2, "days": 20},
            {"id": "o2", "county": "c1", "sector": "civil", "level": 1, "days": 30},
        ],
        "groups": [group("g1", "o1", 2, 20), group("g2", "o2", 1, 30)],
        "inspectors": [
            person("lead1", may_lead=True, specialities=["discipline"], key_post=True, unit="u1"),
            person("lead2", may_lead=True, specialities=["discipline"], key_post=True, unit="u1"),
            person("dep1", may_deputise=True, sex="m", unit="u1"),
            person("dep2", may_deputise=True, sex="m", unit="u1"),
            person("mem1", sex="m"),
            person("mem2", sex="m"),
            person("mem3"),
            person("mem4"),
            person("near", county="c1", hometown="c1", unit="u3", sector="market"),
            person("near2", county="c1", hometown="c1", unit="u4", sector="market"),
            person("far", county="c3", hometown="c3", unit="u5"),
        ],
        "kin_pairs": [],
        "caps": {"unit": {"u1": 4, "u2": 4}, "county": {"c2": 9}},
        "rules": {
            "reach_km": 400,
            "days_away_cap": 200,
            "locals_most": 1,
            "women_least": 2,
            "men_least": 1,
            "same_previous_team_most": "1/3",
        },
    }


def group(name: str, organization: str, level: int, days: int) -> dict[str, Any]:
    return {
        "id": name,
        "county": "c1",
        "organizations": [organization],
        "level": level,
        "days": days,
        "size": 4,
        "require": [{"any": ["discipline"], "least": 1}, {"any": ["finance", "audit"], "least": 1}],
        "prefer": [{"any": ["finance"], "least": 2}],
    }


TEAMS = (Team("g1", "lead1", "dep1", ("mem1", "mem3")), Team("g2", "lead2", "dep2", ("mem2", "mem4")))


def round_of(given: dict[str, Any]) -> Round:
    return assemble(RoundForm.model_validate(given), WEIGHTS)


def spoilt(given: Round, name: str, **facts: Any) -> Round:
    """Return the round with other facts about one inspector."""
    people = tuple(replace(one, **facts) if one.id == name else one for one in given.inspectors)
    return replace(given, inspectors=people)


def written(folder: Path, given: dict[str, Any], name: str = "round.json") -> Path:
    path = folder / name
    path.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    return path


def random_document(seed: int) -> dict[str, Any]:
    """Return a round of two small groups and a few people; lawful, not always staffable."""
    chance = random.Random(seed)
    given = document()
    given["distance_km"] = [[0, 35, 90], [35, 0, 60], [90, 60, 0]]
    given["organizations"][1]["county"] = given["groups"][1]["county"] = chance.choice(["c1", "c2"])
    for one in given["groups"]:
        one |= {"size": chance.randint(2, 3), "level": chance.randint(1, 2)}
        one["require"] = one["require"][: chance.randint(0, 2)]
    given["inspectors"] = [random_person(f"i{number}", chance) for number in range(chance.randint(3, 5))]
    ids = [one["id"] for one in given["inspectors"]]
    given["kin_pairs"] = [chance.sample(ids, 2)] if chance.random() < 0.4 else []
    given["caps"] = {"unit": {"u1": chance.randint(1, 2)}, "county": {"c2": chance.randint(1, 4)}}
    given["rules"] |= {"women_least": chance.randint(0, 2), "men_least": chance.randint(0, 1)}
    given["rules"] |= {"reach_km": chance.choice([50, 400]), "locals_most": chance.randint(0, 1)}
    given["rules"]["same_previous_team_most"] = chance.choice(["1/3", "2/3", "1/1"])
    return given


def random_person(name: str, chance: random.Random) -> dict[str, Any]:
    places, sectors = ["c1", "c2", "c3"], ["health", "civil", "market", "finance"]
    return person(
        name,
        county=chance.choice(places),
        unit=chance.choice(["u1", "u2"]),
        sector=chance.choice(sectors),
        level=chance.randint(1, 3),
        sex=chance.choice("fm"),
        specialities=chance.sample(["discipline", "finance", "audit"], chance.randint(0, 2)),
        may_lead=chance.random() < 0.5,
        may_deputise=chance.random() < 0.5,
        hometown=chance.choice([*places, "c9", None]),
        former=[[chance.choice(places), chance.choice(sectors)] for _ in range(chance.choice((0, 0, 1)))],
        kin=[[chance.choice(places), chance.choice(sectors)] for _ in range(chance.choice((0, 0, 0, 1)))],
        declared=chance.choice(([], [], [], ["o1"])),
        inspected=chance.choice(([], [], [], ["o2", "o9"])),
        led=chance.choice(([], [], ["o1"])),
        cleared=chance.random() < 0.8,
        available=chance.random() < 0.9,
        days_away=chance.choice([0, 35, 90, 175]),
        previous_team=chance.choice([None, "t1", "t1", "t2"]),
        key_post=chance.random() < 0.4,
        hard_to_spare=chance.random() < 0.3,
    )


def compositions(given: Round) -> Iterator[tuple[Team, ...]]:
    """Yield every composition that breaks no rule."""
    choices = [list(places_of(one, given)) for one in given.inspectors]
    for chosen in product(*choices):
        teams = teams_from(given, chosen)
        if teams is not None and not violations(given, teams):
            yield teams


def places_of(one: Inspector, given: Round) -> Iterator[tuple[str, Seat, str] | None]:
    yield None
    for place in given.groups:
        for seat in Seat:
            if may_have(one, place, seat, given):
                yield place.id, seat, one.id


def teams_from(given: Round, chosen: tuple[tuple[str, Seat, str] | None, ...]) -> tuple[Team, ...] | None:
    """Return the teams of a choice, None where two people have one seat."""
    seats: dict[tuple[str, Seat], list[str]] = {}
    for place in chosen:
        if place is not None:
            seats.setdefault(place[:2], []).append(place[2])
    if any(seat is not Seat.MEMBER and len(names) > 1 for (_, seat), names in seats.items()):
        return None
    return tuple(
        Team(
            one.id,
            next(iter(seats.get((one.id, Seat.LEADER), [])), None),
            next(iter(seats.get((one.id, Seat.DEPUTY), [])), None),
            tuple(seats.get((one.id, Seat.MEMBER), [])),
        )
        for one in given.groups
    )


def least_cost(given: Round) -> int:
    """Return the cost of the best composition, found by looking at every one."""
    return min(total_levels(given, teams).cost(given.weights) for teams in compositions(given))
