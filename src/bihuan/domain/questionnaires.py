"""Questionnaires without a name: their kinds, when each is asked, how ballots are counted, when a result is shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bihuan.domain.lifecycle.inspection import InspectionStage

HUNDREDTHS = 100


class QuestionnaireKind(StrEnum):
    """What is asked about."""

    SATISFACTION = "satisfaction"  # with the unit's rectification, of those whom it concerns
    PEOPLE = "people"  # members, cadres and the public evaluate the rectification
    INSPECTION = "inspection"  # the inspection itself


AFTER_FEEDBACK = frozenset({InspectionStage.RECTIFYING, InspectionStage.UNDER_REVIEW})
ASKED_AT: Mapping[QuestionnaireKind, frozenset[InspectionStage]] = {
    QuestionnaireKind.SATISFACTION: AFTER_FEEDBACK,
    QuestionnaireKind.PEOPLE: AFTER_FEEDBACK,
    QuestionnaireKind.INSPECTION: AFTER_FEEDBACK | {InspectionStage.ON_SITE, InspectionStage.REPORTING},
}


@dataclass(frozen=True)
class Asked:
    """What was asked: questions, and what can be ticked with its mark."""

    questions: tuple[str, ...]
    marks: Mapping[str, int]
    least_ballots: int


@dataclass(frozen=True)
class Figures:
    """One question: how often each answer was ticked, and the mean mark in hundredths."""

    code: str
    counts: Mapping[str, int]
    mean_hundredths: int


@dataclass(frozen=True)
class Result:
    """A counted questionnaire. Below the least number of ballots `questions` is empty and there is no mean."""

    ballots: int
    slips: int
    least: int
    questions: tuple[Figures, ...] = ()
    mean_hundredths: int | None = None

    @property
    def is_shown(self) -> bool:
        return are_enough(self.ballots, self.least)


def are_enough(ballots: int, least: int) -> bool:
    """True where so many ballots tell something, and do not tell who ticked what."""
    return ballots >= least


Tally = Mapping[str, Mapping[str, int]]


def fault_of_ballot(ticked: object, asked: Asked) -> bool:
    """True for a ballot that does not tick exactly one answer for each question."""
    if not isinstance(ticked, Mapping) or set(ticked) != set(asked.questions):
        return True
    return not all(isinstance(one, str) and one in asked.marks for one in ticked.values())


def of_replaced(marks: frozenset[str], slips: frozenset[str], replaced: frozenset[str]) -> int | None:
    """Return how many spent slips were replaced by a later printing; None where one was never printed.

    As many ballots are left out: each printing has a key of its own, and those of earlier ones open no more. Which
    slip brought which of them is not known, nor asked.
    """
    if not marks <= slips | replaced:
        return None
    return len(marks - slips)


def tally(ballots: Sequence[Mapping[str, str]], asked: Asked) -> Tally:
    """Count the ticks, question by question; which ballot brought which is gone."""
    return {
        question: {mark: sum(ballot[question] == mark for ballot in ballots) for mark in asked.marks}
        for question in asked.questions
    }


def result_from(counted: Tally, ballots: int, slips: int, asked: Asked) -> Result:
    """Return the result as far as it may be shown."""
    if not are_enough(ballots, asked.least_ballots):
        return Result(ballots, slips, asked.least_ballots)
    figures = tuple(Figures(code, counted[code], mean_of(counted[code], asked.marks)) for code in asked.questions)
    whole = {mark: sum(one.counts[mark] for one in figures) for mark in asked.marks}
    return Result(ballots, slips, asked.least_ballots, figures, mean_of(whole, asked.marks))


def mean_of(counts: Mapping[str, int], marks: Mapping[str, int]) -> int:
    """Return the mean mark in hundredths, half a hundredth rounded up."""
    number = sum(counts.values())
    total = sum(marks[mark] * count for mark, count in counts.items())
    return (2 * HUNDREDTHS * total + number) // (2 * number) if number else 0
