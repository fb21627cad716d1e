"""Run on its own: put the job of reading a document into the queue of BIHUAN_HOME, or tell how it stands.

python -m tests.faults.jobs_at_home put FILE | slow-worker | state
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path


def main(arguments: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.installation.settings")
    import django

    django.setup()
    if arguments[0] == "put":
        put(Path(arguments[1]))
    elif arguments[0] == "slow-worker":
        work_slowly()
    tell_state()


def put(document: Path) -> None:
    """Upload a document as the office and queue its reading."""
    from datetime import date

    from django.utils import timezone

    from bihuan.domain.jurisdiction import Actor, Duty
    from bihuan.domain.roles import Role
    from bihuan.dossiers.models import Inspection
    from bihuan.intake.drafts import keep
    from bihuan.intake.models import IMPORT
    from bihuan.ledger.models import new_id
    from bihuan.web.jobs import read_document

    inspection = Inspection.objects.select_related("organization")[0]
    duty = Duty(Role.OFFICE, "", None, date(2017, 1, 1), None)
    office = Actor(new_id(), "巡察办", inspection.authority_id, (duty,), timezone.localdate())
    draft, _ = keep(
        actor=office,
        inspection=inspection,
        purpose=IMPORT,
        name=document.name,
        content=document.read_bytes(),
        now=timezone.now(),
    )
    read_document.enqueue(str(draft.authority_id), str(draft.id))


def work_slowly() -> None:
    """Work as a worker whose reading never ends, so that it is killed in the middle of a job."""
    from bihuan.cli import worker
    from bihuan.intake import drafts

    def endless(*_: object) -> None:
        print("reading", flush=True)
        time.sleep(600)

    drafts.read_fully = endless  # type: ignore[assignment]
    worker.keep_working(lambda worker_id: worker.work(worker_id, True, 0.1), once=True)


def tell_state() -> None:
    from django_tasks_db.models import DBTaskResult

    from bihuan.intake.found import found_of
    from bihuan.intake.models import Draft

    json.dump(
        {
            "drafts": list(Draft.objects.values_list("state", flat=True)),
            "jobs": list(DBTaskResult.objects.values_list("status", flat=True)),
            "findings": [len(found_of(d).line) for d in Draft.objects.all()],
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
