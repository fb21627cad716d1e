"""The families of rules: how their ids look, and the value that each takes; strict, without defaults for holes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Generic, Literal, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from bihuan.domain.answers import Answerable
from bihuan.domain.chain import DRAWN, Drawn
from bihuan.domain.consequences import Consequence
from bihuan.domain.deadlines import DeadlineName
from bihuan.domain.glossary import ASPECTS
from bihuan.domain.glossary.evaluation import SCORE_PARTS
from bihuan.domain.roles import ADMINISTRATORS, UNIT, Role
from bihuan.domain.rulebook import Event, GateTerms, Period, Responsible, Unit, Weights
from bihuan.rules.faults import JsonSchema, schema_of
from bihuan.rules.score_forms import WrittenConsequence, WrittenForm

Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
# Beyond these a number is a slip of the hand, and a day counted by it is in no calendar: no terms of the law.
MOST_DAYS, MOST_MONTHS, MOST_TIMES = 3_650, 240, 99
Positive = Annotated[int, Field(ge=1)]
Number = Annotated[int, Field(strict=True, ge=1)]
Days = Annotated[int, Field(strict=True, ge=0, le=MOST_DAYS)]
if TYPE_CHECKING:
    Supervising: TypeAlias = str
    Aspect: TypeAlias = str
    ScorePart: TypeAlias = str
else:
    Supervising = Literal[tuple(role.value for role in Role if role not in UNIT | ADMINISTRATORS)]
    Aspect, ScorePart = Literal[tuple(ASPECTS)], Literal[tuple(SCORE_PARTS)]
Roles = Annotated[list[Supervising], Field(min_length=1)]  # nobody supervises himself


class Strict(BaseModel):
    """What a pack says: no key too many, none too few, no value of another kind."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Period(Strict):
    count: Annotated[int, Field(ge=1, le=MOST_DAYS)]
    unit: Annotated[Unit, Field(strict=False)]
    after: Annotated[Event, Field(strict=False)]

    def to_domain(self) -> Period:
        return Period(self.count, self.unit, self.after)


Part = TypeVar("Part", Aspect, ScorePart)


class _GateTerms(Strict):
    least: Annotated[int, Field(ge=1, le=MOST_TIMES)] | None = None
    pass_mark: Annotated[float, Field(gt=0, allow_inf_nan=False)] | None = None
    waivable_by: Literal["leading_group"] | None = None  # nobody else can make an exception
    after_months: Annotated[int, Field(ge=1, le=MOST_MONTHS)] | None = None

    def to_domain(self) -> GateTerms:
        waiver = Role(self.waivable_by) if self.waivable_by else None
        return GateTerms(self.least, self.pass_mark, waiver, self.after_months)


class _Weights(Strict, Generic[Part]):
    total: Positive
    shares: Annotated[dict[Part, Positive], Field(min_length=1)]

    def to_domain(self) -> Weights:
        return Weights(self.total, MappingProxyType(dict(self.shares)))


class _Responsible(Strict):
    lead: Roles
    assist: Roles | None = None

    def to_domain(self) -> Responsible:
        return Responsible(tuple(map(Role, self.lead)), tuple(map(Role, self.assist or ())))


@dataclass(frozen=True)
class Family:
    """A kind of rule: how its ids look, and the value it takes."""

    name: str
    ids: re.Pattern[str]
    value: TypeAdapter[Any]
    schema: JsonSchema


def _family(name: str, ids: str, value: Any) -> Family:
    return Family(name, re.compile(ids), TypeAdapter(value), schema_of(value))


FAMILIES = (
    _family("deadline", rf"deadline/({'|'.join(DeadlineName)})", _Period),
    _family("lamp", r"lamp/(green|yellow)", Days),
    _family("gate", r"gate/[a-z_]+/[a-z_]+\.[a-z_]+", _GateTerms),
    _family("evaluation", r"evaluation/weights(/[a-z_]+)?", _Weights[Aspect]),
    _family("evaluation", r"evaluation/three_in_one", _Weights[ScorePart]),
    _family("evaluation", r"evaluation/form(/[a-z_]+)?", WrittenForm),
    _family("evaluation", r"evaluation/scorers", Literal[2]),
    _family("evaluation", r"evaluation/(difference_percent|statistics_least|leader_told_days)", Number),
    _family("consequence", rf"consequence/({'|'.join(Consequence)})", WrittenConsequence),
    _family("entry", r"entry/after_the_fact", Days),
    _family("answer", rf"answer/({'|'.join(Answerable)})", Annotated[int, Field(strict=True, ge=1, le=MOST_DAYS)]),
    _family("phase", r"phase/(early|middle|long)", _Responsible),
    _family("chain", DRAWN, Literal[tuple(one.value for one in Drawn)]),
    _family("planning", r"planning/[a-z_]+", Annotated[int, Field(strict=True, ge=1)]),
)

# ids that have no part which an office names itself, for those who misspell one
KNOWN_RULES = (
    *(f"deadline/{name}" for name in DeadlineName),
    *("lamp/green", "lamp/yellow", "entry/after_the_fact", DRAWN, "gate/close/checks.too_few"),
    *(f"consequence/{name}" for name in Consequence),
    *(f"answer/{name}" for name in Answerable),
    *(f"phase/{name}" for name in ("early", "middle", "long")),
    *(f"evaluation/{name}" for name in ("weights", "three_in_one", "form", "scorers", "difference_percent")),
    *(f"evaluation/{name}" for name in ("statistics_least", "leader_told_days")),
)


def rule_families() -> Mapping[str, re.Pattern[str]]:
    """Return the families of rules by name, with the form of their ids."""
    names = dict.fromkeys(family.name for family in FAMILIES)
    return {
        name: re.compile("|".join(family.ids.pattern for family in FAMILIES if family.name == name)) for name in names
    }
