"""The help of every command ends with an example that can be typed as it stands."""

from __future__ import annotations

import importlib
import re
import shlex
from pathlib import Path

import pytest

from bihuan.cli.main import COMMANDS, Parser, main

Capture = pytest.CaptureFixture[str]
PARTS = [
    ("account", "first"),
    ("account", "reset"),
    ("ledger", "export"),
    ("ledger", "checkpoint"),
    ("ledger", "verify"),
]
PARTS += [("packs", "list"), ("packs", "ask"), ("packs", "choose")]


def help_of(capsys: Capture, *command: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main([*command, "-h"])
    assert ended.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("command", [*[(name,) for name in COMMANDS], *PARTS], ids=" ".join)
def test_the_help_of_a_command_ends_with_an_example_that_it_understands(
    capsys: Capture, command: tuple[str, ...]
) -> None:
    shown = help_of(capsys, *command)
    example = shown.partition("\nexample:\n")[2]
    typed = re.findall(r"python3 dev (.+?)(?: > \S+)?$", example, re.M)
    assert typed, shown
    for line in typed:
        words = shlex.split(line)
        assert words[: len(command)] == list(command)
        parser = Parser(prog="dev")
        importlib.import_module(f"bihuan.cli.{words[0]}").configure(parser)
        parser.parse_args(words[1:])


def test_the_help_of_judge_shows_a_whole_case(capsys: Capture, tmp_path: Path) -> None:
    lines = help_of(capsys, "judge").splitlines()
    start = next(at for at, line in enumerate(lines) if line.strip().startswith("packs:"))
    case = tmp_path / "case.yaml"
    case.write_text("\n".join(line[2:] for line in lines[start:]), encoding="utf-8")
    assert main(["judge", str(case)]) == 0
    assert "allowed" in capsys.readouterr().out
    case.write_text(case.read_text().replace("report:", "# report:"), encoding="utf-8")
    assert main(["judge", str(case)]) == 1
    assert "报结报告" in capsys.readouterr().out


@pytest.mark.parametrize(
    "typed", [[name, "--no-such-option"] for name in COMMANDS] + [["account"], ["ledger"], ["step"]]
)
def test_what_cannot_be_understood_is_refused_on_one_line(capsys: Capture, typed: list[str]) -> None:
    assert main(typed) == 2
    told = capsys.readouterr()
    assert (told.out, len(told.err.splitlines())) == ("", 1)
    assert f"python3 dev {typed[0]} -h" in told.err
