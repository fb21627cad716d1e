"""Run on its own: judge the installation of BIHUAN_HOME after a fault. Prints what is wrong and which keys are kept."""

from __future__ import annotations

import hashlib
import json
import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bihuan.installation.settings")
    import django

    django.setup()
    from django.db import connection

    from bihuan.domain.ledger import ChainBroken
    from bihuan.dossiers.files import path_of
    from bihuan.dossiers.models import StoredFile
    from bihuan.installation.chains import COLUMNS, heads_of
    from bihuan.ledger.models import Entry
    from tests.database.states import state_of_ledger, state_of_tables

    faults: list[str] = []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            told = [row[0] for row in cursor.fetchall()]
            faults += [] if told == ["ok"] else told
    rows = Entry.objects.order_by("authority_id", "stream", "number").values_list(*COLUMNS.split(", "))
    try:
        list(heads_of(rows.iterator()))
    except ChainBroken as broken:
        faults.append(str(broken))
    if state_of_ledger() != state_of_tables():
        faults.append("the tables are not what the ledger leads to")
    for sha256 in StoredFile.objects.values_list("sha256", flat=True):
        if not path_of(sha256).exists():
            faults.append(f"file {sha256} is missing")
        elif hashlib.sha256(path_of(sha256).read_bytes()).hexdigest() != sha256:
            faults.append(f"file {sha256} is not what it was")
    json.dump({"faults": faults, "keys": list(Entry.objects.values_list("key", flat=True))}, sys.stdout)


if __name__ == "__main__":
    main()
