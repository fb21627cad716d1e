"""Editing a row of a list in place: the deeds that its changed cells ask for, all or none, as the row was seen."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from bihuan.desk.performing import perform
from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Finding, Inspection
from bihuan.dossiers.steps import locked
from bihuan.ledger.door import batch
from bihuan.ledger.models import Entry
from bihuan.rectification.edited import Edited, Seen, compare, row_of
from bihuan.rectification.lists import FiveList
from bihuan.rectification.models import Measure


def edit_row(
    *,
    one: FiveList,
    inspection: Inspection,
    row_id: uuid.UUID,
    told: Mapping[str, str],
    seen: Seen,
    actor: Actor,
    now: datetime,
    key: str,
) -> Edited:
    """Do what an edit asks for; where a cell was changed meanwhile or means nothing, nothing is written.

    A refusal of a deed is the deed's own, as on its page.
    """
    with batch():
        for model in (Measure, Finding):
            locked(model.objects.filter(authority_id=actor.authority_id, pk=row_id)).first()
        edited = compare(one, row_of(one, inspection, row_id), told, seen)
        keys = {change.deed: f"{key}-{change.deed}" for change in edited.changes}
        if not edited.is_clear or Entry.objects.filter(authority_id=actor.authority_id, key__in=keys.values()).exists():
            return edited
        for change in edited.changes:
            perform(
                change.deed,
                actor=actor,
                target_id=change.target_id,
                told=change.told,
                now=now,
                key=keys[change.deed],
            )
        return edited
