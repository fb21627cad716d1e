"""What many organizations mean for a term, said at once: all of it, or nothing."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.actions import organization_of
from bihuan.dossiers.steps import ReasonMissing
from bihuan.ledger.door import Receipt, commit, deed
from bihuan.planning.facts import mandates_of
from bihuan.planning.models import Mandate
from bihuan.planning.terms import PLANNERS, term_for

PLAIN: Mapping[str, Any] = {
    "must": True,
    "sector": "",
    "pool": "",
    "person_days": 0,
    "is_priority": False,
    "has_look_back": False,
    "reason": "",
}
TOLD = tuple(PLAIN)


class NothingDiffers(ValueError):
    """A workbook that says what stands already."""

    def __init__(self) -> None:
        super().__init__("nothing differs from what stands; change a row first")


@dataclass(frozen=True)
class Told:
    """What is said of one organization."""

    organization_id: uuid.UUID
    values: Mapping[str, Any]


def as_it_stands(row: Mandate | None) -> dict[str, Any]:
    """Return what is said of an organization; where nobody said anything it must be covered, as usual."""
    return {name: getattr(row, name) for name in TOLD} if row else dict(PLAIN)


@deed
def set_mandates(
    *, actor: Actor, term_id: uuid.UUID, rows: Sequence[Told], reason: str, now: datetime, key: str
) -> Receipt:
    """Say what these organizations mean for a term; one that need not be covered is left out with a reason."""
    role = require(actor, PLANNERS, "set_mandates")
    term = term_for(actor, term_id)
    if not rows:
        raise NothingDiffers
    there, changed = mandates_of(term), list[Mandate]()
    for one in rows:
        if not one.values["must"] and not str(one.values["reason"]).strip():
            raise ReasonMissing("set_mandates")
        organization = organization_of(actor, one.organization_id)
        row = there.get(organization.id) or Mandate(
            authority_id=actor.authority_id, term=term, organization=organization
        )
        for name in TOLD:
            setattr(row, name, one.values[name])
        changed.append(row)
    told = {"term": term.id, "mandates": [row.id for row in changed], "count": len(changed)}
    return commit(note=note(actor, "set_mandates", role, now, term.name, reason, told=told), rows=changed)
