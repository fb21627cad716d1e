"""The plug is pulled: with synchronous=FULL no acknowledged deed is lost; NORMAL loses some, so the test bites."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.faults.cuts import cut_and_judged
from tests.faults.installation import Installation

pytestmark = [
    pytest.mark.one_store,
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed (apt-get install strace)"),
]


@pytest.mark.long
def test_nothing_acknowledged_is_lost_when_the_power_goes(house: Installation, tmp_path: Path) -> None:
    assert [faults for faults in cut_and_judged(house, tmp_path, 200, "FULL") if faults] == []


@pytest.mark.long
def test_nothing_acknowledged_is_lost_where_many_wait_for_one_sync(house: Installation, tmp_path: Path) -> None:
    assert [faults for faults in cut_and_judged(house, tmp_path, 200, "FULL", writers=8) if faults] == []


@pytest.mark.long
def test_the_cut_bites_where_syncs_are_left_out(house: Installation, tmp_path: Path) -> None:
    """The self-check: with synchronous=NORMAL the same cuts lose acknowledged deeds."""
    judged = cut_and_judged(house, tmp_path, 50, "NORMAL")
    losses = sum(any(fault.startswith("lost") for fault in faults) for faults in judged)
    assert losses > len(judged) // 4


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_in_two_thousand_cuts(house: Installation, tmp_path: Path) -> None:
    assert [faults for faults in cut_and_judged(house, tmp_path, 2000, "FULL") if faults] == []
