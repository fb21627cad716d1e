"""Files that commands write: whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from bihuan.cli.main import UnusableInput


def refuse_unwritable(output: Path) -> None:
    """Raise UnusableInput where a file could not be written there anyway: before the work for it is done, not after."""
    if output.is_dir():
        raise UnusableInput(f"{output}: is a folder; name a file in it")
    if not output.parent.is_dir():
        raise UnusableInput(f"{output}: there is no folder {output.parent}; make it, or name another file")


def put(output: Path, parts: Iterable[bytes]) -> int:
    """Write a file beside its place, then move it there; return the number of parts, or raise UnusableInput."""
    try:
        if output.exists() and not output.is_file():  # a pipe or a terminal takes what comes
            return written(output, parts)
        beside = output.with_name(f".{output.name}.{os.getpid()}")
        try:
            count = written(beside, parts)
            os.replace(beside, output)
        finally:
            beside.unlink(missing_ok=True)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise UnusableInput(
            f"{output}: cannot be written ({error.strerror}), nothing is left there; name another file, with room"
        ) from error
    return count


def written(place: Path, parts: Iterable[bytes]) -> int:
    count = 0
    with place.open("wb") as file:
        for part in parts:
            file.write(part)
            count += 1
    return count
