"""What a backup stands in: one ZIP whose end tells the sha256 of everything before it, or a folder.

A hash inside a ZIP cannot see a bit that flips in the ZIP's own bookkeeping; the seal at its end sees every bit.
"""

from __future__ import annotations

import hashlib
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from bihuan.ledger.unpacking import DAMAGED

CHUNK = 1024 * 1024
SEAL = b"\nbihuan-backup sha256 "
SEAL_LENGTH = len(SEAL) + 64
# what only a ZIP raises while its parts are read; whatever else fails meanwhile is no fault of the backup
OF_A_PART = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError)
STORED_SUFFIXES = ("", ".pgdump")  # uploads are packed already, and so is what pg_dump writes


class BackupBroken(Exception):
    """A backup that is not what was written; says which part, and what to do."""

    def __init__(self, place: object, problem: str) -> None:
        self.place, self.problem = str(place), problem
        super().__init__(f"{place}: {problem}; use another backup")


class Container(Protocol):
    """A place for parts by name."""

    def put(self, name: str, content: IO[bytes]) -> tuple[str, int]: ...


def sha256_of(file: Path) -> str:
    """Return what a file hashes to, read piece by piece."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def copied(source: IO[bytes], target: IO[bytes]) -> tuple[str, int]:
    """Copy a file piece by piece; return its sha256 and size."""
    digest, size = hashlib.sha256(), 0
    while piece := source.read(CHUNK):
        digest.update(piece)
        target.write(piece)
        size += len(piece)
    return digest.hexdigest(), size


class Folder:
    """Parts as files of a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, content: IO[bytes]) -> tuple[str, int]:
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            told = copied(content, file)
            file.flush()
            os.fsync(file.fileno())
        return told


class Packed:
    """Parts in a ZIP."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive = archive

    def put(self, name: str, content: IO[bytes]) -> tuple[str, int]:
        packed = Path(name).suffix not in STORED_SUFFIXES
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
        with self.archive.open(entry, "w", force_zip64=True) as file:
            return copied(content, file)


@contextmanager
def written(output: Path) -> Iterator[Container]:
    """Write a backup whole or not at all: a .zip by its name, else a folder."""
    beside = output.with_name(f"{output.name}.part")
    if output.suffix != ".zip":
        beside.mkdir(parents=True)
        yield Folder(beside)
        os.replace(beside, output)
        return
    with beside.open("x+b") as file:
        with zipfile.ZipFile(file, "w", compresslevel=1) as archive:
            archive.comment = SEAL + b"0" * 64
            yield Packed(archive)
        file.seek(0)
        digest = sealed_digest(file, beside.stat().st_size)
        file.seek(-64, os.SEEK_END)
        file.write(digest.encode())
        file.flush()
        os.fsync(file.fileno())
    os.replace(beside, output)


def sealed_digest(file: IO[bytes], size: int) -> str:
    """Return the sha256 of everything before the seal's own 64 characters."""
    digest, left = hashlib.sha256(), size - 64
    while left > 0 and (piece := file.read(min(CHUNK, left))):
        digest.update(piece)
        left -= len(piece)
    return digest.hexdigest()


@contextmanager
def opened(path: Path) -> Iterator[tuple[Iterable[str], Callable[[str], IO[bytes]]]]:
    """Open a backup for reading: the names of its parts, and how to open one. A ZIP's seal is checked first."""
    if path.is_dir():
        names = sorted(f.relative_to(path).as_posix() for f in path.rglob("*") if f.is_file())
        yield names, lambda name: (path / name).open("rb")
        return
    with path.open("rb") as file:
        check_seal(path, file)
        try:
            archive = zipfile.ZipFile(file)
        except DAMAGED as error:
            raise BackupBroken(path, f"cannot be unpacked ({error})") from error
        try:
            with archive:
                yield archive.namelist(), lambda name: archive.open(name)
        except OF_A_PART as error:
            raise BackupBroken(path, f"cannot be unpacked ({error})") from error


def check_seal(path: Path, file: IO[bytes]) -> None:
    size = path.stat().st_size
    file.seek(max(0, size - SEAL_LENGTH))
    seal = file.read()
    if not seal.startswith(SEAL):
        raise BackupBroken(path, "it does not end as a backup ends: it was cut, changed, or is none")
    file.seek(0)
    if sealed_digest(file, size).encode() != seal[len(SEAL) :]:
        raise BackupBroken(path, "it was changed: its sha256 is not the one at its end")
    file.seek(0)
