"""What members, cadres and the public hold of a rectification, counted on paper and entered by the office."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from decimal import Decimal

from bihuan.domain.evaluation import HUNDREDTHS
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.questionnaires import are_enough
from bihuan.domain.sequence import Moment
from bihuan.dossiers.actions import with_new_file
from bihuan.dossiers.days import mark_of_lateness, refuse_impossible_day
from bihuan.dossiers.files import receive
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing, inspection_for, note_of
from bihuan.evaluation.judging import taking
from bihuan.evaluation.models import Evaluation, PeopleResult
from bihuan.evaluation.panel_models import PEOPLE_ASKED
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.rules.questionnaires import least_on
from bihuan.supervision.actions import WordUnknown

PAPER_COUNT = "paper_count"  # how a combined score names a count on paper as the source of its part


class CountedAlready(ValueError):
    """What the people hold on a day is entered once."""

    def __init__(self, on: date) -> None:
        self.on = on
        super().__init__(f"the count of {on} stands already; withdraw it first where it was wrong")


class MeanOutOfRange(ValueError):
    """A mean is between nothing and one hundred."""

    def __init__(self, mean: Decimal) -> None:
        self.mean = mean
        super().__init__(f"a mean of {mean} is none; give 0 to 100")


class NoBallots(ValueError):
    """A count without a valid ballot tells nothing."""

    def __init__(self) -> None:
        super().__init__("no valid ballot was counted, so there is no mean; enter a count of one ballot at least")


class CombinedUpon(ValueError):
    """A combined score that stands rests on this count."""

    def __init__(self, number: int, on: date) -> None:
        self.number, self.on = number, on
        super().__init__(f"evaluation {number} of {on} was combined of this count; withdraw that evaluation first")


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
    if ballots < 1:
        raise NoBallots
    if not mean.is_finite() or not 0 <= mean <= 100:
        raise MeanOutOfRange(mean)
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
    """Withdraw a count that was entered wrongly and that no combined score rests on; it stays, struck out."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "withdraw_people_result", inspection, reason)
    row = next((one for one in people_results(inspection) if one.number == number), None)
    if row is None:
        raise NoSuchThing("people result", number)
    upon = combined_of(inspection, number)
    if upon is not None:
        raise CombinedUpon(upon.number, upon.on)
    row.withdrawn_on, row.withdrawn_reason = actor.today, reason.strip()
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, reason=reason, told={"people": number})
    return commit(note=note, rows=[row])


def combined_of(inspection: Inspection, number: int) -> Evaluation | None:
    """Return the evaluation that stands and was combined of a count on paper; None where there is none."""
    rows = Evaluation.objects.filter(
        authority_id=inspection.authority_id, inspection=inspection, withdrawn_on=None, combined_on__isnull=False
    )
    upon = (PAPER_COUNT, number)
    return next((row for row in rows if upon in rested_on(row)), None)


def rested_on(row: Evaluation) -> set[tuple[str, int]]:
    """Return what a combined score was made of, each by its source and number; of the people every count."""
    several = [one for part in row.parts for one in part.get("counts", [part])]
    return {(one["source"], one["number"]) for one in several}


def counts(row: PeopleResult) -> bool:
    """True for a count of enough ballots; a smaller one is kept and shown, and is no part of a score."""
    return are_enough(row.ballots, least_on(row.on))


def people_results(inspection: Inspection) -> list[PeopleResult]:
    """Return the counts that stand, by day."""
    rows = PeopleResult.objects.filter(
        authority_id=inspection.authority_id, inspection=inspection, withdrawn_on=None
    ).select_related("paper")
    return list(rows.order_by("on", "number"))
