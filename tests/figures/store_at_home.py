"""Run on its own by test_big_stores.py: makes a small big store and tells what can be verified of it."""

from __future__ import annotations

import json
import sys
from collections import Counter
from typing import Any

FINDINGS = 1_015  # the played county and four copies


def verdict() -> dict[str, Any]:
    """Verify ledger, index of words, foreign keys and constraints of a copied store."""
    from benchmarks.store import store
    from django.core.management import call_command
    from django.db import connection

    from bihuan.dossiers.models import Finding, Inspection
    from bihuan.installation.chains import ENTRIES, heads_of
    from bihuan.ledger import words
    from bihuan.rectification.models import Measure

    call_command("migrate", verbosity=0)
    with store(FINDINGS) as count, connection.cursor() as cursor:
        planned = Counter(Measure.objects.values_list("finding_id", flat=True))
        streams = list(heads_of(cursor.execute(ENTRIES).fetchall()))
        was = told_of_words(cursor)
        words.rebuild()
        return {
            "findings": count,
            "dossiers": Inspection.objects.count(),
            "units": Finding.objects.values("organization_path").distinct().count(),
            "measures of a finding": sorted(set(planned.values())),
            "streams of dossiers": sum(head.stream.startswith("dossier:") for head in streams),
            "broken foreign keys": cursor.execute("PRAGMA foreign_key_check").fetchall(),
            "integrity": cursor.execute("PRAGMA integrity_check").fetchone()[0],
            "index of words is what the rows say": was == told_of_words(cursor),
        }


def told_of_words(cursor: Any) -> list[Any]:
    """Return every gram with the rows it stands in."""
    from bihuan.ledger import words
    from bihuan.ledger.cuts import kind_of

    sql = "SELECT w.kind, w.row_id, g.col, g.offset, g.term FROM temp.grams g JOIN ledger_words w ON w.id = g.doc"
    told: list[Any] = []
    for table in map(words.grams_of, map(kind_of, words.searched_models())):
        cursor.execute(f"CREATE VIRTUAL TABLE temp.grams USING fts5vocab('main', '{table}', 'instance')")
        told += cursor.execute(sql).fetchall()
        cursor.execute("DROP TABLE temp.grams")
    return sorted(told)


if __name__ == "__main__":
    import django

    django.setup()
    json.dump(verdict(), sys.stdout)
