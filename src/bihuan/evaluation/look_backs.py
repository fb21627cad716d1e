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
from bihuan.ledger.door import Receipt, batch
from bihuan.planning.heritage import came_from

LOOK_BACKS = frozenset({Kind.LOOK_BACK, Kind.SECOND_LOOK_BACK})


class NotAsDecided(ValueError):
    """The dossier of a decided look-back is of the unit and of the kind that were decided."""

    def __init__(self, unit: str, kind: str) -> None:
        self.unit, self.kind = unit, kind
        super().__init__(f"decided is {kind} at {unit}; open it so, or open another dossier without that decision")


def open_look_back(
    *, actor: Actor, decision_id: uuid.UUID, organization_id: uuid.UUID, kind: str, key: str, **told: Any
) -> Receipt:
    """Open the dossier of an adopted look-back; raise NotAsDecided for another unit or kind."""
    with batch():
        row = decided_look_back(actor.authority_id, decision_id)
        if row is None:
            raise NoSuchThing("consequence", decision_id)
        unit = owner_of(row.inspection, actor.today)
        if organization_id != unit.id or kind != row.kind:
            raise NotAsDecided(unit.name, row.kind)
        return open_inspection(actor=actor, organization_id=organization_id, kind=kind, key=key, **told)


def decided_look_back(authority_id: uuid.UUID, decision_id: uuid.UUID) -> Consequence | None:
    """Return an adopted look-back; None where there is none of that id."""
    rows = Consequence.objects.filter(authority_id=authority_id, pk=decision_id, decision=ADOPTED, kind__in=LOOK_BACKS)
    return rows.select_related("inspection__round", "inspection__organization").first()


def has_look_back(inspection: Inspection, today: date) -> bool:
    """True where a look-back was held at the unit of a dossier, or at one that it came of."""
    if inspection.kind in LOOKS_BACK:
        return True
    at, unit = inspection.authority_id, owner_of(inspection, today).id
    units = {unit, inspection.organization_id, *came_from(at, [unit]).get(unit, {})}
    rows = Inspection.objects.filter(authority_id=at, organization_id__in=units, kind__in=LOOKS_BACK)
    return rows.filter(feedback_on__isnull=False).exists()
