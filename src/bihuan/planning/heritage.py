"""What coverage has to know of reorganisations: who came from whom, and who answers for the dossiers of those ended."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from bihuan.domain.coverage import Body, Carry
from bihuan.domain.coverage_lines import Descent, Heritage
from bihuan.dossiers.facts import owners_of
from bihuan.dossiers.models import Inspection
from bihuan.organizations.models import Organization, Succession

Former = Mapping[uuid.UUID, Carry]


def heritage_of(authority_id: uuid.UUID) -> list[Heritage]:
    """Return every succession there is."""
    rows = Succession.objects.filter(authority_id=authority_id).values_list("predecessor_id", "successor_id", "on")
    return [Heritage(str(old), str(new), on) for old, new, on in rows]


def came_from(authority_id: uuid.UUID, units: Collection[uuid.UUID] | None = None) -> dict[uuid.UUID, Former]:
    """Return from whom units (all, where none is told) came, and how what those had counts for them."""
    links = heritage_of(authority_id)
    if not links:
        return {}
    rows = Organization.objects.filter(authority_id=authority_id)
    bodies = [Body(str(row.id), row.path, row.name, row.category, row.from_on) for row in rows]
    descent = Descent(bodies, (), links, "")
    wanted = units if units is not None else {uuid.UUID(link.new) for link in links}
    return {one: {uuid.UUID(old): how for old, how in descent.came_from(str(one)).items()} for one in wanted}


def answering(authority_id: uuid.UUID, ended: Sequence[Organization], day: date) -> Mapping[uuid.UUID, str]:
    """Return where those stand who answer on a day for the dossiers of organizations that have ended, by dossier."""
    rows = Inspection.objects.filter(authority_id=authority_id, organization__in=ended)
    dossiers = list(rows.select_related("organization"))
    owners = owners_of(dossiers, day)
    return {one.id: owner.path for one, owner in zip(dossiers, owners, strict=True)}
