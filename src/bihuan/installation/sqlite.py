"""Which SQLite speaks: the bundled one where it is newer, because versions before 3.51.3 can corrupt a WAL database."""

from __future__ import annotations

import sys

SOUND_SINCE = (3, 51, 3)  # the WAL-reset bug is mended from here on (SQLite release notes, 2026-03-13)


def choose() -> bool:
    """Put the bundled SQLite in the system's place; return True when WAL is safe with several processes."""
    try:
        import pysqlite3
    except ImportError:
        import sqlite3

        return sqlite3.sqlite_version_info >= SOUND_SINCE
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2
    return bool(pysqlite3.sqlite_version_info >= SOUND_SINCE)
