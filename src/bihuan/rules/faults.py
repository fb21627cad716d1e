"""What is wrong at a place of a rule file: the kind of fault, the word at fault, what stands and what can stand there.

What can stand at a place is read from the schema itself, so that a remedy never says less than the check asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter
from pydantic_core import ErrorDetails

JsonSchema = Mapping[str, Any]
SHA256 = "^[0-9a-f]{64}$"
LONGEST_FOUND = 60  # characters of what stands there that are told


class Shape(StrEnum):
    """What sort of thing can stand at a place."""

    TEXT = "text"
    DAY = "day"
    TRUTH = "truth"
    WHOLE = "whole"
    NUMBER = "number"
    LIST = "list"
    MAPPING = "mapping"
    ONE_OF = "one_of"
    SHA256 = "sha256"
    CODE = "code"


@dataclass(frozen=True)
class Wanted:
    """What can stand at a place: its sort, the words or numbers it is chosen from, the bounds of a number."""

    shape: Shape
    names: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None

    @property
    def in_english(self) -> str:
        """Say it as a remedy does."""
        words = ", ".join(self.names)
        match self.shape:
            case Shape.WHOLE if self.most is not None:
                return f"a whole number from {self.least} to {self.most}"
            case Shape.WHOLE:
                return f"a whole number from {self.least or 0} up"
            case Shape.ONE_OF:
                return f"one of {words}" if len(self.names) > 1 else words
            case Shape.MAPPING if self.names:
                return f"what belongs here: {words}"
            case shape:
                return IN_ENGLISH[shape]


IN_ENGLISH: Mapping[Shape, str] = {
    Shape.TEXT: "words, not left empty",
    Shape.DAY: "a day without quotation marks, such as 2024-02-08",
    Shape.TRUTH: "true or false",
    Shape.NUMBER: "a number above 0",
    Shape.LIST: "a list with at least one entry",
    Shape.MAPPING: "lines of a name, a colon and a value",
    Shape.SHA256: "64 digits of a SHA-256, or leave it out",
    Shape.CODE: "small letters and underscores",
}


@dataclass(frozen=True)
class Fault:
    """One fault: its kind, the word at fault, what stands there, what can stand there, and what it is beside."""

    code: str
    word: str = ""
    found: str = ""
    wanted: Wanted | None = None
    beside: str = ""


def schema_of(of: Any) -> JsonSchema:
    """Return the schema of a type as plain values."""
    schema: JsonSchema = TypeAdapter(of).json_schema()
    return schema


def wanted_at(schema: JsonSchema, place: Sequence[str | int]) -> Wanted:
    """Return what can stand at a place under a schema."""
    here = plain(schema, schema)
    if place and place[-1] == "[key]":  # the name before it is at fault: what names there can be, its mapping says
        for step in place[:-2]:
            here = plain(schema, below(here, step))
        return wanted(plain(schema, here.get("propertyNames", {"type": "string"})))
    for step in place:
        here = plain(schema, below(here, step))
    return wanted(here)


def plain(root: JsonSchema, schema: JsonSchema) -> JsonSchema:
    """Return a schema without references and without the null of what can be left out."""
    while True:
        if "$ref" in schema:
            schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
        elif "anyOf" in schema:
            schema = next(one for one in schema["anyOf"] if one.get("type") != "null")
        else:
            return schema


def below(schema: JsonSchema, step: str | int) -> JsonSchema:
    """Return the schema one step further down."""
    if isinstance(step, int):
        items: JsonSchema = schema.get("items", {})
        return items
    by_pattern: JsonSchema = next(iter(schema.get("patternProperties", {}).values()), {})
    found: JsonSchema = schema.get("properties", {}).get(step) or schema.get("additionalProperties") or by_pattern
    return found


def wanted(schema: JsonSchema) -> Wanted:
    if "enum" in schema or "const" in schema:
        names = schema.get("enum", [schema.get("const")])
        return Wanted(Shape.ONE_OF, tuple("true" if one is True else str(one) for one in names))
    match schema:
        case {"type": "integer"}:
            return Wanted(Shape.WHOLE, least=schema.get("minimum"), most=schema.get("maximum"))
        case {"type": "number"}:
            return Wanted(Shape.NUMBER)
        case {"type": "boolean"}:
            return Wanted(Shape.TRUTH)
        case {"type": "array"}:
            return Wanted(Shape.LIST)
        case {"type": "object"}:
            return Wanted(Shape.MAPPING, tuple(schema.get("properties", ())))
        case {"format": "date"}:
            return Wanted(Shape.DAY)
        case {"pattern": pattern} if pattern == SHA256:
            return Wanted(Shape.SHA256)
        case {"pattern": pattern} if pattern.startswith("^[a-z]"):
            return Wanted(Shape.CODE)
        case _:
            return Wanted(Shape.TEXT)


def fault_of(schema: JsonSchema, error: ErrorDetails) -> Fault:
    """Return what a schema found wrong first: a word too few, one too many, or something of another sort."""
    place = error["loc"]
    word = next((str(step) for step in reversed(place) if isinstance(step, str) and step != "[key]"), "")
    if error["type"] == "extra_forbidden":
        known = wanted_at(schema, place[:-1])
        return Fault("unknown_word", word, wanted=known, beside=nearest(word, known.names))
    if error["type"] == "missing":
        return Fault("missing_word", word, wanted=wanted_at(schema, place))
    return Fault("wrong_form", word, found_words(error["input"]), wanted_at(schema, place))


def found_words(value: object) -> str:
    """Return what stands at a place as its author wrote it, cut where it is long."""
    match value:
        case None:
            told = ""
        case bool():
            told = str(value).lower()
        case dict() | list():
            told = "{…}" if isinstance(value, dict) else "[…]"
            told = told if value else told.replace("…", "")
        case _:
            told = " ".join(str(value).split())
    return told if len(told) <= LONGEST_FOUND else f"{told[:LONGEST_FOUND]}…"


def nearest(word: str, known: Sequence[str]) -> str:
    """Return the known word that one is most like; nothing where none is like it."""
    return next(iter(get_close_matches(word, known, n=1)), "")
