"""What a pack file has to look like: a strict schema, no holes, no defaults, every ruling cited.

The families of rules and the value each takes are listed once, in FAMILIES.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bihuan.domain.answers import Answerable
from bihuan.domain.chain import DRAWN, Drawn
from bihuan.domain.consequences import Consequence, ConsequenceTerms
from bihuan.domain.deadlines import DeadlineName
from bihuan.domain.roles import Role
from bihuan.domain.rulebook import (
    Citation,
    Event,
    GateTerms,
    Label,
    Pack,
    Period,
    Responsible,
    Rule,
    Ruling,
    Unit,
    Value,
    Weights,
)
from bihuan.domain.score_forms import ScoreForm
from bihuan.rules.documents import Document, Place
from bihuan.rules.score_forms import WrittenConsequence, WrittenForm

# Days outside these stand for "always" or "never" in other people's data. A hole is not a date.
FIRST_CREDIBLE_DAY = date(2000, 1, 2)
LAST_CREDIBLE_DAY = date(2098, 12, 31)

REMEDIES = {
    "extra_forbidden": "remove it or correct its spelling",
    "missing": "add it",
}

Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Positive = Annotated[int, Field(ge=1)]
Number = Annotated[int, Field(strict=True, ge=1)]
Roles = Annotated[list[Annotated[Role, Field(strict=False)]], Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Label(_Strict):
    zh: Text
    en: Text

    def to_domain(self) -> Label:
        return Label(self.zh, self.en)


class _Citation(_Strict):
    document: Text
    clause: Text
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] | None = None


class _Ruling(_Strict):
    since: date
    value: Any = None
    repealed: Literal[True] | None = None
    verified: bool
    citation: _Citation
    note: str = ""

    @property
    def has_value(self) -> bool:
        return "value" in self.model_fields_set

    def to_domain(self, value: Value | None) -> Ruling:
        cited = Citation(self.citation.document, self.citation.clause, self.citation.sha256)
        return Ruling(self.since, value, cited, self.verified, self.note)


class _Rule(_Strict):
    title: _Label
    rulings: Annotated[list[_Ruling], Field(min_length=1)]


class _Pack(_Strict):
    id: Text
    title: _Label
    note: str = ""
    rules: Annotated[dict[str, _Rule], Field(min_length=1)]


class _Period(_Strict):
    count: Positive
    unit: Annotated[Unit, Field(strict=False)]
    after: Annotated[Event, Field(strict=False)]

    def to_domain(self) -> Period:
        return Period(self.count, self.unit, self.after)


class _GateTerms(_Strict):
    least: Positive | None = None
    pass_mark: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    waivable_by: Annotated[Role, Field(strict=False)] | None = None
    after_months: Positive | None = None

    def to_domain(self) -> GateTerms:
        return GateTerms(self.least, self.pass_mark, self.waivable_by, self.after_months)


class _Weights(_Strict):
    total: Positive
    shares: Annotated[dict[Text, Positive], Field(min_length=1)]

    def to_domain(self) -> Weights:
        return Weights(self.total, MappingProxyType(dict(self.shares)))


class _Responsible(_Strict):
    lead: Roles
    assist: Roles | None = None

    def to_domain(self) -> Responsible:
        return Responsible(tuple(self.lead), tuple(self.assist or ()))


@dataclass(frozen=True)
class Family:
    """A kind of rule: how its ids look, and the value it takes."""

    name: str
    ids: re.Pattern[str]
    value: TypeAdapter[Any]


def _family(name: str, ids: str, value: Any) -> Family:
    return Family(name, re.compile(ids), TypeAdapter(value))


FAMILIES = (
    _family("deadline", rf"deadline/({'|'.join(DeadlineName)})", _Period),
    _family("lamp", r"lamp/(green|yellow)", Annotated[int, Field(strict=True, ge=0)]),
    _family("gate", r"gate/[a-z_]+/[a-z_]+\.[a-z_]+", _GateTerms),
    _family("evaluation", r"evaluation/(weights(/[a-z_]+)?|three_in_one)", _Weights),
    _family("evaluation", r"evaluation/form(/[a-z_]+)?", WrittenForm),
    _family("evaluation", r"evaluation/scorers", Annotated[int, Field(strict=True, ge=2, le=2)]),
    _family("evaluation", r"evaluation/(difference_percent|statistics_least|leader_told_days)", Number),
    _family("consequence", rf"consequence/({'|'.join(Consequence)})", WrittenConsequence),
    _family("entry", r"entry/after_the_fact", Annotated[int, Field(strict=True, ge=0)]),
    _family("answer", rf"answer/({'|'.join(Answerable)})", Annotated[int, Field(strict=True, ge=1)]),
    _family("phase", r"phase/(early|middle|long)", _Responsible),
    _family("chain", DRAWN, Literal[tuple(one.value for one in Drawn)]),
    _family("planning", r"planning/[a-z_]+", Annotated[int, Field(strict=True, ge=1)]),
)


def pack_from(document: Document) -> Pack:
    """Return the pack a file holds; raise PackUnreadable at the first place that is not as it has to be."""
    try:
        written = _Pack.model_validate(document.content)
    except ValidationError as error:
        raise _refusal(document, error, ()) from error
    rules = tuple(_rule_from(document, rule_id, rule) for rule_id, rule in written.rules.items())
    return Pack(written.id, written.title.to_domain(), document.sha256, rules, written.note)


def _rule_from(document: Document, rule_id: str, rule: _Rule) -> Rule:
    place = ("rules", rule_id)
    family = next((family for family in FAMILIES if family.ids.fullmatch(rule_id)), None)
    if family is None:
        known = ", ".join(family.name for family in FAMILIES)
        problem = "no rule of this name is known"
        raise document.refusal(place, rule_id, problem, f"use the names of the families {known}")
    _refuse_unordered(document, rule_id, rule.rulings)
    rulings = tuple(
        ruling.to_domain(_value_of(document, rule_id, index, ruling, family))
        for index, ruling in enumerate(rule.rulings)
    )
    return Rule(rule_id, rule.title.to_domain(), rulings)


def _refuse_unordered(document: Document, rule_id: str, rulings: list[_Ruling]) -> None:
    for index, ruling in enumerate(rulings):
        if not FIRST_CREDIBLE_DAY <= ruling.since <= LAST_CREDIBLE_DAY:
            problem = f"since {ruling.since.isoformat()} stands for no real day"
            remedy = "give the day from which the ruling holds"
            raise document.refusal(("rules", rule_id, "rulings", index, "since"), rule_id, problem, remedy)
    for index, (earlier, later) in enumerate(pairwise(rulings), start=1):
        if later.since <= earlier.since:
            problem = f"since {later.since.isoformat()} is not after {earlier.since.isoformat()}"
            remedy = "put the rulings in the order of their days"
            raise document.refusal(("rules", rule_id, "rulings", index, "since"), rule_id, problem, remedy)


def _value_of(document: Document, rule_id: str, index: int, ruling: _Ruling, family: Family) -> Value | None:
    place: Place = ("rules", rule_id, "rulings", index)
    if ruling.has_value == bool(ruling.repealed):
        problem = "a ruling has either a value or repealed: true"
        raise document.refusal(place, rule_id, problem, "keep exactly one of the two")
    if ruling.repealed:
        return None
    place = (*place, "value")
    try:
        value = family.value.validate_python(ruling.value)
    except ValidationError as error:
        raise _refusal(document, error, place) from error
    domain: Value = value if isinstance(value, int | str) else value.to_domain()
    contradiction = _contradiction(rule_id, domain)
    if contradiction:
        raise document.refusal(place, rule_id, contradiction, "correct the value")
    return domain


def _contradiction(rule_id: str, value: Value) -> str | None:
    """Return what a value of the right form says that cannot be, None where it can."""
    match value:
        case Weights(total=total, shares=shares) if sum(shares.values()) != total:
            return f"the shares make {sum(shares.values())}, the total is {total}"
        case ScoreForm() as form:
            return form.contradiction()
        case ConsequenceTerms(below_percent=None, grounds=()):
            return "it proposes nothing: neither a score nor a ground is given"
        case Period(after=after) if rule_id == f"deadline/{after}":
            return "it counts from itself"
        case Responsible(lead=lead, assist=assist) if len({*lead, *assist}) < len((*lead, *assist)):
            return "a role stands twice"
        case _:
            return None


def _refusal(document: Document, error: ValidationError, base: Place) -> Exception:
    """Return the first fault pydantic found, as a place in the file."""
    fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
    place = (*base, *fault["loc"])
    rule = str(place[1]) if place[:1] == ("rules",) and len(place) > 1 else None
    within = place[2:] if rule else place
    name = ".".join(str(step) for step in within if step != "[key]") or "value"
    problem = f"{name}: {_lowered(fault['msg'])}"
    return document.refusal(place, rule, problem, REMEDIES.get(fault["type"], "correct it"))


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def rule_families() -> Mapping[str, re.Pattern[str]]:
    """Return the families of rules by name, with the form of their ids."""
    names = dict.fromkeys(family.name for family in FAMILIES)
    return {
        name: re.compile("|".join(family.ids.pattern for family in FAMILIES if family.name == name)) for name in names
    }
