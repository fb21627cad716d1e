"""A new pack tried on all dossiers: each judged by its own packs and by the new ones at each step before it."""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmarks.stopwatch import Figure
from benchmarks.store import CITY, store

DOSSIERS = 2_000
LIMIT = 10.0  # seconds for so many dossiers


def measure() -> Iterator[Figure]:
    """Tell how long the trial of every pack takes, for so many running dossiers of a city's size."""
    from bihuan.closeout.dry_run import dry_run
    from bihuan.domain.lifecycle.inspection import RUNNING
    from bihuan.dossiers.models import Inspection
    from bihuan.rules.packs import available, load

    with store(CITY):
        row = Inspection.objects.filter(stage__in=RUNNING).order_by("-feedback_on")[0]
        packs = [load(pack_id) for pack_id in available()]
        begun = time.perf_counter()
        run = dry_run(row.authority_id, packs, row.feedback_on)
        took = time.perf_counter() - begun
        told = f"every pack tried on {DOSSIERS:,} dossiers, step by step ({run.judged:,} measured)"
        yield Figure(told, took * DOSSIERS / max(run.judged, 1), "s", LIMIT)
