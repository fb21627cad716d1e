"""Two scorers blind to each other: the office names them, each hands in alone, then both are seen and settled.

Until both have handed in nobody reads a mark of either: no page, no paper, and in the ledger stand commitments only.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from bihuan.domain.evaluation import refuse_groundless_marks, scored
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.domain.score_forms import as_kept
from bihuan.domain.scoring_bodies import BODIES, NobodyOfTheBody, fitting_bodies, refuse_nobody_of
from bihuan.domain.sequence import Moment
from bihuan.dossiers.days import mark_of_lateness, refuse_impossible_day
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import inspection_for, note_of
from bihuan.evaluation.actions import made
from bihuan.evaluation.agreeing import agreed_by
from bihuan.evaluation.forms import DIFFERENCE, Refs, evidence_of, form_of, surrounding_rules
from bihuan.evaluation.judging import taking
from bihuan.evaluation.models import ScoreSlip, Scoring
from bihuan.evaluation.scorers import (
    NotAScorer,
    able_to_score,
    bar_to_settle,
    comparison_of,
    refuse_before_the_marks,
    seen_slips,
    slips_of,
)
from bihuan.evaluation.sheets import form_of_sheet, open_scoring
from bihuan.evaluation.turns import bar_to_evaluate, refuse_out_of_turn
from bihuan.ledger.door import Receipt, commit, deed


class ScoringOpen(ValueError):
    """A dossier is scored on one sheet at a time."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"sheet {number} is open already; settle or cancel it first")


class NoScoringOpen(ValueError):
    """There is no sheet to score on."""

    def __init__(self) -> None:
        super().__init__("no sheet for two scorers is open; let the office open one")


class OneScorerTwice(ValueError):
    """Two scorers are two people."""

    def __init__(self) -> None:
        super().__init__("both scorers are the same person; name two")


class CannotScore(ValueError):
    """Somebody who holds no supervising role on a dossier, or who is of the unit, does not score it."""

    def __init__(self, account_id: uuid.UUID) -> None:
        self.account_id = account_id
        super().__init__("this account supervises nothing of this dossier; choose somebody from the list")


class HandedInAlready(ValueError):
    """What was handed in stands: a mark that could still be changed would not be blind."""

    def __init__(self, on: date) -> None:
        self.on = on
        super().__init__(f"you handed in on {on} already; nothing is left to do until it is settled")


class BodyUnknown(ValueError):
    """An evaluation is the office's, the supervision office's or the team's."""

    def __init__(self, body: str) -> None:
        self.body = body
        super().__init__(f"{body!r} evaluates nothing; use one of {', '.join(BODIES)}")


# --- the deeds ---------------------------------------------------------------------------------------------


def _standing(inspection: Inspection) -> Scoring:
    found = open_scoring(inspection)
    if found is None:
        raise NoScoringOpen
    return found


@deed
def begin_scoring(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    for_body: str,
    first_id: uuid.UUID,
    second_id: uuid.UUID,
    now: datetime,
    key: str,
) -> Receipt:
    """Open a sheet for two scorers and name them; whose evaluation it becomes is told, too."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "begin_scoring", inspection)
    if for_body not in BODIES:
        raise BodyUnknown(for_body)
    bar = bar_to_begin(inspection, for_body, actor.today)
    if bar is not None:
        raise bar
    if first_id == second_id:
        raise OneScorerTwice
    able = {one.id: one for one in able_to_score(inspection, actor.today)}
    for one in (first_id, second_id):
        if one not in able:
            raise CannotScore(one)
    refuse_nobody_of(for_body, (able[first_id].bodies, able[second_id].bodies))
    percent = surrounding_rules(inspection, actor.today).need(DIFFERENCE)
    governed = form_of(inspection, actor.today)
    row = Scoring(
        authority_id=actor.authority_id,
        inspection=inspection,
        number=Scoring.objects.filter(authority_id=actor.authority_id, inspection=inspection).count() + 1,
        by_role=for_body,
        by_name=name_of(for_body, inspection),
        opened_on=actor.today,
        first_id=first_id,
        first_name=able[first_id].name,
        second_id=second_id,
        second_name=able[second_id].name,
        percent=percent.value_as(int),
        form=as_kept(governed.form),
        basis=governed.basis,
    )
    told = {"scoring": row.id, "number": row.number, "for_body": for_body}
    return commit(note=note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told), rows=[row])


def bar_to_begin(inspection: Inspection, body: str, today: date) -> Exception | None:
    """Return why no sheet can be opened for a body: one is open, or it has evaluated this check."""
    standing = open_scoring(inspection)
    if standing is not None:
        return ScoringOpen(standing.number)
    return bar_to_evaluate(inspection, today, (body, name_of(body, inspection)))


def bars_to_begin(inspection: Inspection, today: date) -> dict[str, Exception | None]:
    """Return by body why no sheet can be opened for it: as above, or because nobody of it has an account to score."""
    bars = {body: bar_to_begin(inspection, body, today) for body in BODIES}
    if all(bars.values()):
        return bars
    fitting = fitting_bodies([one.bodies for one in able_to_score(inspection, today)])
    return {body: bar or (None if body in fitting else NobodyOfTheBody(body)) for body, bar in bars.items()}


def bar_to_hand_in(actor: Actor, inspection: Inspection) -> NoScoringOpen | NotAScorer | HandedInAlready | None:
    """Return why somebody hands in nothing: no sheet is open, he is none of the two, or he has handed in."""
    scoring = open_scoring(inspection)
    if scoring is None:
        return NoScoringOpen()
    if actor.account_id is None or actor.account_id not in (scoring.first_id, scoring.second_id):
        return NotAScorer()
    mine = slips_of(scoring).get(actor.account_id)
    return HandedInAlready(mine.handed_in_on) if mine is not None else None


def name_of(body: str, inspection: Inspection) -> str:
    """Return the name of the body whose evaluation a sheet becomes."""
    if body == "team":
        return inspection.team_name
    if body == Role.SUPERVISION_OFFICE and inspection.supervision_office is not None:
        return inspection.supervision_office.name
    return ""


@deed
def hand_in_scores(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    marks: Mapping[str, Decimal],
    grounds: Mapping[str, str],
    refs: Refs,
    now: datetime,
    key: str,
) -> Receipt:
    """Hand in one's own marks, unseen by the other; they stand from then on."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "hand_in_scores", inspection)
    bar = bar_to_hand_in(actor, inspection)
    if bar is not None:
        raise bar
    assert actor.account_id is not None  # a scorer is an account
    scoring = _standing(inspection)
    form = form_of_sheet(scoring, inspection, actor.today).form
    scored(form, marks)
    refuse_groundless_marks(form, marks, grounds)
    evidence_of(inspection, refs)
    row = ScoreSlip(
        authority_id=actor.authority_id,
        inspection=inspection,
        scoring=scoring,
        scorer_id=actor.account_id,
        handed_in_on=actor.today,
        marks={one: str(mark) for one, mark in marks.items()},
        grounds={one: words.strip() for one, words in grounds.items() if words.strip()},
        refs={one: [str(ref) for ref in several] for one, several in refs.items() if several},
    )
    told = {"scoring": scoring.number}
    return commit(note=note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told), rows=[row])


@deed
def settle_scores(
    *,
    actor: Actor,
    inspection_id: uuid.UUID,
    on: date,
    settled: Mapping[str, Decimal],
    reasons: Mapping[str, str],
    remark: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Settle a sheet: what was far apart with its reason, the rest between the two; it becomes the evaluation."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "settle_scores", inspection)
    scoring = _standing(inspection)
    bar = bar_to_settle(actor, scoring, inspection)
    if bar is not None:
        raise bar
    lines = comparison_of(scoring, inspection, actor.today)
    both = seen_slips(scoring)
    assert both is not None  # the bar asks for both
    refuse_impossible_day(Moment.EVALUATION, on, inspection, actor.today)
    refuse_before_the_marks(scoring, inspection, on)
    refuse_out_of_turn(inspection, on, (scoring.by_role, scoring.by_name))
    given = agreed_by(lines, both, settled, reasons)
    governed, by = form_of_sheet(scoring, inspection, actor.today), (scoring.by_role, scoring.by_name)
    row = made(inspection, governed, given, on=on, by=by, remark=remark)
    scoring.settled_on, scoring.evaluation = actor.today, row
    told: dict[str, Any] = {"evaluation": row.id, "number": row.number, "total_hundredths": row.total_hundredths}
    told |= mark_of_lateness(Moment.EVALUATION, on, inspection, actor.today)
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, told=told)
    return commit(note=note, rows=[row, scoring])


@deed
def cancel_scoring(*, actor: Actor, inspection_id: uuid.UUID, reason: str, now: datetime, key: str) -> Receipt:
    """Call an open sheet off; what was handed in is shown to nobody."""
    inspection = inspection_for(actor, inspection_id)
    taken = taking(actor, "cancel_scoring", inspection, reason)
    scoring = _standing(inspection)
    scoring.cancelled_on, scoring.cancelled_reason = actor.today, reason.strip()
    told = {"scoring": scoring.number}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, reason=reason, told=told)
    return commit(note=note, rows=[scoring])
