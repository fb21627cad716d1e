"""The deployment guide and its files say what the product does: settings, files and commands."""

from __future__ import annotations

import importlib
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from bihuan.cli.main import COMMANDS, Parser

HOUSE = Path(__file__).resolve().parents[2]
GUIDES = ["docs/deployment.md", "docs/deployment.zh.md"]
DEPLOY = HOUSE / "deploy"
FILES = sorted(file for file in DEPLOY.rglob("*") if file.is_file())
# set by `demo`, by the tests, their run in CI and the benchmarks for themselves
OF_THE_HOUSE = {"BIHUAN_DEMO", "BIHUAN_TASKS", "BIHUAN_ALL_MUST_RUN", "BIHUAN_BENCH_"}
BY_HAND = {"BIHUAN_ENV"}  # read by deploy/bihuan, told at its place in the guide
SETTING = re.compile(r"\bBIHUAN_[A-Z_]+")


def read(name: str) -> str:
    return (HOUSE / name).read_text(encoding="utf-8")


def settings_read() -> set[str]:
    """Return every setting that the product, `dev` or a file of deploy/ reads."""
    code = [*(HOUSE / "src").rglob("*.py"), HOUSE / "dev", *FILES]
    named = {name for file in code for name in SETTING.findall(file.read_text(encoding="utf-8"))}
    return named - OF_THE_HOUSE - BY_HAND


@pytest.mark.parametrize("guide", GUIDES)
def test_the_guide_lists_exactly_the_settings_that_are_read(guide: str) -> None:
    listed = {name for line in read(guide).splitlines() if line.startswith("| `BIHUAN_") for name in first_cell(line)}
    assert listed == settings_read()


def first_cell(line: str) -> list[str]:
    return SETTING.findall(line.split("|")[1])


@pytest.mark.parametrize("guide", GUIDES)
def test_the_guide_names_files_that_are_there_and_all_of_them(guide: str) -> None:
    text = read(guide)
    named = re.findall(r"deploy/[\w./*-]*\w", text)
    found = {file for pattern in named for file in HOUSE.glob(pattern) if file.is_file()}
    assert all(list(HOUSE.glob(pattern)) for pattern in named)
    assert found == set(FILES)


def commands() -> Iterator[tuple[str, str]]:
    """Return every call of the product's command line in guides, units and scripts, with its place."""
    for guide in GUIDES:
        blocks = "\n".join(re.findall(r"```\n(.*?)```", read(guide), re.S)).replace("\\\n", " ")
        for line in re.findall(r"\bbihuan ((?!bihuan)[a-z]+ ?[^#\n|]*)", blocks):
            yield guide, line
    for file in FILES:
        for line in re.findall(r"^(?:ExecStart=/usr/local/bin/)?bihuan ([^\n]+)", read_file(file), re.M):
            yield file.name, line


def read_file(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def test_every_command_can_be_typed_as_it_stands() -> None:
    told = [(place, line) for place, line in commands() if line.split()[0] in COMMANDS]
    assert {line.split()[0] for _, line in told} >= {"serve", "worker", "backup", "restore", "doctor", "database"}
    for _, line in told:
        name, *rest = shlex.split(line)
        parser = Parser(prog=f"bihuan {name}")
        importlib.import_module(f"bihuan.cli.{name}").configure(parser)
        parser.parse_args(rest)


@pytest.mark.parametrize("unit", sorted(DEPLOY.glob("systemd/*.service")), ids=lambda unit: unit.name)
def test_a_unit_runs_as_the_account_of_the_house_and_writes_nowhere_else(unit: Path) -> None:
    lines = read_file(unit).splitlines()
    wanted = {"User=bihuan", "UMask=0077", "NoNewPrivileges=yes", "ProtectSystem=strict", "StateDirectory=bihuan"}
    assert wanted <= set(lines)
    assert [line for line in lines if line.startswith("ReadWritePaths=")] in (
        [],
        ["ReadWritePaths=/var/backups/bihuan"],
    )


def test_nginx_replaces_the_sender_instead_of_passing_on_what_it_was_told() -> None:
    text = read("deploy/nginx/bihuan.conf")
    assert re.search(r"X-Forwarded-For\s+\$remote_addr;", text)
    assert "$proxy_add_x_forwarded_for" not in text
    assert re.search(r"X-Forwarded-Proto\s+https;", text)
