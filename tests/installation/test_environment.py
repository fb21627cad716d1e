"""A setting that cannot be meant so is refused in a line that says which, what stands there and what is allowed."""

from __future__ import annotations

import json
import re
import sqlite3
from pathlib import Path

import pytest

from bihuan.installation.environment import BOUNDS, LEAVE_OUT, look_at_settings, unknown_names
from bihuan.installation.soundness import State
from bihuan.installation.spoken import in_chinese
from tests.faults.installation import Installation

ROOT = Path(__file__).parents[2]
CHINESE = re.compile("[\u4e00-\u9fff]")
SOUND = {
    "BIHUAN_IDLE_SECONDS": "900",
    "BIHUAN_MAIL_TLS": "ssl",
    "BIHUAN_MAIL_HOST": "smtp.bihuan.example",
    "BIHUAN_MAIL_HOUR": " 0",
    "BIHUAN_LOG": "warning",
    "BIHUAN_HTTPS": "1",
    "BIHUAN_DEMO": "",
    "BIHUAN_ADDRESS": "https://bihuan.example",
    "BIHUAN_ORIGINS": "https://bihuan.example:8443,http://10.0.0.1",
    "BIHUAN_POSTGRES": "host=/var/run/postgresql user=bihuan dbname=bihuan",
}
WHOLE = "allowed is a whole number from"
SPOILT = [
    ("BIHUAN_IDLE_SECONDS", "abc", f"{WHOLE} 1 to 31536000"),
    ("BIHUAN_TOKEN_DAYS", "", f"{WHOLE} 1 to 36500"),
    ("BIHUAN_MAIL_PORT", "", f"{WHOLE} 1 to 65535"),
    ("BIHUAN_MAIL_PORT", "65536", f"{WHOLE} 1 to 65535"),
    ("BIHUAN_MAIL_HOUR", "8:00", f"{WHOLE} 0 to 23"),
    ("BIHUAN_MAIL_HOUR", "24", f"{WHOLE} 0 to 23"),
    ("BIHUAN_BULK_MOST", "x", f"{WHOLE} 1 to 100000"),
    ("BIHUAN_EXPORT_MOST", "1e3", f"{WHOLE} 1 to 1048575"),
    ("BIHUAN_EXPORT_MOST", "9" * 5000, f"{WHOLE} 1 to 1048575"),
    ("BIHUAN_HSTS_SECONDS", "-1", f"{WHOLE} 0 to 2147483647"),
    ("BIHUAN_ENTER_AT_ONCE", "\uff12", f"{WHOLE} 0 to 1000000"),
    ("BIHUAN_LOG", "verbose", "allowed is one of DEBUG, INFO, WARNING, ERROR, CRITICAL"),
    ("BIHUAN_MAIL_TLS", "", "allowed is one of starttls, ssl, none"),
    ("BIHUAN_HTTPS", "true", "allowed is 1 (on) or 0 (off)"),
    ("BIHUAN_ADDRESS", "bihuan.example", "allowed is what begins with http:// or https:// and names a host"),
    ("BIHUAN_ORIGINS", "https://[::1", "allowed is what begins with http:// or https:// and names a host"),
    ("BIHUAN_MAIL_HOST", "smtp..example", "allowed is the name of a host, or its IP address"),
]


@pytest.mark.parametrize("given", [{}, SOUND])
def test_what_can_be_meant_so_is_one_ok(given: dict[str, str]) -> None:
    assert [one.state for one in look_at_settings(given)] == [State.OK]


@pytest.mark.parametrize(("name", "value", "allowed"), SPOILT, ids=lambda told: str(told)[:20])
def test_one_spoilt_setting_is_one_fault(name: str, value: str, allowed: str) -> None:
    (found,) = look_at_settings(SOUND | {name: value})
    assert (found.state, found.remedy) == (State.FAIL, LEAVE_OUT)
    assert found.told == f'{name}="{value[:60]}": {allowed}'


def test_what_may_hold_a_password_is_not_told_again() -> None:
    (found,) = look_at_settings({"BIHUAN_POSTGRES": "geheim"})
    assert found.state is State.FAIL
    assert "geheim" not in str(found)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("BIHUAN_HTPPS", "no setting is called BIHUAN_HTPPS, BIHUAN_HTTPS is"),
        ("BIHUAN_MAIL_HOSTS", "no setting is called BIHUAN_MAIL_HOSTS, BIHUAN_MAIL_HOST is"),
        ("BIHUAN_Q", "no setting is called BIHUAN_Q"),
    ],
)
def test_a_name_that_nothing_reads_is_told_with_the_one_it_is_like(name: str, told: str) -> None:
    (found,) = look_at_settings(SOUND | {name: "1"})
    assert (found.state, found.told, found.remedy) == (State.WARN, told, LEAVE_OUT)
    assert CHINESE.search(in_chinese(told))


def test_every_setting_that_the_product_names_is_known() -> None:
    places = [*(ROOT / "src").rglob("*.py"), *(ROOT / "deploy").glob("*"), ROOT / "dev"]
    texts = (one.read_text(encoding="utf-8", errors="replace") for one in places if one.is_file())
    named = {name for text in texts for name in re.findall(r"\bBIHUAN_[A-Z]+(?:_[A-Z]+)*\b", text)}
    assert len(named) > 25
    assert list(unknown_names(dict.fromkeys(named, ""))) == []


@pytest.mark.parametrize("name", sorted(BOUNDS))
def test_both_bounds_may_be_set_and_nothing_beyond_them(name: str) -> None:
    least, most = BOUNDS[name]
    states = [look_at_settings({name: str(value)})[0].state for value in (least, most, least - 1, most + 1)]
    assert states == [State.OK, State.OK, State.FAIL, State.FAIL]


# --- the commands themselves ------------------------------------------------------------------------


@pytest.mark.one_store
def test_every_command_that_needs_the_settings_refuses_them_and_the_doctor_shows_each(tmp_path: Path) -> None:
    house = Installation(tmp_path / "home")
    spoilt = {"BIHUAN_IDLE_SECONDS": "abc", "BIHUAN_LOG": "verbose", "BIHUAN_POSTGRES": "nonsense"}
    for command in (("serve",), ("worker", "--once"), ("database",)):
        refused = house.run(*command, **spoilt)
        assert refused.returncode == 2, command
        assert len(refused.stderr.splitlines()) == 3, refused.stderr
        assert 'BIHUAN_IDLE_SECONDS="abc"' in refused.stderr
    backup = house.run("backup", "-o", str(tmp_path / "b.zip"), **spoilt)
    assert (backup.returncode, len(backup.stderr.splitlines())) == (2, 1), backup.stderr
    told = json.loads(house.run("doctor", "--json", **spoilt).stdout)
    assert [check["state"] for check in told["checks"] if check["name"] == "settings"] == ["fail"] * 3


@pytest.mark.long
@pytest.mark.one_store
def test_a_file_that_is_no_database_any_more_is_told_to_be_restored(tmp_path: Path) -> None:
    house = Installation(tmp_path / "home")
    assert house.run("database").returncode == 0
    file = house.home / "bihuan.sqlite3"
    whole = file.read_bytes()
    head, pages = b"no database" + whole[11:], whole[:8192] + b"\x55" * (len(whole) - 8192)
    for damaged in (head, pages):
        file.write_bytes(damaged)
        for command in (("serve",), ("database",)):
            refused = house.run(*command)
            assert (refused.returncode, "Traceback" in refused.stderr) == (2, False), refused.stderr
            assert "restore the last backup" in refused.stderr
        doctor = house.run("doctor")
        assert (doctor.returncode, doctor.stderr) == (1, "")
        assert "restore the last backup" in doctor.stdout


@pytest.mark.long
@pytest.mark.one_store
def test_a_table_that_is_damaged_is_told_by_the_doctor_before_it_is_counted(tmp_path: Path) -> None:
    house = Installation(tmp_path / "home")
    assert house.run("database").returncode == 0
    file = house.home / "bihuan.sqlite3"
    content = bytearray(file.read_bytes())
    with sqlite3.connect(file) as store:
        (root,) = store.execute("SELECT rootpage FROM sqlite_master WHERE name = 'teams_inspector'").fetchone()
    content[(root - 1) * 8192 : root * 8192] = b"\x55" * 8192
    file.write_bytes(content)
    doctor = house.run("doctor")
    assert (doctor.returncode, doctor.stderr) == (1, "")
    assert "restore the last backup" in doctor.stdout
