"""What is left after power cuts, opened as a start would and compared with what was acknowledged."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bihuan.domain.ledger import ChainBroken
from bihuan.installation.chains import ENTRIES, heads_of
from tests.faults.installation import Installation
from tests.faults.power import Cut, Disk, cuts, recorded

DEEDS = 60


def faults_after(cut: Cut, home: Path, place: Path) -> list[str]:
    """Put the disk down, open what is on it as a start would, and compare with what was acknowledged."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name, content in cut.files.items():
        if "/bihuan.sqlite3" in name:
            (place / Path(name).name).write_bytes(content)
    try:
        with closing(sqlite3.connect(place / "bihuan.sqlite3")) as connection:
            return list(faults_in(connection, cut, home))
    except (sqlite3.DatabaseError, ChainBroken) as error:
        return [f"{type(error).__name__}: {error}"]


def faults_in(connection: sqlite3.Connection, cut: Cut, home: Path) -> Iterator[str]:
    told = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if told != "ok":
        yield f"pages: {told}"
    list(heads_of(connection.execute(ENTRIES)))
    kept = {row[0] for row in connection.execute("SELECT key FROM ledger_entry")}
    yield from (f"lost: {key}" for key in cut.acknowledged if key not in kept)
    for (sha256,) in connection.execute("SELECT DISTINCT sha256 FROM dossiers_storedfile"):
        content = cut.files.get(str(home / "uploads" / sha256[:2] / sha256))
        if content is None or hashlib.sha256(content).hexdigest() != sha256:
            yield f"file: {sha256}"


def cut_and_judged(
    house: Installation, tmp_path: Path, count: int, synchronous: str, writers: int = 1
) -> list[list[str]]:
    """Do deeds, cut the power at so many instants, and return what is wrong after each."""
    before = Disk.of(house.home)
    events = recorded(house, DEEDS, synchronous, writers)
    found = cuts(before, events, count, random.Random(20261122))
    # the pieces are put down where memory serves as disk: a hundred times as fast, and nothing here asks for a sync
    place = Path("/dev/shm" if os.access("/dev/shm", os.W_OK) else tmp_path) / f"bihuan-cut-{os.getpid()}"
    try:
        return [faults_after(cut, house.home, place) for cut in found]
    finally:
        shutil.rmtree(place, ignore_errors=True)
