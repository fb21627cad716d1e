"""Lay a store by the steps of older versions: `python -m tests.database.older_store whole|half` or `… APP STEP`.

Then, or with no argument alone, print what tables, columns, indexes, constraints and triggers it has, sorted.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator

Step = tuple[str, str]
OF_POSTGRES = (
    "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default "
    "FROM information_schema.columns WHERE table_schema = 'public'",
    "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE connamespace = 'public'::regnamespace",
    # an index that Django named after a column keeps its name where the column was renamed
    r"SELECT regexp_replace(indexdef, '^(CREATE (UNIQUE )?INDEX) \w+_[0-9a-f]{8}(_like)? ', '\1 ') FROM pg_indexes "
    "WHERE schemaname = 'public'",
    "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
)
OF_SQLITE = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"


def lay_by_older_steps(how_far: list[str]) -> None:
    """Take the steps that newer ones replace: of every room to its last or its middle one, or to the one named."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.loader import MigrationLoader

    executor = MigrationExecutor(connection)
    executor.loader = MigrationLoader(connection, replace_migrations=False)
    if len(how_far) == 2:
        executor.migrate([(how_far[0], how_far[1])])
        return
    older = [migration.replaces for migration in executor.loader.disk_migrations.values() if migration.replaces]
    executor.migrate([steps[-1] if how_far == ["whole"] else steps[(len(steps) - 1) // 2] for steps in older])


def tables() -> Iterator[str]:
    """Yield one line for each thing a store is made of; the order of a table's columns does not count."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for question in OF_POSTGRES:
                cursor.execute(question)
                yield from (" ".join(map(str, row)) for row in cursor.fetchall())
            return
        cursor.execute(OF_SQLITE)
        for kind, name, statement in cursor.fetchall():
            if kind == "table" and "VIRTUAL" not in statement:
                inside = statement[statement.index("(") + 1 : statement.rindex(")")]
                yield from (f"{name}: {part.strip()}" for part in re.split(r",(?![^(]*\))", inside))
            else:
                yield f"{name}: {statement}"


def main(how_far: list[str]) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "bihuan.installation.settings"
    import django

    django.setup()
    if how_far:
        lay_by_older_steps(how_far)
    print("\n".join(sorted(tables())))


if __name__ == "__main__":
    main(sys.argv[1:])
