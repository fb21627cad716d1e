"""Units are merged, split, abolished or renamed in one deed: duties, heads, access and places in rounds pass on.

A day to come changes nothing yet: what was asked for is kept, and done on its day (taking_effect.py).
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db import transaction

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.offices import SUPERVISING
from bihuan.domain.reorganisation import Sort
from bihuan.domain.reorganising import Asked, Promise, Side, refuse_asked, refuse_lives, waits_for
from bihuan.domain.roles import Role
from bihuan.dossiers.steps import NoSuchThing
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.ledger.models import Kept
from bihuan.organizations.actions import DIGITS, SEGMENT, lock_tree, next_path, refuse_cycle, segment_of
from bihuan.organizations.identity import one_line, refuse_details, refuse_twin
from bihuan.organizations.models import Organization, Succession
from bihuan.supervision.actions import WordUnknown
from bihuan.supervision.models import Reorganisation, ReorganisedUnit
from bihuan.supervision.passing import Passing, what_passes
from bihuan.supervision.passing_on import (
    access_changed,
    heads_changed,
    heirs_of,
    passed_on,
    places_changed,
    tasks_passed_on,
)
from bihuan.supervision.wanted import Wanted, founded_of, kept

REORGANISERS = frozenset({Role.OFFICE})


@dataclass(frozen=True)
class Decision:
    """A reorganisation that may be: its two sides, those that are founded among the new ones, and what passes on."""

    olds: Sequence[Organization]
    news: Sequence[Organization]
    founded: Sequence[Organization]
    passing: Passing


class NoSuchSuccessor(ValueError):
    """A dossier or an account would go to a successor that is none of this reorganisation's."""

    def __init__(self, place: int) -> None:
        self.place = place
        super().__init__(f"successor {place} is none of the new units; choose one of them")


@deed
def reorganise(*, actor: Actor, wanted: Wanted, now: datetime, key: str) -> Receipt:
    """Merge, split, abolish or rename units by a decision: from its day the successors answer, and nothing is lost."""
    role = require(actor, REORGANISERS, "reorganise")
    lock_tree(actor)
    decision = decided(actor, wanted)
    at, waits = actor.authority_id, waits_for(wanted.on, actor.today)
    count = Reorganisation.objects.filter(authority_id=at).count()
    row = Reorganisation(
        authority_id=at,
        number=count + 1,
        sort=wanted.sort,
        paper=one_line(wanted.paper),
        on=wanted.on,
        waits=waits,
        wanted=kept(wanted),
        decided_by=actor.account_id,
    )
    rows: list[Kept] = [row, *(side_of(row, one, is_new=False) for one in decision.olds)]
    if waits:
        existing = decision.news[: len(wanted.new_ids)]
        rows += [side_of(row, one, is_new=True) for one in existing]
    else:
        rows = [*decision.founded, *rows, *(side_of(row, one, is_new=True) for one in decision.news)]
        rows += effects(actor, row, wanted, decision)
    news = [] if waits else [one.id for one in decision.news]
    told = {"reorganisation": row.id, "number": row.number, "news": news, "waits": waits}
    names = " + ".join(one.name for one in decision.olds)
    return commit(note=note(actor, "reorganise", role, now, names, row.paper, told=told), rows=rows)


def side_of(row: Reorganisation, one: Organization, *, is_new: bool) -> ReorganisedUnit:
    """Return a unit as one side of a reorganisation."""
    return ReorganisedUnit(authority_id=row.authority_id, reorganisation=row, organization=one, is_new=is_new)


def effects(actor: Actor, row: Reorganisation, wanted: Wanted, decision: Decision) -> Iterable[Kept]:
    """Return every row that a reorganisation changes on its day, but the units that it founds."""
    passing, news = decision.passing, decision.news
    heirs = heirs_of(wanted, news, passing)
    yield from ended(decision.olds, wanted.on)
    yield from links(wanted.on, decision.olds, news)
    yield from passed_on(row, passing, heirs)
    yield from heads_changed(wanted, passing, news)
    yield from access_changed(actor, wanted, passing, news, heirs)
    yield from places_changed(actor, wanted, passing, news)
    yield from tasks_passed_on(wanted, decision.olds, decision.founded)


# --- the one decision ---------------------------------------------------------------------------------


def looked_ahead(*, actor: Actor, wanted: Wanted, own: uuid.UUID | None = None) -> Decision:
    """Return what a reorganisation would come to, refused as its deed would refuse it; nothing is written."""
    with transaction.atomic():
        return decided(actor, wanted, own)


def decided(actor: Actor, wanted: Wanted, own: uuid.UUID | None = None) -> Decision:
    """Return what a reorganisation comes to, or refuse it: for the preview, the deed and, of `own`, its day alike."""
    if wanted.sort not in set(Sort):
        raise WordUnknown("sort", wanted.sort, [one.value for one in Sort])
    at = actor.authority_id
    rows = Organization.objects.select_for_update().filter(authority_id=at)
    known = rows.in_bulk([*wanted.old_ids, *wanted.new_ids])
    for one in (*wanted.old_ids, *wanted.new_ids):
        if one not in known:
            raise NoSuchThing("organization", one)
    olds, existing = [known[one] for one in wanted.old_ids], [known[one] for one in wanted.new_ids]
    asked = asked_of(actor, wanted, olds, existing, own)
    refuse_asked(asked)
    for old in olds:
        for new in existing:
            refuse_cycle(old, new)
    for place in (*wanted.heirs.values(), *wanted.carried.values()):
        if not 0 <= place < len(existing) + len(wanted.founded):
            raise NoSuchSuccessor(place)
    passing = what_passes(at, olds, wanted.on, actor.today)
    refuse_lives(replace(asked, olds=[replace(one, begun=begun_of(one, passing)) for one in asked.olds]))
    founded = founded_units(actor, wanted)
    return Decision(olds, [*existing, *founded], founded, passing)


def asked_of(
    actor: Actor,
    wanted: Wanted,
    olds: Iterable[Organization],
    existing: Iterable[Organization],
    own: uuid.UUID | None,
) -> Asked:
    """Return a reorganisation as the domain decides on it; those that wait are told, but its `own`."""
    rows = Reorganisation.objects.filter(authority_id=actor.authority_id, waits=True, called_off_on=None)
    waiting = [row for row in rows if row.id != own]
    ends, takes_over = dict[uuid.UUID, Promise](), dict[uuid.UUID, Promise]()
    promised: dict[tuple[str, object], Promise] = {}
    others = {row.id: Promise(row.paper, row.on) for row in waiting}
    sides = ReorganisedUnit.objects.filter(authority_id=actor.authority_id, reorganisation__in=others)
    for side in sides:
        (takes_over if side.is_new else ends)[side.organization_id] = others[side.reorganisation_id]
    for row in waiting:
        promised |= {(unit.name, unit.parent_id): others[row.id] for unit in founded_of(row)}

    def side_told(one: Organization) -> Side:
        until, ends_by, takes_over_by = one.until_on, ends.get(one.id), takes_over.get(one.id)
        supervises = one.category in SUPERVISING
        return Side(one.id, one.name, one.from_on, until, (), ends_by, takes_over_by, supervises)

    return Asked(
        sort=Sort(wanted.sort),
        on=wanted.on,
        paper=wanted.paper,
        olds=[side_told(one) for one in olds],
        news=[side_told(one) for one in existing],
        founded=[(one_line(one.name), one.parent_id) for one in wanted.founded],
        promised=promised,
    )


def begun_of(side: Side, passing: Passing) -> list[tuple[str, date]]:
    """Return who began to head a unit, or to act for it, and when."""
    heads = [(f"{side.name} {one.name}", one.from_on) for one in passing.heads if one.organization_id == side.key]
    path = next(one.path for one in passing.olds if one.id == side.key)
    own = {one.row.id for one in passing.dossiers if one.owner.id == side.key}
    acting = [
        (f"{side.name} {row.account.name}", row.from_on)
        for row in passing.assignments
        if row.path == path or row.dossier_id in own
    ]
    return [*heads, *acting]


def founded_units(actor: Actor, wanted: Wanted) -> list[Organization]:
    """Return the units that are founded, each at a place of its own in the tree."""
    at, made = actor.authority_id, list[Organization]()
    taken: dict[uuid.UUID | None, int] = {}
    parents = Organization.objects.filter(authority_id=at).in_bulk([o.parent_id for o in wanted.founded if o.parent_id])
    for one in wanted.founded:
        parent = parents.get(one.parent_id) if one.parent_id else None
        refuse_details(at, one.category, one.credit_code)
        refuse_twin(at, one_line(one.name), one.parent_id, (wanted.on, None), ending=wanted.old_ids)
        path = next_path(at, parent)
        number = int(path[-SEGMENT:], len(DIGITS)) + taken.get(one.parent_id, 0)
        taken[one.parent_id] = taken.get(one.parent_id, 0) + 1
        made.append(
            Organization(
                authority_id=at,
                parent=parent,
                path=path[:-SEGMENT] + segment_of(number),
                name=one_line(one.name),
                category=one.category,
                credit_code=one.credit_code,
                from_on=wanted.on,
            )
        )
    return made


def ended(olds: Iterable[Organization], on: date) -> Iterable[Organization]:
    for one in olds:
        one.until_on = on - timedelta(days=1)
        yield one


def links(on: date, olds: Iterable[Organization], news: Sequence[Organization]) -> Iterable[Succession]:
    for old in olds:
        for new in news:
            yield Succession(authority_id=old.authority_id, predecessor=old, successor=new, on=on)
