"""How a pack writes a form of evaluation and what may follow from it; strict, without defaults for holes."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bihuan.domain.consequences import ConsequenceTerms
from bihuan.domain.score_forms import AspectForm, Indicator, ScoreForm, Way

Text = Annotated[str, Field(min_length=1, pattern=r"\S")]
Code = Annotated[str, Field(pattern=r"^[a-z][a-z_]*$")]
Positive = Annotated[int, Field(ge=1)]
Percent = Annotated[int, Field(ge=1, le=100)]
# what only a person can know no rule finds: a pack cannot ask for it
FoundByRule = Literal["no_floor", "not_solid", "low_score", "grave"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Indicator(_Strict):
    code: Code
    zh: Text
    en: Text
    points: Positive


class _Aspect(_Strict):
    full: Positive
    indicators: Annotated[list[_Indicator], Field(min_length=1)]


class WrittenForm(_Strict):
    """A form: its way, its full mark, and for each aspect the indicators."""

    way: Literal["additive", "deducting"]
    total: Positive
    aspects: Annotated[dict[Code, _Aspect], Field(min_length=1)]

    def to_domain(self) -> ScoreForm:
        """Return the form as the domain scores it."""
        aspects = tuple(
            AspectForm(code, one.full, tuple(Indicator(i.code, i.points, i.zh, i.en) for i in one.indicators))
            for code, one in self.aspects.items()
        )
        return ScoreForm(Way(self.way), self.total, aspects)


class WrittenConsequence(_Strict):
    """When something is proposed: below a score, on grounds, in grave cases only."""

    below_percent: Percent | None = None
    grounds: list[FoundByRule] | None = None
    only_grave: bool = False

    def to_domain(self) -> ConsequenceTerms:
        """Return the terms as the domain asks them."""
        return ConsequenceTerms(self.below_percent, tuple(self.grounds or ()), self.only_grave)
