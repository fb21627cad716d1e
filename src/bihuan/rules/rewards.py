"""What allowance, awards and promotion proposals rest on: dated rulings of rulepacks/staffing/rewards.yaml."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bihuan.domain.rewards import Terms
from bihuan.rules.documents import RULEPACKS, PackError, read_document

REWARDS = RULEPACKS / "staffing" / "rewards.yaml"
Score = Annotated[int, Field(ge=0, le=100)]
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Terms(_Strict):
    allowance_fen_a_day: Annotated[int, Field(ge=0)]
    award_from_score: Score
    award_share_percent: Score
    promotion_from_score: Score
    promotion_tours: Annotated[int, Field(ge=0)]
    discipline_least: Score


class _Words(_Strict):
    zh: Text
    en: Text


class _Citation(_Strict):
    document: Text
    clause: Text


class Ruling(_Strict):
    """What holds from a day on, and where it comes from."""

    since: date
    verified: bool
    citation: _Citation
    note: str = ""
    value: _Terms

    @property
    def terms(self) -> Terms:
        return Terms(**self.value.model_dump())


class _Rewards(_Strict):
    id: Text
    title: _Words
    rulings: Annotated[list[Ruling], Field(min_length=1)]


class RewardsMissing(PackError):
    """Nothing is ruled on a day."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(f"nothing is ruled of allowance and awards on {day.isoformat()}; name a later day")


@cache
def _rulings() -> tuple[Ruling, ...]:
    document = read_document(REWARDS)
    try:
        return tuple(_Rewards.model_validate(document.content).rulings)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise document.refusal(fault["loc"], None, fault["msg"], "correct the ruling") from error


def rewards_on(day: date) -> Ruling:
    """Return what is in force on a day; raise RewardsMissing."""
    in_force = [one for one in _rulings() if one.since <= day]
    if not in_force:
        raise RewardsMissing(day)
    return in_force[-1]
