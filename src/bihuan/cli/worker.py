"""`worker`: work off the jobs that pages and deeds have put into the queue."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

HELP = "work off the jobs until interrupted"


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--once", action="store_true", help="end when the queue is empty")
    parser.add_argument("--interval", type=float, default=1.0, help="seconds between two looks into the queue")


def run(arguments: Namespace) -> int:
    """Work off the jobs; on SQLite and PostgreSQL alike."""
    from django.core.management import call_command

    from bihuan.cli.database import require_current
    from bihuan.cli.house import open_house

    open_house()
    require_current()
    try:
        call_command("db_worker", batch=arguments.once, interval=arguments.interval, verbosity=1)
    except KeyboardInterrupt:
        return 0
    return 0
