"""The county's tree: sixty organizations with valid credit codes, the supervising bodies, the heads in office."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from bihuan.domain.credit_code import ALPHABET, check_character
from bihuan.simulate.vocabulary import places

REGISTRY = {"department": "11", "town": "11", "state_firm": "91", "school": "12", "hospital": "12", "village": "54"}
ORGANIZATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)  # GB 11714: the check character of the nine in the middle
ORGANIZATION_BASE = 11


@dataclass(frozen=True)
class Place:
    """An organization to be made: under whom, of what kind."""

    name: str
    category: str
    parent: str = ""
    credit_code: str = ""


@dataclass(frozen=True)
class Made:
    """An organization that is there: its id and path."""

    id: uuid.UUID
    path: str
    name: str
    category: str


def credit_code(category: str, chance: Random) -> str:
    """Return an invented code that GB 32100 accepts."""
    eight = "".join(chance.choice(ALPHABET) for _ in ORGANIZATION_WEIGHTS)
    total = sum(ALPHABET.index(c) * weight for c, weight in zip(eight, ORGANIZATION_WEIGHTS, strict=True))
    rest = (ORGANIZATION_BASE - total % ORGANIZATION_BASE) % ORGANIZATION_BASE
    check = "X" if rest == ORGANIZATION_BASE - 1 else str(rest)
    first = f"{REGISTRY[category]}{places()['region']}{eight}{check}"
    return first + check_character(first)


def all_places(chance: Random) -> Iterator[Place]:
    """Return the bodies and the sixty organizations, parents first."""
    names = {body["code"]: body["name"] for body in places()["bodies"]}
    for body in places()["bodies"]:
        yield Place(body["name"], category_of(body["code"]), names.get(body.get("parent", ""), ""))
    for category, listed in places()["organizations"].items():
        for item in listed:
            name, parent = named(item)
            yield Place(name, category, parent, credit_code(category, chance))


def category_of(code: str) -> str:
    """Return what sort of body a code of the county's file names: office3, resident1, discipline."""
    sorts = {"office": "supervision_office", "resident": "resident_office"}
    return sorts.get(code.rstrip("0123456789"), "body")


def named(item: Any) -> tuple[str, str]:
    return (item["name"], item["parent"]) if isinstance(item, dict) else (item, "")


def body_named(code: str) -> str:
    """Return what a supervising body is called."""
    return next(str(body["name"]) for body in places()["bodies"] if body["code"] == code)
