"""The demo's words: read from the .yaml files, chosen and filled by a seeded random source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from bihuan.rules.documents import read_document

HERE = Path(__file__).parent
YUAN = (12, 18, 23, 36, 45, 58, 67, 84, 96, 120, 156, 238)
YEARS_BACK = (1, 2, 3)


@cache
def words() -> Mapping[str, Any]:
    """Return the vocabulary of findings, measures and reasons."""
    return {str(key): value for key, value in read_document(HERE / "vocabulary.yaml").content.items()}


@cache
def places() -> Mapping[str, Any]:
    """Return the county: its tree, its names, its inspections."""
    return {str(key): value for key, value in read_document(HERE / "county.yaml").content.items()}


@dataclass(frozen=True)
class Problem:
    """One finding's words, with the theme its measures come from."""

    title: str
    text: str
    category: str
    person_matter: bool
    department: str
    measures: Sequence[Mapping[str, str]]


def fill(text: str, chance: Random, year: int) -> str:
    """Put numbers into a template: {n} is the larger, {m} the smaller count."""
    smaller = chance.randint(2, 5)
    told = {
        "n": smaller + chance.randint(2, 9),
        "m": smaller,
        "yuan": f"{chance.choice(YUAN)}.{chance.randint(1, 9)}",
        "year": year - chance.choice(YEARS_BACK),
    }
    return text.format(**told)


def problems(count: int, chance: Random, year: int) -> list[Problem]:
    """Return so many different problems, in the order of the themes."""
    every = [(theme, finding) for theme in words()["themes"] for finding in theme["findings"]]
    chosen = sorted(chance.sample(range(len(every)), count))
    found = []
    for theme, finding in (every[place] for place in chosen):
        found.append(
            Problem(
                title=finding["title"],
                text=fill(finding["text"], chance, year),
                category=theme["category"],
                person_matter=finding.get("person", False),
                department=theme["department"],
                measures=theme["measures"],
            )
        )
    return found


def said(key: str, chance: Random, year: int) -> str:
    """Return one of the sentences under a key, filled."""
    return fill(chance.choice(words()[key]), chance, year)


def outcome_said(chance: Random, year: int) -> tuple[str, int]:
    """Return what became of a matter about persons, and how many persons that names."""
    one = chance.choice(words()["outcomes"])
    text, persons = fill(f"{one['text']}|{one['persons']}", chance, year).split("|")
    return text, sum(int(number) for number in persons.split())


def person_names(chance: Random) -> list[str]:
    """Return every invented name in a seeded order, each once."""
    names = [surname + given for surname in places()["surnames"] for given in places()["given"]]
    chance.shuffle(names)
    return names
