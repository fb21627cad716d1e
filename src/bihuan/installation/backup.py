"""A backup: one moment of the store, the files its rows name, the heads of the ledger, and what all of it hashes to.

    manifest.json    what, when, of which version, sha256 of files.jsonl and heads.jsonl
    files.jsonl      one line a part: name, sha256, size
    heads.jsonl      one line a stream: where the ledger stands (a checkpoint of everything)
    bihuan.sqlite3   or bihuan.pgdump
    uploads/ab/…     files by content

The secret of the installation stays out: the next start makes a new one, and everybody signs in again.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Any

from bihuan import VERSION
from bihuan.domain.ledger import canonical
from bihuan.installation.chains import heads_of
from bihuan.installation.container import Container, written
from bihuan.installation.home import home_folder
from bihuan.installation.snapshots import DATABASE, Snapshot, StoreUnusable, of_postgres, of_sqlite

MANIFEST, SEAL, FILES, HEADS, UPLOADS = "manifest.json", "manifest.sha256", "files.jsonl", "heads.jsonl", "uploads"
FORM = 1
LAST = "last-backup.json"


@dataclass
class Made:
    """What a backup has come to."""

    output: Path
    files: int = 0
    bytes: int = 0
    entries: int = 0
    streams: int = 0
    damaged: list[str] = field(default_factory=list)


def make_backup(output: Path, now: datetime) -> Made:
    """Write a backup of this installation; raise StoreUnusable, ChainBroken or OSError and leave nothing."""
    if output.exists():
        raise StoreUnusable(f"{output}: stands there already; name a file or folder that does not")
    made = Made(output)
    rights = os.umask(0o077)  # a backup holds everything: for its user only
    try:
        with snapshot(output) as moment, written(output) as container:
            fill(container, moment, now, made)
    finally:
        os.umask(rights)
        leave_nothing(output)
    note_last(made, now)
    return made


def snapshot(output: Path) -> AbstractContextManager[Snapshot]:
    dsn = os.environ.get("BIHUAN_POSTGRES")
    return of_postgres(dsn, output) if dsn else of_sqlite(home_folder() / DATABASE, output)


def fill(container: Container, moment: Snapshot, now: datetime, made: Made) -> None:
    """Put every part; its line goes into files.jsonl as it is written."""
    with TemporaryFile() as heads, TemporaryFile() as lines:
        for head in heads_of(moment.entries()):
            heads.write(canonical(head.told()) + b"\n")
            made.streams, made.entries = made.streams + 1, made.entries + head.number
        with moment.file.open("rb") as file:
            put(container, moment.name, file, lines, made)
        for sha256 in moment.kept_files():
            put_upload(container, sha256, lines, made)
        told: dict[str, Any] = {
            "form": FORM,
            "version": VERSION,
            "made_at": now.isoformat(),
            "store": moment.name,
            "migrations": moment.migrations(),
            "rows": moment.counts(),
            "damaged": made.damaged,
        }
        for name, part in ((HEADS, heads), (FILES, lines)):
            part.seek(0)
            told[name] = container.put(name, part)[0]
    manifest = canonical(told) + b"\n"
    container.put(MANIFEST, io.BytesIO(manifest))
    container.put(SEAL, io.BytesIO(hashlib.sha256(manifest).hexdigest().encode()))


def put_upload(container: Container, sha256: str, lines: IO[bytes], made: Made) -> None:
    """Put one file of the uploads; one that is gone, or not what it was, is told and does not stop the rest."""
    name = f"{UPLOADS}/{sha256[:2]}/{sha256}"
    try:
        with (home_folder() / name).open("rb") as file:
            if put(container, name, file, lines, made) != sha256:
                made.damaged.append(f"{name}: was altered on this disk")
    except FileNotFoundError:
        made.damaged.append(f"{name}: is missing on this disk")


def put(container: Container, name: str, file: IO[bytes], lines: IO[bytes], made: Made) -> str:
    sha256, size = container.put(name, file)
    lines.write(canonical({"name": name, "sha256": sha256, "size": size}) + b"\n")
    made.files, made.bytes = made.files + 1, made.bytes + size
    return sha256


def leave_nothing(output: Path) -> None:
    """Remove what an interrupted backup has begun."""
    beside = output.with_name(f"{output.name}.part")
    if beside.is_dir():
        for part in sorted(beside.rglob("*"), reverse=True):
            part.rmdir() if part.is_dir() else part.unlink()
        beside.rmdir()
    beside.unlink(missing_ok=True)


def note_last(made: Made, now: datetime) -> None:
    """Keep when the last backup was made, for `doctor`; a home folder that cannot be written does not matter here."""
    told = {"made_at": now.isoformat(), "output": made.output.name, "damaged": len(made.damaged)}
    try:
        (home_folder() / LAST).write_text(json.dumps(told))
    except OSError:
        return


def last_backup() -> dict[str, Any] | None:
    """Return what is known of the last backup of this installation."""
    try:
        told: dict[str, Any] = json.loads((home_folder() / LAST).read_text())
    except (OSError, ValueError):
        return None
    return told


def lines_in(file: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Return the lines of a .jsonl part."""
    return (json.loads(line) for line in file)
