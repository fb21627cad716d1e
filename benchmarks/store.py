"""Big stores of valid rows, made once a run: a played county's dossiers, copied until there are enough findings.

The ledger's streams are copied for the first `WITH_LEDGER` findings only: no measured page reads the streams of more
than one dossier, and a city's are three hundred thousand entries.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks import county
from benchmarks.copying import Copying
from benchmarks.opened import opened

SMALL, CITY, LARGE = 2_000, 20_459, 200_000
WITH_LEDGER = CITY


@contextmanager
def store(findings: int) -> Iterator[int]:
    """Let the product speak to a store with about so many findings, in whole dossiers; tell how many there are."""
    from bihuan.dossiers.models import Finding
    from bihuan.ledger.sizes import learn_sizes

    with opened(file_of(findings)):
        learn_sizes()  # as `serve` does
        yield Finding.objects.count()


def file_of(findings: int) -> Path:
    """Return the file of a store, made now where this run has none yet."""
    file = folder() / f"{findings}.sqlite3"
    if not file.exists():
        make(file, findings)
    copy_keys(folder(), home())  # what the county sealed is opened in every process that measures on it
    return file


def copy_keys(source: Path, target: Path) -> None:
    """Copy the keys of an installation, by which the sealed columns of its store are read."""
    for key in source.glob("*-key"):
        shutil.copy(key, target / key.name)


def home() -> Path:
    """Return the folder of the installation that measures here."""
    return Path(os.environ["BIHUAN_HOME"])


def folder() -> Path:
    """Return where the stores of this run are kept."""
    found = Path(os.environ["BIHUAN_BENCH_SHARED"]) / "stores"
    found.mkdir(parents=True, exist_ok=True)
    return found


def make(file: Path, findings: int) -> None:
    """Copy the played county and its dossiers until there are enough findings."""
    played = folder() / "county.sqlite3"
    if not played.exists():
        county.play(played)
        copy_keys(home(), folder())
    beside = file.with_suffix(".part")
    shutil.copyfile(played, beside)
    with opened(beside):
        raw = in_haste()
        copying = Copying(raw)
        with indexes_aside(raw):
            for number in range(1, round(findings / copying.findings)):
                copying.copy(number, with_ledger=number * copying.findings < WITH_LEDGER)
        raw.execute("PRAGMA journal_mode=WAL")
    beside.rename(file)


def in_haste() -> sqlite3.Connection:
    """Return the bare connection without its care: a store that breaks off here is made again."""
    from django.db import connection

    connection.ensure_connection()
    raw: sqlite3.Connection = connection.connection
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "foreign_keys=OFF", "cache_size=-400000"):
        raw.execute(f"PRAGMA {pragma}")
    return raw


@contextmanager
def indexes_aside(raw: sqlite3.Connection) -> Iterator[None]:
    """Take the indexes away while rows are copied, and make them again."""
    told = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    for name, _ in told:
        raw.execute(f'DROP INDEX "{name}"')
    raw.execute("BEGIN")
    yield
    raw.execute("COMMIT")
    for _, sql in told:
        raw.execute(sql)
