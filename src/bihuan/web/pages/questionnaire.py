"""What pages show of questionnaires: a line for each, the figures of one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.questionnaires import Result
from bihuan.domain.roles import Role
from bihuan.dossiers.models import Inspection
from bihuan.questionnaires.models import Questionnaire
from bihuan.questionnaires.queries import agrees, result_of_run, runs_of
from bihuan.web.things import Aim, dossier_of
from bihuan.web.words import is_chinese

PER_MILLE = 1000


@dataclass(frozen=True)
class RunLine:
    """A questionnaire on a list, with its result where it was counted."""

    run: Questionnaire
    result: Result | None


@dataclass(frozen=True)
class Bar:
    """How often one answer was ticked, and its share in tenths of a per cent."""

    words: str
    mark: int
    count: int
    share: str


@dataclass(frozen=True)
class Row:
    """One question with its answers."""

    words: str
    bars: Sequence[Bar]
    mean_hundredths: int


def lines_of(inspection: Inspection) -> list[RunLine]:
    """Return the questionnaires of a dossier, the latest first."""
    return [RunLine(run, result_of_run(run)) for run in runs_of(inspection)]


def run_seen(actor: Actor, run_id: uuid.UUID) -> tuple[Aim, Questionnaire]:
    """Return a questionnaire for who sees all of its dossier; there is none for the unit and for others."""
    run = Questionnaire.objects.filter(authority_id=actor.authority_id, pk=run_id).first()
    if run is None:
        raise Http404
    aim = dossier_of(actor, run.inspection_id)
    if not aim.sees_all:
        raise Http404
    return aim, run


def said(one: Mapping[str, Any]) -> str:
    return str(one["zh" if is_chinese() else "en"])


def card_of(aim: Aim, run: Questionnaire) -> Mapping[str, Any]:
    """Return what the page of a questionnaire shows."""
    result = result_of_run(run)
    may = Role.OFFICE in aim.held and not run.is_over and aim.inspection.stage != InspectionStage.CLOSED
    return {
        "run": run,
        "result": result,
        "rows": rows_of(run, result) if result else (),
        "agrees": agrees(run) if result and result.is_shown else None,
        "asked": [said(one) for one in run.asked["questions"]],
        "may": may,
        "may_print": may and run.carried_on is None,
    }


def rows_of(run: Questionnaire, result: Result) -> Sequence[Row]:
    questions = {one["code"]: said(one) for one in run.asked["questions"]}
    answers = {one["code"]: one for one in run.asked["answers"]}
    return [
        Row(
            questions[figures.code],
            [
                Bar(said(answers[code]), answers[code]["mark"], count, share_of(count, result.ballots))
                for code, count in figures.counts.items()
            ],
            figures.mean_hundredths,
        )
        for figures in result.questions
    ]


def share_of(count: int, ballots: int) -> str:
    """Return a share as it is printed, such as 62.5 %."""
    tenths = (2 * PER_MILLE * count + ballots) // (2 * ballots)
    return f"{tenths // 10}.{tenths % 10}%"
