"""Three in one: what the unit holds of itself, the panel, and the people, combined by the pack's weights."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bihuan.domain.evaluation import PartMissing, combined, lacking
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.questionnaires import QuestionnaireKind
from bihuan.domain.rulebook import Weights
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import inspection_for, note_of
from bihuan.evaluation.forms import weights_of_parts
from bihuan.evaluation.judging import taking
from bihuan.evaluation.models import Evaluation
from bihuan.evaluation.panel_models import RECTIFICATION
from bihuan.evaluation.people_counts import PAPER_COUNT, counts, people_results
from bihuan.evaluation.self_assessment import self_assessments
from bihuan.evaluation.turns import begins_after
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.questionnaires.queries import result_of_run, runs_of

SELF, PANEL, PEOPLE = "self", "panel", "people"
FULL = 10_000  # what the people's mean is counted out of, in hundredths


class NothingToCombine(ValueError):
    """There is no evaluation that waits to be combined."""

    def __init__(self) -> None:
        super().__init__("no evaluation waits to be combined; evaluate first, and combine before it is told")


class NoThreeInOne(ValueError):
    """The rules of a dossier combine nothing."""

    def __init__(self) -> None:
        super().__init__("the packs of this dossier name no weights for three in one; the panel's score stands alone")


@dataclass(frozen=True)
class Origin:
    """A number of the combined score and where it comes from."""

    hundredths: int
    full_hundredths: int
    source: str  # self_assessment, evaluation, paper_count, questionnaire
    number: int
    on: date


def people_score(inspection: Inspection, since: date | None, until: date) -> Origin | None:
    """Return what the people hold of the rectification in one turn; the only place that asks where it comes from.

    The latest count of the turn that enough have answered: of a questionnaire without names, or entered from paper.
    """
    counted = [
        Origin(row.mean_hundredths, FULL, PAPER_COUNT, row.number, row.on)
        for row in people_results(inspection)
        if row.asked == RECTIFICATION and counts(row)
    ]
    for run in reversed(runs_of(inspection)):
        result = result_of_run(run) if run.kind == QuestionnaireKind.PEOPLE else None
        if result is not None and result.mean_hundredths is not None and run.counted_on is not None:
            counted.append(Origin(result.mean_hundredths, FULL, "questionnaire", run.number, run.counted_on))
    fitting = [one for one in counted if one.on <= until and (since is None or one.on > since)]
    return max(fitting, key=lambda one: one.on, default=None)


def origins_of(inspection: Inspection, evaluation: Evaluation, today: date) -> dict[str, Origin]:
    """Return the parts that are there for an evaluation, each with where its number comes from."""
    since = begins_after(inspection, evaluation)
    own = [row for row in self_assessments(inspection) if row.on <= evaluation.on and (since is None or row.on > since)]
    panel = Origin(
        evaluation.total_hundredths, evaluation.full_hundredths, "evaluation", evaluation.number, evaluation.on
    )
    found = {PANEL: panel}
    if own:
        last = own[-1]
        found[SELF] = Origin(last.total_hundredths, last.full_hundredths, "self_assessment", last.number, last.on)
    people = people_score(inspection, since, today)
    if people is not None:
        found[PEOPLE] = people
    return found


def lacking_of(inspection: Inspection, evaluation: Evaluation, today: date) -> tuple[str, ...]:
    """Return the parts that an evaluation lacks; none where it is combined, or where the rules combine nothing."""
    governing = weights_of_parts(inspection, today)
    if governing is None or evaluation.combined_hundredths is not None:
        return ()
    return lacking(governing.value_as(Weights), origins_of(inspection, evaluation, today))


def to_combine(inspection: Inspection) -> Evaluation | None:
    """Return the latest evaluation where it is neither combined nor told."""
    return waiting_to_combine([inspection]).get(inspection.id)


def waiting_to_combine(rows: Sequence[Inspection]) -> dict[uuid.UUID, Evaluation]:
    """Return the latest evaluation of each dossier, of those where it is neither combined nor told."""
    if not rows:
        return {}
    standing = Evaluation.objects.filter(
        authority_id=rows[0].authority_id, inspection__in=[row.id for row in rows], withdrawn_on=None
    )
    last = {one.inspection_id: one for one in standing.order_by("on", "number")}
    return {key: one for key, one in last.items() if one.combined_on is None and one.told_on is None}


def bar_to_combine(inspection: Inspection, today: date) -> NoThreeInOne | NothingToCombine | PartMissing | None:
    """Return why nothing can be combined, None where all parts of the latest evaluation are there."""
    row = to_combine(inspection)
    if weights_of_parts(inspection, today) is None:
        return NoThreeInOne()
    if row is None:
        return NothingToCombine()
    missing = lacking_of(inspection, row, today)
    return PartMissing(list(missing)) if missing else None


@deed
def combine_scores(*, actor: Actor, inspection_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Combine self-assessment, panel and people by the pack's weights into one score; raise PartMissing."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "combine_scores", inspection)
    bar = bar_to_combine(inspection, actor.today)
    if bar is not None:
        raise bar
    governing, row = weights_of_parts(inspection, actor.today), to_combine(inspection)
    assert governing is not None  # the bar asks for both
    assert row is not None
    origins = origins_of(inspection, row, actor.today)
    scores = {name: (one.hundredths, one.full_hundredths) for name, one in origins.items()}
    parts, total = combined(governing.value_as(Weights), scores)
    row.parts = [
        {
            "part": part.name,
            "weight": part.weight,
            "hundredths": part.hundredths,
            "full_hundredths": part.full_hundredths,
            "contributes": part.contributes,
            "source": origins[part.name].source,
            "number": origins[part.name].number,
            "on": origins[part.name].on.isoformat(),
            "basis": governing.basis,
        }
        for part in parts
    ]
    row.combined_hundredths, row.combined_on = total.hundredths, actor.today
    told: dict[str, Any] = {"evaluation": row.number, "combined_hundredths": total.hundredths}
    return commit(note=note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told), rows=[row])
