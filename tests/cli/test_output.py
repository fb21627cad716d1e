"""Files that commands write are whole or not there; an installation that is not there is said so on one line."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from pathlib import Path

import pytest

from bihuan.cli.main import UnusableInput
from bihuan.cli.output import put
from tests.faults.installation import Installation


def running_out() -> Iterator[bytes]:
    yield b"half"
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_is_whole_or_the_one_before_stays(tmp_path: Path) -> None:
    file = tmp_path / "export.jsonl"
    assert put(file, [b"one\n", b"two\n"]) == 2
    with pytest.raises(UnusableInput, match="No space left"):
        put(file, running_out())
    assert file.read_bytes() == b"one\ntwo\n"
    assert list(tmp_path.iterdir()) == [file]


def test_a_pipe_takes_what_comes_and_a_folder_nothing(tmp_path: Path) -> None:
    assert put(Path("/dev/null"), [b"a"]) == 1
    for place in (tmp_path, tmp_path / "none" / "a"):
        with pytest.raises(UnusableInput, match="cannot be written"):
            put(place, [b"a"])


@pytest.mark.parametrize(
    "command", [["ledger", "export", "authority", "-o", "x"], ["archive", "0" * 32, "-o", "x"]], ids=" ".join
)
def test_a_command_without_an_installation_says_what_to_do(tmp_path: Path, command: list[str]) -> None:
    refused = Installation(tmp_path / "home").run(*command)
    assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 1)
    assert "python3 dev database" in refused.stderr
