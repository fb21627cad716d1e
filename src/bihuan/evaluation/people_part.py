"""What the people hold of a rectification in one turn: the only place that asks where their counts come from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bihuan.domain.people_counts import ON_PAPER, Count, that_count
from bihuan.domain.questionnaires import QuestionnaireKind
from bihuan.dossiers.models import Inspection
from bihuan.evaluation.panel_models import RECTIFICATION
from bihuan.evaluation.people_counts import PAPER_COUNT, counts, people_results
from bihuan.questionnaires.queries import result_of_run, runs_of

QUESTIONNAIRE = "questionnaire"


def counts_of_turn(inspection: Inspection, since: date | None, until: date) -> tuple[Count, ...]:
    """Return the counts that are the people's part: after `since` until a day, of each audience the latest.

    Of a questionnaire without names, or entered from paper; a count of too few ballots is no part.
    """
    every = [*on_paper(inspection), *by_questionnaire(inspection)]
    return that_count(one for one in every if one.on <= until and (since is None or one.on > since))


def on_paper(inspection: Inspection) -> Iterator[Count]:
    for row in people_results(inspection):
        if row.asked == RECTIFICATION and counts(row):
            yield Count(PAPER_COUNT, ON_PAPER, row.number, row.on, row.ballots, row.mean_hundredths)


def by_questionnaire(inspection: Inspection) -> Iterator[Count]:
    for run in runs_of(inspection):
        result = result_of_run(run) if run.kind == QuestionnaireKind.PEOPLE else None
        if result is not None and result.mean_hundredths is not None and run.counted_on is not None:
            mean = result.mean_hundredths
            yield Count(QUESTIONNAIRE, run.audience, run.number, run.counted_on, result.ballots, mean)
