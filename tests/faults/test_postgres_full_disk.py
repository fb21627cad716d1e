"""The disk of PostgreSQL is full: deeds are refused in words, none acknowledged is lost, and it works again."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.faults.installation import OK, Installation
from tests.faults.test_full_disk import AWAY, FULL, fill, is_root
from tests.faults.test_postgres import control
from tests.postgres import cluster, programs

SIZE_MB, REFUSED = 160, 5
pytestmark = [
    pytest.mark.one_store,
    pytest.mark.postgres,
    pytest.mark.long,
    pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed (apt-get install postgresql)"),
    pytest.mark.skipif(not is_root, reason="a small disk is mounted as root only (CI does it)"),
]


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Installation]:
    """An installation whose database lies on a small disk of its own."""
    disk = Path("/mnt/bihuan-postgres-full")
    disk.mkdir(exist_ok=True)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE_MB}m,mode=755", "bihuan-test", str(disk)]).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        with cluster(disk) as dsn:
            with psycopg.connect(dsn, autocommit=True) as connection:
                connection.execute("CREATE DATABASE small")
            made = Installation(tmp_path / "home", dsn=psycopg.conninfo.make_conninfo(dsn, dbname="small")).founded()
            yield made
            made.kill()
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=False)


def is_up(house: Installation) -> bool:
    try:
        psycopg.connect(house.dsn).close()
    except psycopg.OperationalError:
        return False
    return True


def test_a_full_disk_of_postgresql_refuses_deeds_in_words_and_loses_none(house: Installation) -> None:
    house.serve()
    acknowledged, refusals = [], []
    ballast = fill(Path("/mnt/bihuan-postgres-full"))
    for number in range(2000):
        key = f"full-disk-{number:04}"
        status, told = house.measure(key)
        if status == OK:
            acknowledged.append(key)
        else:
            refusals.append((status, told["type"]))
        if len(refusals) == REFUSED:
            break
    assert len(refusals) == REFUSED
    full, away = (FULL, "urn:bihuan:refusal:store_full"), (AWAY, "urn:bihuan:refusal:store_away")
    assert set(refusals) <= {full, away}
    ballast.unlink()
    if not is_up(house):  # it ends itself where its log has no room; whoever runs it starts it, as systemd would
        control(house.dsn, "start")
    assert house.measure("after-room-was-made")[0] == OK
    assert house.faults_told() == []
    house.kill()
    verdict = house.verdict()
    assert verdict["faults"] == []
    assert {*acknowledged, "after-room-was-made"} <= set(verdict["keys"])
