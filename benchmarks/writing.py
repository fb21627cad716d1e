"""Deeds of 64 clients at once on SQLite: lock errors, and waiting with the writer gate against waiting without it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PROCESSES = int(
    os.environ.get("BIHUAN_BENCH_PROCESSES", "1")
)  # the server is one; more shows the lock between processes
THREADS = 64 // PROCESSES
DEEDS = int(os.environ.get("BIHUAN_BENCH_DEEDS", "1280"))  # of all clients together; 100000 for the full figure
LIMIT = 0.5  # seconds the slowest hundredth may wait


@dataclass(frozen=True)
class Waiting:
    """How long deeds took, and how many met a locked database."""

    p50: float
    p99: float
    longest: float
    a_second: float
    errors: int


def measure() -> None:
    """Print the gate's figures as ratios against no gate, and its slowest hundredth against the limit."""
    from tests.faults.installation import Installation

    with tempfile.TemporaryDirectory(prefix="bihuan-writing-") as folder:
        founded = Installation(Path(folder) / "founded").founded(findings=PROCESSES * THREADS)
        gated, ungated = (waited(founded, Path(folder) / gate, gate) for gate in ("gate", "open"))
    what = f"{PROCESSES * THREADS} clients, {DEEDS:,} deeds on SQLite"
    print(f"{what}: lock errors {gated.errors} with the gate, {ungated.errors} without (limit: 0 with it)")
    for name, mine, other in (
        ("p50", gated.p50, ungated.p50),
        ("p99", gated.p99, ungated.p99),
        ("longest wait", gated.longest, ungated.longest),
    ):
        print(f"  {name:<14} {mine / other:6.2f} × without the gate   ({1000 * mine:.0f} ms : {1000 * other:.0f} ms)")
    ratio, slowest = gated.a_second / ungated.a_second, gated.p99 / LIMIT
    print(f"  {'deeds a second':<14} {ratio:6.2f} × without the gate   ({gated.a_second:.0f} : {ungated.a_second:.0f})")
    print(f"  {'p99':<14} {slowest:6.2f} × the limit of {1000 * LIMIT:.0f} ms", flush=True)


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
