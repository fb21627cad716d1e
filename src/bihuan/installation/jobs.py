"""Jobs and the workers that do them: a worker that dies leaves its job to the next one; three deaths end the job.

A worker holds a lock on a file of its own for as long as it lives, so that death needs no time-out to be seen.
"""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django_tasks_db.models import DBTaskResult

from bihuan.intake.drafts import give_up, give_up_entering
from bihuan.ledger.door import batch
from bihuan.planning.proposals import give_up_planning
from bihuan.teams.solves import give_up_solve

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

HAS_LOCKS = os.name != "nt"  # on Windows there is one worker, so a job that runs when it starts is a lost one
MOST_TRIES = 3
RUNNING, READY, FAILED = "RUNNING", "READY", "FAILED"
LOST = "bihuan.installation.jobs.WorkerLost"
# what shows a job to its reader has to know that nobody does it any more: path of the task → what tells it
GIVEN_UP: Mapping[str, Callable[[list[str], datetime], None]] = {
    "bihuan.web.jobs.read_document": lambda of, now: give_up(uuid.UUID(of[0]), uuid.UUID(of[1]), now=now),
    "bihuan.web.jobs.compose_teams": lambda of, now: give_up_solve(uuid.UUID(of[0]), uuid.UUID(of[1]), now=now),
    "bihuan.web.jobs.enter_draft": lambda of, now: give_up_entering(uuid.UUID(of[0]), uuid.UUID(of[1]), now=now),
    "bihuan.web.jobs.propose_plan": lambda of, now: give_up_planning(uuid.UUID(of[0]), uuid.UUID(of[1]), now=now),
}


def here() -> str:
    """Return what the ids of this machine's workers begin with."""
    return f"{socket.gethostname()[:24]}-"


def lock_path(worker_id: str) -> Path:
    return Path(settings.HOME) / "workers" / worker_id


@contextmanager
def at_work() -> Iterator[str]:
    """Give a worker its id and hold its lock until it is done."""
    worker_id = f"{here()}{os.getpid()}-{uuid.uuid4().hex[:12]}"
    path = lock_path(worker_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{worker_id}")
    with fresh.open("wb") as handle:
        if HAS_LOCKS:
            fcntl.flock(handle, fcntl.LOCK_EX)
        os.replace(fresh, path)
        try:
            yield worker_id
        finally:
            path.unlink(missing_ok=True)


def is_alive(worker_id: str) -> bool:
    """True for a worker of another machine (not ours to judge), and for one of ours that holds its lock."""
    if not worker_id.startswith(here()):
        return "-" in worker_id
    path = lock_path(worker_id)
    if not path.exists():
        return False
    if not HAS_LOCKS:
        return path.name.startswith(f"{here()}{os.getpid()}-")
    with path.open("rb") as handle:
        return not free(handle)


def free(handle: IO[bytes]) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def lost_jobs() -> list[DBTaskResult[Any, Any]]:
    """Return the jobs whose worker has died over them."""
    running = DBTaskResult.objects.filter(status=RUNNING)
    return [job for job in running if not (job.worker_ids and is_alive(job.worker_ids[-1]))]


def put_back_lost(now: datetime) -> int:
    """Hand lost jobs to the next worker, give up those that were lost too often; return how many there were."""
    lost = lost_jobs()
    for job in lost:
        with batch():
            mine = DBTaskResult.objects.filter(pk=job.pk, status=RUNNING)
            if len(job.worker_ids) < MOST_TRIES:
                mine.update(status=READY, started_at=None)
                continue
            mine.update(status=FAILED, finished_at=now, exception_class_path=LOST, traceback="")
            tell = GIVEN_UP.get(job.task_path)
            if tell is not None:
                tell(job.args_kwargs["args"], now)
    for dead in Path(settings.HOME).glob("workers/[!.]*"):
        if not is_alive(dead.name):
            dead.unlink(missing_ok=True)
    return len(lost)
