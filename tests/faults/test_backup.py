"""One command saves everything while it is in use, one puts it back; a changed bit anywhere is reported."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bihuan.installation.container import BackupBroken
from bihuan.installation.restore import restore
from tests.faults.installation import OK, Clients, Installation

pytestmark = pytest.mark.one_store

CHANCE = random.Random(20261122)
FLIPS = 200


@pytest.fixture(scope="module")
def zipped(founded: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("backup") / "backup.zip"
    made = founded.run("backup", "-o", str(output))
    assert made.returncode == 0, made.stdout + made.stderr
    return output


def reported(backup: Path, target: Path) -> bool:
    """True where a restore refuses a backup and leaves nothing."""
    try:
        restore(backup, target, None)
    except BackupBroken:
        assert not target.exists() or list(target.iterdir()) == []
        return True
    shutil.rmtree(target)
    return False


@pytest.mark.long
@pytest.mark.parametrize("name", ["backup.zip", "backup"])
def test_a_backup_made_in_use_is_restored_whole(house: Installation, tmp_path: Path, name: str) -> None:
    clients = Clients(house, threads=3)
    house.serve()
    assert house.evidence("0-evidence-before", b"before the backup")[0] == OK
    clients.start()
    made = house.run("backup", "-o", str(tmp_path / name))
    clients.stop()
    assert made.returncode == 0, made.stdout + made.stderr
    assert clients.acknowledged, "nobody wrote meanwhile"
    assert clients.refused == []
    target = Installation(tmp_path / "restored")
    done = target.run("restore", str(tmp_path / name), "--into", str(target.home))
    assert done.returncode == 0, done.stdout + done.stderr
    verdict = target.verdict()
    assert verdict["faults"] == []
    assert "0-evidence-before" in verdict["keys"]
    assert sorted(p.name for p in tmp_path.iterdir()) == sorted([name, "home", "restored"]), "nothing is left beside"
    again = target.run("restore", str(tmp_path / name), "--into", str(target.home))
    assert (again.returncode, "is not empty" in again.stderr) == (2, True)


def test_every_flipped_bit_of_a_packed_backup_is_reported(zipped: Path, tmp_path: Path) -> None:
    content, changed = zipped.read_bytes(), tmp_path / "changed.zip"
    unseen = []
    for place in [CHANCE.randrange(len(content) * 8) for _ in range(FLIPS)]:
        flipped = bytearray(content)
        flipped[place // 8] ^= 1 << place % 8
        changed.write_bytes(flipped)
        if not reported(changed, tmp_path / "target"):
            unseen.append(place)
    assert unseen == []


def test_a_packed_backup_that_was_cut_or_lengthened_is_reported(zipped: Path, tmp_path: Path) -> None:
    content, changed = zipped.read_bytes(), tmp_path / "changed.zip"
    for other in (content[:-1], content[: len(content) // 2], b"", content + b"\0", b"\0" + content):
        changed.write_bytes(other)
        assert reported(changed, tmp_path / "target")


def test_every_flipped_bit_of_a_backup_folder_is_reported(founded: Installation, tmp_path: Path) -> None:
    folder = tmp_path / "backup"
    assert founded.run("backup", "-o", str(folder)).returncode == 0
    parts = [part for part in folder.rglob("*") if part.is_file()]
    for part in CHANCE.choices(parts, k=40):
        content = part.read_bytes()
        flipped = bytearray(content)
        flipped[CHANCE.randrange(len(content))] ^= 1 << CHANCE.randrange(8)
        part.write_bytes(flipped)
        assert reported(folder, tmp_path / "target"), part
        part.write_bytes(content)
    stray = folder / "uploads" / "stray"
    stray.write_bytes(b"x")
    assert reported(folder, tmp_path / "target")
    stray.unlink()
    parts[0].unlink()
    assert reported(folder, tmp_path / "target")


def test_a_backup_of_a_forged_ledger_is_not_made(house: Installation, tmp_path: Path) -> None:
    with closing(sqlite3.connect(house.home / "bihuan.sqlite3")) as connection:
        connection.execute("DROP TRIGGER ledger_entry_no_update")
        connection.execute("UPDATE ledger_entry SET content = replace(content, 'rule', 'role') WHERE number = 2")
        connection.execute("UPDATE ledger_entry SET action = 'close' WHERE number = 2")
        connection.commit()
    made = house.run("backup", "-o", str(tmp_path / "forged.zip"))
    assert made.returncode == 1
    assert "does not hold: stream" in made.stdout
    assert [p.name for p in tmp_path.iterdir()] == ["home"]


def test_a_file_lost_on_this_disk_is_told_and_the_rest_is_saved(house: Installation, tmp_path: Path) -> None:
    upload = next(f for f in (house.home / "uploads").rglob("*") if f.is_file())
    upload.unlink()
    made = house.run("backup", "-o", str(tmp_path / "backup.zip"))
    assert made.returncode == 1
    assert f"{upload.name}: is missing on this disk" in made.stdout
    restored = house.run("restore", str(tmp_path / "backup.zip"), "--into", str(tmp_path / "restored"))
    assert restored.returncode == 0
    assert "already so when the backup was made" in restored.stdout
    doctor = json.loads(house.run("doctor", "--json").stdout)
    assert not doctor["ok"]
    assert [c["name"] for c in doctor["checks"] if c["state"] == "fail"] == ["uploads"]


def test_what_cannot_be_used_is_refused_on_one_line(founded: Installation, tmp_path: Path) -> None:
    (tmp_path / "there.zip").write_bytes(b"")
    for arguments in (
        ("backup", "-o", str(tmp_path / "there.zip")),
        ("backup", "-o", str(tmp_path / "nowhere/backup.zip")),
        ("restore", str(tmp_path / "nothing.zip"), "--into", str(tmp_path / "x")),
    ):
        refused = founded.run(*arguments)
        assert (refused.returncode, refused.stderr.count("\n")) == (2, 1), refused.stderr
