"""From nothing to the sign-in page on the command line."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_store

HOUSE = Path(__file__).resolve().parents[2]


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("BIHUAN_", "DJANGO_"))}
    return {**kept, "BIHUAN_HOME": str(tmp_path / "home"), "PYTHONPATH": str(HOUSE / "src")}


def run(home: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bihuan.cli", *arguments]
    return subprocess.run(command, env=home, capture_output=True, text=True, timeout=120, check=False)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_an_installation_begins_step_by_step_and_says_what_is_missing(home: dict[str, str]) -> None:
    too_early = run(home, "serve")
    assert too_early.returncode == 2
    assert "python3 dev database" in too_early.stderr
    assert len(too_early.stderr.splitlines()) == 1
    assert run(home, "database", "--check").returncode == 1
    assert run(home, "database").returncode == 0
    unknown_pack = run(home, "account", "first", "--authority", "青石县委", "--packs", "no-such-pack")
    assert unknown_pack.returncode == 2
    made = run(home, "account", "first", "--authority", "青石县委")
    assert made.returncode == 0, made.stderr
    assert [line.split()[0] for line in made.stdout.splitlines()[1:5]] == ["office", "system", "security", "audit"]
    again = run(home, "account", "first", "--authority", "别处县委")
    assert (again.returncode, "青石县委" in again.stdout) == (1, True)
    assert run(home, "account", "reset", "nobody").returncode == 2
    assert "first password" in run(home, "account", "reset", "office").stdout


def test_the_server_answers_and_refuses_a_port_that_is_taken(home: dict[str, str]) -> None:
    assert run(home, "database").returncode == 0
    port = free_port()
    command = [sys.executable, "-m", "bihuan.cli", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=home, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        try:
            page = ask(f"http://127.0.0.1:{port}/sign-in/")
            taken = run(home, "serve", "--port", str(port))
        finally:
            server.terminate()
    assert "登录" in page
    assert taken.returncode == 2
    assert "--port" in taken.stderr


def ask(url: str) -> str:
    """Return a page of a server that is just starting."""
    for _ in range(100):
        try:
            with urllib.request.urlopen(url) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"{url} does not answer")
