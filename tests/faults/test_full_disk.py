"""A disk that is full or read-only: deeds are refused in words, pages are still read, and it works again by itself."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults.installation import OK, Installation, free_port

SIZE_MB = 260
FULL, AWAY = 507, 503
is_root = hasattr(os, "geteuid") and os.geteuid() == 0
pytestmark = [
    pytest.mark.one_store,
    pytest.mark.skipif(not is_root, reason="a small disk is mounted as root only (CI does it)"),
]


@pytest.fixture
def small_disk(founded: Installation, tmp_path: Path) -> Iterator[Installation]:
    """The founded installation on a disk of its own that a test can fill."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m", "bihuan-test", str(disk)]).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        shutil.copytree(founded.home, disk / "home")
        os.chmod(disk / "home", 0o700)
        made = replace(founded, home=disk / "home", port=free_port(), server=None)
        yield made
        made.kill()
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


def fill(disk: Path) -> Path:
    """Leave no byte free."""
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        try:
            while True:
                file.write(b"\0" * 2**20)
                file.flush()
        except OSError:
            pass
        try:
            while True:
                os.write(file.fileno(), b"\0" * 512)
        except OSError:
            pass
    return ballast


def refused_until_full(house: Installation) -> list[tuple[int, dict[str, str]]]:
    """Do deeds until some are refused; return the refusals."""
    refusals = []
    for number in range(60):
        answer = house.measure(f"full-disk-{number}")
        if answer[0] != OK:
            refusals.append(answer)
        if len(refusals) == 5:
            break
    return refusals


def test_a_full_disk_refuses_deeds_in_words_and_recovers_by_itself(small_disk: Installation) -> None:
    small_disk.serve()
    assert small_disk.measure("before-it-is-full")[0] == OK
    ballast = fill(small_disk.home.parent)
    refusals = refused_until_full(small_disk)
    assert len(refusals) == 5
    assert {status for status, _ in refusals} == {FULL}
    assert {told["type"] for _, told in refusals} == {"urn:bihuan:refusal:store_full"}
    assert all("full" in told["detail"] and "make room" in told["remedy"] for _, told in refusals)
    status, told = small_disk.evidence("file-too-much", os.urandom(300_000).hex().encode())
    assert (status, told["type"]) == (FULL, "urn:bihuan:refusal:store_full")
    assert list((small_disk.home / "uploads/incoming").iterdir()) == []
    assert small_disk.get("/healthz")[0] == AWAY
    assert small_disk.get(f"/api/inspections/{small_disk.county['inspection']}", "unit_liaison")[0] == OK
    assert small_disk.server is not None
    assert small_disk.server.poll() is None
    ballast.unlink()
    assert small_disk.measure("after-room-was-made")[0] == OK
    assert small_disk.evidence("file-too-much", b"it fits")[0] == OK, "a refused key is free"
    assert small_disk.get("/healthz")[0] == OK
    small_disk.kill()
    verdict = small_disk.verdict()
    assert verdict["faults"] == []
    assert {"before-it-is-full", "after-room-was-made", "file-too-much"} <= set(verdict["keys"])


def test_a_disk_without_room_is_not_served(small_disk: Installation) -> None:
    with (small_disk.home.parent / "ballast").open("wb") as file:
        file.write(b"\0" * (100 * 2**20))
    refused = small_disk.run("serve", "--port", str(small_disk.port))
    assert refused.returncode == 2
    assert "MB free; make room" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_a_disk_that_turns_read_only_refuses_deeds_in_words(small_disk: Installation) -> None:
    disk = str(small_disk.home.parent)
    small_disk.serve()
    assert small_disk.measure("while-it-was-writable")[0] == OK
    # the server's log stands on it, too: only new writes are to fail
    if subprocess.run(["mount", "-o", "remount,ro,force", disk], stderr=subprocess.DEVNULL).returncode:
        remounted = subprocess.run(["mount", "-o", "remount,ro", disk], stderr=subprocess.DEVNULL).returncode
        if remounted:
            read_only_by_rights(small_disk)
            return
    try:
        status, told = small_disk.measure("while-it-is-read-only")
        assert status == FULL
        assert "read-only" in told["detail"]
        refused = small_disk.run("doctor", "--json")
        assert refused.returncode == 1
    finally:
        subprocess.run(["mount", "-o", "remount,rw", disk], check=False)
    assert small_disk.measure("writable-again")[0] == OK


def read_only_by_rights(house: Installation) -> None:
    """Where the disk is busy and cannot be remounted: a second mount of the home folder, read-only, over it."""
    bind = ["mount", "--bind", str(house.home), str(house.home)]
    assert subprocess.run(bind).returncode == 0
    assert subprocess.run(["mount", "-o", "remount,ro,bind", str(house.home)]).returncode == 0
    try:
        status, told = house.measure("while-it-is-read-only")
        assert status in (FULL, AWAY), told
        assert "nothing was written" in told["remedy"] or "repeat" in told["remedy"]
        refused = house.run("serve", "--port", "1")
        assert refused.returncode == 2
        assert "cannot be written" in refused.stderr
    finally:
        subprocess.run(["umount", str(house.home)], check=False)
    assert house.measure("writable-again")[0] == OK
