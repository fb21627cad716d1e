"""A server under load killed again and again, and what was found of its store and its answers afterwards."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.faults.installation import OK, Clients, Installation

REPEATED = 20  # keys that are sent once more after each kill


@dataclass
class Aftermath:
    """What kills left: every list but the acknowledged deeds is empty where the store held."""

    acknowledged: int = 0
    lost: list[str] = field(default_factory=list)
    done_twice: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)  # of pages, ledger, tables and files
    refused: list[tuple[int, Any]] = field(default_factory=list)
    answered_otherwise: list[tuple[str, int, Any]] = field(default_factory=list)  # when their key came once more


def killed_under_load(house: Installation, kills: int) -> Aftermath:
    """Kill a server that often while clients write, and judge what is there at the end."""
    chance = random.Random(20261122)
    clients, found = Clients(house), Aftermath()
    house.serve()
    for _ in range(kills):
        clients.start()
        clients.wait_for(len(clients.acknowledged) + 1)  # a slow machine is not killed before it has done anything
        time.sleep(chance.uniform(0.3, 0.9))
        house.kill()
        clients.stop()
        house.serve()
        for key in chance.sample(sorted(clients.acknowledged), min(REPEATED, len(clients.acknowledged))):
            status, told = clients.again(key)
            if (status, told) != (OK, {**clients.acknowledged[key], "repeated": True}):
                found.answered_otherwise.append((key, status, told))
    house.kill()
    verdict = house.verdict()
    keys = verdict["keys"]
    found.acknowledged, found.refused, found.faults = len(clients.acknowledged), clients.refused, verdict["faults"]
    found.lost = sorted(set(clients.acknowledged) - set(keys))
    found.done_twice = [key for key, times in Counter(keys).items() if times > 1]
    return found


def refuse_losses(found: Aftermath, kills: int) -> None:
    """Fail a test unless so many kills did no harm."""
    assert found.faults == []
    assert found.acknowledged > 10 * kills
    assert found.refused == []
    assert found.lost == [], "an acknowledged deed was lost"
    assert found.done_twice == []
    assert found.answered_otherwise == []
