"""The list of reorganisations: the names on the two sides of each, and the step that comes next."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from bihuan.domain.jurisdiction import Actor
from bihuan.supervision.models import Reorganisation, ReorganisedUnit
from bihuan.supervision.reorganisation_steps import next_step
from bihuan.supervision.wanted import founded_of


@dataclass(frozen=True)
class Listed:
    """A reorganisation of the list, with the names on its two sides and the step that comes next."""

    row: Reorganisation
    olds: Sequence[str]
    news: Sequence[str]
    next: str


def reorganisations_listed(actor: Actor) -> list[Listed]:
    """Return the reorganisations, the newest first."""
    at = actor.authority_id
    rows = list(Reorganisation.objects.filter(authority_id=at).order_by("-on", "-number"))
    units = ReorganisedUnit.objects.filter(authority_id=at).select_related("organization").order_by("id")
    sides: dict[tuple[uuid.UUID, bool], list[str]] = {}
    for one in units:
        sides.setdefault((one.reorganisation_id, one.is_new), []).append(one.organization.name)
    return [
        Listed(row, sides.get((row.id, False), []), [*sides.get((row.id, True), []), *promised(row)], next_step(row))
        for row in rows
    ]


def promised(row: Reorganisation) -> list[str]:
    """Return the names of units that are not founded yet, or never were."""
    return [one.name for one in founded_of(row)] if row.waits else []
