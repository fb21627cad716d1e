"""Taking back a plain edit of a measure, soon after it was made: a deed of its own, since nothing is ever unwritten."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.steps import NoSuchThing, note_of
from bihuan.ledger.door import ChangedMeanwhile, Receipt, commit, deed
from bihuan.ledger.models import Entry
from bihuan.rectification.changes import unnoted
from bihuan.rectification.measures import measure_for, refuse_moved_day, taking, with_due_of

# the edits that can be taken back, with the columns each may have changed
UNDOABLE: Mapping[str, Collection[str]] = {
    "revise_measure": frozenset({"text", "owner", "department", "due_on", "expected_result"}),
    "report_progress": frozenset({"progress", "done_on"}),
}


class UndoTooLate(ValueError):
    """An edit is taken back within minutes, later it is edited anew."""

    def __init__(self, minutes: int) -> None:
        self.minutes = minutes
        super().__init__(f"an edit can be taken back for {minutes} minutes; edit the measure again instead")


@deed
def undo_edit(
    *,
    actor: Actor,
    measure_id: uuid.UUID,
    entry_id: uuid.UUID,
    former: Mapping[str, Any],
    now: datetime,
    key: str,
) -> Receipt:
    """Give a measure the values back that it had before one's own edit; refused where it was changed since."""
    measure, finding, inspection = measure_for(actor, measure_id)
    entry = Entry.objects.filter(authority_id=actor.authority_id, pk=entry_id, stream=inspection.stream).first()
    if entry is None or entry.actor_id != actor.account_id or entry.action not in UNDOABLE:
        raise NoSuchThing("edit", entry_id)
    if now - entry.recorded_at > timedelta(seconds=settings.UNDO_SECONDS):
        raise UndoTooLate(settings.UNDO_SECONDS // 60)
    changed = columns_set_by(entry, measure.id)
    if changed.get("version") != measure.version:
        raise ChangedMeanwhile(measure._meta.db_table, measure.id)
    taken = taking(actor, entry.action, finding, inspection)
    back = {name: former[name] for name in former if name in UNDOABLE[entry.action] and name in changed}
    if "due_on" in back:
        refuse_moved_day(measure, inspection, back["due_on"])
    for name, value in back.items():
        setattr(measure, name, value)
    told = {"undoes": entry.number}
    note = note_of(actor=actor, taken=taken, inspection=inspection, now=now, subject=measure.number, told=told)
    undone = [change for change in unnoted(measure) if columns_set_by(entry, change.id)]
    for change in undone:
        change.taken_back_on = actor.today
    return commit(note=replace(note, action="undo_edit"), rows=[*with_due_of(finding, measure), *undone])


def columns_set_by(entry: Entry, row_id: uuid.UUID) -> Mapping[str, Any]:
    """Return what an entry set in a row, the row's new version among it; nothing where it left the row alone."""
    rows = json.loads(bytes(entry.content))["rows"]
    return next((row["set"] for row in rows if row["id"] == str(row_id)), {})
