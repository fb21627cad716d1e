"""Hours of work leave a server as it was: memory, open files, the store's log; and nothing acknowledged is lost."""

from __future__ import annotations

import os

import pytest

from tests.faults.installation import Clients, Installation
from tests.faults.soak import soaked

pytestmark = pytest.mark.one_store

SECONDS = float(os.environ.get("BIHUAN_SOAK_SECONDS", "240"))  # two hours before a release
WARM = 150  # deeds until caches, threads and pools are as large as they get
MOST_GROWTH, MOST_LOG = 1.05, 64  # of memory; megabytes of the write-ahead log


@pytest.mark.slow
def test_a_server_at_work_keeps_memory_files_and_log_and_loses_nothing(house: Installation) -> None:
    clients = Clients(house)
    house.serve("--no-worker")
    found = soaked(house, clients, warm=WARM, seconds=SECONDS)
    house.kill()
    verdict = house.verdict()
    assert found.read
    assert (clients.refused, found.faults, verdict["faults"]) == ([], [], [])
    assert set(clients.acknowledged) <= set(verdict["keys"]), "an acknowledged deed was lost"
    assert found.growth < MOST_GROWTH
    assert found.more_files <= 0
    assert max(one.log for one in found.standings) < MOST_LOG
