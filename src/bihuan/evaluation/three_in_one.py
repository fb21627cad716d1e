"""Three in one: what the unit holds of itself, the panel, and the people, combined by the pack's weights."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bihuan.domain.evaluation import Part, PartMissing, combined, lacking, next_to_combine
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.people_counts import Count, mean_over
from bihuan.domain.rulebook import Weights
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import inspection_for, note_of
from bihuan.evaluation.forms import weights_of_parts
from bihuan.evaluation.judging import taking
from bihuan.evaluation.models import Evaluation
from bihuan.evaluation.people_part import counts_of_turn
from bihuan.evaluation.self_assessment import self_assessments
from bihuan.evaluation.turns import begins_after, ends_before
from bihuan.ledger.door import Receipt, commit, deed

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
    counts: tuple[Count, ...] = ()  # of the people: all that it is the mean of, the last one named above


def people_score(inspection: Inspection, since: date | None, until: date) -> Origin | None:
    """Return what the people hold of the rectification in one turn: all audiences together, weighed by ballots."""
    found = counts_of_turn(inspection, since, until)
    if not found:
        return None
    last = found[-1]
    return Origin(mean_over(found), FULL, last.source, last.number, last.on, found)


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
    ended = ends_before(inspection, evaluation)
    people = people_score(inspection, since, today if ended is None else min(today, ended - timedelta(days=1)))
    if people is not None:
        found[PEOPLE] = people
    return found


def lacking_of(inspection: Inspection, evaluation: Evaluation, today: date) -> tuple[str, ...]:
    """Return the parts that an evaluation lacks; none where it is combined, or where the rules combine nothing."""
    governing = weights_of_parts(inspection, today)
    if governing is None or evaluation.combined_hundredths is not None:
        return ()
    return lacking(governing.value_as(Weights), origins_of(inspection, evaluation, today))


def waiting_to_combine(rows: Sequence[Inspection]) -> dict[uuid.UUID, list[Evaluation]]:
    """Return the evaluations of each dossier that stand and are neither combined nor told, by day and number."""
    found: dict[uuid.UUID, list[Evaluation]] = {}
    if rows:
        standing = Evaluation.objects.filter(
            authority_id=rows[0].authority_id,
            inspection__in=[row.id for row in rows],
            withdrawn_on=None,
            combined_on=None,
            told_on=None,
        )
        for one in standing.order_by("on", "number"):
            found.setdefault(one.inspection_id, []).append(one)
    return found


def all_to_combine(inspection: Inspection) -> list[Evaluation]:
    """Return the evaluations of a dossier that wait to be combined, by day and number."""
    return waiting_to_combine([inspection]).get(inspection.id, [])


def to_combine(inspection: Inspection, today: date) -> Evaluation | None:
    """Return which evaluation is combined next: the earliest that lacks nothing, else the earliest that waits."""
    waiting = all_to_combine(inspection)
    place = next_to_combine([lacking_of(inspection, one, today) for one in waiting])
    return None if place is None else waiting[place]


def bar_to_combine(inspection: Inspection, today: date) -> NoThreeInOne | NothingToCombine | PartMissing | None:
    """Return why nothing can be combined, None where all parts of an evaluation that waits are there."""
    if weights_of_parts(inspection, today) is None:
        return NoThreeInOne()
    row = to_combine(inspection, today)
    if row is None:
        return NothingToCombine()
    missing = lacking_of(inspection, row, today)
    return PartMissing(list(missing)) if missing else None


def kept_part(part: Part, origin: Origin, basis: str) -> dict[str, Any]:
    """Return a part as the evaluation keeps it: recomputable, with where its number comes from."""
    told: dict[str, Any] = {
        "part": part.name,
        "weight": part.weight,
        "hundredths": part.hundredths,
        "full_hundredths": part.full_hundredths,
        "contributes": part.contributes,
        "source": origin.source,
        "number": origin.number,
        "on": origin.on.isoformat(),
        "basis": basis,
    }
    if origin.counts:
        told["counts"] = [{**asdict(one), "on": one.on.isoformat()} for one in origin.counts]
    return told


@deed
def combine_scores(*, actor: Actor, inspection_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Combine self-assessment, panel and people by the pack's weights into one score; raise PartMissing.

    Where several evaluations wait, the earliest that lacks nothing is combined.
    """
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "combine_scores", inspection)
    bar = bar_to_combine(inspection, actor.today)
    if bar is not None:
        raise bar
    governing, row = weights_of_parts(inspection, actor.today), to_combine(inspection, actor.today)
    assert governing is not None  # the bar asks for both
    assert row is not None
    origins = origins_of(inspection, row, actor.today)
    scores = {name: (one.hundredths, one.full_hundredths) for name, one in origins.items()}
    parts, total = combined(governing.value_as(Weights), scores)
    row.parts = [kept_part(part, origins[part.name], governing.basis) for part in parts]
    row.combined_hundredths, row.combined_on = total.hundredths, actor.today
    told: dict[str, Any] = {"evaluation": row.number, "combined_hundredths": total.hundredths}
    return commit(note=note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told), rows=[row])
