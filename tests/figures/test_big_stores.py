"""The stores that pages are measured on hold what the product itself would have written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks.run import environment_of

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.mark.slow
def test_a_copied_store_is_sound_in_every_way_that_can_be_verified(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.figures.store_at_home"]
    done = subprocess.run(
        command, env=environment_of("test", tmp_path), cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "findings": 1015,
        "dossiers": 35,
        "units": 21,
        "measures of a finding": [5],
        "streams of dossiers": 35,
        "broken foreign keys": [],
        "integrity": "ok",
        "index of words is what the rows say": True,
    }
