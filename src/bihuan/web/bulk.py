"""One deed on many findings: each is judged and done by itself, and each refusal keeps its reasons."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bihuan.desk.chances import cut, verdict_for
from bihuan.desk.offers import OFFERS
from bihuan.desk.performing import perform
from bihuan.desk.sight import findings_seen
from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.machine import MayNot, NoSuchStep, StepRefused, Verdict
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.steps import NoSuchThing
from bihuan.ledger.door import ChangedMeanwhile
from bihuan.web.gates import Missing, missing_with_ways
from bihuan.web.refusals import refusal_of

ON_MANY = ("request_sign_off", "grant_sign_off")
MOST = 100  # rows of one go: each is judged with all its measures


@dataclass(frozen=True)
class Judged:
    """One finding with what was found or done: open, done, or refused with its reasons."""

    row: Finding
    is_open: bool = False
    is_done: bool = False
    why: str = ""
    missing: tuple[Missing, ...] = ()


def deeds_on_many(actor: Actor) -> list[str]:
    """Return the deeds that somebody may do on many findings."""
    return [name for name in ON_MANY if OFFERS[name].step.roles & actor.roles]


def chosen(actor: Actor, ids: Iterable[str]) -> list[Finding]:
    """Return the findings ticked, as far as they are within reach."""
    wanted = {found for found in map(as_id, ids) if found is not None}
    rows = findings_seen(actor).select_related(
        "inspection__organization", "inspection__supervision_office", "handed_over_to"
    )
    return list(rows.filter(pk__in=wanted).order_by("organization_path", "inspection_id", "place")[:MOST])


def as_id(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def judged(actor: Actor, deed: str, rows: Sequence[Finding]) -> list[Judged]:
    """Judge a deed on each finding without doing it."""
    return [judged_one(actor, deed, row) for row in rows]


def judged_one(actor: Actor, deed: str, row: Finding) -> Judged:
    try:
        verdict = verdict_for(actor, OFFERS[deed], row.inspection, row)
    except (MayNot, NoSuchStep) as no:
        return refused(row, no)
    return Judged(row, is_open=verdict.allowed, missing=missing_in(actor, row.inspection, verdict))


def missing_in(actor: Actor, inspection: Inspection, verdict: Verdict) -> tuple[Missing, ...]:
    panel = cut(actor, inspection, verdict)
    return missing_with_ways(panel.blockers, inspection, roles_on(actor, inspection.thing))


def done_on_each(actor: Actor, deed: str, rows: Sequence[Finding], *, now: datetime, key: uuid.UUID) -> list[Judged]:
    """Do a deed on each finding, each under a key of its own; what is refused stays as it is, with its reasons."""
    return [done_on_one(actor, deed, row, now, str(uuid.uuid5(key, str(row.id)))) for row in rows]


def done_on_one(actor: Actor, deed: str, row: Finding, now: datetime, key: str) -> Judged:
    try:
        perform(deed, actor=actor, target_id=row.id, told={}, now=now, key=key)
    except StepRefused as no:
        return Judged(row, missing=missing_in(actor, row.inspection, no.verdict))
    except (MayNot, NoSuchStep, NoSuchThing, ChangedMeanwhile, PermissionError, ValueError) as no:
        return refused(row, no)
    return Judged(row, is_done=True)


def refused(row: Finding, no: Exception) -> Judged:
    """Return an anticipated no in the reader's words; what nobody anticipated goes on."""
    told = refusal_of(no)
    if told is None:
        raise no
    return Judged(row, why=told.what)
