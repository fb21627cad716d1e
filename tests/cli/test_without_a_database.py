"""A command that needs the installation says in one line that there is none; no table is imported before it is open.

It leaves nothing behind either: a folder named by mistake is no installation afterwards.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import bihuan
from bihuan.rules.packs import path_of

DOSSIER = "00000000-0000-7000-8000-000000000000"
COMMANDS = (
    "packs try PACK",
    "packs release PACK --as office --reason 试行",
    "packs choose national-2017 --as office --reason 换届",
    f"step close {DOSSIER} --as office",
    f"archive {DOSSIER} -o out.zip",
    f"ledger export {DOSSIER} -o out.jsonl",
    f"ledger checkpoint {DOSSIER} -o out.json",
    "account reset office",
    "remind --dry-run",
    "worker",
)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda told: " ".join(told.split()[:2]))
def test_a_command_without_a_database_says_so_in_one_line_and_leaves_none(tmp_path: Path, command: str) -> None:
    pack = tmp_path / "qingshi-2026.yaml"
    shipped = path_of("closing-loop-2018")[0].read_text(encoding="utf-8")
    pack.write_text(shipped.replace("closing-loop-2018", "qingshi-2026"), encoding="utf-8")
    told = typed(command.replace("PACK", str(pack)), tmp_path)
    assert told.returncode == 2, told.stderr
    assert "no database of Bihuan yet" in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1, told.stderr
    assert list((tmp_path / "home").iterdir()) == []


def test_the_doctor_says_so_too_and_makes_nothing_to_look_at(tmp_path: Path) -> None:
    told = typed("doctor", tmp_path)
    assert told.returncode == 1, told.stderr
    assert "no database of Bihuan yet" in told.stdout
    assert list((tmp_path / "home").iterdir()) == []


def typed(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command of the product for an installation that was never made."""
    return subprocess.run(
        [sys.executable, "-m", "bihuan.cli", *command.split()],
        capture_output=True,
        text=True,
        cwd=folder,
        env={
            **{name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"},
            "BIHUAN_HOME": str(folder / "home"),
            "PYTHONPATH": str(Path(bihuan.__file__).parents[1]),
        },
        timeout=60,
        check=False,
    )
