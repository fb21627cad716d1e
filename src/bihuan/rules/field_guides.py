"""The guides that come with Bihuan, and the methods of which the sources tell nothing but the name: data, not code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bihuan.domain.field_guides import LONGEST_CODE, LONGEST_LINE, LONGEST_NAME, FieldGuide, Focus, Point
from bihuan.rules.documents import RULEPACKS, PackUnreadable, document_from, read_document

GUIDES = RULEPACKS / "guides"
METHODS = "methods"
Name = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME, pattern=r"\S")]
Code = Annotated[str, Field(min_length=1, max_length=LONGEST_CODE, pattern=r"^\S+$")]
Lines = Annotated[
    list[Annotated[str, Field(min_length=1, max_length=LONGEST_LINE, pattern=r"\S")]], Field(min_length=1)
]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Words(_Strict):
    zh: Name
    en: Name


class _Citation(_Strict):
    document: Name
    clause: Name


class _Point(_Strict):
    code: Code
    name: Name
    symptoms: Lines
    methods: Lines


class _Focus(_Strict):
    code: Code
    area: str = ""
    name: Name
    points: Annotated[list[_Point], Field(min_length=1)]


class _Guide(_Strict):
    id: Name
    category: Name
    title: _Words
    since: date
    origin: Annotated[str, Field(pattern="^(ours|own)$")]
    citation: _Citation
    focuses: Annotated[list[_Focus], Field(min_length=1)]


class _Named(_Strict):
    name: Name
    source: Name


class _Methods(_Strict):
    methods: list[_Named]


@dataclass(frozen=True)
class Shipped:
    """A guide as a file tells it: for which category, since when, written by whom after what."""

    category: str
    zh: str
    en: str
    since: date
    source: str
    clause: str
    sha256: str
    guide: FieldGuide


@dataclass(frozen=True)
class NamedMethod:
    """A method that a source names without saying what is done: it comes empty and is not verified."""

    name: str
    source: str


@cache
def shipped_guides() -> Mapping[str, Shipped]:
    """Return the guides that come with Bihuan, by category."""
    files = sorted(file for file in GUIDES.glob("*.yaml") if file.stem != METHODS)
    found = [read_guide(file.read_bytes(), f"guides/{file.name}") for file in files]
    return {one.category: one for one in found}


def read_guide(content: bytes, file: str) -> Shipped:
    """Return a guide from the bytes of a file; raise PackUnreadable with its line."""
    document = document_from(content, file)
    try:
        told = _Guide.model_validate(document.content)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = tuple(first["loc"])
        name = ".".join(map(str, place))
        problem = f"{name}: {first['msg']}"
        raise document.refusal(place, None, problem, "write it as the exported guide shows") from error
    focuses = tuple(
        Focus(
            one.code,
            one.name,
            tuple(Point(p.code, p.name, tuple(p.symptoms), tuple(p.methods)) for p in one.points),
            one.area,
        )
        for one in told.focuses
    )
    guide = FieldGuide(focuses)
    codes = [point.code for _focus, point in guide.points()]
    twice = next((code for at, code in enumerate(codes) if code in codes[:at]), "")
    if twice:
        raise PackUnreadable(
            file=file, line=1, rule=None, problem=f"code {twice} stands twice", remedy="give each point its own code"
        )
    cited = told.citation
    return Shipped(
        told.category, told.title.zh, told.title.en, told.since, cited.document, cited.clause, document.sha256, guide
    )


@cache
def named_methods() -> tuple[NamedMethod, ...]:
    """Return the methods that come with their names only."""
    document = read_document(GUIDES / f"{METHODS}.yaml")
    told = _Methods.model_validate(document.content)
    return tuple(NamedMethod(one.name, one.source) for one in told.methods)
