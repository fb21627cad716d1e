"""`worker`: work off the jobs that pages and deeds have put into the queue.

`serve` does this in a thread of its own; as a process it is for offices that run it as a service.
"""

from __future__ import annotations

import logging
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable

HELP = "work off the jobs until interrupted"
EXAMPLE = "python3 dev worker --once"
INTERVAL = 1.0  # seconds between two looks into the queue
REST = 5.0  # seconds until a store that takes nothing, or is away, is asked again
DAY = 24 * 3600


def configure(parser: ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--once", action="store_true", help="end when the queue is empty")
    parser.add_argument("--interval", type=float, default=INTERVAL, help="seconds between two looks into the queue")


def run(arguments: Namespace) -> int:
    """Work off the jobs; on SQLite and PostgreSQL alike."""
    from bihuan.cli.database import require_current

    require_current()
    if not arguments.once:
        attend_beside()
    try:
        keep_working(lambda worker_id: work(worker_id, arguments.once, arguments.interval), once=arguments.once)
    except KeyboardInterrupt:
        return 0
    return 0


def attend_beside() -> None:
    """Start the thread that sees to what each day brings; from now on a thread that dies is told in the log."""
    import threading

    from bihuan.installation.daily import see_to_each_day
    from bihuan.web.serving.unattended import tell_of_dying_threads

    tell_of_dying_threads()
    threading.Thread(target=see_to_each_day, name="each day", daemon=True).start()


def keep_working(work: Callable[[str], None], *, once: bool) -> None:
    """Tidy up after those who died, then work; a store that is away or full for a while ends no worker."""
    from django.db import DatabaseError
    from django.utils import timezone

    from bihuan.dossiers.files import tidy
    from bihuan.installation.jobs import at_work, put_back_lost
    from bihuan.ledger.store import StoreAway, StoreFull, fault_of
    from bihuan.web.serving.logs import tell

    while True:
        try:
            with at_work() as worker_id:
                if lost := put_back_lost(timezone.now()):
                    tell("jobs.taken_up_again", level=logging.WARNING, count=lost)
                tidy(time.time() - DAY)
                work(worker_id)
            return
        except (DatabaseError, StoreFull, StoreAway) as error:
            fault = fault_of(error)
            if once or fault is None:
                raise
            tell("worker.waits", level=logging.WARNING, store=type(fault).__name__, seconds=REST)
            time.sleep(REST)


def work(worker_id: str, once: bool, interval: float) -> None:
    """Work off the queue with the worker of the library."""
    from django.core.management import call_command

    call_command("db_worker", batch=once, interval=interval, worker_id=worker_id, queue_name="*", verbosity=1)


def work_in_a_thread() -> None:
    """Work off jobs for as long as the process lives: nobody would start this thread again."""
    from bihuan.web.serving.unattended import went_well

    while not went_well("jobs", lambda: keep_working(run_worker, once=False)):
        time.sleep(REST)


def run_worker(worker_id: str) -> None:
    """Run the library's worker as its command does, but without signals, which no thread gets."""
    from django_tasks_db.management.commands.db_worker import Worker

    Worker(
        queue_names=["*"],
        interval=INTERVAL,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=worker_id,
        excluded_queue_names=[],
    ).run()
