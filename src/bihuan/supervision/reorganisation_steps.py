"""The four steps of a reorganisation: survey, feedback by class, supervision throughout, close-out review."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Any

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.reorganisation import (
    Class,
    Lack,
    PassedOn,
    StepName,
    lacking,
    refuse_class,
    refuse_order,
    refuse_second_feedback,
    refuse_step_day,
)
from bihuan.domain.reorganising import CalledOff
from bihuan.domain.sequence import refuse_future
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.steps import NoSuchThing, locked
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.models import Kept
from bihuan.organizations.queries import head_row_on
from bihuan.supervision.actions import AccountMissing, WordUnknown
from bihuan.supervision.models import Reorganisation, ReorganisationStep, ReorganisedDossier
from bihuan.supervision.reorganising import REORGANISERS

REGISTERED = (StepName.SURVEY.value, StepName.SUPERVISION.value)


class ReviewNotYet(ValueError):
    """A reorganisation is done with when each of its steps is registered; all that is missing is told."""

    def __init__(self, lacks: Sequence[Lack]) -> None:
        self.lacks = tuple(lacks)
        told = ", ".join(f"{one.code} {one.subject}".strip() for one in lacks)
        super().__init__(f"not yet: {told}; register each of them first")


class Reviewed(ValueError):
    """A reorganisation that was reviewed is done with."""

    def __init__(self, paper: str) -> None:
        self.paper = paper
        super().__init__(f"{paper} was reviewed already; nothing is left to register")


def reorganisation_for(actor: Actor, reorganisation_id: uuid.UUID) -> Reorganisation:
    """Return a reorganisation that is under way, locked."""
    rows = Reorganisation.objects.filter(authority_id=actor.authority_id, pk=reorganisation_id)
    row: Reorganisation | None = locked(rows).first()
    if row is None:
        raise NoSuchThing("reorganisation", reorganisation_id)
    if row.called_off_on is not None:
        raise CalledOff(row.paper)
    if row.reviewed_on is not None:
        raise Reviewed(row.paper)
    return row


@deed
def register_reorganisation_step(
    *, actor: Actor, reorganisation_id: uuid.UUID, step: str, on: date, account: str, now: datetime, key: str
) -> Receipt:
    """Register the survey, or supervision that was exercised: when, and what was found."""
    role = require(actor, REORGANISERS, "register_reorganisation_step")
    row = reorganisation_for(actor, reorganisation_id)
    if step not in REGISTERED:
        raise WordUnknown("step", step, REGISTERED)
    refuse_future("on", on, actor.today)
    refuse_step_day(StepName(step), on, row.on)
    if step == StepName.SUPERVISION:
        refuse_order(on, ((StepName.SURVEY, surveyed_on(row)), *fed_back_on(row)))
    if not account.strip():
        raise AccountMissing
    made = step_row(row, step, on, account)
    told = {"reorganisation": row.id, "step": step}
    return commit(note=note(actor, "register_reorganisation_step", role, now, row.paper, told=told), rows=[made])


@deed
def feed_back_to_heir(
    *,
    actor: Actor,
    reorganisation_id: uuid.UUID,
    dossier_id: uuid.UUID,
    told_class: str,
    on: date,
    words: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Tell a successor, by class, what is open of a dossier it took over; once for each dossier."""
    role = require(actor, REORGANISERS, "feed_back_to_heir")
    row = reorganisation_for(actor, reorganisation_id)
    if told_class not in set(Class):
        raise WordUnknown("told_class", told_class, [one.value for one in Class])
    refuse_future("on", on, actor.today)
    one = passed_on(row, dossier_id)
    refuse_second_feedback(one.dossier.organization_name, one.told_on)
    refuse_step_day(StepName.FEEDBACK, on, row.on)
    refuse_order(on, [(StepName.SURVEY, surveyed_on(row))])
    if not words.strip():
        raise AccountMissing
    refuse_class(Class(told_class), one.dossier.organization_name, open_of(one.dossier))
    one.told_class, one.told_on, one.told_words = told_class, on, words.strip()
    told = {"reorganisation": row.id, "dossier": dossier_id, "heir": one.heir_id}
    named = f"{one.dossier.organization_name} → {one.heir.name}"
    return commit(note=note(actor, "feed_back_to_heir", role, now, named, told=told), rows=[one])


def passed_on(row: Reorganisation, dossier_id: uuid.UUID) -> ReorganisedDossier:
    """Return a dossier that passed on with a reorganisation."""
    mine = ReorganisedDossier.objects.filter(authority_id=row.authority_id, reorganisation=row, dossier_id=dossier_id)
    one: ReorganisedDossier | None = mine.select_related("heir", "dossier").first()
    if one is None:
        raise NoSuchThing("inspection", dossier_id)
    return one


def surveyed_on(row: Reorganisation) -> date | None:
    """Return the day of the first survey, None where there was none."""
    steps = ReorganisationStep.objects.filter(authority_id=row.authority_id, reorganisation=row)
    return steps.filter(step=StepName.SURVEY.value).order_by("on").values_list("on", flat=True).first()


def fed_back_on(row: Reorganisation) -> tuple[tuple[StepName, date | None], ...]:
    """Return the day of the first feedback, None while a successor was told nothing; empty where nothing passed on."""
    rows = ReorganisedDossier.objects.filter(authority_id=row.authority_id, reorganisation=row)
    days = list(rows.values_list("told_on", flat=True))
    told = [day for day in days if day is not None]
    return ((StepName.FEEDBACK, min(told) if told and len(told) == len(days) else None),) if days else ()


def open_of(dossier: Inspection) -> int:
    """Return how many findings of a dossier are not signed off."""
    rows = Finding.objects.filter(authority_id=dossier.authority_id, inspection=dossier)
    return rows.exclude(stage=FindingStage.SIGNED_OFF).count()


@deed
def review_reorganisation(
    *, actor: Actor, reorganisation_id: uuid.UUID, account: str, now: datetime, key: str
) -> Receipt:
    """Review a reorganisation and be done with it; refused with everything that is missing."""
    role = require(actor, REORGANISERS, "review_reorganisation")
    row = reorganisation_for(actor, reorganisation_id)
    lacks = lacks_of(row, actor.today)
    if lacks:
        raise ReviewNotYet(lacks)
    if not account.strip():
        raise AccountMissing
    made = step_row(row, StepName.REVIEW.value, actor.today, account)
    row.reviewed_on = actor.today
    rows: list[Kept] = [row, made]
    told = {"reorganisation": row.id}
    return commit(note=note(actor, "review_reorganisation", role, now, row.paper, told=told), rows=rows)


def step_row(row: Reorganisation, step: str, on: date, account: str) -> ReorganisationStep:
    count = ReorganisationStep.objects.filter(authority_id=row.authority_id, reorganisation=row).count()
    told = {"number": count + 1, "step": step, "on": on, "account": account.strip()}
    return ReorganisationStep(authority_id=row.authority_id, reorganisation=row, **told)


def lacks_of(row: Reorganisation, today: date) -> tuple[Lack, ...]:
    """Return what the review of a reorganisation still lacks."""
    steps = ReorganisationStep.objects.filter(authority_id=row.authority_id, reorganisation=row)
    passed = ReorganisedDossier.objects.filter(authority_id=row.authority_id, reorganisation=row)
    day = max(today, row.on)
    heads: dict[uuid.UUID, bool] = {}
    found = []
    for one in passed.select_related("heir", "dossier").order_by("id"):
        if one.heir_id not in heads:
            heads[one.heir_id] = head_row_on(one.heir, day) is not None
        closed = one.dossier.stage == InspectionStage.CLOSED
        found.append(PassedOn(one.dossier.organization_name, one.heir.name, one.told_on, closed, heads[one.heir_id]))
    return lacking((StepName(code) for code in steps.values_list("step", flat=True)), found, waits=row.waits)


def next_step(row: Reorganisation) -> str:
    """Return the first of the four steps that can be done now; empty where there is none.

    Before its day a unit is surveyed; the rest follows. What was called off or reviewed has no step left.
    """
    return next_steps([row])[row.id]


def next_steps(rows: Sequence[Reorganisation]) -> dict[uuid.UUID, str]:
    """Return for each reorganisation what `next_step` returns; two questions for many."""
    if not rows:
        return {}
    own: dict[str, Any] = {"authority_id": rows[0].authority_id, "reorganisation__in": rows}
    done: dict[uuid.UUID, set[str]] = {row.id: set() for row in rows}
    for row_id, step in ReorganisationStep.objects.filter(**own).values_list("reorganisation_id", "step"):
        done[row_id].add(step)
    untold = ReorganisedDossier.objects.filter(**own, told_on=None).values_list("reorganisation_id", flat=True)
    to_tell = set(untold.order_by().distinct())
    return {row.id: step_after(row, done[row.id], to_tell=row.id in to_tell) for row in rows}


def step_after(row: Reorganisation, done: Collection[str], *, to_tell: bool) -> str:
    """Return the step that follows those that are done; `to_tell`: a unit has not been told of its dossier yet."""
    if row.reviewed_on is not None or row.called_off_on is not None:
        return ""
    if StepName.SURVEY not in done:
        return StepName.SURVEY.value
    if row.waits:
        return ""
    if to_tell:
        return StepName.FEEDBACK.value
    return StepName.SUPERVISION.value if StepName.SUPERVISION not in done else StepName.REVIEW.value
