"""A new pack tried on all dossiers: each judged by its own packs and by the new ones at each step before it."""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmarks.stopwatch import Figure
from benchmarks.store import CITY, store

DOSSIERS = 2_000
LIMIT = 10.0  # seconds for so many dossiers
ON_A_FINDING = ("report_progress", "request_sign_off", "grant_sign_off", "hand_over", "follow_long_term")
ASKED = ("person_matter.no_outcome", "measure.no_owner", "measure.no_due")
A_GATE = """\
  gate/{step}/{code}:
    title: {{zh: 关口, en: Gate}}
    rulings:
      - since: 2017-07-01
        value: {{}}
        verified: true
        citation: {{document: 青石县委办法, clause: 第八条}}
"""
OF_ONE_S_OWN = "id: qingshi-2018\ntitle: {zh: 青石县做法, en: Practice of Qingshi}\nrules:\n" + "".join(
    A_GATE.format(step=step, code=code) for step in ON_A_FINDING for code in ASKED
)


def measure() -> Iterator[Figure]:
    """Tell how long the trial of every pack takes, for so many running dossiers of a city's size."""
    from bihuan.closeout.dry_run import dry_run
    from bihuan.domain.lifecycle.inspection import RUNNING
    from bihuan.dossiers.models import Inspection
    from bihuan.rules.packs import available, load
    from bihuan.rules.written import read_written

    with store(CITY):
        row = Inspection.objects.filter(stage__in=RUNNING).order_by("-feedback_on")[0]
        packs = [load(pack_id) for pack_id in available()]
        for told, chosen in (
            ("every pack tried on {:,} dossiers, step by step ({:,} measured)", packs),
            (
                "and a pack of one's own with gates at steps of each finding on {:,} dossiers ({:,} measured)",
                [*packs, read_written(OF_ONE_S_OWN)],
            ),
        ):
            begun = time.perf_counter()
            run = dry_run(row.authority_id, chosen, row.feedback_on)
            took = time.perf_counter() - begun
            yield Figure(told.format(DOSSIERS, run.judged), took * DOSSIERS / max(run.judged, 1), "s", LIMIT)
