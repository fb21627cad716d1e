"""What coverage has to know of reorganisations: who came from whom, and who answers for the dossiers of those ended."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from bihuan.domain.coverage import Body, Carry
from bihuan.domain.coverage_lines import Descent, Heritage
from bihuan.domain.reorganisation import Link, owner_on
from bihuan.dossiers.models import Heir, Inspection
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
    dossiers = Inspection.objects.filter(authority_id=authority_id, organization__in=ended)
    of = dict(dossiers.values_list("id", "organization_id"))
    heirs: dict[uuid.UUID, dict[uuid.UUID, uuid.UUID]] = {}
    chosen = Heir.objects.filter(authority_id=authority_id, dossier__in=dossiers)
    for dossier, old, new in chosen.values_list("dossier_id", "old_id", "new_id"):
        heirs.setdefault(dossier, {})[old] = new
    rows = Succession.objects.filter(authority_id=authority_id).order_by("on", "id")
    links = [Link(old, new, on) for old, new, on in rows.values_list("predecessor_id", "successor_id", "on")]
    lives = Organization.objects.filter(authority_id=authority_id, until_on__isnull=False)
    until = {one: last for one, last in lives.values_list("id", "until_on") if last is not None}
    paths = dict(Organization.objects.filter(authority_id=authority_id).values_list("id", "path"))
    return {one: paths[owner_on(day, unit, until, links, heirs.get(one))] for one, unit in of.items()}
