"""A parser as the fuzzing sees it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Parser:
    """A parser under inputs: how it is called, what it may refuse with, its seeds, and how they are changed."""

    parse: Callable[[bytes], object]
    refusals: tuple[type[BaseException], ...]
    seeds: Iterable[bytes]
    change: str  # a function of changes.py


def in_a_file(read: Callable[[Path], object], suffix: str) -> Callable[[bytes], object]:
    """Let something that reads a path read bytes."""
    path = Path(tempfile.mkdtemp(prefix="read-", dir=os.environ.get("BIHUAN_FUZZ_FINDS"))) / f"fuzz{suffix}"

    def reading(data: bytes) -> object:
        path.write_bytes(data)
        return read(path)

    return reading
