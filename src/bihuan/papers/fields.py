"""What a paper has to be told: a strict form for each kind, its JSON Schema, and the check of what somebody wrote."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any

from bihuan.rules.documents import Document, Place

LONGEST_SHOWN = 60  # signs of a value in an error
FAR_OFF_FEN = 10**15  # larger sums are slips of the keyboard
MISSING, UNPRINTABLE = "missing", "unprintable"  # faults that rows can have too


class DataUnusable(ValueError):
    """The data of a paper cannot be used: file, place, what is wrong, what to do."""

    def __init__(
        self, file: str, line: int, place: str, problem: str, remedy: str, *, at: Place = (), fault: str = ""
    ) -> None:
        self.file, self.line, self.place, self.problem, self.remedy = file, line, place, problem, remedy
        self.at, self.fault = at, fault
        super().__init__(f"{file}:{line}: {place}: {problem}; {remedy}")


@dataclass(frozen=True)
class Field:
    """One thing a paper is told. `of` are the fields of each item of a list; without them it holds texts."""

    name: str
    sort: str
    zh: str
    en: str
    optional: bool = False
    least: int = 0
    of: Mapping[str, Field] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    form: str = ""
    remedy: str = ""


def field_from(name: str, written: Mapping[str, Any]) -> Field:
    """Return a field as a kind's file writes it."""
    inner = {key: field_from(key, value) for key, value in written.get("of", {}).items()}
    rest = {key: value for key, value in written.items() if key not in ("is", "of")}
    return Field(name=name, sort=written["is"], of=inner, **rest)


def schema_of(fields: Mapping[str, Field]) -> dict[str, Any]:
    """Return the JSON Schema of a mapping with these fields."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": [one.name for one in fields.values() if not one.optional],
        "properties": {one.name: _schema(one) for one in fields.values()},
    }


SIMPLE: Mapping[str, dict[str, Any]] = {
    "text": {"type": "string", "pattern": r"\S"},
    "line": {"type": "string", "pattern": r"^[^\n]*\S[^\n]*$"},
    "day": {"type": "string", "format": "date"},
    "count": {"type": "integer", "minimum": 0},
    "money": {"type": "integer", "minimum": 0, "maximum": FAR_OFF_FEN},
    "flag": {"type": "boolean"},
}


def _schema(one: Field) -> dict[str, Any]:
    said: dict[str, Any] = {"description": f"{one.zh} · {one.en}"}
    if one.sort == "choice":
        return said | {"enum": [*one.choices, *one.choices.values()]}
    if one.sort == "list":
        items = schema_of(one.of) if one.of else dict(SIMPLE["text"])
        return said | {"type": "array", "items": items} | ({"minItems": one.least} if one.least else {})
    simple = dict(SIMPLE[one.sort])
    if one.form:
        simple["pattern"] = one.form
    return said | simple


def checked(document: Document, fields: Mapping[str, Field]) -> dict[str, Any]:
    """Return the values of a file, each of its sort; raise DataUnusable at the first fault."""
    return _Check(document).mapping(document.content, fields, ())


class _Check:
    def __init__(self, document: Document) -> None:
        self.document = document

    def refusal(self, place: Place, problem: str, remedy: str, fault: str = "") -> DataUnusable:
        name = ".".join(str(step) for step in place) or "the file"
        line = self.document.line_of(place)
        return DataUnusable(self.document.file, line, name, problem, remedy, at=place, fault=fault)

    def mapping(self, found: Mapping[Any, Any], fields: Mapping[str, Field], place: Place) -> dict[str, Any]:
        for key in found:
            if key not in fields:
                near = get_close_matches(str(key), fields, 1)
                remedy = f"write {near[0]}" if near else f"remove it; known are {', '.join(fields)}"
                raise self.refusal((*place, key), "unknown key", remedy)
        return {one.name: self.field(found, one, place) for one in fields.values()}

    def field(self, found: Mapping[Any, Any], one: Field, place: Place) -> Any:
        value = found.get(one.name)
        here = (*place, one.name)
        if value is None:
            if one.optional:
                return [] if one.sort == "list" else None
            raise self.refusal(here, f"missing ({one.en})", "add it", MISSING)
        if one.sort == "list":
            return self.items(value, one, here)
        return self.simple(value, one, here)

    def items(self, value: Any, one: Field, place: Place) -> list[Any]:
        if not isinstance(value, list):
            raise self.refusal(place, f"a list is wanted ({one.en}), found {_shown(value)}", "begin each item with - ")
        if len(value) < one.least:
            found = f"at least {one.least} wanted, found {len(value)}"
            raise self.refusal(place, found, "add what is missing", MISSING)
        return [self.item(item, one, (*place, index)) for index, item in enumerate(value)]

    def item(self, item: Any, one: Field, place: Place) -> Any:
        if not one.of:
            return self.simple(item, Field(one.name, "text", one.zh, one.en), place)
        if not isinstance(item, dict):
            raise self.refusal(place, f"a mapping is wanted, found {_shown(item)}", f"give {', '.join(one.of)}")
        return self.mapping(item, one.of, place)

    def simple(self, value: Any, one: Field, place: Place) -> Any:
        if one.sort == "choice":
            return self.choice(value, one, place)
        if one.sort == "day" and isinstance(value, str):
            value = _day(value)  # in quotation marks, as JSON has it
        problem, remedy = WANTED[one.sort]
        if not FITS[one.sort](value):
            fault = MISSING if isinstance(value, str) and not value.strip() else ""
            raise self.refusal(place, f"{problem} ({one.en}), found {_shown(value)}", remedy, fault)
        if one.form and not re.search(one.form, value):
            raise self.refusal(place, f"{_shown(value)} is not of the form wanted ({one.en})", one.remedy)
        if isinstance(value, str):
            self.refuse_unprintable(value, place)
            return value.strip()
        return value

    def choice(self, value: Any, one: Field, place: Place) -> str:
        for code, said in one.choices.items():
            if value in (code, said):
                return said
        known = ", ".join(one.choices)
        raise self.refusal(place, f"{_shown(value)} is no choice ({one.en})", one.remedy or f"write one of {known}")

    def refuse_unprintable(self, value: str, place: Place) -> None:
        for sign in value:
            if (ord(sign) < ord(" ") and sign not in "\n\t") or 0xD800 <= ord(sign) <= 0xDFFF or sign in "\ufffe\uffff":
                raise self.refusal(place, f"the sign U+{ord(sign):04X} cannot be printed", "remove it", UNPRINTABLE)


FITS: Mapping[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str) and bool(value.strip()),
    "line": lambda value: isinstance(value, str) and bool(value.strip()) and "\n" not in value.strip(),
    "day": lambda value: isinstance(value, date),
    "count": lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
    "money": lambda value: isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= FAR_OFF_FEN,
    "flag": lambda value: isinstance(value, bool),
}
WANTED: Mapping[str, tuple[str, str]] = {
    "text": ("text is wanted", "write text, in quotation marks where it could be read as something else"),
    "line": ("one line of text is wanted", "write one line, in quotation marks where it could be read otherwise"),
    "day": ("a day is wanted", "write it as 2026-03-05"),
    "count": ("a whole number from 0 is wanted", "write digits only"),
    "money": ("an amount in whole fen is wanted", "write the fen as digits: 100 for one yuan"),
    "flag": ("true or false is wanted", "write true or false"),
}


def _day(text: str) -> date | str:
    """Return the day that a text writes, or the text where it writes none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return day if day.isoformat() == text else text


def _shown(value: object) -> str:
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "a mapping"
    told = value.isoformat() if isinstance(value, date) else repr(value)
    return told if len(told) <= LONGEST_SHOWN else f"{told[:LONGEST_SHOWN]}…"
