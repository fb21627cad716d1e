"""Deeds of one process reach the disk together: the gate is free while a deed waits for it, and one sync serves all.

SQLite syncs its log within each commit, so behind the writer gate every deed waited for the disk alone (measured: 17 of
27 ms). Here a commit leaves the log unsynced, and whoever has committed waits, outside the gate, for a sync of the log
that began after his commit; only then is he answered. The log is sequential: what he wrote upon lies before it.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from bihuan.ledger.writer_gate import HAS_LOCKS, database_file

FULL = 2  # of PRAGMA synchronous: each commit is on the disk when it returns


class Syncs:
    """Syncs of one file that several threads wait for; one of them makes it for all that came before it began."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._asked = self._done = 0
        self._is_under_way = False
        self.is_in_doubt = False  # a sync failed: what it should have kept may be lost, though the next one succeeds

    def wait(self, path: str) -> None:
        """Return once everything written to a file before this call is on the disk; raise OSError."""
        with self._changed:
            self._asked += 1
            mine = self._asked
        while (until := self._next(mine)) is not None:
            self._sync(path, until)

    def _next(self, mine: int) -> int | None:
        """Wait while a sync is under way; return what the next one serves, None where one has served already."""
        with self._changed:
            while self._is_under_way and self._done < mine:
                self._changed.wait()
            if self._done >= mine:
                return None
            self._is_under_way = True
            return self._asked

    def _sync(self, path: str, until: int) -> None:
        served = self._done
        try:
            sync(path)
            served = until
        except OSError:
            self.is_in_doubt = True
            raise
        finally:
            with self._changed:
                self._is_under_way, self._done = False, served
                self._changed.notify_all()


_syncs = Syncs()


def sync(path: str) -> None:
    """Have a file's content on the disk."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fdatasync(handle)
    finally:
        os.close(handle)


@contextmanager
def on_disk_together() -> Iterator[None]:
    """Let the commit inside return at once, and wait outside the gate until it is on the disk.

    Whoever wrote nothing waits, too: a deed that is repeated is answered with a receipt that may not be there yet.
    """
    store = unsynced_store()
    if store is None:
        yield
        return
    raw, log = store
    if _syncs.is_in_doubt:
        mend(raw)
    pragma(raw, "synchronous=NORMAL")
    try:
        yield
    finally:
        if connection.connection is raw:  # else it was closed, and a new one begins with its own setting
            pragma(raw, f"synchronous={FULL}")
    _syncs.wait(log)


def unsynced_store() -> tuple[Any, str] | None:
    """Return SQLite's connection and its log where a commit may wait for its sync outside; None elsewhere.

    Inside a transaction, without a log, on a platform whose files cannot be synced by their names, and where somebody
    has chosen not to sync at all, everything stays as it is.
    """
    if connection.vendor != "sqlite" or not HAS_LOCKS or connection.in_atomic_block:
        return None
    name = database_file()
    if name is None:
        return None
    connection.ensure_connection()
    raw: Any = connection.connection
    if pragma(raw, "synchronous") != FULL or pragma(raw, "journal_mode") != "wal":
        return None
    return raw, f"{name}-wal"


def pragma(raw: Any, words: str) -> Any:
    """Ask or set something of SQLite itself; it is no statement of a deed, so it passes by those that count them."""
    with connection.wrap_database_errors:
        row = raw.execute(f"PRAGMA {words}").fetchone()
    return row[0] if row else None


def mend(raw: Any) -> None:
    """Write what lies in the log into the database itself, and sync that, after a sync of the log has failed."""
    if pragma(raw, "wal_checkpoint(TRUNCATE)") == 0:
        _syncs.is_in_doubt = False
