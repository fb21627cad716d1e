"""Files of dated rulings that no dossier is bound to: strictly read, each cited, the latest in force prevails."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bihuan.domain.glossary.terms import Term
from bihuan.rules.documents import PackError, read_document

Positive = Annotated[int, Field(ge=1)]
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]


class Strict(BaseModel):
    """What a ruling says: no key too many, none too few, no value of another kind."""

    model_config = ConfigDict(extra="forbid", strict=True)


V = TypeVar("V", bound=Strict)


class _Title(Strict):
    zh: Text
    en: Text


class _Citation(Strict):
    document: Text
    clause: Text


class _Ruling(Strict, Generic[V]):
    since: date
    verified: bool
    citation: _Citation
    note: str = ""
    value: V


class _Written(Strict, Generic[V]):
    id: Text
    title: _Title
    rulings: Annotated[list[_Ruling[V]], Field(min_length=1)]


@dataclass(frozen=True)
class Dated(Generic[V]):
    """One ruling: since when, what it says; of its file the release (its id and the hash of its bytes) and title."""

    since: date
    value: V
    release: str
    title: Term


class DatedSilent(PackError):
    """A file of dated rulings has none in force on a day."""

    def __init__(self, file: str, day: date, title: Term) -> None:
        self.file, self.day, self.rules = file, day, title
        super().__init__(f"{file}: nothing is in force on {day.isoformat()}; name a later day")


def read_dated(path: Path, of: type[V]) -> tuple[Dated[V], ...]:
    """Return the rulings of a file; raise PackUnreadable at the first place that is not as it has to be."""
    document = read_document(path)
    try:
        written = _Written[of].model_validate(document.content)  # type: ignore[valid-type]
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise document.refusal(fault["loc"], None, fault["msg"], "correct the ruling") from error
    for number, (earlier, later) in enumerate(pairwise(written.rulings), start=1):
        if later.since <= earlier.since:
            problem = f"since {later.since.isoformat()} is not after {earlier.since.isoformat()}"
            raise document.refusal(("rulings", number), None, problem, "put the rulings in the order of their days")
    release = f"{written.id}@{document.sha256}"
    title = Term(written.title.zh, written.title.en)
    return tuple(Dated(ruling.since, ruling.value, release, title) for ruling in written.rulings)


def in_force_on(rulings: tuple[Dated[V], ...], file: str, day: date) -> Dated[V]:
    """Return the ruling in force on a day; raise DatedSilent before the first one."""
    found = [ruling for ruling in rulings if ruling.since <= day]
    if not found:
        raise DatedSilent(file, day, rulings[0].title)
    return found[-1]
