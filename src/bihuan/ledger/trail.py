"""Who changed what: looked up in the entries, since a row itself only knows how it is."""

from __future__ import annotations

import json
import uuid
from collections.abc import Collection

from bihuan.domain.ledger import changes_in
from bihuan.ledger.models import Entry

MOST = 500  # entries looked through; what was changed longer ago than that is not told


def latest_change(authority_id: uuid.UUID, stream: str, row_id: uuid.UUID, columns: Collection[str]) -> Entry | None:
    """Return the latest entry of a stream that set one of these columns in a row."""
    rows = Entry.objects.filter(authority_id=authority_id, stream=stream).order_by("-number")[:MOST]
    mark, wanted = str(row_id), set(columns)
    for entry in rows.iterator(chunk_size=50):
        if mark.encode() not in bytes(entry.content):
            continue
        for _table, changed_id, changed in changes_in(json.loads(bytes(entry.content))):
            if changed_id == mark and wanted & changed.keys():
                return entry
    return None
