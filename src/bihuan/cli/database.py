"""`database`: bring the tables of this installation to the version of the code."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from bihuan.cli.main import UnusableInput
from bihuan.installation.spoken import say

HELP = "bring the database to this version (--check: only tell whether it is)"
EXAMPLE = """python3 dev database
python3 dev database --check"""


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit code 1 where something is to be done"
    )
    parser.add_argument(
        "--index", action="store_true", help="write the index of words anew, whether it is whole or not"
    )


def run(arguments: Namespace) -> int:
    """Migrate, one process at a time; or tell what is to be done."""
    from bihuan.cli.house import open_sound_house

    open_sound_house(current=False)
    waiting = steps_waiting()
    if arguments.check:
        lacking = [] if waiting or index_is_whole() else ["the index of words is not whole"]
        print("\n".join(waiting + [say(one) for one in lacking]) or say("the database is up to date"))
        return 1 if waiting or lacking else 0
    migrate()
    print(say(f"{len(waiting)} steps taken" if waiting else "the database is up to date"))
    if arguments.index:
        print(say(f"index of words written anew: {write_index_anew()} rows"))
    return 0


def index_is_whole() -> bool:
    """Say whether every row that is found by its words stands in the index."""
    from bihuan.ledger.words import is_whole

    return is_whole()


def write_index_anew() -> int:
    """Write the index of words from the rows while no deed goes on; return how many there are."""
    from django.db import transaction

    from bihuan.ledger.words import rebuild
    from bihuan.ledger.writer_gate import writer_gate

    with writer_gate(), transaction.atomic():
        return rebuild()


def steps_waiting() -> list[str]:
    """Return the migrations that have not run; raise UnusableInput where the database cannot be reached."""
    from django.db import DatabaseError

    from bihuan.installation.start_up import waiting_migrations

    try:
        return waiting_migrations()
    except DatabaseError as error:
        raise UnusableInput(
            f"the database cannot be opened ({error}); check BIHUAN_HOME or BIHUAN_POSTGRES and the rights on them"
        ) from error


def require_current() -> None:
    """Raise UnusableInput where the store is not sound, or its tables are older than the code."""
    from bihuan.cli.house import open_sound_house

    open_sound_house()


def migrate() -> None:
    """Run the migrations behind the writer gate, so that two starts at once do not meet; mend the index of words."""
    from django.core.management import CommandError, call_command

    from bihuan.ledger.writer_gate import writer_gate

    with writer_gate():
        try:
            call_command("migrate", verbosity=0, interactive=False)
        except CommandError as error:  # a step that cannot be taken says what stands in its way
            raise UnusableInput(str(error)) from error
        if not index_is_whole():
            write_index_anew()
