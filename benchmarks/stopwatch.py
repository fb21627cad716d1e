"""Two sides measured alternately, and one line that says how they compare."""

from __future__ import annotations

import time
from collections.abc import Callable

RUNS = 3


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def best_of_both(mine: Callable[[], object], peer: Callable[[], object], runs: int = RUNS) -> tuple[float, float]:
    """Return the best time of each side, measured in turn so that a busy machine harms both alike."""
    times = [(seconds(mine), seconds(peer)) for _ in range(runs)]
    return min(own for own, _ in times), min(other for _, other in times)


def tell(what: str, mine: float, against: float, *, words: str) -> None:
    """Print one ratio; below 1 is quicker than what it is compared with."""
    print(f"{what:<58} {mine / against:6.2f} × {words}   ({mine:.3f} s : {against:.3f} s)", flush=True)
