"""kill -9 under load: whatever was acknowledged is there afterwards, once, and a repeated key gives the same answer."""

from __future__ import annotations

import pytest

from tests.faults.installation import Installation
from tests.faults.kills import killed_under_load, refuse_losses

pytestmark = pytest.mark.one_store


@pytest.mark.long
def test_nothing_acknowledged_is_lost_when_the_server_is_killed(house: Installation) -> None:
    refuse_losses(killed_under_load(house, kills=5), kills=5)


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_in_twenty_kills(house: Installation) -> None:
    refuse_losses(killed_under_load(house, kills=20), kills=20)
