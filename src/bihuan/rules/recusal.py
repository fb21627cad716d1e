"""The rules of recusal and the terms to start a composition from: dated, cited, strictly read from their pack."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from bihuan.domain.readiness import Ask, Asks
from bihuan.domain.ties import RecusalRule, Relation, Scope, Subject
from bihuan.rules.documents import RULEPACKS, PackError, read_document

RECUSAL = RULEPACKS / "staffing" / "recusal.yaml"
NEVER_WAIVED = frozenset(
    {
        *(Relation.EMPLOYED, Relation.SPOUSE, Relation.LINEAL, Relation.COLLATERAL, Relation.IN_LAW),
        *(Relation.INTEREST, Relation.CHALLENGED),
    }
)
Positive = Annotated[int, Field(ge=1)]
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Title(_Strict):
    zh: Text
    en: Text


class _Citation(_Strict):
    document: Text
    clause: Text


class _Rule(_Strict):
    id: Text
    relation: Annotated[Relation, Field(strict=False)]
    subject: Annotated[Subject, Field(strict=False)]
    scope: Annotated[Scope, Field(strict=False)]
    waivable: bool
    since: date
    verified: bool
    citation: _Citation
    years: Positive | None = None
    least_years: Positive | None = None

    @model_validator(mode="after")
    def never_waived(self) -> Self:
        if self.waivable and self.relation in NEVER_WAIVED:
            raise ValueError(f"{self.relation} is never waived; say waivable: false")
        return self

    def to_domain(self) -> RecusalRule:
        plain = self.model_dump(exclude={"citation", "since"})
        return RecusalRule(**plain, document=self.citation.document, clause=self.citation.clause)


class Terms(_Strict):
    """What a round asks of its teams unless the office says otherwise."""

    size: Annotated[int, Field(ge=2)]
    locals_most: Annotated[int, Field(ge=0)]
    women_least: Annotated[int, Field(ge=0)]
    men_least: Annotated[int, Field(ge=0)]
    unit_most: Positive
    reach_km: Positive
    days_away_cap: Positive
    together_most: Positive
    discipline_least: Annotated[int, Field(ge=0)]
    finance_least: Annotated[int, Field(ge=0)]


class _Terms(_Strict):
    since: date
    verified: bool
    citation: _Citation
    note: str = ""
    value: Terms


class _Asks(_Strict):
    authorise: list[Annotated[Ask, Field(strict=False)]]
    announce: list[Annotated[Ask, Field(strict=False)]]


class _Readiness(_Strict):
    since: date
    verified: bool
    citation: _Citation
    note: str = ""
    value: _Asks


class _Recusal(_Strict):
    id: Text
    title: _Title
    rules: Annotated[list[_Rule], Field(min_length=1)]
    terms: Annotated[list[_Terms], Field(min_length=1)]
    readiness: list[_Readiness] = []


class TermsMissing(PackError):
    """No terms are in force on a day."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(f"no terms of composition are in force on {day.isoformat()}; name a later day")


def read_recusal(path: Path) -> _Recusal:
    """Return what a file says; raise PackUnreadable at the first place that is not as it has to be."""
    document = read_document(path)
    try:
        return _Recusal.model_validate(document.content)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise document.refusal(fault["loc"], None, fault["msg"], "correct the rule") from error


@cache
def _read() -> _Recusal:
    return read_recusal(RECUSAL)


def recusal_rules(day: date) -> tuple[RecusalRule, ...]:
    """Return the rules in force on a day."""
    return tuple(rule.to_domain() for rule in _read().rules if rule.since <= day)


def terms_on(day: date) -> Terms:
    """Return the terms in force on a day."""
    in_force = [one.value for one in _read().terms if one.since <= day]
    if not in_force:
        raise TermsMissing(day)
    return in_force[-1]


def asks_on(day: date) -> Asks:
    """Return what is asked of adopted people on a day; nothing where no ruling is in force."""
    in_force = [one.value for one in _read().readiness if one.since <= day]
    if not in_force:
        return Asks(frozenset(), frozenset())
    return Asks(frozenset(in_force[-1].authorise), frozenset(in_force[-1].announce))
