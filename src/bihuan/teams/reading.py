"""A round from its file, or a refusal in one sentence: file, place, what is wrong, what to do."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bihuan.domain.pool import Round, Weights
from bihuan.teams.assembling import RoundContradicted, assemble
from bihuan.teams.forms import Form, RoundForm

Kind = TypeVar("Kind", bound=Form)
LONGEST_SHOWN = 60
LARGEST_TEAM = 30  # beyond it, and beyond the pool, a size is a slip; below, a scarce round whose lack is told
TOO_SHORT = {
    "organizations": "the round has no organizations",
    "groups": "the round has no groups",
    "inspectors": "the pool is empty",
    "counties": "there are no counties",
}


class RoundUnusable(Exception):
    """A file of a composition cannot be used; says file, place, problem and remedy on one line."""

    def __init__(self, file: str, place: str, problem: str, remedy: str) -> None:
        self.file, self.place, self.problem, self.remedy = file, place, problem, remedy
        where = f"{file}: {place}" if place else file
        super().__init__(f"{where}: {problem}; {remedy}")


@dataclass(frozen=True)
class RoundFile:
    """A round and the sha256 of the bytes it was read from."""

    round: Round
    fingerprint: str


def read_round(path: Path, weights: Weights) -> RoundFile:
    """Read a round; raise RoundUnusable where it cannot be composed."""
    content = read_bytes(path)
    form = validated(RoundForm, plain(content, path.name), path.name)
    try:
        given = assemble(form, weights)
    except RoundContradicted as found:
        raise RoundUnusable(path.name, found.place, found.problem, found.remedy) from found
    refuse_sizes(given, path.name)
    return RoundFile(given, hashlib.sha256(content).hexdigest())


def refuse_sizes(given: Round, file: str) -> None:
    """Refuse a group that could never be filled, and one that must have more of a speciality than it has seats."""
    people = len(given.inspectors)
    for number, group in enumerate(given.groups):
        place = f"groups[{number}] ({group.id})"
        if group.size > max(people, LARGEST_TEAM):
            raise RoundUnusable(
                file, f"{place}.size", f"{group.size} seats for a pool of {people} people", "correct it"
            )
        for at, need in enumerate(group.require):
            if need.least > group.size:
                fault = f"at least {need.least} of {group.size} seats"
                raise RoundUnusable(file, f"{place}.require[{at}].least", fault, "correct it")


def read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RoundUnusable(str(path), "", f"cannot be read ({error.strerror})", "name an existing file") from error


def plain(content: bytes, file: str) -> object:
    """Return what a JSON file says; a key that stands twice is refused, for nobody knows which one holds."""

    def refuse_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            keys = [key for key, _ in pairs]
            twice = next(key for key in keys if keys.count(key) > 1)
            raise RoundUnusable(file, shown(twice), "this key stands twice in one object", "keep one of the two")
        return found

    def refuse_constant(name: str) -> NoReturn:
        raise RoundUnusable(file, name, "not a number JSON knows", "write a whole number")

    try:
        text = content.decode("utf-8-sig")
        return json.loads(text, object_pairs_hook=refuse_twice, parse_constant=refuse_constant)
    except UnicodeDecodeError as error:
        raise RoundUnusable(file, f"byte {error.start}", "not UTF-8", "save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        raise RoundUnusable(file, f"line {error.lineno}", f"no JSON: {error.msg}", "mend this line") from error
    except (RecursionError, ValueError) as error:
        raise RoundUnusable(
            file, "", "nested too deep, or a number too long", "write it as staff solve -h shows"
        ) from error


def validated(kind: type[Kind], document: object, file: str) -> Kind:
    """Return the form of a document; raise RoundUnusable at the first place that is not as it has to be."""
    try:
        return kind.model_validate(document)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise RoundUnusable(file, place_in(document, fault["loc"]), *told(fault)) from error


def told(fault: ErrorDetails) -> tuple[str, str]:
    """Return what is wrong and what to do, for the first thing that a schema found."""
    if fault["type"] == "too_short" and len(fault["loc"]) == 1 and fault["loc"][0] in TOO_SHORT:
        return TOO_SHORT[str(fault["loc"][0])], "add what is missing"
    if fault["type"] == "extra_forbidden":
        return "unknown key", "remove it or correct its name"
    if fault["type"] == "missing":
        return "missing", "add it"
    if fault["type"] == "model_type":
        return f"an object with keys belongs here, found {shown(fault['input'])}", "correct it"
    said = fault["msg"].removeprefix("Value error, ")
    return f"{said[:1].lower()}{said[1:]}, found {shown(fault['input'])}", "correct it"


def place_in(document: object, steps: tuple[int | str, ...]) -> str:
    """Return a place as people find it: items of lists by number, with their id where they have one."""
    told = ""
    for step in steps:
        if isinstance(document, list) and isinstance(step, int) and step < len(document):
            document = document[step]
            named = document.get("id") if isinstance(document, dict) else None
            told += f"[{step}]" + (f" ({named})" if isinstance(named, str) else "")
        else:
            document = document.get(step) if isinstance(document, dict) else None
            told += f".{step}"
    return " ".join(told.lstrip(".").split())


def shown(value: object) -> str:
    """Return a value as an error shows it."""
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "an object"
    told = repr(value)
    return told if len(told) <= LONGEST_SHOWN else told[:LONGEST_SHOWN] + "…"
