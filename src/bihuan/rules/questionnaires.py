"""What questionnaires ask, and from how many ballots they tell: dated rulings of rulepacks/questionnaires."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Annotated, Any

from pydantic import Field

from bihuan.domain.questionnaires import QuestionnaireKind
from bihuan.rules.dated import Dated, Positive, Strict, Text, in_force_on, read_dated
from bihuan.rules.documents import RULEPACKS

FILE = RULEPACKS / "questionnaires" / "satisfaction.yaml"
FULL = 100


class _Question(Strict):
    code: Text
    zh: Text
    en: Text


class _Answer(_Question):
    mark: Annotated[int, Field(ge=0, le=FULL)]


class _Form(Strict):
    least_ballots: Positive
    most_days: Positive
    answers: Annotated[list[_Answer], Field(min_length=2)]
    kinds: dict[str, Annotated[list[_Question], Field(min_length=1)]]


@dataclass(frozen=True)
class QuestionnaireForm:
    """What is asked on a day, by the release that says so."""

    release: str
    content: Mapping[str, Any]


@cache
def _rulings() -> tuple[Dated[_Form], ...]:
    return read_dated(FILE, _Form)


def least_on(day: date) -> int:
    """Return from how many ballots on a result is shown and counts, however they were cast."""
    return in_force_on(_rulings(), FILE.name, day).value.least_ballots


def most_days_on(day: date) -> int:
    """Return how many days a questionnaire that is opened on a day stays open at most."""
    return in_force_on(_rulings(), FILE.name, day).value.most_days


def latest_day(day: date) -> date:
    """Return the last day that a questionnaire opened on a day may have."""
    return day + timedelta(days=most_days_on(day))


def form_on(kind: QuestionnaireKind, day: date) -> QuestionnaireForm:
    """Return the questions, answers and least number of ballots of a kind, as plain values that a run keeps."""
    ruling = in_force_on(_rulings(), FILE.name, day)
    said = ruling.value.model_dump()
    content = {"questions": said["kinds"][kind], "answers": said["answers"], "least_ballots": said["least_ballots"]}
    return QuestionnaireForm(ruling.release, content)
