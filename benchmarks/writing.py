"""Deeds of 64 clients at once on SQLite: lock errors, and waiting with the writer gate against waiting without it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.stopwatch import Figure, at_full_length

PROCESSES = int(
    os.environ.get("BIHUAN_BENCH_PROCESSES", "1")
)  # the server is one; more shows the lock between processes
THREADS = 64 // PROCESSES
DEEDS = 100_000 if at_full_length() else 1_280  # of all clients together
LIMIT = 0.5  # seconds the slowest hundredth may wait


@dataclass(frozen=True)
class Waiting:
    """How long deeds took, and how many met a locked database."""

    p50: float
    p99: float
    longest: float
    a_second: float
    errors: int


def measure() -> Iterator[Figure]:
    """Tell the gate's figures beside those without it, and its slowest hundredth beside the limit."""
    from tests.faults.installation import Installation

    with tempfile.TemporaryDirectory(prefix="bihuan-writing-") as folder:
        founded = Installation(Path(folder) / "founded").founded(findings=PROCESSES * THREADS)
        gated, ungated = (waited(founded, Path(folder) / gate, gate) for gate in ("gate", "open"))
    what = f"{DEEDS:,} deeds of {PROCESSES * THREADS} clients on SQLite"
    yield Figure(f"{what}: lock errors", gated.errors, "errors", 0)
    yield Figure(f"{what}: slowest hundredth", 1000 * gated.p99, "ms", 1000 * LIMIT)
    for name, mine, other in (
        ("median", gated.p50, ungated.p50),
        ("slowest hundredth", gated.p99, ungated.p99),
        ("longest wait", gated.longest, ungated.longest),
    ):
        yield Figure(f"{what}: {name}", 1000 * mine, "ms", 1000 * other, "without the gate", at_most=None)
    yield Figure(f"{what}: done", gated.a_second, "a second", ungated.a_second, "without the gate", at_most=None)
    yield Figure(f"{what}: lock errors", gated.errors, "errors", ungated.errors, "without the gate", at_most=None)


def waited(founded: object, home: Path, gate: str) -> Waiting:
    """Let all clients write into a copy of the installation."""
    from tests.faults.installation import CHECKOUT, Installation

    assert isinstance(founded, Installation)
    shutil.copytree(founded.home, home)
    each = str(max(1, DEEDS // (PROCESSES * THREADS)))
    command = [sys.executable, "-m", "benchmarks.writer", str(THREADS), each, gate]
    house = Installation(home)
    running = [
        subprocess.Popen(
            [*command, str(n * THREADS)], env=house.environment, cwd=CHECKOUT, text=True, stdin=-1, stdout=-1
        )
        for n in range(PROCESSES)
    ]
    time.sleep(3)  # until all have set Django up
    begun = time.perf_counter()
    for process in running:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    told = [json.loads(process.communicate()[0]) for process in running]
    took = time.perf_counter() - begun
    seconds = sorted(second for one in told for second in one["seconds"])
    errors = sum(len(one["errors"]) for one in told)
    middle, slow = seconds[len(seconds) // 2], seconds[int(len(seconds) * 0.99)]
    return Waiting(middle, slow, seconds[-1], len(seconds) / took, errors)
