"""Run on its own, watched by strace: do deeds in BIHUAN_HOME one by one, write `ack KEY` when one is done.

python -m tests.faults.deeds_at_home COUNT FULL|NORMAL
"""

from __future__ import annotations

import os
import sys
from datetime import date


def main(count: int, synchronous: str) -> None:
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
    for number in range(count):
        key = f"cut-{number:06}"
        if number % 4:
            name, told = "add_measure", {"text": f"按月检查台账 {number}", "owner": "分管副局长"}
        else:
            content = f"第{number}号台账".encode() * 200
            name, told = "attach_evidence", {"file": {"name": "台账.txt", "content": encoded(content)}}
        perform(name, actor=liaison, target_id=finding.id, told=told, now=timezone.now(), key=key)
        os.write(1, f"ack {key}\n".encode())
    os.write(1, b"end\n")
    os._exit(0)  # no tidy end: what the last close would still write is not what is tested


def encoded(content: bytes) -> str:
    import base64

    return base64.b64encode(content).decode()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])
