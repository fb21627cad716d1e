"""The rules of the weights of a surprise draw: dated rulings of rulepacks/supervision/risk.yaml, strictly read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bihuan.domain.risk import RiskTerms
from bihuan.rules.documents import RULEPACKS, PackError, read_document

RISK = RULEPACKS / "supervision" / "risk.yaml"
Positive = Annotated[int, Field(ge=1)]
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Each(_Strict):
    points: Positive
    most: Positive


class _Below(_Strict):
    below_percent: Annotated[int, Field(ge=1, le=100)]
    points: Positive


class _After(_Strict):
    after_days: Positive
    points: Positive


class _Terms(_Strict):
    base: Positive
    overdue: _Each
    not_true: _Each
    not_done: _Each
    sent_back: _Each
    reopened: _Each
    low_mark: _Below
    long_running: _After
    unseen: _After


class _Title(_Strict):
    zh: Text
    en: Text


class _Citation(_Strict):
    document: Text
    clause: Text


class _Ruling(_Strict):
    since: date
    verified: bool
    citation: _Citation
    note: str = ""
    value: _Terms


class _Risk(_Strict):
    id: Text
    title: _Title
    rulings: Annotated[list[_Ruling], Field(min_length=1)]


class RiskSilent(PackError):
    """No rules of the weights are in force on a day."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(f"no weights of surprise draws are in force on {day.isoformat()}; name a later day")


@dataclass(frozen=True)
class Basis:
    """The rules of the weights in force on a day, and the release that says so: its id and the hash of its bytes."""

    terms: RiskTerms
    release: str


def read_rulings(path: Path) -> tuple[tuple[date, Basis], ...]:
    """Return the dated rules of a file; raise PackUnreadable at the first place that is not as it has to be."""
    document = read_document(path)
    try:
        written = _Risk.model_validate(document.content)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise document.refusal(fault["loc"], None, fault["msg"], "correct the weights") from error
    for number, (earlier, later) in enumerate(pairwise(written.rulings), start=1):
        if later.since <= earlier.since:
            problem = f"since {later.since.isoformat()} is not after {earlier.since.isoformat()}"
            raise document.refusal(("rulings", number), None, problem, "put the rulings in the order of their days")
    release, terms = f"{written.id}@{document.sha256}", TypeAdapter(RiskTerms)
    return tuple(
        (ruling.since, Basis(terms.validate_python(ruling.value.model_dump()), release)) for ruling in written.rulings
    )


@cache
def _rulings() -> tuple[tuple[date, Basis], ...]:
    return read_rulings(RISK)


def risk_basis(day: date) -> Basis:
    """Return the rules of the weights in force on a day."""
    in_force = [basis for since, basis in _rulings() if since <= day]
    if not in_force:
        raise RiskSilent(day)
    return in_force[-1]
