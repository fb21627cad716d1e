"""Deeds on the pool: who enters it and who vouches, corrections, leaving, and a whole workbook at once."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bihuan.access.actions import note, require
from bihuan.domain.inspectors import Fault, faults_of
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.dossiers.steps import NoSuchThing, ReasonMissing, locked
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.organizations.models import Organization
from bihuan.teams.models import Inspector

POOL_KEEPERS = frozenset({Role.OFFICE})
TOLD: tuple[str, ...] = (
    *("name", "sex", "born", "ethnicity", "native_place", "party", "education", "unit", "place", "km", "post", "rank"),
    *("level", "category", "specialities", "may_lead", "may_deputise", "cleared", "key_post", "hard_to_spare"),
    *("posts_held", "kin", "grade", "appraisal", "recommended_by", "vouched"),
)


class InspectorRefused(ValueError):
    """What is told of an inspector cannot be kept; every fault at once."""

    def __init__(self, wrong: Sequence[Fault]) -> None:
        self.wrong = tuple(wrong)
        told = ", ".join(f"{one.key}: {one.code} {one.subject}".strip() for one in self.wrong)
        super().__init__(f"{told}; mend each of them")


class InspectorThere(ValueError):
    """Somebody of this name, unit and month of birth stands in the pool."""

    def __init__(self) -> None:
        super().__init__("the person stands in the pool already; open that page and correct it")


class LeftAlready(ValueError):
    """Somebody who has left the pool is entered anew, not corrected."""

    def __init__(self, on: date) -> None:
        self.on = on
        super().__init__(f"the person left the pool on {on}; enter the person anew")


@dataclass(frozen=True)
class Told:
    """One row of a workbook: what it tells, and of whom (None: somebody new)."""

    values: Mapping[str, Any]
    inspector_id: uuid.UUID | None = None


def same_person(one: Mapping[str, Any]) -> tuple[str, str, str]:
    """Return what tells two people of one name apart."""
    return (one["name"], one["unit"], one["born"])


def person_of(row: Inspector) -> tuple[str, str, str]:
    return (row.name, row.unit, row.born)


def as_it_stands(row: Inspector) -> dict[str, Any]:
    """Return what is told of somebody."""
    return {name: getattr(row, name) for name in TOLD}


def pool_of(authority_id: uuid.UUID) -> list[Inspector]:
    """Return whoever stands in the pool."""
    return list(Inspector.objects.filter(authority_id=authority_id, left_on=None).order_by("unit", "id"))


def inspector_for(actor: Actor, inspector_id: uuid.UUID) -> Inspector:
    """Return somebody of the pool, locked; raise NoSuchThing or LeftAlready."""
    rows = Inspector.objects.filter(authority_id=actor.authority_id, pk=inspector_id)
    found: Inspector | None = locked(rows).first()
    if found is None:
        raise NoSuchThing("inspector", inspector_id)
    if found.left_on is not None:
        raise LeftAlready(found.left_on)
    return found


def told_into(row: Inspector, values: Mapping[str, Any], units: Mapping[str, Organization]) -> None:
    """Write what is told of somebody into the row; the home unit is linked where an organization is called so."""
    for column in TOLD:
        setattr(row, column, values[column])
    found = units.get(row.unit)
    row.organization_id = found.id if found else None


def units_named(authority_id: uuid.UUID, names: Collection[str]) -> dict[str, Organization]:
    """Return living organizations by name; of two with one name neither is meant."""
    found: dict[str, Organization] = {}
    twice: set[str] = set()
    rows = Organization.objects.filter(authority_id=authority_id, name__in=set(names), until_on=None)
    for row in rows.order_by("path"):
        if row.name in found:
            twice.add(row.name)
        found[row.name] = row
    return {name: row for name, row in found.items() if name not in twice}


@deed
def enter_inspector(
    *,
    actor: Actor,
    inspector_id: uuid.UUID,
    values: Mapping[str, Any],
    account_id: uuid.UUID | None,
    now: datetime,
    key: str,
) -> Receipt:
    """Enter somebody into the pool; the recommending unit vouches."""
    role = require(actor, POOL_KEEPERS, "enter_inspector")
    refuse_faulty(values, actor.today)
    if same_person(values) in {person_of(one) for one in pool_of(actor.authority_id)}:
        raise InspectorThere
    row = Inspector(id=inspector_id, authority_id=actor.authority_id, entered_on=actor.today, account_id=account_id)
    told_into(row, values, units_named(actor.authority_id, [values["unit"]]))
    entry = note(actor, "enter_inspector", role, now, row.unit, told={"inspector": row.id})
    return commit(note=entry, rows=[row])


def refuse_faulty(values: Mapping[str, Any], today: date) -> None:
    faults = faults_of(values, today)
    if faults:
        raise InspectorRefused(faults)


@deed
def correct_inspector(
    *,
    actor: Actor,
    inspector_id: uuid.UUID,
    values: Mapping[str, Any],
    account_id: uuid.UUID | None,
    reason: str,
    now: datetime,
    key: str,
) -> Receipt:
    """Correct what is told of somebody, with the reason."""
    role = require(actor, POOL_KEEPERS, "correct_inspector")
    row = inspector_for(actor, inspector_id)
    refuse_faulty(values, actor.today)
    if not reason.strip():
        raise ReasonMissing("correct_inspector")
    others = {person_of(one) for one in pool_of(actor.authority_id) if one.id != row.id}
    if same_person(values) in others:
        raise InspectorThere
    told_into(row, values, units_named(actor.authority_id, [values["unit"]]))
    row.account_id = account_id
    entry = note(actor, "correct_inspector", role, now, row.unit, reason, told={"inspector": row.id})
    return commit(note=entry, rows=[row])


@deed
def import_inspectors(*, actor: Actor, rows: Sequence[Told], reason: str, now: datetime, key: str) -> Receipt:
    """Enter and correct many at once: all of them, or nobody."""
    role = require(actor, POOL_KEEPERS, "import_inspectors")
    pool = {one.id: one for one in locked(Inspector.objects.filter(authority_id=actor.authority_id, left_on=None))}
    units = units_named(actor.authority_id, [one.values["unit"] for one in rows])
    known = {person_of(one) for one in pool.values()}
    changed: list[Inspector] = []
    for one in rows:
        refuse_faulty(one.values, actor.today)
        if one.inspector_id is None:
            if same_person(one.values) in known:
                raise InspectorThere
            row = Inspector(authority_id=actor.authority_id, entered_on=actor.today)
        elif one.inspector_id in pool:
            row = pool[one.inspector_id]
        else:
            raise NoSuchThing("inspector", one.inspector_id)
        told_into(row, one.values, units)
        known.add(person_of(row))
        changed.append(row)
    told = {"inspectors": [row.id for row in changed], "count": len(changed)}
    return commit(note=note(actor, "import_inspectors", role, now, "", reason, told=told), rows=changed)


@deed
def leave_pool(*, actor: Actor, inspector_id: uuid.UUID, on: date, reason: str, now: datetime, key: str) -> Receipt:
    """Take somebody out of the pool; the record stays."""
    role = require(actor, POOL_KEEPERS, "leave_pool")
    row = inspector_for(actor, inspector_id)
    if not reason.strip():
        raise ReasonMissing("leave_pool")
    row.left_on, row.left_reason = on, reason.strip()
    return commit(note=note(actor, "leave_pool", role, now, row.unit, told={"inspector": row.id}), rows=[row])
