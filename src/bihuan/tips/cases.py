"""The folder beside the page: sealed boxes go in, sealed answers come out, nothing says when to the hour.

inbox/NAME/N.box      what was sent under one receipt code, the first and later messages
outbox/NAME/N.box     the answers, as they were carried out
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

INBOX, OUTBOX = "inbox", "outbox"
NAME = re.compile(r"[0-9a-f]{32}")
A_DAY = 86_400
MOST_MESSAGES = 50  # under one code


class CaseFull(ValueError):
    """So many messages came under one code that no more are taken."""

    def __init__(self) -> None:
        super().__init__(f"{MOST_MESSAGES} messages were sent under this code; send a new tip")


def put(folder: Path, name: str, box: bytes) -> None:
    """Put a box behind those of its case, whole or not at all; its file's time is the day's first second."""
    case = folder / name
    case.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = case / f"{secrets.token_hex(8)}.part"
    write_through(fresh, box)
    coarsen(fresh)
    try:
        linked_behind(case, fresh)
    finally:
        fresh.unlink()
    coarsen(case)
    sync_folder(case)
    sync_folder(folder)


def linked_behind(case: Path, fresh: Path) -> None:
    """Give a file the next free number; what came meanwhile is never replaced."""
    for number in range(len(list(boxes(case))) + 1, MOST_MESSAGES + 1):
        try:
            os.link(fresh, case / f"{number:03}.box")
        except FileExistsError:
            continue
        return
    raise CaseFull


def write_through(file: Path, content: bytes) -> None:
    """Write a file and wait until the disk has it: what was thanked for outlives a power cut."""
    with file.open("wb") as open_file:
        open_file.write(content)
        open_file.flush()
        os.fsync(open_file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names in a folder."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def coarsen(path: Path) -> None:
    day = int(path.stat().st_mtime) // A_DAY * A_DAY
    os.utime(path, (day, day))


def boxes(case: Path) -> Iterator[Path]:
    """Return the boxes of a case in order."""
    return iter(sorted(case.glob("*.box"))) if case.is_dir() else iter(())


def cases(folder: Path) -> Iterator[Path]:
    """Return the cases of an inbox or outbox, by name: their order says nothing of when they came."""
    return (path for path in sorted(folder.glob("*")) if path.is_dir() and NAME.fullmatch(path.name))
