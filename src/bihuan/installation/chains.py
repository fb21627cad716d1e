"""The whole ledger read straight from a store, verified entry by entry, in constant memory."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from bihuan.domain.ledger import NOTHING_BEFORE, ChainBroken, Line, fault_of

COLUMNS = "authority_id, stream, number, action, content, algorithm, previous, digest"
ENTRIES = f"SELECT {COLUMNS} FROM ledger_entry ORDER BY authority_id, stream, number"


@dataclass(frozen=True)
class Head:
    """Where one stream stands."""

    authority_id: str
    stream: str
    number: int
    digest: str

    def told(self) -> dict[str, Any]:
        return {
            "authority": self.authority_id,
            "stream": self.stream,
            "number": self.number,
            "digest": self.digest,
        }


def heads_of(rows: Iterable[tuple[Any, ...]]) -> Iterator[Head]:
    """Verify entries in the order of ENTRIES and return each stream's head; raise ChainBroken at the first fault."""
    head = Head("", "", 0, NOTHING_BEFORE)
    for row in rows:
        authority_id, stream = str(row[0]).replace("-", ""), str(row[1])
        if (authority_id, stream) != (head.authority_id, head.stream):
            if head.number:
                yield head
            head = Head(authority_id, stream, 0, NOTHING_BEFORE)
        line = line_of(row)
        reason = fault_of(line, head.number + 1, head.digest)
        if reason:
            raise ChainBroken(stream, line.number, reason)
        head = Head(authority_id, stream, line.number, line.digest)
    if head.number:
        yield head


def line_of(row: tuple[Any, ...]) -> Line:
    """Return one row as a line; the moment of recording is told as its bytes tell it."""
    _authority, stream, number, action, content, algorithm, previous, digest = row
    if isinstance(content, str):
        raise ChainBroken(stream, number, "its bytes were replaced by text")
    content = bytes(content)
    try:
        recorded_at = json.loads(content)["recorded_at"]
    except (ValueError, KeyError, TypeError) as error:
        raise ChainBroken(stream, number, "its bytes are no entry") from error
    return Line(stream, number, action, recorded_at, content, algorithm, previous, digest)
