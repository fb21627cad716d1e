"""Every chain of an authority checked, entry by entry, in the store itself; nothing of what the entries say is told."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from bihuan.domain.ledger import NOTHING_BEFORE, ChainBroken, Line, fault_of
from bihuan.ledger.models import Entry

AT_ONCE = 500
HIDDEN = ("clue", "tip")  # what the names of the streams begin with that only few may know of
COLUMNS = ("stream", "number", "action", "content", "algorithm", "previous", "digest")


@dataclass(frozen=True)
class Checked:
    """How many chains and entries hold; `broken` names the first entry that does not."""

    streams: int
    entries: int
    broken: ChainBroken | None = None


def check_chains(authority_id: uuid.UUID) -> Checked:
    """Check every entry of every stream of an authority, in order, in constant memory, but for the hidden ones.

    How many chains there are would tell how many clues there are, and a broken one which; `chain_holds` checks those.
    """
    stream, number, previous = "", 0, NOTHING_BEFORE
    streams = entries = 0
    for line in lines_of_authority(authority_id):
        if line.stream != stream:
            stream, number, previous = line.stream, 0, NOTHING_BEFORE
            streams += 1
        reason = fault_of(line, number + 1, previous) if line.recorded_at else "its bytes are no entry"
        if reason:
            return Checked(streams, entries, ChainBroken(line.stream, line.number, reason))
        number, previous = line.number, line.digest
        entries += 1
    return Checked(streams, entries)


def lines_of_authority(authority_id: uuid.UUID) -> Iterator[Line]:
    rows = Entry.objects.filter(authority_id=authority_id)
    for name in HIDDEN:
        rows = rows.exclude(stream__startswith=name)
    return lines_of(rows)


def chain_holds(authority_id: uuid.UUID, stream: str) -> bool:
    """True where every entry of one stream follows from the one before."""
    number, previous = 0, NOTHING_BEFORE
    for line in lines_of(Entry.objects.filter(authority_id=authority_id, stream=stream)):
        if not line.recorded_at or fault_of(line, number + 1, previous):
            return False
        number, previous = line.number, line.digest
    return True


def lines_of(entries: QuerySet[Entry]) -> Iterator[Line]:
    rows = entries.order_by("stream", "number").values_list(*COLUMNS)
    for stream, number, action, content, algorithm, previous, digest in rows.iterator(chunk_size=AT_ONCE):
        told = bytes(content)
        yield Line(stream, number, action, recorded_in(told), told, algorithm, previous, digest)


def recorded_in(content: bytes) -> str:
    """Return the moment that an entry's bytes tell; nothing where they are none."""
    try:
        return str(json.loads(content)["recorded_at"])
    except (ValueError, KeyError, TypeError):
        return ""
