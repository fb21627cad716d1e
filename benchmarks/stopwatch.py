"""A figure, and how its time is taken.

Each benchmark module has a docstring that says what it measures, and `measure()`, which yields a `Figure` for each
thing measured. It runs in a process of its own: Django is set up, BIHUAN_HOME is an empty folder of its own (tables are
made with `call_command("migrate", verbosity=0)` where they are wanted). run.py names, prints and keeps what it yields.
"""

from __future__ import annotations

import gc
import json
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

RUNS = 3
MS = 1000  # milliseconds of a second


@dataclass(frozen=True)
class Figure:
    """What was measured, and what it is compared with: a limit, or a peer in the same run on the same machine.

    The ratio is `value / against`; the figure is met while it is no more than `at_most`. None: told, not judged.
    `note` says in a few words what a reader has to know, above all why a figure is missed.
    """

    name: str
    value: float
    unit: str
    against: float
    words: str = "the limit"
    at_most: float | None = 1.0
    note: str = ""

    @property
    def ratio(self) -> float:
        """The value in units of what it is compared with; of nothing, nothing is once and anything is without end."""
        if self.against:
            return self.value / self.against
        return 1.0 if not self.value else float("inf")

    @property
    def is_met(self) -> bool:
        return self.at_most is None or self.ratio <= self.at_most


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes by the clock on the wall."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def cpu_seconds(work: Callable[[], object]) -> float:
    """Return the processor's time that something takes in this process."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def pace() -> float:
    """Return how long Python takes here and now for work of its own that needs the memory, as pages do: reading JSON.

    A loop that needs none tells too little: it was as quick on days when pages took twice as long. While it reads
    nobody looks for garbage: that takes longer the more this process has loaded, which is not the machine's doing.
    """
    text = json.dumps([{"id": number, "name": f"row {number}", "days": [number, -number]} for number in range(50_000)])
    was_looked_for = gc.isenabled()
    gc.disable()
    try:
        return min(cpu_seconds(lambda: json.loads(text)) for _ in range(RUNS))
    finally:
        if was_looked_for:
            gc.enable()


def idle() -> None:
    """Do nothing."""


def middle(
    work: Callable[[], object],
    *,
    runs: int,
    clock: Callable[[Callable[[], object]], float],
    before: Callable[[], object] = idle,
) -> float:
    """Return the median of some runs; the first one only warms up and does not count, nor what is done before each."""

    def run() -> float:
        before()
        return clock(work)

    run()
    return statistics.median(run() for _ in range(runs))


def best_of_both(
    mine: Callable[[], object],
    peer: Callable[[], object],
    runs: int = RUNS,
    clock: Callable[[Callable[[], object]], float] = seconds,
) -> tuple[float, float]:
    """Return the best time of each side, measured in turn so that a busy machine harms both alike."""
    times = [(clock(mine), clock(peer)) for _ in range(runs)]
    return min(own for own, _ in times), min(other for _, other in times)


def at_full_length() -> bool:
    """True where `dev bench --full` asks for the long runs (all 100,000 writes, all 2,000 power cuts)."""
    return os.environ.get("BIHUAN_BENCH_FULL") == "1"
