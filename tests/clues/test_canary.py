"""A planted clue and a planted tip are found by nobody who may not read them: no page, no export, no file."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from tests.clues.canary_at_home import SECRET, holds
from tests.faults.installation import CHECKOUT, Installation

pytestmark = [pytest.mark.one_store, pytest.mark.slow]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("canary")
    temporary = folder / "tmp"
    temporary.mkdir()
    house = Installation(folder / "home")
    made = house.run("database")
    assert made.returncode == 0, made.stderr
    script = [sys.executable, "-m", "tests.clues.canary_at_home"]
    own = house.environment | {"TMPDIR": str(temporary)}
    done = subprocess.run(script, env=own, capture_output=True, cwd=CHECKOUT, timeout=800, check=False)
    assert done.returncode == 0, done.stderr.decode()[-4000:]
    told: dict[str, Any] = json.loads(done.stdout)
    told["log"] = done.stderr
    return told


def test_the_search_finds_what_is_no_secret(found: dict[str, Any]) -> None:
    assert found["pages"] > 500
    assert "office" in found["control_in_pages"]
    assert {"bihuan.sqlite3"} <= set(found["control_in_files"])
    assert found["wal"] == ["bihuan.sqlite3-wal"], "the write-ahead log is searched while it is there"
    assert found["log"], "the log is searched, and there is one"


def test_no_page_and_no_export_of_any_role_holds_a_word_of_the_clue(found: dict[str, Any]) -> None:
    assert found["in_pages"] == []


def test_no_file_holds_a_word_of_the_clue(found: dict[str, Any]) -> None:
    assert found["in_files"] == []
    assert not any(holds(found["log"], word) for word in SECRET)


def test_every_page_of_every_role_is_what_it_was_before_the_clue(found: dict[str, Any]) -> None:
    assert found["changed"] == []
    assert not any(found["only_after"].values())
    assert found["verified_alike"], "how many chains there are tells how many clues there are"


def test_a_clue_that_is_there_is_answered_like_one_that_is_not(found: dict[str, Any]) -> None:
    assert found["unlike"] == []
