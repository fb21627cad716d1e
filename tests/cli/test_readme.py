"""What the readmes tell people to type is understood by the command line."""

from __future__ import annotations

import importlib
import re
import runpy
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from bihuan.cli.main import COMMANDS, Parser

HOUSE = Path(__file__).resolve().parents[2]
OWN = {"test", "check", "bench"}  # answered by the script `dev` itself
READMES = ["README.md", "README.zh.md"]


def told(readme: str) -> Iterator[str]:
    text = (HOUSE / readme).read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"```\n(.*?)```", text, re.S))
    yield from re.findall(r"^(?:\w+=\S+ )*python3 dev ([^#\n]+)", blocks, re.M)
    yield from re.findall(r"`python3 dev ([^`…]+)`", text)


@pytest.mark.parametrize("readme", READMES)
def test_every_command_of_a_readme_can_be_typed_as_it_stands(readme: str) -> None:
    commands = [shlex.split(line) for line in told(readme)]
    assert len(commands) > 8
    for name, *rest in commands:
        if name in OWN or name in ("help", "COMMAND", "命令"):
            continue
        assert name in COMMANDS, f"{readme}: python3 dev {name}"
        parser = Parser(prog=f"dev {name}")
        importlib.import_module(f"bihuan.cli.{name}").configure(parser)
        parser.parse_args(rest)


def test_both_readmes_tell_the_same_commands() -> None:
    asked, also = ([line.split()[0] for line in told(readme)] for readme in READMES)
    assert [n for n in asked if n != "COMMAND"] == [n for n in also if n != "命令"]


def test_the_script_answers_every_command_that_it_tells_of() -> None:
    script = runpy.run_path(str(HOUSE / "dev"), run_name="dev")
    told = set(re.findall(r"python3 dev ([a-z-]+)", script["__doc__"]))
    told |= set(re.findall(r"`python3 dev ([a-z-]+)", (HOUSE / "CONTRIBUTING.md").read_text(encoding="utf-8")))
    assert told - {"help"} <= set(script["OWN"]) | set(COMMANDS)


def test_compiled_modules_are_kept_where_a_machine_forbids_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    assert "PYTHONDONTWRITEBYTECODE" not in runpy.run_path(str(HOUSE / "dev"), run_name="dev")["environment"]()
