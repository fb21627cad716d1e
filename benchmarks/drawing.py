"""Surprise draws: forged files put before the verifier, and how long a sound one takes.

A forgery changes a sign, the result, a weight, the population, the count or a share, with and without everything that
follows from it computed anew; the published commitment stays what it was. None may be accepted.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from random import Random

from benchmarks.stopwatch import RUNS, Figure, cpu_seconds

FORGED, SIZE, COUNT = 100_000, 24, 4
MANY, LIMIT = 2_000, 2.0  # dossiers in one draw, CPU seconds


def measure() -> Iterator[Figure]:
    """Tell how many forgeries are accepted, and what a draw out of very many costs."""
    from tests.forged_draws import draw_of, forgeries, lines_of

    from bihuan.supervision import draw_verifier as verifier

    told = draw_of(SIZE, COUNT)
    accepted = 0
    for forged in islice(forgeries(told, Random(7)), FORGED):
        try:
            verifier.checked(forged, told["commitment"])
        except verifier.DrawRefuted:
            continue
        accepted += 1
    yield Figure(f"accepted of {FORGED:,} forged draws", accepted, "", 0)
    content = lines_of(draw_of(MANY, MANY // 20))
    taken = min(cpu_seconds(lambda: verifier.checked(content)) for _ in range(RUNS))
    yield Figure(f"verify a draw of {MANY // 20} out of {MANY:,} dossiers", taken, "CPU s", LIMIT)
