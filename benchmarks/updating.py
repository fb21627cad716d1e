"""One update through the API with a city's five years in the store: verdict, row, ledger entry, kept on the disk.

By the clock on the wall, through every middleware, on SQLite as the product keeps a deed (docs/adr/0016): the commit
with synchronous=NORMAL, then one sync of the log, which all share who wait for it, before the answer is given.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING

from benchmarks.asking import Asker
from benchmarks.stopwatch import MS, Figure, cpu_seconds, middle, seconds
from benchmarks.store import CITY, store

if TYPE_CHECKING:
    from bihuan.dossiers.models import Finding

LIMIT = 10.0  # milliseconds
RUNS = 200


def measure() -> Iterator[Figure]:
    """Tell the median of many updates."""
    with store(CITY) as count:
        finding = under_way("unit-liaison-15")
        liaison = Asker("unit-liaison-15")
        taken = middle(lambda: update(liaison, finding), runs=RUNS, clock=seconds)
        busy = middle(lambda: update(liaison, finding), runs=RUNS, clock=cpu_seconds)
    told = f"a result stated through the API, {count:,} findings in the store"
    yield Figure(told, MS * taken, "ms", LIMIT)
    yield Figure(f"{told}: the processor's part", MS * busy, "ms", LIMIT, at_most=None)


def under_way(login_name: str) -> Finding:
    """Return a finding that somebody of the inspected unit is at work on."""
    from bihuan.access.actors import actor_of
    from bihuan.access.models import Account
    from bihuan.desk.sight import findings_seen
    from bihuan.web import clock

    actor = actor_of(Account.objects.get(login_name=login_name), clock.today())
    return findings_seen(actor).filter(stage="rectifying").order_by("id")[0]


def update(liaison: Asker, finding: Finding) -> None:
    """State another result of a finding."""
    from django.urls import reverse

    answer = liaison.client.post(
        reverse("api:state_result", args=[finding.pk]),
        json.dumps({"result": f"step {uuid.uuid4()} is done", "seen_version": finding.version}),
        content_type="application/json",
        headers={"Idempotency-Key": f"bench-{uuid.uuid4()}"},
    )
    if answer.status_code != 200:
        raise SystemExit(f"{answer.status_code}: {answer.content.decode()}; the figures would mean nothing")
    finding.version += 1  # as the next one would read it
