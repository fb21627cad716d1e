"""One moment of the store as a file: SQLite's online backup, or pg_dump of an exported snapshot. Writers go on."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bihuan.installation import sqlite
from bihuan.installation.chains import ENTRIES

DATABASE, DUMP = "bihuan.sqlite3", "bihuan.pgdump"
Query = Callable[[str], Iterator[tuple[Any, ...]]]
# tables that name files by their sha256; a table of a later version is passed over
KEEPERS = ("dossiers_storedfile", "intake_draft")


class StoreUnusable(Exception):
    """The store, or a tool that it needs, cannot be used; says what to do."""


@dataclass(frozen=True)
class Snapshot:
    """A moment: its file, and how to ask it."""

    name: str
    file: Path
    query: Query

    def tables(self) -> set[str]:
        """Return the names of its tables."""
        of_sqlite = "SELECT name FROM sqlite_master WHERE type = 'table'"
        of_postgres = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        return {str(row[0]) for row in self.query(of_sqlite if self.name == DATABASE else of_postgres)}

    def entries(self) -> Iterator[tuple[Any, ...]]:
        return self.query(ENTRIES)

    def migrations(self) -> list[str]:
        rows = self.query("SELECT app, name FROM django_migrations ORDER BY app, name")
        return [f"{app}.{name}" for app, name in rows]

    def kept_files(self) -> Iterator[str]:
        """Return the sha256 of every file that a row names, once, in order."""
        asked = [f"SELECT sha256 FROM {table}" for table in KEEPERS if table in self.tables()]
        return (str(row[0]) for row in self.query(f"{' UNION '.join(asked)} ORDER BY 1"))

    def counts(self) -> dict[str, int]:
        """Return how many rows the house's own tables have."""
        own = sorted(t for t in self.tables() if not t.startswith(("django_", "auth_", "axes_", "sqlite_")))
        return {table: next(self.query(f'SELECT COUNT(*) FROM "{table}"'))[0] for table in own}


@contextmanager
def asked_as_it_is(home: Path, dsn: str | None) -> Iterator[tuple[Query, str]]:
    """Ask one moment of the store in use; where a reader would keep writers waiting, a copy of it."""
    if dsn:
        import psycopg

        with psycopg.connect(dsn) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            yield streaming(connection), DUMP
        return
    with asked_sqlite(home / DATABASE) as query:
        if next(query("PRAGMA journal_mode"))[0] == "wal":
            query("BEGIN")
            yield query, DATABASE
            return
    with of_sqlite(home / DATABASE, home / "compared") as copy:
        yield copy.query, DATABASE


# --- SQLite -----------------------------------------------------------------------------------------


@contextmanager
def of_sqlite(database: Path, beside: Path) -> Iterator[Snapshot]:
    """Copy a database as it is at one moment into a file beside the backup, removed afterwards."""
    sqlite.choose()
    import sqlite3

    if not database.exists():
        raise StoreUnusable(f"{database}: there is no database; set BIHUAN_HOME to the folder that has one")
    copy = beside.with_name(f"{beside.name}.snapshot")
    try:
        with closing(sqlite3.connect(database, timeout=60)) as source, closing(sqlite3.connect(copy)) as target:
            source.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")
        with asked_sqlite(copy) as query:
            yield Snapshot(DATABASE, copy, query)
    except sqlite3.DatabaseError as error:
        raise StoreUnusable(f"{database}: cannot be copied ({error}); run python3 dev doctor") from error
    finally:
        for left in (copy, copy.with_name(f"{copy.name}-journal")):
            left.unlink(missing_ok=True)


@contextmanager
def asked_sqlite(file: Path) -> Iterator[Query]:
    """Open a database file for questions only."""
    sqlite.choose()
    import sqlite3

    with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        yield lambda sql: iter(connection.execute(sql))


# --- PostgreSQL -------------------------------------------------------------------------------------


@contextmanager
def of_postgres(dsn: str, beside: Path) -> Iterator[Snapshot]:
    """Dump one exported snapshot and ask the same one."""
    import psycopg

    dump = beside.with_name(f"{beside.name}.snapshot")
    try:
        with psycopg.connect(dsn) as connection:
            connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
            row = connection.execute("SELECT pg_export_snapshot()").fetchone()
            assert row is not None
            run_tool("pg_dump", dsn, "--format=custom", "--no-owner", f"--snapshot={row[0]}", f"--file={dump}")
            yield Snapshot(DUMP, dump, streaming(connection))
    except psycopg.OperationalError as error:
        raise StoreUnusable(f"PostgreSQL cannot be asked ({one_line(error)}); check BIHUAN_POSTGRES") from error
    finally:
        dump.unlink(missing_ok=True)


def streaming(connection: Any) -> Query:
    """Return how to ask PostgreSQL without taking all rows into memory."""

    def query(sql: str) -> Iterator[tuple[Any, ...]]:
        with connection.cursor(name="bihuan_backup") as cursor:
            cursor.execute(sql)
            rows: Iterable[tuple[Any, ...]] = cursor
            yield from rows

    return query


def run_tool(name: str, dsn: str, *arguments: str) -> None:
    """Run a tool of PostgreSQL; the password goes by its environment, where no list of processes shows it."""
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    tool = shutil.which(name)
    if tool is None:
        raise StoreUnusable(f"{name}: not found; install PostgreSQL's client tools (apt-get install postgresql-client)")
    parts = conninfo_to_dict(dsn)
    password = parts.pop("password", None)
    known = {key: str(value) for key, value in parts.items() if value is not None}
    environment = {**os.environ, **({"PGPASSWORD": str(password)} if password else {})}
    command = [tool, *arguments, f"--dbname={make_conninfo('', **known)}"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        told = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise StoreUnusable(f"{name} failed ({told}); mend that and repeat")


def one_line(error: Exception) -> str:
    return " ".join(str(error).split())
