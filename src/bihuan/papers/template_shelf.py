"""Which own template stands for a kind: put there by the office after it was checked, ended by it."""

from __future__ import annotations

import uuid
from datetime import datetime

from bihuan.access.actions import note, require
from bihuan.domain.jurisdiction import Actor
from bihuan.domain.roles import Role
from bihuan.dossiers.files import receive
from bihuan.dossiers.steps import NoSuchThing, locked
from bihuan.ledger.door import Receipt, commit, deed, wait_for
from bihuan.papers.kinds import kind_of
from bihuan.papers.models import OwnTemplate
from bihuan.papers.own_templates import check

KEEPERS = frozenset({Role.OFFICE})
ISSUED = ("feedback", "copy_notice", "rectification_card", "control_sheet")  # kinds that dossiers' papers are made of


def standing_template(authority_id: uuid.UUID, kind: str) -> OwnTemplate | None:
    """Return the own template that stands for a kind, None where papers are set as the standard has them."""
    rows = OwnTemplate.objects.filter(authority_id=authority_id, kind=kind, ended_on=None)
    return rows.select_related("file").first()


@deed
def put_own_template(*, actor: Actor, kind: str, file_name: str, content: bytes, now: datetime, key: str) -> Receipt:
    """Put a template in for a kind; the one that stood ends. Raise TemplateUnusable with every fault."""
    role = require(actor, KEEPERS, "put_own_template")
    check(kind_of(kind), content)
    wait_for(f"own-template:{actor.authority_id}:{kind}")
    file = receive(authority_id=actor.authority_id, name=file_name, content=content)
    before = standing_template(actor.authority_id, kind)
    if before is not None:
        before.ended_on = actor.today
    row = OwnTemplate(authority_id=actor.authority_id, kind=kind, file=file, put_on=actor.today)
    told = {"template": row.id, "kind": kind, "sha256": file.sha256}
    said = note(actor, "put_own_template", role, now, file.name[:120], told=told)
    return commit(note=said, rows=[*([before] if before else []), file, row])


@deed
def end_own_template(*, actor: Actor, template_id: uuid.UUID, now: datetime, key: str) -> Receipt:
    """End a template: from now on papers of its kind are set as the standard has them."""
    role = require(actor, KEEPERS, "end_own_template")
    rows = OwnTemplate.objects.filter(authority_id=actor.authority_id, pk=template_id, ended_on=None)
    row: OwnTemplate | None = locked(rows).first()
    if row is None:
        raise NoSuchThing("own_template", template_id)
    row.ended_on = actor.today
    return commit(note=note(actor, "end_own_template", role, now, row.kind), rows=[row])
