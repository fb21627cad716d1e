"""Questions about the tree: who heads an organization, who answers for one that is no more."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from bihuan.domain.lifecycle.facts import Tenure
from bihuan.domain.lifecycle.local_gates import ACTIVE
from bihuan.domain.reorganisation import Link, owner_on
from bihuan.ledger.prepared import read_rows
from bihuan.organizations.models import Authority, HeadTenure, Organization, Succession


def authority_of(authority_id: uuid.UUID) -> Authority:
    """Return whose data these are; a page's parts that ask for it share the row."""
    (authority,) = read_rows(Authority, {"authority_id": authority_id})
    return authority


def tenures_of(organization: Organization) -> tuple[Tenure, ...]:
    """Return everybody who headed an organization, by day."""
    own = {"authority_id": organization.authority_id, "organization_id": organization.id}
    return tuple(Tenure(row.name, row.from_on, row.until_on) for row in read_rows(HeadTenure, own, "from_on"))


def head_row_on(organization: Organization, day: date) -> HeadTenure | None:
    """Return the tenure that covers a day, None in a vacancy."""
    rows = HeadTenure.objects.filter(authority_id=organization.authority_id, organization=organization)
    begun = rows.filter(from_on__lte=day).order_by("-from_on").first()
    return begun if begun and (begun.until_on is None or day <= begun.until_on) else None


def standing_of(organization: Organization, day: date) -> tuple[str, tuple[str, ...]]:
    """Return whether an organization lives on a day, and what became of it: its status and its successors' names.

    One successor makes a merger, several a split, none an organization that was abolished.
    """
    if organization.until_on is None or organization.until_on >= day:
        return ACTIVE, ()
    links = Succession.objects.filter(authority_id=organization.authority_id, predecessor=organization, on__lte=day)
    names = tuple(links.order_by("on", "id").values_list("successor__name", flat=True))
    if not names:
        return "abolished", ()
    return ("merged" if len(names) == 1 else "split"), names


@dataclass(frozen=True)
class Successions:
    """Who succeeds whom in an authority by a day, and the organizations of both sides."""

    rows: Sequence[Succession]

    @cached_property
    def links(self) -> list[Link]:
        return [Link(row.predecessor_id, row.successor_id, row.on, row.id) for row in self.rows]

    @cached_property
    def units(self) -> dict[uuid.UUID, Organization]:
        return {unit.id: unit for row in self.rows for unit in (row.predecessor, row.successor)}


def successions_by(authority_id: uuid.UUID, day: date) -> Successions:
    """Return every succession that had come by a day: one question, however many are asked about."""
    rows = Succession.objects.filter(authority_id=authority_id, on__lte=day)
    return Successions(list(rows.select_related("predecessor", "successor")))


def present_owner(
    organization: Organization,
    day: date,
    heirs: Mapping[uuid.UUID, uuid.UUID] | None = None,
    successions: Successions | None = None,
) -> Organization:
    """Return who answers for an organization on a day, by `owner_on`: itself, or its successor where it has ended.

    `heirs` says of several successors which one it is, by the id of the one that ended; `successions` are those of that
    day, where somebody asks about many.
    """
    if organization.until_on is None or organization.until_on >= day:
        return organization
    found = successions or successions_by(organization.authority_id, day)
    units = {**found.units, organization.id: organization}
    ended = {one.id: one.until_on for one in units.values() if one.until_on is not None}
    return units[owner_on(day, organization.id, ended, found.links, heirs)]


def answered_for(authority_id: uuid.UUID, units: Collection[uuid.UUID], day: date) -> frozenset[uuid.UUID]:
    """Return the ended organizations for which units answer on a day, one after another."""
    found, waiting, successions = set[uuid.UUID](), set(units), successions_by(authority_id, day)
    while waiting:
        before = [row.predecessor for row in successions.rows if row.successor_id in waiting]
        came = {unit.id: unit for unit in before if unit.id not in found}
        waiting = {key for key, unit in came.items() if present_owner(unit, day, None, successions).id in units}
        found |= waiting
    return frozenset(found)
