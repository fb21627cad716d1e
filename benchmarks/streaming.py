"""The ledger's streams of a copied store: the same deeds about other ids, under keys of their own, chained anew."""

from __future__ import annotations

import re
import sqlite3
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

AN_ID = re.compile(rb"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
COLUMNS = (
    *("id", "authority_id", "stream", "number", "recorded_at", "action", "actor_id", "actor_name"),
    *("role", "subject", "reason", "key", "fingerprint", "content", "algorithm", "previous", "digest"),
)


@dataclass(frozen=True)
class Streamed:
    """An entry, and its content cut where an id stands."""

    values: Mapping[str, Any]
    parts: Sequence[bytes]


class Streams:
    """The streams of all dossiers, in their order."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        told = raw.execute(
            f"SELECT {', '.join(COLUMNS)} FROM ledger_entry WHERE stream LIKE 'dossier:%' ORDER BY stream, number"
        )
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in told]
        self.entries = [Streamed(row, AN_ID.split(bytes(row["content"]))) for row in rows]

    def copy(self, raw: sqlite3.Connection, told: Mapping[Any, Any], number: int, span: int) -> None:
        """Write the streams of a copy."""
        from benchmarks.copying import later
        from bihuan.domain.ledger import NOTHING_BEFORE, digest_of

        dashed = {str(uuid.UUID(one)).encode(): str(uuid.UUID(told[one])).encode() for one in told if is_id(one)}
        rows, previous = [], NOTHING_BEFORE
        for entry in self.entries:
            values = dict(entry.values)
            key, previous = f"{values['key']}-{number}", NOTHING_BEFORE if values["number"] == 1 else previous
            content = b"".join(dashed.get(part, part) for part in entry.parts)
            content = content.replace(f'"key":"{values["key"]}"'.encode(), f'"key":"{key}"'.encode())
            place = {"stream": moved(values["stream"], dashed), "number": values["number"], "previous": previous}
            digest = digest_of(**place, content=content, algorithm=values["algorithm"])
            values |= place | {"id": later(values["id"], number * span), "content": content, "key": key}
            values |= {"subject": moved(values["subject"], dashed), "digest": digest}
            rows.append(list(values.values()))
            previous = digest
        raw.executemany(f"INSERT INTO ledger_entry ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * 17)})", rows)


def is_id(told: Any) -> bool:
    return isinstance(told, str) and len(told) == 32 and told.isascii()


def moved(told: str, dashed: Mapping[bytes, bytes]) -> str:
    """Return a text with the ids of the copy."""
    return AN_ID.sub(lambda found: dashed.get(found[0], found[0]), told.encode()).decode()
