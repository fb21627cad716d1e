"""What came of questionnaires: the result of a run, of a kind for a dossier, of a round."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bihuan.domain.questionnaires import QuestionnaireKind, Result, mean_of, result_from
from bihuan.domain.tips import last_day
from bihuan.dossiers.models import Inspection
from bihuan.ledger.prepared import Prepared, Slot
from bihuan.questionnaires.ballots import asked_of, tally_of
from bihuan.questionnaires.models import Questionnaire
from bihuan.tips import doors
from bihuan.tips.boxes import public_of


def runs_of(inspection: Inspection) -> list[Questionnaire]:
    """Return the runs of a dossier, the latest first."""
    return RUNS.ask(authority_id=inspection.authority_id, inspection_id=inspection.id)


RUNS = Prepared(
    lambda: (
        Questionnaire.objects.filter(authority_id=Slot("authority_id"), inspection_id=Slot("inspection_id"))
        .defer("boxes", "private", "slips", "replaced")
        .order_by("-number")
    )
)


def result_of_run(run: Questionnaire) -> Result | None:
    """Return what a run came to, as far as it may be shown; None before it is counted."""
    if run.tally is None:
        return None
    return result_from(run.tally, run.ballots, run.printed, asked_of(run))


def result_of(inspection: Inspection, kind: QuestionnaireKind) -> Result | None:
    """Return the result of the latest counted run of a kind for a dossier; None where none was counted.

    What evaluation rests on: `is_shown` is false, and there is no mean, where too few have answered.
    """
    rows = Questionnaire.objects.filter(authority_id=inspection.authority_id, inspection=inspection, kind=kind.value)
    run = rows.exclude(counted_on=None).order_by("-number").first()
    return result_of_run(run) if run else None


def agrees(run: Questionnaire) -> bool:
    """True where the ballots, opened and counted anew, come to the tally that was kept."""
    return public_of(run.private) == run.public and tally_of(run) == run.tally


@dataclass(frozen=True)
class OfRound:
    """The satisfaction with the inspections of a round: over all ballots of runs that may be shown."""

    dossiers: int
    ballots: int
    mean_hundredths: int


def satisfaction_by_round(authority_id: uuid.UUID) -> Mapping[uuid.UUID, OfRound]:
    """Return the satisfaction with the inspection itself, by round; rounds without a result are left out."""
    rows = Questionnaire.objects.filter(authority_id=authority_id, kind=QuestionnaireKind.INSPECTION.value)
    rows = rows.exclude(counted_on=None).defer("boxes", "private", "slips", "replaced").select_related("inspection")
    by_round: dict[uuid.UUID, list[Questionnaire]] = {}
    for run in rows:
        result = result_of_run(run)
        if result is not None and result.is_shown:
            by_round.setdefault(run.inspection.round_id, []).append(run)
    return {round_id: of_runs(runs) for round_id, runs in by_round.items()}


def of_runs(runs: Sequence[Questionnaire]) -> OfRound:
    """Return the mean over all ticks of some runs, each weighed by the marks it was asked with."""
    ticks = hundredths = 0
    for run in runs:
        marks = asked_of(run).marks
        counts = {mark: sum(one[mark] for one in (run.tally or {}).values()) for mark in marks}
        number = sum(counts.values())
        ticks += number
        hundredths += mean_of(counts, marks) * number
    mean = (2 * hundredths + ticks) // (2 * ticks) if ticks else 0
    return OfRound(len({run.inspection_id for run in runs}), sum(run.ballots for run in runs), mean)


def file_of_run(run: Questionnaire) -> doors.Door:
    """Return a run as its door is carried out: questions, answers, marks of slips; an ended one takes nothing more."""
    return doors.Door(
        kind=doors.BALLOTS,
        name=run.name,
        title=run.title,
        public=run.public,
        until=last_day(run.until_on, run.counted_on or run.called_off_on),
        questions=tuple(said(one) for one in run.asked["questions"]),
        answers=tuple(said(one) for one in run.asked["answers"]),
        slips=frozenset(run.slips),
    )


def said(one: Mapping[str, str]) -> doors.Question:
    return doors.Question(one["code"], {"zh": one["zh"], "en": one["en"]})
