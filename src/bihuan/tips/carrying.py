"""What is carried between the public host and the inside: one plain ZIP, read as if a stranger had packed it.

In:  NAME/inbox/CASE/001.box · NAME/ballots.json
Out: doors/NAME.door · NAME/outbox/CASE/001.box
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bihuan.ledger.unpacking import DAMAGED
from bihuan.tips.bags import FILE
from bihuan.tips.cases import INBOX, OUTBOX
from bihuan.tips.doors import ALPHABET, ENDING, LENGTH
from bihuan.tips.host import DOORS

NAME = f"[{ALPHABET}]{{{LENGTH}}}"
BOX = r"(?P<case>[0-9a-f]{32})/(?P<number>[0-9]{3})\.box"
TIP = re.compile(rf"(?P<door>{NAME})/{INBOX}/{BOX}")
BALLOTS = re.compile(rf"(?P<door>{NAME})/{re.escape(FILE)}")
GOES_OUT = re.compile(rf"{DOORS}/(?P<file>{NAME}){re.escape(ENDING)}|(?P<door>{NAME})/{OUTBOX}/{BOX}")
LARGEST = 16 * 1024 * 1024  # of one file
MOST_BYTES, MOST_FILES = 512 * 1024 * 1024, 50_000
A_PACKAGE = 40 * 1024 * 1024  # what fits through the door of the inside
NEVER = (1980, 1, 1, 0, 0, 0)


WHOLE = "package"  # the place of a fault that the whole file has


class PackageUnusable(ValueError):
    """A file that is no package, or holds what none holds: where, and what is wrong there."""

    def __init__(self, place: str, problem: str) -> None:
        self.place, self.problem = place, problem
        super().__init__(f"{place}: {problem}; pack it anew on the public host, and carry that file")


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return a package: files in the order of their names, none with a time."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as package:
        for name in sorted(files):
            package.writestr(zipfile.ZipInfo(name, NEVER), files[name])
    return held.getvalue()


def unpacked(content: bytes, allowed: Sequence[re.Pattern[str]]) -> Mapping[str, bytes]:
    """Return the files of a package by name; raise PackageUnusable at the first that does not belong there."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return dict(files_of(package, allowed))
    except PackageUnusable:
        raise
    except DAMAGED as error:
        raise PackageUnusable(WHOLE, "is no package, or was cut off, changed or packed in another way") from error


def files_of(package: zipfile.ZipFile, allowed: Sequence[re.Pattern[str]]) -> Iterator[tuple[str, bytes]]:
    told = package.infolist()
    if len(told) > MOST_FILES or sum(one.file_size for one in told) > MOST_BYTES:
        raise PackageUnusable(WHOLE, f"holds more than {MOST_FILES} files or {MOST_BYTES // 2**20} MB")
    seen: set[str] = set()
    for one in told:
        if one.filename in seen:
            raise PackageUnusable(one.filename, "is there twice")
        if not any(pattern.fullmatch(one.filename) for pattern in allowed):
            raise PackageUnusable(one.filename[:80], "does not belong into this package")
        if one.compress_type != zipfile.ZIP_STORED or one.file_size > LARGEST:
            raise PackageUnusable(one.filename, f"is larger than {LARGEST // 2**20} MB or packed in another way")
        seen.add(one.filename)
        yield one.filename, package.read(one)


def packages_of(folder: Path, most: int = A_PACKAGE) -> Iterator[bytes]:
    """Return everything that came in on the public host, as packages of which each fits through the inside's door."""
    held: dict[str, bytes] = {}
    size = 0
    for file in sorted(folder.glob("*/**/*")):
        name = file.relative_to(folder).as_posix()
        if not file.is_file() or not any(pattern.fullmatch(name) for pattern in (TIP, BALLOTS)):
            continue
        content = file.read_bytes()
        if held and size + len(content) > most:
            yield packed(held)
            held, size = {}, 0
        held[name] = content
        size += len(content)
    if held:
        yield packed(held)


def put_out(content: bytes, folder: Path) -> tuple[int, int]:
    """Put doors and answers where the public page looks for them; return how many were new, and how many there."""
    new = there = 0
    for name, held in unpacked(content, (GOES_OUT,)).items():
        file = folder / name
        if file.exists() and file.read_bytes() == held:
            there += 1
            continue
        if file.exists() and file.suffix != ENDING:
            raise PackageUnusable(name, "is there already and says something else")
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.with_suffix(".part").write_bytes(held)
        file.with_suffix(".part").replace(file)
        new += 1
    return new, there
