"""The same tests on PostgreSQL: one code, two stores."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import cluster, programs

HOUSE = Path(__file__).resolve().parents[2]
QUICK = ["tests/closeout/test_closing.py", "tests/closeout/test_archive.py", "tests/database"]
REST = ["tests/closeout", "tests/dossiers", "tests/organizations", "tests/rectification", "tests/access", "tests/desk"]
OF_THE_PARENT = {"BIHUAN_HOME", "BIHUAN_POSTGRES", "DJANGO_SETTINGS_MODULE"}


@pytest.mark.postgres
@pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed: apt-get install postgresql")
@pytest.mark.skipif("BIHUAN_POSTGRES" in os.environ, reason="these tests run on PostgreSQL already")
@pytest.mark.parametrize("chosen", [QUICK, pytest.param(REST, marks=pytest.mark.slow)], ids=["quick", "rest"])
def test_what_holds_on_sqlite_holds_on_postgresql(chosen: list[str]) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in OF_THE_PARENT and not name.startswith("PYTEST_")
    }
    command = [sys.executable, "-m", "pytest", "-n0", "-m", "not slow and not browser", *chosen]
    with cluster() as dsn:
        done = subprocess.run(
            command, cwd=HOUSE, env={**environment, "BIHUAN_POSTGRES": dsn}, capture_output=True, text=True
        )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
