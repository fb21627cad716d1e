"""From a look-back that was decided to its dossier: unit and kind follow from the decision and are nobody's choice."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from bihuan.domain.consequences import Consequence as Kind
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.planning import LOOKS_BACK
from bihuan.dossiers.actions import open_inspection
from bihuan.dossiers.facts import owner_of
from bihuan.dossiers.models import Inspection
from bihuan.dossiers.steps import NoSuchThing
from bihuan.evaluation.consequence_models import ADOPTED
from bihuan.evaluation.models import Consequence
from bihuan.ledger.door import Receipt, batch, wait_for
from bihuan.ledger.models import Entry
from bihuan.planning.heritage import came_from

LOOK_BACKS = frozenset({Kind.LOOK_BACK, Kind.SECOND_LOOK_BACK})


class NotAsDecided(ValueError):
    """The dossier of a decided look-back is of the unit and of the kind that were decided."""

    def __init__(self, unit: str, kind: str) -> None:
        self.unit, self.kind = unit, kind
        super().__init__(f"decided is {kind} at {unit}; open it so, or open another dossier without that decision")


class OpenedAlready(ValueError):
    """One decided look-back has one dossier."""

    def __init__(self, round_name: str, number: int) -> None:
        self.round_name, self.number = round_name, number
        super().__init__(f"its dossier is no. {number} of {round_name} already; go on there, or let another be decided")


def open_look_back(
    *, actor: Actor, decision_id: uuid.UUID, organization_id: uuid.UUID, kind: str, key: str, **told: Any
) -> Receipt:
    """Open the dossier of an adopted look-back; raise NotAsDecided for another unit or kind, OpenedAlready again."""
    with batch():
        wait_for(f"look_back:{decision_id}")
        row = decided_look_back(actor.authority_id, decision_id)
        if row is None:
            raise NoSuchThing("consequence", decision_id)
        unit = owner_of(row.inspection, actor.today)
        if organization_id != unit.id or kind != row.kind:
            raise NotAsDecided(unit.name, row.kind)
        is_repeated = Entry.objects.filter(authority_id=actor.authority_id, key=key).exists()
        if not is_repeated:
            refuse_second_opening(row, actor.today)
        return open_inspection(actor=actor, organization_id=organization_id, kind=kind, key=key, **told)


def decided_look_back(authority_id: uuid.UUID, decision_id: uuid.UUID) -> Consequence | None:
    """Return an adopted look-back; None where there is none of that id."""
    rows = Consequence.objects.filter(authority_id=authority_id, pk=decision_id, decision=ADOPTED, kind__in=LOOK_BACKS)
    return rows.select_related("inspection__round", "inspection__organization").first()


def refuse_second_opening(row: Consequence, today: date) -> None:
    """Refuse to open a decided look-back that has its dossier; its number is told."""
    first = dossier_of(row, today)
    if first is not None:
        raise OpenedAlready(first.round.name, first.number)


def dossier_of(row: Consequence, today: date) -> Inspection | None:
    """Return the dossier that an adopted look-back has, at its unit or at one that took it over; None before that.

    Ids grow with time: opened after the dossier whose evaluation it follows. Where a look-back of this kind was
    decided there before, that one has its own, and this one what was opened since it was proposed.
    """
    own = Consequence.objects.filter(authority_id=row.authority_id, inspection_id=row.inspection_id, kind=row.kind)
    is_second = own.filter(decision=ADOPTED, number__lt=row.number).exists()
    rows = Inspection.objects.filter(
        authority_id=row.authority_id,
        organization_id__in=units_since(row.inspection, today),
        kind=row.kind,
        id__gt=row.id if is_second else row.inspection_id,
    )
    return rows.select_related("round").order_by("id").first()


def units_since(inspection: Inspection, today: date) -> set[uuid.UUID]:
    """Return the unit of a dossier, who answers for it today, and who did in between."""
    first, last = inspection.organization_id, owner_of(inspection, today).id
    if first == last:
        return {first}
    former = came_from(inspection.authority_id)
    return {first, last, *(one for one in former.get(last, {}) if first in former.get(one, {}))}


def has_look_back(inspection: Inspection, today: date) -> bool:
    """True where a look-back was held at the unit of a dossier, or at one that it came of."""
    if inspection.kind in LOOKS_BACK:
        return True
    at, unit = inspection.authority_id, owner_of(inspection, today).id
    units = {unit, inspection.organization_id, *came_from(at, [unit]).get(unit, {})}
    rows = Inspection.objects.filter(authority_id=at, organization_id__in=units, kind__in=LOOKS_BACK)
    return rows.filter(feedback_on__isnull=False).exists()
