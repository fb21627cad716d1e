"""A first look at PostgreSQL in the run on SQLite: `dev test --postgres` has everything there."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import programs

HOUSE = Path(__file__).resolve().parents[2]
FIRST = ["tests/closeout/test_closing.py", "tests/database/test_door.py", "tests/database/test_ledger.py"]
OF_THE_PARENT = {"BIHUAN_HOME", "BIHUAN_POSTGRES", "DJANGO_SETTINGS_MODULE"}


@pytest.mark.long
@pytest.mark.one_store
@pytest.mark.postgres
@pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed: apt-get install postgresql")
def test_what_holds_on_sqlite_holds_on_postgresql() -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in OF_THE_PARENT and not name.startswith("PYTEST_")
    }
    command = [sys.executable, "-m", "tests.on_postgres", "-n0", "-m", "not slow and not browser", *FIRST]
    done = subprocess.run(command, cwd=HOUSE, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
