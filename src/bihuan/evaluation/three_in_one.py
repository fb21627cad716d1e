"""Three in one: what the unit holds of itself, the panel, and the people, combined by the pack's weights."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bihuan.domain.evaluation import HUNDREDTHS, combined, scored
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.inspection import STEPS
from bihuan.domain.questionnaires import QuestionnaireKind
from bihuan.domain.rulebook import Governing, Weights
from bihuan.domain.sequence import Moment
from bihuan.dossiers.actions import with_new_file
from bihuan.dossiers.days import mark_of_lateness, refuse_impossible_day
from bihuan.dossiers.facts import bare_facts
from bihuan.dossiers.files import receive
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.dossiers.steps import NoSuchThing, Taken, inspection_for, may_take, note_of
from bihuan.evaluation.forms import THREE_IN_ONE, Refs, evidence_of, form_of, lines_of
from bihuan.evaluation.models import Evaluation, PeopleResult, SelfAssessment
from bihuan.evaluation.panel_models import PEOPLE_ASKED, RECTIFICATION
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.questionnaires.queries import result_of_run, runs_of
from bihuan.supervision.actions import WordUnknown

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


class CountedAlready(ValueError):
    """What the people hold on a day is entered once."""

    def __init__(self, on: date) -> None:
        self.on = on
        super().__init__(f"the count of {on} stands already; withdraw it first where it was wrong")


class MeanOutOfRange(ValueError):
    """A mean is between nothing and one hundred, of at least one ballot."""

    def __init__(self, mean: Decimal, ballots: int) -> None:
        self.mean, self.ballots = mean, ballots
        super().__init__(f"a mean of {mean} of {ballots} ballots is none; give 0 to 100, of one ballot at least")


@dataclass(frozen=True)
class Origin:
    """A number of the combined score and where it comes from."""

    hundredths: int
    full_hundredths: int
    source: str  # self_assessment, evaluation, paper_count, questionnaire
    number: int
    on: date


def weights_of_parts(inspection: Inspection, today: date) -> Governing | None:
    """Return the weights by which the dossier's packs combine, None where they combine nothing."""
    return rulebook_of(inspection, today).get(THREE_IN_ONE)


def taking(actor: Actor, name: str, inspection: Inspection, reason: str = "") -> Taken:
    """Judge a step of evaluation that asks no gate."""
    return may_take(
        actor=actor,
        step=STEPS[name],
        inspection=inspection,
        stage=inspection.stage,
        facts=bare_facts(inspection, actor.today),
        reason=reason,
    )


# --- the unit of itself ------------------------------------------------------------------------------------


@deed
def assess_self(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    on: date,
    marks: Mapping[str, Decimal],
    grounds: Mapping[str, str],
    refs: Refs,
    remark: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Hand in what the unit holds of its own rectification, on the panel's form; the last before the panel counts."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "assess_self", inspection)
    refuse_impossible_day(Moment.EVALUATION, on, inspection, actor.today)
    governed = form_of(inspection, actor.today)
    result = scored(governed.form, marks)
    row = SelfAssessment(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=SelfAssessment.objects.filter(authority_id=actor.authority_id, inspection=inspection).count() + 1,
        on=on,
        by_role=taken.role.value,
        lines=lines_of(governed.form, marks, grounds, refs, evidence_of(inspection, refs)),
        basis=governed.basis,
        total_hundredths=result.total.hundredths,
        full_hundredths=result.total.full_hundredths,
        remark=remark.strip(),
    )
    told = {"self_assessment": row.number, "total_hundredths": row.total_hundredths}
    return commit(note=note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told), rows=[row])


def self_assessments(inspection: Inspection) -> list[SelfAssessment]:
    """Return what the unit has held of itself, by day."""
    rows = SelfAssessment.objects.filter(authority_id=inspection.authority_id, inspection=inspection)
    return list(rows.order_by("on", "number"))


# --- the people --------------------------------------------------------------------------------------------


@deed
def enter_people_result(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    asked: str,
    on: date,
    ballots: int,
    mean: Decimal,
    paper_name: str,
    paper: bytes,
    now: datetime,
    key: str,
) -> Receipt:
    """Enter what members, cadres and the public hold, counted on paper: the mean of a hundred, with the paper."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "enter_people_result", inspection)
    refuse_impossible_day(Moment.EVALUATION, on, inspection, actor.today)
    if asked not in PEOPLE_ASKED:
        raise WordUnknown("asked", asked, PEOPLE_ASKED)
    if not mean.is_finite() or not 0 <= mean <= 100 or ballots < 1:
        raise MeanOutOfRange(mean, ballots)
    if any(row.asked == asked and row.on == on for row in people_results(inspection)):
        raise CountedAlready(on)
    scan = receive(authority_id=actor.authority_id, name=paper_name, content=paper)
    row = PeopleResult(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=PeopleResult.objects.filter(authority_id=actor.authority_id, inspection=inspection).count() + 1,
        asked=asked,
        on=on,
        ballots=ballots,
        mean_hundredths=int((mean * HUNDREDTHS).to_integral_value()),
        paper=scan,
    )
    told = {"people": row.number, "asked": asked, **mark_of_lateness(Moment.EVALUATION, on, inspection, actor.today)}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told)
    return commit(note=note, rows=with_new_file([row], scan))


@deed
def withdraw_people_result(
    *, actor: Actor, inspection_id: uuid.UUID, number: int, reason: str, now: datetime, key: str
) -> Receipt:
    """Withdraw a count that was entered wrongly; a score combined already keeps what it was combined of."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "withdraw_people_result", inspection, reason)
    row = next((one for one in people_results(inspection) if one.number == number), None)
    if row is None:
        raise NoSuchThing("people result", number)
    row.withdrawn_on, row.withdrawn_reason = actor.today, reason.strip()
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, reason=reason, told={"people": number})
    return commit(note=note, rows=[row])


def people_results(inspection: Inspection) -> list[PeopleResult]:
    """Return the counts that stand, by day."""
    rows = PeopleResult.objects.filter(
        authority_id=inspection.authority_id, inspection=inspection, withdrawn_on=None
    ).select_related("paper")
    return list(rows.order_by("on", "number"))


def people_score(inspection: Inspection, since: date | None, until: date) -> Origin | None:
    """Return what the people hold of the rectification in one turn; the only place that asks where it comes from.

    The latest count of the turn: of a questionnaire without names that enough have answered, or entered from paper.
    """
    counted = [
        Origin(row.mean_hundredths, FULL, "paper_count", row.number, row.on)
        for row in people_results(inspection)
        if row.asked == RECTIFICATION
    ]
    for run in reversed(runs_of(inspection)):
        result = result_of_run(run) if run.kind == QuestionnaireKind.PEOPLE else None
        if result is not None and result.mean_hundredths is not None and run.counted_on is not None:
            counted.append(Origin(result.mean_hundredths, FULL, "questionnaire", run.number, run.counted_on))
    fitting = [one for one in counted if one.on <= until and (since is None or one.on > since)]
    return max(fitting, key=lambda one: one.on, default=None)


# --- combined ----------------------------------------------------------------------------------------------


def turn_of(inspection: Inspection, evaluation: Evaluation) -> date | None:
    """Return the day of the evaluation before this one: what is combined lies after it."""
    rows = Evaluation.objects.filter(authority_id=inspection.authority_id, inspection=inspection, withdrawn_on=None)
    earlier = rows.filter(on__lt=evaluation.on).order_by("-on").first()
    return earlier.on if earlier else None


def origins_of(inspection: Inspection, evaluation: Evaluation, today: date) -> dict[str, Origin]:
    """Return the parts that are there for an evaluation, each with where its number comes from."""
    since = turn_of(inspection, evaluation)
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


def to_combine(inspection: Inspection) -> Evaluation | None:
    """Return the latest evaluation where it is neither combined nor told."""
    rows = Evaluation.objects.filter(authority_id=inspection.authority_id, inspection=inspection, withdrawn_on=None)
    last = rows.order_by("-on", "-number").first()
    return last if last is not None and last.combined_on is None and last.told_on is None else None


@deed
def combine_scores(*, actor: Actor, inspection_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """Combine self-assessment, panel and people by the pack's weights into one score; raise PartMissing."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "combine_scores", inspection)
    governing = weights_of_parts(inspection, actor.today)
    if governing is None:
        raise NoThreeInOne
    row = to_combine(inspection)
    if row is None:
        raise NothingToCombine
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
