"""The weights of composition: dated rulings of rulepacks/staffing/composition.yaml, strictly read."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bihuan.domain.pool import Weights
from bihuan.rules.documents import RULEPACKS, PackError, read_document

COMPOSITION = RULEPACKS / "staffing" / "composition.yaml"
Positive = Annotated[int, Field(ge=1)]
Text = Annotated[str, Field(min_length=1, pattern=r"\S")]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Weights(_Strict):
    missing: Positive
    seat: Positive
    leader: Positive
    deputy: Positive
    required: Positive
    woman_or_man: Positive
    unmet: Positive
    repeat: Positive
    hard_to_spare: Positive
    journeys: Positive
    km_a_point: Positive
    load_a_point: Positive
    clearance_from_level: Positive
    deputy_levels_below: Annotated[int, Field(ge=0)]
    waived_missing: Positive
    waived_rule: Positive
    travel_band_percent: Annotated[int, Field(ge=0)]
    organizations_most: Positive
    related_days: Positive
    move: Positive


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
    value: _Weights


class _Composition(_Strict):
    id: Text
    title: _Title
    rulings: Annotated[list[_Ruling], Field(min_length=1)]


class WeightsMissing(PackError):
    """No weights are in force on a day."""

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(f"no weights of composition are in force on {day.isoformat()}; name a later day")


def read_rulings(path: Path) -> tuple[tuple[date, Weights], ...]:
    """Return the dated weights of a file; raise PackUnreadable at the first place that is not as it has to be."""
    document = read_document(path)
    try:
        written = _Composition.model_validate(document.content)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise document.refusal(fault["loc"], None, fault["msg"], "correct the weights") from error
    for number, (earlier, later) in enumerate(pairwise(written.rulings), start=1):
        if later.since <= earlier.since:
            problem = f"since {later.since.isoformat()} is not after {earlier.since.isoformat()}"
            raise document.refusal(("rulings", number), None, problem, "put the rulings in the order of their days")
    return tuple((ruling.since, Weights(**ruling.value.model_dump())) for ruling in written.rulings)


@cache
def _rulings() -> tuple[tuple[date, Weights], ...]:
    return read_rulings(COMPOSITION)


def weights_on(day: date) -> Weights:
    """Return the weights in force on a day."""
    in_force = [weights for since, weights in _rulings() if since <= day]
    if not in_force:
        raise WeightsMissing(day)
    return in_force[-1]
