"""Taking a step of a dossier: find it within reach, gather facts, judge, and say so in the ledger.

Every room's verbs use these few functions, so that page, API, command line and bulk meet the same judge.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import connection
from django.db.models import QuerySet

from bihuan.domain.jurisdiction import Actor, roles_on
from bihuan.domain.lifecycle.facts import InspectionFacts
from bihuan.domain.lifecycle.machine import MayNot, Verdict, role_for, take
from bihuan.domain.lifecycle.revising import REVISED
from bihuan.domain.lifecycle.steps import Step
from bihuan.domain.roles import Role
from bihuan.domain.rulebook import Rulebook
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.rulebooks import rulebook_of
from bihuan.ledger.door import ChangedMeanwhile, Note
from bihuan.ledger.models import Kept
from bihuan.ledger.prepared import Prepared, Slot
from bihuan.ledger.trail import set_since

R = TypeVar("R", bound=Kept)


class NoSuchThing(LookupError):
    """There is none, or none within reach: the answer is the same (404)."""

    def __init__(self, what: str, which: object) -> None:
        self.what, self.which = what, which
        super().__init__(f"no such {what}: {which}")


class ReasonMissing(ValueError):
    """A deed that others have to understand needs its reason."""

    def __init__(self, step: str) -> None:
        self.step = step
        super().__init__(f"{step} needs a reason; state it")


@dataclass(frozen=True)
class Taken:
    """A step that may be taken: by which role, under which verdict and packs."""

    step: Step
    role: Role
    verdict: Verdict
    packs: tuple[tuple[str, str], ...]


def locked(rows: QuerySet[Any], *joined: str) -> QuerySet[Any]:
    """Lock rows (and those joined to them) until the deed ends; on SQLite the writer gate has done so already."""
    return rows.select_for_update(of=("self", *joined)) if connection.vendor == "postgresql" else rows


def one_dossier() -> QuerySet[Inspection]:
    rows = Inspection.objects.filter(authority_id=Slot("authority"), pk=Slot("id"))
    return locked(rows.select_related("supervision_office"))


def one_finding() -> QuerySet[Finding]:
    rows = Finding.objects.filter(authority_id=Slot("authority"), pk=Slot("id"))
    return locked(rows.select_related("inspection__supervision_office"), "inspection")


LOCKED_DOSSIER, LOCKED_FINDING = Prepared(one_dossier), Prepared(one_finding)


def inspection_for(actor: Actor, inspection_id: uuid.UUID) -> Inspection:
    """Return a dossier within the actor's reach, locked; raise NoSuchThing otherwise."""
    found = next(iter(LOCKED_DOSSIER.ask(authority=actor.authority_id, id=inspection_id)), None)
    if found is None or not roles_on(actor, found.thing):
        raise NoSuchThing("inspection", inspection_id)
    return found


def finding_for(actor: Actor, finding_id: uuid.UUID) -> tuple[Finding, Inspection]:
    """Return a finding within the actor's reach and its inspection, both locked; one question for the two."""
    found = next(iter(LOCKED_FINDING.ask(authority=actor.authority_id, id=finding_id)), None)
    if found is None:
        raise NoSuchThing("finding", finding_id)
    if not roles_on(actor, found.inspection.thing):
        raise NoSuchThing("inspection", found.inspection_id)
    return found, found.inspection


def acting_role(actor: Actor, step: Step, inspection: Inspection) -> Role:
    """Return the role in which the actor may take a step here; raise MayNot where there is none."""
    held = roles_on(actor, inspection.thing)
    role = role_for(step, held)
    if role is None:
        raise MayNot(step, min(held, default=None))
    return role


def may_take(
    *,
    actor: Actor,
    step: Step,
    inspection: Inspection,
    stage: str,
    facts: InspectionFacts,
    reason: str = "",
    rulebook: Rulebook | None = None,
    role: Role | None = None,
) -> Taken:
    """Judge a step that is about to be taken; raise MayNot, NoSuchStep, StepRefused or ReasonMissing."""
    acting_as = role or acting_role(actor, step, inspection)
    rules = rulebook or rulebook_of(inspection, actor.today)
    verdict = take(step, role=acting_as, stage=stage, facts=facts, rulebook=rules)
    if step.needs_reason and not reason.strip():
        raise ReasonMissing(step.name)
    return Taken(step, acting_as, verdict, rules.packs)


def taking_on(
    actor: Actor,
    inspection_id: uuid.UUID,
    step: Step,
    facts_of: Callable[[Inspection, date], InspectionFacts],
    reason: str = "",
) -> tuple[Inspection, Taken]:
    """Return a dossier, locked, and the step on it that may be taken now."""
    inspection = inspection_for(actor, inspection_id)
    facts = facts_of(inspection, actor.today)
    taken = may_take(actor=actor, step=step, inspection=inspection, stage=inspection.stage, facts=facts, reason=reason)
    return inspection, taken


def numbered(model: type[R], inspection: Inspection, number: int) -> R:
    """Return the row of a dossier with this number; raise NoSuchThing."""
    rows = model._base_manager.filter(authority_id=inspection.authority_id, inspection=inspection)
    found: R | None = rows.filter(number=number).first()
    if found is None:
        raise NoSuchThing(model._meta.model_name or "row", number)
    return found


def next_number(model: type[R], inspection: Inspection) -> int:
    """Return the number of the next row of a dossier, which is locked."""
    return model._base_manager.filter(authority_id=inspection.authority_id, inspection=inspection).count() + 1


def note_of(
    *,
    actor: Actor,
    taken: Taken,
    inspection: Inspection,
    now: datetime,
    subject: str = "",
    reason: str = "",
    told: Mapping[str, Any] | None = None,
) -> Note:
    """Return the ledger's note of a step on the dossier's stream, with the verdict it was taken under."""
    verdict = {"step": taken.step.name, "waived": [blocker.code for blocker in taken.verdict.waived]}
    return Note(
        stream=inspection.stream,
        action=taken.step.name,
        author=actor,
        now=now,
        subject=subject or inspection.organization_name,
        role=taken.role.value,
        reason=reason.strip(),
        packs=taken.packs,
        told={"verdict": verdict, **(told or {})},
    )


def refuse_unseen(taken: Taken, row: Kept, inspection: Inspection, seen_version: int) -> None:
    """Refuse to write over words of a row that were written after the version its author saw."""
    since = set_since(row, inspection.stream, seen_version)
    if since is None or since.intersection(REVISED[taken.step.name]):
        raise ChangedMeanwhile(row._meta.db_table, row.pk)
