"""Questions about the tree: who heads an organization, who answers for one that is no more."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date

from bihuan.domain.lifecycle.facts import Tenure
from bihuan.domain.lifecycle.local_gates import ACTIVE
from bihuan.ledger.prepared import read_rows
from bihuan.organizations.models import HeadTenure, Organization, Succession


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


def links_from(organization: Organization, day: date) -> Sequence[Succession]:
    """Return the successors of an organization that had come by a day, the first in front."""
    links = Succession.objects.filter(authority_id=organization.authority_id, predecessor=organization, on__lte=day)
    return list(links.select_related("successor").order_by("on", "id"))


def all_links(authority_id: uuid.UUID, day: date) -> Callable[[Organization, date], Sequence[Succession]]:
    """Return what tells the same as `links_from` for that day, of any organization: one question for all."""
    found: dict[uuid.UUID, list[Succession]] = defaultdict(list)
    links = Succession.objects.filter(authority_id=authority_id, on__lte=day).select_related("successor")
    for link in links.order_by("on", "id"):
        found[link.predecessor_id].append(link)
    return lambda organization, _day: found.get(organization.id, [])


def present_owner(
    organization: Organization,
    day: date,
    heirs: Mapping[uuid.UUID, uuid.UUID] | None = None,
    links: Callable[[Organization, date], Sequence[Succession]] = links_from,
) -> Organization:
    """Return who answers for an organization on a day: itself, or its successor where it has ended.

    `heirs` says of several successors which one it is, by the id of the one that ended.
    """
    chosen = heirs or {}
    owner, seen = organization, {organization.id}
    while owner.until_on is not None and owner.until_on < day:
        rows = links(owner, day)
        heir = next((row for row in rows if row.successor_id == chosen.get(owner.id)), rows[0] if rows else None)
        if heir is None or heir.successor_id in seen:
            break
        owner = heir.successor
        seen.add(owner.id)
    return owner


def answered_for(authority_id: uuid.UUID, units: Collection[uuid.UUID], day: date) -> frozenset[uuid.UUID]:
    """Return the ended organizations for which units answer on a day, one after another."""
    found, waiting = set[uuid.UUID](), list(units)
    while waiting:
        links = Succession.objects.filter(authority_id=authority_id, successor_id__in=waiting, on__lte=day)
        came = [link.predecessor for link in links.select_related("predecessor") if link.predecessor_id not in found]
        taken = {one.id for one in came if present_owner(one, day).id in units}
        found |= taken
        waiting = sorted(taken)
    return frozenset(found)
