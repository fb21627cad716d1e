"""Deeds on the tree of organizations and their heads, on the authority's stream."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from bihuan.access.actions import note, require
from bihuan.domain.ending import LivesOn
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.lifecycle.facts import Tenure, refuse_two_heads
from bihuan.domain.reorganisation import cycle_through
from bihuan.domain.roles import Role
from bihuan.domain.succession import Life, refuse_succession
from bihuan.ledger.door import ChangedMeanwhile, Receipt, commit, deed
from bihuan.ledger.prepared import read_rows
from bihuan.organizations.identity import CorrectionUnexplained, NothingCorrected, one_line, refuse_details, refuse_twin
from bihuan.organizations.models import Authority, HeadTenure, Organization, Succession
from bihuan.rules.packs import rulebook

KEEPERS = frozenset({Role.OFFICE, Role.SYSTEM_ADMINISTRATOR})
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
SEGMENT, LONGEST_PATH = 3, 60


class LifeReversed(ValueError):
    """Something would end before it begins."""

    def __init__(self, what: str, begins: date, ends: date) -> None:
        self.what, self.begins, self.ends = what, begins, ends
        super().__init__(f"{what} would end on {ends}, before it begins on {begins}; correct one of the days")


class CyclicSuccession(ValueError):
    """An organization would succeed itself, directly or over others."""

    def __init__(self, name: str, way: Sequence[str] = ()) -> None:
        self.name, self.way = name, " → ".join(way or (name, name))
        super().__init__(f"{name} would become its own successor ({self.way}); choose another one")


class PathFull(ValueError):
    """The tree takes no further organization here: too many side by side, or too many levels."""

    def __init__(self, parent: str) -> None:
        self.parent = parent
        super().__init__(f"below {parent} there is no place left in the tree; choose another parent")


class AlreadyFounded(ValueError):
    """An installation keeps an authority once."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} is founded already; go on with it")


class AlreadySuccessor(ValueError):
    """A successor is named once."""

    def __init__(self, predecessor: str, successor: str) -> None:
        self.predecessor, self.successor = predecessor, successor
        super().__init__(f"{successor} succeeds {predecessor} already; there is nothing left to do")


def segment_of(number: int) -> str:
    """Return the n-th three-character base-36 segment of a path."""
    letters = ""
    for _ in range(SEGMENT):
        number, place = divmod(number, len(DIGITS))
        letters = DIGITS[place] + letters
    return letters


def next_path(authority_id: uuid.UUID, parent: Organization | None) -> str:
    siblings = Organization.objects.filter(authority_id=authority_id, parent=parent).order_by("-path").first()
    number = int(siblings.path[-SEGMENT:], len(DIGITS)) + 1 if siblings else 1
    above = parent.path if parent else ""
    if number >= len(DIGITS) ** SEGMENT or len(above) + SEGMENT > LONGEST_PATH:
        raise PathFull(parent.name if parent else "the authority")
    return above + segment_of(number)


def lock_tree(actor: Actor) -> None:
    """Let the deeds that grow a tree wait for each other (on PostgreSQL; SQLite has its writer gate)."""
    Authority.objects.select_for_update().filter(authority_id=actor.authority_id).first()


def organization_waited_for(actor: Actor, organization_id: uuid.UUID) -> Organization:
    """Return an organization, locked, so that two deeds on its heads or successors see each other."""
    rows = Organization.objects.select_for_update()
    return rows.get(authority_id=actor.authority_id, pk=organization_id)


@deed
def found_authority(
    *,
    actor: Actor,
    authority_id: uuid.UUID,
    name: str,
    level: str,
    packs: list[str],
    now: datetime,
    key: str,
) -> Receipt:
    """Found the committee whose inspections this installation keeps, with the packs that bind its new dossiers."""
    role = require(actor, KEEPERS, "found_authority")
    rulebook(packs, actor.today)
    if Authority.objects.filter(authority_id=authority_id).exists():
        raise AlreadyFounded(name)
    authority = Authority(id=authority_id, authority_id=authority_id, name=name, level=level, packs=packs)
    return commit(note=note(actor, "found_authority", role, now, name), rows=[authority])


@deed
def add_organization(
    *,
    actor: Actor,
    parent_id: uuid.UUID | None,
    name: str,
    category: str,
    credit_code: str,
    from_on: date,
    now: datetime,
    key: str,
) -> Receipt:
    """Add an organization below its parent."""
    role = require(actor, KEEPERS, "add_organization")
    lock_tree(actor)
    name = one_line(name)
    parent = Organization.objects.get(authority_id=actor.authority_id, pk=parent_id) if parent_id else None
    refuse_details(actor.authority_id, category, credit_code)
    refuse_twin(actor.authority_id, name, parent_id, (from_on, None))
    organization = Organization(
        authority_id=actor.authority_id,
        parent=parent,
        path=next_path(actor.authority_id, parent),
        name=name,
        category=category,
        credit_code=credit_code,
        from_on=from_on,
    )
    told = {"organization": organization.id, "path": organization.path}
    return commit(note=note(actor, "add_organization", role, now, name, told=told), rows=[organization])


@deed
def correct_organization(
    *,
    actor: Actor,
    organization_id: uuid.UUID,
    name: str,
    category: str,
    credit_code: str,
    from_on: date,
    reason: str,
    seen_version: int,
    now: datetime,
    key: str,
) -> Receipt:
    """Correct what was entered wrongly of an organization; what stood there before stays in the ledger.

    Dossiers keep the name under which they were opened: papers that went out bear it. An organization that is renamed
    by decree ends, and its successor begins.
    """
    role = require(actor, KEEPERS, "correct_organization")
    lock_tree(actor)
    if not reason.strip():
        raise CorrectionUnexplained
    row = Organization.objects.get(authority_id=actor.authority_id, pk=organization_id)
    if row.version != seen_version:
        raise ChangedMeanwhile(row._meta.db_table, row.pk)
    refuse_details(actor.authority_id, category, credit_code, row.id)
    if row.until_on is not None and row.until_on < from_on:
        raise LifeReversed(row.name, from_on, row.until_on)
    refuse_twin(actor.authority_id, one_line(name), row.parent_id, (from_on, row.until_on), row.id)
    told = {"name": one_line(name), "category": category, "credit_code": credit_code, "from_on": from_on}
    before = {column: getattr(row, column) for column in told}
    if before == told:
        raise NothingCorrected(row.name)
    for column, value in told.items():
        setattr(row, column, value)
    changed = {column: before[column] for column in told if before[column] != told[column]}
    entry = note(actor, "correct_organization", role, now, row.name, reason.strip(), told={"before": changed})
    return commit(note=entry, rows=[row])


@deed
def name_successor(
    *, actor: Actor, predecessor_id: uuid.UUID, successor_id: uuid.UUID, on: date, now: datetime, key: str
) -> Receipt:
    """Name who takes over the duties of an organization."""
    role = require(actor, KEEPERS, "name_successor")
    lock_tree(actor)
    predecessor = Organization.objects.get(authority_id=actor.authority_id, pk=predecessor_id)
    successor = Organization.objects.get(authority_id=actor.authority_id, pk=successor_id)
    refuse_cycle(predecessor, successor)
    if predecessor.until_on is None:
        raise LivesOn(predecessor.name)
    there = Succession.objects.filter(authority_id=actor.authority_id, predecessor=predecessor, successor=successor)
    if there.exists():
        raise AlreadySuccessor(predecessor.name, successor.name)
    life = Life(successor.name, successor.from_on, successor.until_on)
    refuse_succession(predecessor.name, predecessor.until_on, life, on, actor.today)
    link = Succession(authority_id=actor.authority_id, predecessor=predecessor, successor=successor, on=on)
    return commit(note=note(actor, "name_successor", role, now, predecessor.name), rows=[link])


def refuse_cycle(predecessor: Organization, successor: Organization) -> None:
    """Refuse a successor that would come round to its predecessor again; the refusal names the way."""
    rows = Succession.objects.filter(authority_id=predecessor.authority_id)
    way = cycle_through(list(rows.values_list("predecessor_id", "successor_id")), predecessor.id, successor.id)
    if way:
        names = dict(Organization.objects.filter(authority_id=predecessor.authority_id).values_list("id", "name"))
        raise CyclicSuccession(predecessor.name, [names[one] for one in way])


def reached_from(organization: Organization) -> set[uuid.UUID]:
    """Return an organization and all that succeed it, one after another."""
    links = read_rows(Succession, {"authority_id": organization.authority_id})
    reached, waiting = {organization.id}, [organization.id]
    while waiting:
        former = waiting.pop()
        for link in links:
            if link.predecessor_id == former and link.successor_id not in reached:
                reached.add(link.successor_id)
                waiting.append(link.successor_id)
    return reached


@deed
def end_tenure(*, actor: Actor, tenure_id: uuid.UUID, on: date, now: datetime, key: str) -> Receipt:
    """End a head's time in office; until another is appointed the post is vacant."""
    role = require(actor, KEEPERS, "end_tenure")
    tenure = HeadTenure.objects.select_related("organization").get(authority_id=actor.authority_id, pk=tenure_id)
    if on < tenure.from_on:
        raise LifeReversed(tenure.name, tenure.from_on, on)
    organization = organization_waited_for(actor, tenure.organization_id)
    others = HeadTenure.objects.filter(authority_id=actor.authority_id, organization=organization).exclude(pk=tenure.pk)
    refuse_two_heads(
        [*(Tenure(o.name, o.from_on, o.until_on) for o in others), Tenure(tenure.name, tenure.from_on, on)]
    )
    tenure.until_on = on
    return commit(note=note(actor, "end_tenure", role, now, tenure.organization.name), rows=[tenure])
