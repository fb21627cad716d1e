"""`database`: bring the tables of this installation to the version of the code."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from bihuan.cli.main import UnusableInput

HELP = "bring the database to this version (--check: only tell whether it is)"
MEND = "run: python3 dev database"


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit code 1 where something is to be done"
    )


def run(arguments: Namespace) -> int:
    """Migrate, one process at a time; or tell what is to be done."""
    from bihuan.cli.house import open_house

    open_house()
    waiting = steps_waiting()
    if arguments.check:
        print("\n".join(waiting) if waiting else "the database is up to date")
        return 1 if waiting else 0
    migrate()
    print(f"{len(waiting)} steps taken" if waiting else "the database is up to date")
    return 0


def steps_waiting() -> list[str]:
    """Return the migrations that have not run; raise UnusableInput where the database cannot be reached."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError as error:
        raise UnusableInput(
            f"the database cannot be opened ({error}); check BIHUAN_HOME or BIHUAN_POSTGRES and the rights on them"
        ) from error
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def require_current() -> None:
    """Raise UnusableInput where the database is older than the code."""
    waiting = steps_waiting()
    if waiting:
        raise UnusableInput(f"the database is {len(waiting)} steps behind this version; {MEND}")


def migrate() -> None:
    """Run the migrations behind the writer gate, so that two starts at once do not meet."""
    from django.core.management import call_command

    from bihuan.ledger.writer_gate import writer_gate

    with writer_gate():
        call_command("migrate", verbosity=0, interactive=False)
