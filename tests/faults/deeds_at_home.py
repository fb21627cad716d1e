"""Run on its own, watched by strace: do deeds in BIHUAN_HOME, write `ack KEY` when one is done.

python -m tests.faults.deeds_at_home COUNT FULL|NORMAL WRITERS

Several writers do them at once, so that they wait for the disk together.
"""

from __future__ import annotations

import os
import sys
import threading
from datetime import date
from typing import Any


def main(count: int, synchronous: str, writers: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.installation.settings")
    import django

    django.setup()
    from django.db import connection
    from django.utils import timezone

    from bihuan.desk.performing import perform
    from bihuan.domain.jurisdiction import Actor, Duty
    from bihuan.domain.roles import Role
    from bihuan.dossiers.models import Finding
    from bihuan.ledger.models import new_id

    options = connection.settings_dict["OPTIONS"]
    options["init_command"] = options["init_command"].replace("synchronous=FULL", f"synchronous={synchronous}")
    finding = Finding.objects.select_related("inspection").order_by("place")[0]
    duty = Duty(Role.UNIT_LIAISON, finding.inspection.organization_path, None, date(2017, 1, 1), None)
    liaison = Actor(new_id(), "联络员", finding.authority_id, (duty,), timezone.localdate())
    os.write(1, b"begin\n")

    def write(numbers: range) -> None:
        for number in numbers:
            key = f"cut-{number:06}"
            name, told = deed(number)
            perform(name, actor=liaison, target_id=finding.id, told=told, now=timezone.now(), key=key)
            os.write(1, f"ack {key}\n".encode())

    threads = [threading.Thread(target=write, args=(range(n, count, writers),)) for n in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    os.write(1, b"end\n")
    os._exit(0)  # no tidy end: what the last close would still write is not what is tested


def deed(number: int) -> tuple[str, dict[str, Any]]:
    if number % 4:
        return "add_measure", {"text": f"按月检查台账 {number}", "owner": "分管副局长"}
    content = f"第{number}号台账".encode() * 200
    return "attach_evidence", {"file": {"name": "台账.txt", "content": encoded(content)}}


def encoded(content: bytes) -> str:
    import base64

    return base64.b64encode(content).decode()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
