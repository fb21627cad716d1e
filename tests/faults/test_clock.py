"""The clock of the machine is set a year back or ahead: nothing is dated by it, and it works again once it is right."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults.installation import OK, Installation

LIBRARIES = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
AWAY, YEAR = 503, 365 * 24 * 3600
WRONG = "urn:bihuan:refusal:clock_wrong"
pytestmark = [
    pytest.mark.one_store,
    pytest.mark.long,
    pytest.mark.skipif(not LIBRARIES, reason="libfaketime is not installed (apt-get install libfaketime)"),
]


@dataclass(frozen=True)
class Clock:
    """The clock that processes see who are started with `environment`; what only counts goes on as it does."""

    file: Path

    @property
    def environment(self) -> dict[str, str]:
        return {
            "LD_PRELOAD": str(LIBRARIES[0]),
            "FAKETIME_TIMESTAMP_FILE": str(self.file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "DONT_FAKE_MONOTONIC": "1",
        }

    def put(self, seconds: int) -> None:
        """Set it that far from where it is right; never is the file half written."""
        new = self.file.with_suffix(".new")
        new.write_text(f"{seconds:+d}\n")
        os.replace(new, self.file)


@pytest.fixture
def clock(tmp_path: Path) -> Clock:
    made = Clock(tmp_path / "clock")
    made.put(0)
    return made


@pytest.mark.parametrize("away", [-YEAR, -2 * 3600, YEAR], ids=["a year back", "two hours back", "a year ahead"])
def test_a_clock_set_elsewhere_under_a_server_dates_no_deed(house: Installation, clock: Clock, away: int) -> None:
    house.serve(**clock.environment)
    assert house.measure("before-it-was-set")[0] == OK
    clock.put(away)
    for number in range(3):
        status, told = house.measure(f"set-elsewhere-{number}")
        assert (status, told["type"]) == (AWAY, WRONG)
        assert "set elsewhere while it ran" in told["detail"]
        assert "set it right, or, where it is right now, start the server anew" in told["remedy"]
    assert house.evidence("set-elsewhere-file", b"ledger of meals")[0] == AWAY
    assert house.get("/healthz")[0] == AWAY
    assert house.get(f"/api/inspections/{house.county['inspection']}", "unit_liaison")[0] == OK
    clock.put(0)
    assert house.measure("right-again")[0] == OK
    assert house.evidence("set-elsewhere-file", b"ledger of meals")[0] == OK, "a refused key is free"
    assert house.get("/healthz")[0] == OK
    house.kill()
    verdict = house.verdict()
    assert verdict["faults"] == []
    assert {"before-it-was-set", "right-again", "set-elsewhere-file"} <= set(verdict["keys"])
    assert not {key for key in verdict["keys"] if key.startswith("set-elsewhere-") and key[-1].isdigit()}


def test_a_server_does_not_start_by_a_clock_a_year_behind(house: Installation, clock: Clock) -> None:
    clock.put(-YEAR)
    refused = house.run("serve", "--port", str(house.port), **clock.environment)
    assert refused.returncode == 2
    assert "the clock shows" in refused.stderr
    assert "set the clock of this machine (timedatectl)" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_after_a_deed_by_a_clock_a_year_ahead_the_right_one_has_to_be_vouched_for(
    house: Installation, clock: Clock
) -> None:
    clock.put(YEAR)
    house.serve(**clock.environment)
    assert house.measure("dated-a-year-ahead")[0] == OK
    house.kill()
    clock.put(0)
    refused = house.run("serve", "--port", str(house.port), **clock.environment)
    assert refused.returncode == 2
    assert "before the newest entry of the ledger" in refused.stderr
    assert "BIHUAN_TRUST_CLOCK=1" in refused.stderr
    house.serve(**clock.environment, BIHUAN_TRUST_CLOCK="1")
    assert house.measure("by-the-right-clock")[0] == OK
    house.kill()
    assert house.verdict()["faults"] == []
