"""A founded installation, made once and copied for each test that wants one of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.installation import Installation, free_port


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation on SQLite with its county; nobody serves it."""
    return Installation(tmp_path_factory.mktemp("founded") / "home").founded()


@pytest.fixture
def house(founded: Installation, tmp_path: Path) -> Iterator[Installation]:
    """A copy of the founded installation that a test may ruin."""
    shutil.copytree(founded.home, tmp_path / "home", copy_function=shutil.copy2)
    os.chmod(tmp_path / "home", 0o700)
    made = replace(founded, home=tmp_path / "home", port=free_port(), server=None)
    yield made
    made.kill()
