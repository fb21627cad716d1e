"""kill -9 under load: whatever was acknowledged is there afterwards, once, and a repeated key gives the same answer."""

from __future__ import annotations

import random
import time

import pytest

from tests.faults.installation import OK, Clients, Installation

pytestmark = pytest.mark.one_store

CHANCE = random.Random(20261122)
REPEATED = 20  # keys that are sent once more after each kill


def killed_under_load(house: Installation, kills: int) -> None:
    clients = Clients(house)
    house.serve()
    for _ in range(kills):
        clients.start()
        clients.wait_for(len(clients.acknowledged) + 1)  # a slow machine is not killed before it has done anything
        time.sleep(CHANCE.uniform(0.3, 0.9))
        house.kill()
        clients.stop()
        house.serve()
        for key in CHANCE.sample(sorted(clients.acknowledged), min(REPEATED, len(clients.acknowledged))):
            assert clients.again(key) == (OK, {**clients.acknowledged[key], "repeated": True})
    house.kill()
    verdict = house.verdict()
    assert verdict["faults"] == []
    assert len(clients.acknowledged) > 10 * kills
    assert clients.refused == []
    assert set(clients.acknowledged) <= set(verdict["keys"]), "an acknowledged deed was lost"
    assert len(verdict["keys"]) == len(set(verdict["keys"]))


@pytest.mark.long
def test_nothing_acknowledged_is_lost_when_the_server_is_killed(house: Installation) -> None:
    killed_under_load(house, kills=5)


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_in_twenty_kills(house: Installation) -> None:
    killed_under_load(house, kills=20)
