"""The command line speaks Chinese on a Chinese machine, and every line that has Chinese fits what is said."""

from __future__ import annotations

import argparse
import importlib
import re
from datetime import UTC, date, datetime, timedelta

import pytest

from bihuan.cli.main import COMMANDS, Parser, main
from bihuan.domain.glossary import DRAW_VERIFIED, VERIFIED
from bihuan.installation import soundness as s
from bihuan.installation import spoken
from bihuan.installation.environment import look_at_settings
from bihuan.installation.spoken import in_chinese, say, speaks_chinese, words
from bihuan.ledger.verifier import in_both

CHINESE = re.compile("[\u4e00-\u9fff]")
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LATE = timedelta(hours=1)
SPOILT = {
    "BIHUAN_TOKEN_DAYS": "",
    "BIHUAN_LOG": "verbose",
    "BIHUAN_HTTPS": "true",
    "BIHUAN_ADDRESS": "bihuan",
    "BIHUAN_MAIL_HOST": "smtp..example",
    "BIHUAN_POSTGRES": "nonsense",
}
OFF = {"fsync": "off", "full_page_writes": "on", "synchronous_commit": "on"}


@pytest.mark.parametrize(
    ("told", "chinese"),
    [
        ({"LANG": "zh_CN.UTF-8"}, True),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN"}, True),
        ({"LANG": "en_GB.UTF-8"}, False),
    ],
)
def test_the_language_is_the_machine_s(told: dict[str, str], chinese: bool) -> None:
    assert speaks_chinese(told) is chinese


def test_the_list_of_commands_and_each_help_are_chinese(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert main(["help"]) == 0
    listed = re.findall(r"^  (\w+) +(.+)$", capsys.readouterr().out, re.M)
    assert {name for name, said in listed if CHINESE.search(said)} >= set(COMMANDS)
    for name in ("account", "database", "demo", "serve", "doctor", "backup", "restore"):
        module = importlib.import_module(f"bihuan.cli.{name}")
        parser = Parser(prog=name, description=say(module.HELP))
        module.configure(parser)
        assert CHINESE.search(str(parser.description)), name
        told = {str(a.dest): a.help for a in parser._actions if a.help not in (None, argparse.SUPPRESS)}
        assert [dest for dest, said in told.items() if dest != "help" and not CHINESE.search(str(said))] == [], name


def judged() -> list[s.Found]:
    newest = (None, NOW, NOW.replace(minute=1), NOW.replace(day=28))
    clocks = [
        s.judge_clock(NOW, entry, day, trusted=False) for entry in newest for day in (date(2026, 11, 1), date.max)
    ]
    return [
        *(s.judge_room(free, "/srv") for free in (0, 300 * s.MB, 9000 * s.MB)),
        *(s.judge_rights("home", "/srv", mode) for mode in (0o700, 0o707, 0o755)),
        *(s.judge_secret("/srv/secret", mode, text) for mode, text in ((0o600, "x"), (0o644, "x"), (0o600, ""))),
        *(s.judge_key("/srv/clue-key", mode, text) for mode, text in ((0o600, "x"), (0o644, "x"), (0o600, ""))),
        *look_at_settings({}),
        *look_at_settings(SPOILT),
        *(s.judge_unusable("/srv/bihuan.sqlite3", told) for told in ("file is not a database", "no route to host")),
        *(s.judge_proxy(proxy, https=https) for proxy in ("", "127.0.0.1", "here") for https in (True, False)),
        *clocks,
        *(s.judge_each_day(NOW, at, failed, late=LATE) for at in (None, NOW, NOW - LATE) for failed in ((), ("mail",))),
        *s.judge_sqlite((3, 51, 2), "wal", 1),
        *s.judge_sqlite((3, 40, 1), "delete", 2),
        *s.judge_postgres(120000, OFF),
        *s.judge_order("bihuan", by_bytes=False),
        *(s.judge_migrations(n, empty=e, place="/srv") for n, e in ((0, False), (2, False), (0, True))),
    ]


def test_everything_the_doctor_finds_is_told_in_chinese() -> None:
    told = [line for found in judged() for line in (found.told, found.remedy) if line]
    assert len(told) > 30
    bare = re.compile(r"PostgreSQL [\d.]+|/\S+")  # a name or a place needs no language
    assert [line for line in told if not CHINESE.search(in_chinese(line)) and not bare.fullmatch(line)] == []
    for found in judged():
        if found.remedy:
            assert "\uff1b" in in_chinese(str(found)), found


def test_a_translation_tells_all_that_the_english_tells() -> None:
    lines = [line for line in spoken.WORDS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    pairs = [*zip(lines[::2], lines[1::2], strict=True), *((said.en, said.zh) for said in (*VERIFIED, *DRAW_VERIFIED))]
    names = re.compile(r"\{(\w+)\}")
    for english, chinese in pairs:
        assert not CHINESE.search(english), english
        assert CHINESE.search(chinese) or english.startswith("SQLite"), english
        lacking = set(names.findall(english)) - set(names.findall(chinese)) - {"slower"}
        assert lacking == set(), english
        assert set(names.findall(chinese)) <= set(names.findall(english)), english
    assert len(words()[0]) + len(words()[1]) == len(lines) // 2


def test_what_has_no_translation_stays_as_it_is() -> None:
    assert in_chinese("nobody ever says this") == "nobody ever says this"
    assert in_both("nobody ever says this", {}) == "nobody ever says this"
