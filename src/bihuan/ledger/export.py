"""Entries as they leave the ledger: one JSON object a line, and checkpoints to keep elsewhere."""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Iterator

from django.db.models import QuerySet

from bihuan.domain.ledger import canonical
from bihuan.ledger.models import Entry


class NothingRecorded(LookupError):
    """A stream without entries: there is nothing to export."""

    def __init__(self, stream: str) -> None:
        self.stream = stream
        super().__init__(f"the ledger has no stream {stream}; name the id of an inspection, or authority")


def entries_of(stream: str, authority_id: uuid.UUID | None = None) -> QuerySet[Entry]:
    """Return the entries of one stream in order; raise NothingRecorded where there is none."""
    rows = Entry.objects.filter(stream=stream).order_by("number")
    if authority_id is not None:
        rows = rows.filter(authority_id=authority_id)
    if not rows.exists():
        raise NothingRecorded(stream)
    return rows


def line_of(entry: Entry) -> bytes:
    """Return an entry as one line; the moment of recording is told as its bytes tell it."""
    line = {
        "stream": entry.stream,
        "number": entry.number,
        "recorded_at": recorded_at(entry),
        "action": entry.action,
        "bytes": base64.b64encode(bytes(entry.content)).decode(),
        "algorithm": entry.algorithm,
        "previous": entry.previous,
        "digest": entry.digest,
    }
    return canonical(line) + b"\n"


def recorded_at(entry: Entry) -> str:
    told: str = json.loads(bytes(entry.content))["recorded_at"]
    return told


def lines_of(entries: QuerySet[Entry]) -> Iterator[bytes]:
    """Return entries as lines, without holding them all in memory."""
    return (line_of(entry) for entry in entries.iterator(chunk_size=500))


def checkpoint_of(entries: QuerySet[Entry]) -> bytes:
    """Return where a stream stands now: kept outside the machine, it shows a tail that was cut or made anew."""
    last = entries.reverse()[0]
    told = {"stream": last.stream, "number": last.number, "digest": last.digest, "at": recorded_at(last)}
    return canonical(told) + b"\n"
