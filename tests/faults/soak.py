"""A server at work without rest: what it keeps of memory, files and log while people write, read and search."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path

from tests.faults.installation import GONE, OK, Clients, Installation

EVERY = 2.0  # seconds between two looks
KIB = 1024
PAGES = ("/api/findings", "/api/inspections", "/api/findings?stage=rectifying", "/api/planned-checks", "/healthz")


@dataclass
class Standing:
    """What the server keeps at one moment: megabytes of memory and of the store's log, open files."""

    resident: float
    log: float
    files: int


@dataclass
class Soaked:
    """How a server stood once warm and at each look from then on, and what became of what was asked."""

    standings: list[Standing] = field(default_factory=list)
    read: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def growth(self) -> float:
        """The memory of the last fifth in units of that of the first: single looks sway with what is being answered."""
        part = max(len(self.standings) // 5, 1)
        first, last = self.standings[:part], self.standings[-part:]
        return sum(one.resident for one in last) / sum(one.resident for one in first)

    @property
    def more_files(self) -> int:
        """How many more files are open at the end than ever in the first fifth."""
        part = max(len(self.standings) // 5, 1)
        return min(one.files for one in self.standings[-part:]) - max(one.files for one in self.standings[:part])


def soaked(house: Installation, clients: Clients, *, warm: int, seconds: float) -> Soaked:
    """Let clients write and one read until `warm` deeds are done, then look for so many seconds."""
    found = Soaked()
    with reading(house, found):
        clients.start()
        clients.wait_for(warm)
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            time.sleep(EVERY)
            found.standings.append(standing_of(house))
        clients.stop()
    found.faults = house.faults_told()
    return found


@contextmanager
def reading(house: Installation, found: Soaked) -> Iterator[None]:
    """Read lists without rest, beside whoever writes."""
    ends = threading.Event()

    def read() -> None:
        for page in cycle(PAGES):
            if ends.is_set():
                return
            try:
                found.read += house.get(page, "unit_liaison")[0] == OK
            except GONE:
                time.sleep(0.02)

    reader = threading.Thread(target=read, daemon=True)
    reader.start()
    yield
    ends.set()
    reader.join(60)


def standing_of(house: Installation) -> Standing:
    assert house.server is not None
    process, log = Path(f"/proc/{house.server.pid}"), house.home / "bihuan.sqlite3-wal"
    told = (process / "status").read_text(encoding="utf-8").splitlines()
    resident = next(int(line.split()[1]) for line in told if line.startswith("VmRSS:"))
    kept = log.stat().st_size if log.exists() else 0
    return Standing(resident / KIB, kept / KIB / KIB, len(os.listdir(process / "fd")))
