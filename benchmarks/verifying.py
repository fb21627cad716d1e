"""Verifying an export of the ledger, against a bare loop that reads the same lines, believes them, and hashes."""

from __future__ import annotations

import base64
import hashlib
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.stopwatch import Figure, best_of_both, cpu_seconds

DOSSIERS = 400  # each brought from its plan to its close
LIMIT = 1.5
TIMES = 5


def measure() -> Iterator[Figure]:
    """Tell the verifier's time as a ratio; the loop compares nothing and keeps no chain."""
    from bihuan.ledger.verifier import verify

    lines = many_dossiers(DOSSIERS)
    what = f"verify {len(lines):,} entries of the ledger"
    with tempfile.TemporaryDirectory(prefix="bihuan-verifying-") as folder:
        export = Path(folder) / "export.jsonl"
        export.write_bytes(b"".join(lines))
        mine, peer = best_of_both(lambda: verify(export), lambda: bare_loop(export), TIMES, cpu_seconds)
        yield Figure(what, mine, "CPU s", peer, "json + sha256: every line, the entry in it, its digest", LIMIT)
        mine, peer = best_of_both(lambda: verify(export), lambda: barest_loop(export), TIMES, cpu_seconds)
        yield Figure(what, mine, "CPU s", peer, "json + sha256 of the lines, the entries in them unread", at_most=None)


def bare_loop(export: Path) -> None:
    """Read each line, the entry in it, and its digest, and believe them all."""
    with export.open("rb") as file:
        for line in file:
            content = base64.b64decode(json.loads(line)["bytes"])
            json.loads(content)
            hashlib.sha256(content).hexdigest()


def barest_loop(export: Path) -> None:
    """Read each line and hash it; what its entry says stays unread."""
    with export.open("rb") as file:
        for line in file:
            json.loads(line)
            hashlib.sha256(line).hexdigest()


def many_dossiers(count: int) -> list[bytes]:
    """Return the exported lines of dossiers that were closed: one that really was, told again under other names."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.county import County

    from bihuan.ledger.models import Entry

    county = County().found().closable()
    county.do(county.office, "close")
    stream = county.inspection.stream
    own = Entry.objects.filter(stream=stream).order_by("number")
    told = [bytes(entry.content).decode() for entry in own]
    return [line for at in range(count) for line in chained(told, stream, f"{stream[:-6]}{at:06}")]


def chained(told: list[str], stream: str, name: str) -> list[bytes]:
    """Return entries as the lines of another stream."""
    from bihuan.domain.ledger import NOTHING_BEFORE, canonical, digest_of

    lines, previous = [], NOTHING_BEFORE
    for number, text in enumerate(told, start=1):
        content = text.replace(stream, name).encode()
        entry = json.loads(content)
        digest = digest_of(stream=name, number=number, previous=previous, content=content)
        line = {
            "stream": name,
            "number": number,
            "recorded_at": entry["recorded_at"],
            "action": entry["action"],
            "bytes": base64.b64encode(content).decode(),
            "algorithm": "sha256",
            "previous": previous,
            "digest": digest,
        }
        lines.append(canonical(line) + b"\n")
        previous = digest
    return lines
