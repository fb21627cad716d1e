"""A backup put into an empty folder: every hash and chain is checked before anything is where it would be used."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any

from bihuan.domain.ledger import ChainBroken, canonical
from bihuan.installation.backup import FILES, FORM, HEADS, MANIFEST, SEAL, UPLOADS, lines_in
from bihuan.installation.chains import ENTRIES, heads_of
from bihuan.installation.container import BackupBroken, copied, opened
from bihuan.installation.home import OWNER_ONLY
from bihuan.installation.snapshots import DATABASE, DUMP, Query, StoreUnusable, asked_sqlite, run_tool, streaming
from bihuan.installation.tables import ALL_KEYS, compare

NAMES = re.compile(rf"{DATABASE}|{DUMP}|{UPLOADS}/([0-9a-f]{{2}})/\1[0-9a-f]{{62}}")
OWN = {MANIFEST, SEAL, FILES, HEADS}
PARTLY = ".restoring"
Open = Callable[[str], IO[bytes]]
Told = dict[str, Any]


def restore(source: Path, home: Path, dsn: str | None) -> Told:
    """Put a backup into an empty home folder (and an empty PostgreSQL database); return its manifest.

    What is in it as it was written is restored, rows that were written beside the product, too: nobody shall be left
    without any store because of them. `beside` of the manifest tells of them.

    Raises BackupBroken where it is not what was written, StoreUnusable where the target is in use; both leave nothing.
    """
    if home.exists() and any(home.iterdir()):
        raise StoreUnusable(f"{home}: is not empty; name a folder that does not exist or is empty")
    partly = home / PARTLY
    partly.mkdir(mode=OWNER_ONLY, parents=True)
    try:
        manifest = unpack(source, partly)
        check_store(manifest["store"], dsn)
        heads = partly / HEADS
        if manifest["store"] == DATABASE:
            with asked_sqlite(partly / DATABASE) as query:
                check_sqlite(query)
                check_ledger(query, heads)
                manifest["beside"] = written_beside(query, DATABASE)
        else:
            assert dsn is not None
            manifest["beside"] = fill_postgres(dsn, partly / DUMP, heads)
        for name in (HEADS, FILES, DUMP):
            (partly / name).unlink(missing_ok=True)
        for part in partly.iterdir():
            os.replace(part, home / part.name)
        home.chmod(OWNER_ONLY)
    finally:
        shutil.rmtree(partly, ignore_errors=True)
    return manifest


def check_store(store: str, dsn: str | None) -> None:
    if store == DUMP and not dsn:
        raise StoreUnusable("this is a backup of PostgreSQL; set BIHUAN_POSTGRES to an empty database")
    if store == DATABASE and dsn:
        raise StoreUnusable("this is a backup of SQLite, but BIHUAN_POSTGRES is set; unset it")


# --- hashes -----------------------------------------------------------------------------------------


def unpack(source: Path, target: Path) -> Told:
    """Copy every part, checking its name, size and sha256 on the way; return the manifest."""
    try:
        with opened(source) as (names, open_part):
            return unpack_parts(list(names), open_part, target)
    except BackupBroken:
        raise
    except FileNotFoundError as error:
        raise BackupBroken(source, "there is none, or a part of it is gone") from error
    except (ValueError, KeyError, TypeError, EOFError, NotImplementedError, RuntimeError) as error:
        raise BackupBroken(source, f"cannot be read ({type(error).__name__})") from error


def unpack_parts(names: list[str], open_part: Open, target: Path) -> Told:
    manifest = read_manifest(open_part)
    if len(set(names)) != len(names):
        raise BackupBroken("names", "one stands twice")
    for name in (HEADS, FILES):
        take(name, open_part, target, manifest[name], None)
    listed = set()
    with (target / FILES).open("rb") as lines:
        for line in lines_in(lines):
            name = line["name"]
            if not NAMES.fullmatch(name):
                raise BackupBroken(name, "no backup has such a part")
            take(name, open_part, target, line["sha256"], line["size"])
            listed.add(name)
    if set(names) != listed | OWN:
        stray = sorted(set(names) ^ (listed | OWN))[0]
        raise BackupBroken(stray, "the list of parts and the parts differ")
    return manifest


def read_manifest(open_part: Open) -> Told:
    with open_part(MANIFEST) as file, open_part(SEAL) as seal:
        content = file.read()
        if hashlib.sha256(content).hexdigest().encode() != seal.read():
            raise BackupBroken(MANIFEST, "it was changed")
    manifest: Told = json.loads(content)
    if manifest["form"] != FORM:
        raise BackupBroken(MANIFEST, f"form {manifest['form']} is unknown to this version")
    return manifest


def take(name: str, open_part: Open, target: Path, sha256: str, size: int | None) -> None:
    """Copy one part and compare it with what is listed."""
    place = target / name
    place.parent.mkdir(mode=OWNER_ONLY, parents=True, exist_ok=True)
    try:
        with open_part(name) as part, place.open("xb") as file:
            told = copied(part, file)
            file.flush()
            os.fsync(file.fileno())
    except KeyError as error:
        raise BackupBroken(name, "it is missing") from error
    if told[0] != sha256 or size not in (None, told[1]):
        raise BackupBroken(name, "it was changed: its sha256 is not the one that was listed")


# --- the store --------------------------------------------------------------------------------------


def check_sqlite(query: Query) -> None:
    told = [str(row[0]) for row in query("PRAGMA integrity_check(1)")]
    if told != ["ok"]:
        raise BackupBroken(DATABASE, f"the database is not whole ({told[0]})")


def check_ledger(query: Query, heads: Path) -> None:
    """Verify every chain, and that each ends where the backup says."""
    with heads.open("rb") as file:
        try:
            compare_heads((canonical(head.told()) for head in heads_of(query(ENTRIES))), file)
        except ChainBroken as broken:
            raise BackupBroken("ledger", str(broken)) from broken


def written_beside(query: Query, store: str) -> str:
    """Say which rows are not what the ledger leads to, "" where all are; a backup may be older than what finds them.

    What lies sealed waits for its keys, which no backup holds.
    """
    found = compare(query, store, ALL_KEYS)
    return f"{found.differ} rows were written beside the product ({found})" if found.differ else ""


def compare_heads(found: Iterable[bytes], listed: IO[bytes]) -> None:
    """Compare line by line, so that a province's streams need no memory; the stores may order them differently."""
    ours, theirs = hash_of_set(found), hash_of_set(line.rstrip(b"\n") for line in listed)
    if ours != theirs:
        raise BackupBroken("ledger", "its streams do not end where the backup says they end")


def hash_of_set(lines: Iterable[bytes]) -> tuple[int, int]:
    """Return a sum of hashes and a count: equal for equal sets, in whatever order."""
    total = count = 0
    for line in lines:
        total += int.from_bytes(hashlib.sha256(line).digest(), "big")
        count += 1
    return total, count


def fill_postgres(dsn: str, dump: Path, heads: Path) -> str:
    """Fill an empty database in one transaction and verify its ledger; say which rows are not what it leads to."""
    import psycopg

    try:
        with psycopg.connect(dsn) as connection:
            row = connection.execute("SELECT COUNT(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
            if row is None or row[0]:
                raise StoreUnusable("the database of BIHUAN_POSTGRES is not empty; make a new one (createdb)")
        run_tool("pg_restore", dsn, "--no-owner", "--exit-on-error", "--single-transaction", str(dump))
        with psycopg.connect(dsn) as connection:
            check_ledger(streaming(connection), heads)
            return written_beside(streaming(connection), DUMP)
    except psycopg.OperationalError as error:
        told = " ".join(str(error).split())
        raise StoreUnusable(f"PostgreSQL cannot be asked ({told}); check BIHUAN_POSTGRES") from error
