"""PostgreSQL goes down while deeds are done: they fail cleanly, work again by themselves, and none answered is lost."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from tests.faults.installation import OK, Clients, Installation, free_port
from tests.faults.kills import killed_under_load, refuse_losses
from tests.faults.races import refuse_two_approvals, refuse_two_effects_of_one_key
from tests.postgres import cluster, programs, runner

pytestmark = [
    pytest.mark.one_store,
    pytest.mark.postgres,
    pytest.mark.skipif(programs() is None, reason="PostgreSQL is not installed (apt-get install postgresql)"),
]
AWAY = 503


@pytest.fixture(scope="module")
def dsn() -> Iterator[str]:
    with cluster() as reached:
        yield reached


@pytest.fixture(scope="module")
def laid(dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with its county in a database that others are copied from."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("CREATE DATABASE laid")
    home = tmp_path_factory.mktemp("laid") / "home"
    return Installation(home, dsn=psycopg.conninfo.make_conninfo(dsn, dbname="laid")).founded()


@pytest.fixture
def house(laid: Installation, dsn: str, tmp_path: Path) -> Iterator[Installation]:
    shutil.copytree(laid.home, tmp_path / "home")
    (tmp_path / "home").chmod(0o700)
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("CREATE DATABASE faults TEMPLATE laid")
        connection.execute("CHECKPOINT")  # a copied sequence forgets after a crash what it gave since: PostgreSQL's own
    reached = psycopg.conninfo.make_conninfo(dsn, dbname="faults")
    made = replace(laid, home=tmp_path / "home", dsn=reached, port=free_port())
    yield made
    made.kill()
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("DROP DATABASE faults WITH (FORCE)")


def control(dsn: str, *arguments: str) -> None:
    """Stop or start the cluster: immediate is what a crash is to it."""
    folder = programs()
    assert folder is not None
    place = Path(str(conninfo_to_dict(dsn)["host"]))
    options = ["-o", f"-k {place} -c listen_addresses="] if "start" in arguments else []
    command = [str(folder / "pg_ctl"), "-D", str(place / "data"), "-l", str(place / "log"), "-w", *options, *arguments]
    done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False, **runner())
    assert done.returncode == 0, done.stderr + done.stdout


@pytest.mark.long
def test_deeds_fail_cleanly_while_postgresql_is_down_and_work_again(house: Installation) -> None:
    clients = Clients(house)
    house.serve()
    clients.start()
    clients.wait_for(3)
    control(house.dsn, "-m", "immediate", "stop")
    before = len(clients.acknowledged)
    time.sleep(0.5)
    assert house.get("/healthz")[0] == AWAY
    control(house.dsn, "start")
    clients.wait_for(before + 3)  # it works again by itself
    clients.stop()
    assert house.get("/healthz")[0] == OK
    others = [told for status, told in clients.refused if status != AWAY]
    assert others == [], house.faults_told()
    assert {told["type"] for _, told in clients.refused} == {"urn:bihuan:refusal:store_away"}
    house.kill()
    verdict = house.verdict()
    assert verdict["faults"] == []
    assert set(clients.acknowledged) <= set(verdict["keys"])


@pytest.mark.long
def test_a_postgresql_that_does_not_wait_for_its_disk_is_not_served(house: Installation) -> None:
    with psycopg.connect(house.dsn, autocommit=True) as connection:
        connection.execute("ALTER DATABASE faults SET synchronous_commit = off")
    refused = house.run("serve", "--port", str(house.port))
    assert refused.returncode == 2
    assert "synchronous_commit is off, so a power cut loses deeds; set synchronous_commit = on" in refused.stderr
    assert refused.stderr.count("\n") == 1


@pytest.mark.long
def test_a_backup_of_postgresql_is_restored_into_an_empty_database(
    house: Installation, dsn: str, tmp_path: Path
) -> None:
    backup = tmp_path / "backup.zip"
    made = house.run("backup", "-o", str(backup))
    assert made.returncode == 0, made.stderr
    refused = house.run("restore", str(backup), "--into", str(tmp_path / "other"))
    assert (refused.returncode, "is not empty" in refused.stderr) == (2, True)
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("CREATE DATABASE restored")
    try:
        other = Installation(tmp_path / "other", dsn=psycopg.conninfo.make_conninfo(dsn, dbname="restored"))
        done = other.run("restore", str(backup), "--into", str(other.home))
        assert done.returncode == 0, done.stdout + done.stderr
        assert other.verdict() == house.verdict()
    finally:
        with psycopg.connect(dsn, autocommit=True) as connection:
            connection.execute("DROP DATABASE restored WITH (FORCE)")


@pytest.mark.long
def test_a_row_written_beside_the_product_is_named_on_postgresql(house: Installation) -> None:
    sound = json.loads(house.run("doctor", "--json", "--ledger").stdout)
    assert [one["told"] for one in sound["checks"] if one["state"] == "fail"] == []
    assert sound["figures"]["tables"]["rows_compared"] > 10
    with psycopg.connect(house.dsn) as connection:
        row = connection.execute("UPDATE dossiers_finding SET title = 'another' RETURNING id").fetchone()
    assert row is not None
    told = house.run("doctor", "--ledger")
    assert told.returncode == 1
    assert f"dossiers_finding {row[0]}: title is not what the ledger leads to" in told.stdout


@pytest.mark.long
def test_of_ten_at_once_with_one_key_or_over_one_measure_one_has_an_effect(house: Installation) -> None:
    refuse_two_effects_of_one_key(house)


@pytest.mark.long
def test_of_ten_who_approve_or_close_at_once_one_does_it(dsn: str, tmp_path: Path) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("CREATE DATABASE accepted")
    reached = psycopg.conninfo.make_conninfo(dsn, dbname="accepted")
    house = Installation(tmp_path / "home", dsn=reached).founded(0, "accepted")
    try:
        refuse_two_approvals(house)
    finally:
        house.kill()


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_in_twenty_kills(house: Installation) -> None:
    refuse_losses(killed_under_load(house, kills=20), kills=20)


def test_a_database_that_sorts_by_a_language_is_refused(dsn: str, tmp_path: Path) -> None:
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("CREATE DATABASE spoken TEMPLATE template0 LOCALE_PROVIDER icu ICU_LOCALE 'zh'")
    house = Installation(tmp_path / "home", dsn=psycopg.conninfo.make_conninfo(dsn, dbname="spoken"))
    refused = house.run("database")
    assert (refused.returncode, "the database spoken sorts text by the rules of a language" in refused.stderr) == (
        2,
        True,
    )
