"""Before anything is served the ground is looked at; each fault is one line that says what, where and what to do."""

from __future__ import annotations

import json
import os
import socket
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bihuan.exchange import own_keys
from bihuan.installation import soundness
from bihuan.installation.home import KEY_FILES
from bihuan.installation.soundness import MB, State
from bihuan.ledger.sealed import sealing_keys
from bihuan.mailroom.records import MARKS_KEY
from tests.faults.installation import Installation

pytestmark = pytest.mark.one_store

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
RELEASED_ON = date(2026, 11, 1)
FAIL, WARN, OK = State.FAIL, State.WARN, State.OK
ON = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}


@pytest.mark.parametrize(
    ("free", "state"), [(0, FAIL), (200 * MB - 1, FAIL), (200 * MB, WARN), (1024 * MB - 1, WARN), (1024 * MB, OK)]
)
def test_a_disk_without_room_is_refused_and_little_room_is_warned_of(free: int, state: State) -> None:
    assert soundness.judge_room(free, "/srv/bihuan").state is state


@pytest.mark.parametrize(
    ("version", "journal", "state"),
    [((3, 51, 3), "wal", OK), ((3, 51, 2), "wal", FAIL), ((3, 40, 1), "delete", WARN), ((3, 53, 4), "delete", OK)],
)
def test_wal_needs_a_sqlite_without_the_reset_bug(version: tuple[int, ...], journal: str, state: State) -> None:
    (found,) = soundness.judge_sqlite(version, journal, 2)
    assert found.state is state


def test_a_sqlite_that_does_not_wait_for_the_disk_is_refused() -> None:
    assert [f.state for f in soundness.judge_sqlite((3, 53, 4), "wal", 1)] == [OK, FAIL]


@pytest.mark.parametrize("name", sorted(ON))
def test_a_postgresql_that_does_not_wait_for_the_disk_is_refused(name: str) -> None:
    assert soundness.worst(soundness.judge_postgres(150004, ON)) is OK
    spoilt = soundness.judge_postgres(150004, ON | {name: "off"})
    assert [str(f) for f in spoilt if f.state is FAIL] == [
        f"PostgreSQL 15.4: {name} is off, so a power cut loses deeds; "
        f"set {name} = on in postgresql.conf (or ALTER SYSTEM, ALTER ROLE), then reload"
    ]


@pytest.mark.parametrize(
    ("newest", "state"),
    [(None, OK), (NOW - timedelta(days=1), OK), (NOW + timedelta(minutes=1), WARN), (NOW + timedelta(days=1), FAIL)],
)
def test_a_clock_behind_the_ledger_is_refused(newest: datetime | None, state: State) -> None:
    assert soundness.judge_clock(NOW, newest, RELEASED_ON).state is state
    assert soundness.judge_clock(NOW, newest, RELEASED_ON, trusted=True).state is OK


def test_a_clock_set_elsewhere_under_a_server_is_refused_whoever_trusts_it() -> None:
    found = soundness.judge_clock(NOW, NOW - timedelta(days=1), RELEASED_ON, trusted=True, moved=True)
    assert found.state is FAIL
    assert "set elsewhere while the server ran" in found.told


def test_a_clock_before_the_release_is_refused() -> None:
    assert soundness.judge_clock(datetime(2026, 10, 31, tzinfo=UTC), None, RELEASED_ON).state is FAIL


@pytest.mark.parametrize(("mode", "state"), [(0o40700, OK), (0o40750, OK), (0o40755, WARN), (0o40777, FAIL)])
def test_others_may_not_write_into_the_home_folder(mode: int, state: State) -> None:
    assert soundness.judge_rights("home", "/srv/bihuan", mode).state is state


@pytest.mark.parametrize(
    ("mode", "content", "state"), [(0o100600, "x", OK), (0o100640, "x", FAIL), (0o100600, " ", FAIL)]
)
def test_the_secret_is_its_user_s_alone(mode: int, content: str, state: State) -> None:
    assert soundness.judge_secret("/srv/bihuan/secret", mode, content).state is state


# --- the commands themselves ------------------------------------------------------------------------


@pytest.fixture
def house(tmp_path: Path) -> Installation:
    return Installation(tmp_path / "home")


def test_every_fault_is_told_at_once_each_on_its_line(house: Installation) -> None:
    house.home.mkdir()
    house.home.chmod(0o777)
    (house.home / "secret").write_text("x" * 60)
    (house.home / "secret").chmod(0o644)
    refused = house.run("serve", "--port", str(house.port))
    assert refused.returncode == 2
    assert refused.stderr.splitlines() == [
        f"{house.home}: rights 777, everybody may write; run: chmod o-rwx {house.home}",
        f"{house.home}/secret: rights 644, others may use it; run: chmod 600 {house.home}/secret",
    ]


def test_a_key_file_that_others_may_read_is_refused_by_name_whatever_signs_the_sessions(house: Installation) -> None:
    house.home.mkdir(mode=0o700)
    for name in KEY_FILES:
        (house.home / name).write_text("ab" * 32)
        (house.home / name).chmod(0o644)
    (house.home / "clue-key").chmod(0o600)
    told = json.loads(house.run("doctor", "--json", BIHUAN_SECRET="x" * 60).stdout)
    keys = [check for check in told["checks"] if check["name"] == "keys"]
    assert [check["state"] for check in keys] == ["fail", "ok", "fail", "fail", "fail"]
    assert keys[0]["told"] == f"{house.home}/ballot-key: rights 644, others may use it"
    assert keys[0]["remedy"] == f"run: chmod 600 {house.home}/ballot-key"
    assert house.run("serve", "--port", str(house.port)).returncode == 2


def test_every_key_file_of_the_rooms_is_looked_at() -> None:
    assert set(KEY_FILES) == {*sealing_keys(), MARKS_KEY, own_keys.FILE}


@pytest.mark.parametrize(
    ("mode", "content", "state"), [(0o100600, "x", OK), (0o100644, "x", FAIL), (0o100600, "", FAIL)]
)
def test_a_key_file_is_its_user_s_alone_and_holds_something(mode: int, content: str, state: State) -> None:
    assert soundness.judge_key("/srv/bihuan/clue-key", mode, content).state is state


def test_a_home_that_cannot_be_is_refused_by_every_command_that_needs_it(house: Installation) -> None:
    house.home.write_text("a file")
    for command in (("serve",), ("worker", "--once"), ("database",)):
        refused = house.run(*command)
        assert refused.returncode == 2, command
        assert "BIHUAN_HOME" in refused.stderr
        assert refused.stderr.count("\n") == 1
    doctor = json.loads(house.run("doctor", "--json").stdout)
    assert (doctor["ok"], doctor["checks"][0]["state"]) == (False, "fail")


@pytest.mark.long
def test_serving_without_a_database_is_refused_and_with_one_in_use_the_port_is(house: Installation) -> None:
    refused = house.run("serve", "--port", str(house.port))
    assert (refused.returncode, "run: python3 dev database" in refused.stderr) == (2, True)
    assert house.run("database").returncode == 0
    assert oct(os.stat(house.home).st_mode)[-3:] == "700"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", house.port))
        taken.listen()
        refused = house.run("serve", "--port", str(house.port))
    assert (refused.returncode, "choose another --port" in refused.stderr) == (2, True)
    assert refused.stderr.count("\n") == 1
    doctor = json.loads(house.run("doctor", "--json", "--ledger").stdout)
    assert doctor["ok"]
    assert doctor["figures"]["ledger"]["entries_verified"] == 0
    assert {check["name"] for check in doctor["checks"] if check["state"] == "warn"} <= {"backup", "room", "each day"}
