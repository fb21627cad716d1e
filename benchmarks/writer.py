"""Run on its own by writing.py: threads of one process do deeds in BIHUAN_HOME; prints how long each took.

python -m benchmarks.writer THREADS DEEDS gate|open FIRST_FINDING
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
import uuid
from contextlib import nullcontext
from datetime import date


def main(threads: int, deeds: int, gate: str, first: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.installation.settings")
    import django

    django.setup()
    from django.db import connection
    from django.utils import timezone

    from bihuan.desk.offers import OFFERS
    from bihuan.desk.performing import perform
    from bihuan.desk.seeing import seen_now
    from bihuan.domain.jurisdiction import Actor, Duty
    from bihuan.domain.roles import Role
    from bihuan.dossiers.models import Finding
    from bihuan.ledger import door
    from bihuan.ledger.store import StoreAway

    if gate == "open":
        door.writer_gate = nullcontext  # type: ignore[assignment]
    findings = list(Finding.objects.select_related("inspection").order_by("place"))
    seconds: list[float] = []
    errors: list[str] = []

    def work(number: int) -> None:
        finding = findings[(first + number) % len(findings)]
        duty = Duty(Role.UNIT_LIAISON, finding.inspection.organization_path, None, date(2017, 1, 1), None)
        liaison = Actor(uuid.uuid4(), "liaison", finding.authority_id, (duty,), timezone.localdate())
        for step in range(deeds):
            begun = time.perf_counter()
            told: dict[str, object] = {"result": f"step {step} is done"}
            try:
                key = f"bench-{uuid.uuid4()}"
                told |= seen_now(OFFERS["state_result"], finding.authority_id, finding.id)
                perform("state_result", actor=liaison, target_id=finding.id, told=told, now=timezone.now(), key=key)
            except StoreAway as error:
                errors.append(str(error))
            seconds.append(time.perf_counter() - begun)
        connection.close()

    sys.stdin.readline()  # all processes begin together
    running = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    json.dump({"seconds": seconds, "errors": errors}, sys.stdout)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3], int(sys.argv[4]))
