"""What passes on when units end: dossiers, heads, accounts, places in rounds ahead. Read before, shown, then done."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q

from bihuan.access.models import Account, Assignment
from bihuan.domain.lifecycle.finding import FindingStage
from bihuan.domain.lifecycle.inspection import InspectionStage
from bihuan.domain.roles import UNIT
from bihuan.dossiers.facts import owner_of
from bihuan.dossiers.models import Finding, Inspection
from bihuan.organizations.models import HeadTenure, Organization, Succession
from bihuan.planning.models import Mandate, Placement


@dataclass(frozen=True)
class PassingDossier:
    """A dossier that gets another owner: of whom, how many findings are open, how many long-term."""

    row: Inspection
    owner: Organization
    open: int
    long_term: int

    @property
    def is_open(self) -> bool:
        """True while somebody has to answer for it: not closed, or with a long-term finding."""
        return self.row.stage != InspectionStage.CLOSED or self.long_term > 0


@dataclass(frozen=True)
class Passing:
    """Everything that passes on from units on a day."""

    olds: Sequence[Organization]
    dossiers: Sequence[PassingDossier]
    heads: Sequence[HeadTenure]
    assignments: Sequence[Assignment]
    placements: Sequence[Placement]
    below: Sequence[Organization]

    @property
    def accounts(self) -> list[Account]:
        """Return whose roles end, each once."""
        return list({row.account_id: row.account for row in self.assignments}.values())


def what_passes(authority_id: uuid.UUID, olds: Sequence[Organization], on: date, today: date) -> Passing:
    """Return what passes on from `olds` when they end on the day before `on`."""
    last, paths = on - timedelta(days=1), [one.path for one in olds]
    dossiers = dossiers_owned(authority_id, {one.id: one for one in olds}, last)
    lasting = Q(until_on=None) | Q(until_on__gt=last)
    heads = HeadTenure.objects.filter(lasting, authority_id=authority_id, organization__in=olds)
    held = Assignment.objects.filter(lasting, authority_id=authority_id, role__in=UNIT)
    held = held.filter(Q(path__in=paths, dossier_id=None) | Q(dossier_id__in=[one.row.id for one in dossiers]))
    ahead = Placement.objects.filter(authority_id=authority_id, organization__in=olds, removed_on=None)
    opened = Inspection.objects.filter(authority_id=authority_id, organization__in=olds)
    rounds = set(opened.values_list("round_id", flat=True))
    below = Organization.objects.filter(authority_id=authority_id, parent__in=olds).exclude(pk__in=[o.id for o in olds])
    return Passing(
        olds,
        dossiers,
        list(heads.select_related("organization").order_by("from_on")),
        list(held.select_related("account").order_by("id")),
        [one for one in ahead.select_related("round", "organization") if goes_on(one, rounds, today)],
        list(below.filter(Q(until_on=None) | Q(until_on__gte=on)).order_by("path")),
    )


def goes_on(one: Placement, opened: Collection[uuid.UUID], today: date) -> bool:
    """True for a place in a round that has not ended and in which no dossier was opened yet."""
    return (
        one.round.ended_on is None and one.round_id not in opened and (one.round.until_on or one.round.from_on) >= today
    )


def dossiers_owned(authority_id: uuid.UUID, olds: Mapping[uuid.UUID, Organization], day: date) -> list[PassingDossier]:
    """Return the dossiers for which one of these units answers on a day, its own and those it took over."""
    rows = Inspection.objects.filter(authority_id=authority_id, organization__in=with_predecessors(authority_id, olds))
    counted = Finding.objects.filter(authority_id=authority_id, inspection__in=rows).values("inspection_id")
    sums = counted.annotate(
        open=Count("id", filter=~Q(stage=FindingStage.SIGNED_OFF)),
        long=Count("id", filter=Q(stage=FindingStage.LONG_TERM)),
    )
    numbers = {one["inspection_id"]: (one["open"], one["long"]) for one in sums}
    found = []
    for row in rows.select_related("organization", "round").order_by("organization_path", "id"):
        owner = owner_of(row, day)
        if owner.id in olds:
            found.append(PassingDossier(row, owner, *numbers.get(row.id, (0, 0))))
    return found


def with_predecessors(authority_id: uuid.UUID, olds: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Return units and all whose duties came to them, one after another."""
    by_new: dict[uuid.UUID, list[uuid.UUID]] = {}
    for old, new in Succession.objects.filter(authority_id=authority_id).values_list("predecessor_id", "successor_id"):
        by_new.setdefault(new, []).append(old)
    reached, waiting = set(olds), list(olds)
    while waiting:
        for one in by_new.get(waiting.pop(), ()):
            if one not in reached:
                reached.add(one)
                waiting.append(one)
    return reached


def tasks_of(olds: Sequence[Organization], on: date) -> list[Mandate]:
    """Return what units mean for the terms that have not ended on a day."""
    if not olds:
        return []
    rows = Mandate.objects.filter(authority_id=olds[0].authority_id, organization__in=olds, term__until_on__gte=on)
    return list(rows.select_related("term", "organization").order_by("id"))
