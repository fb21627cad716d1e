"""How much the store holds: SQLite's planner is told, for it guesses otherwise and guesses badly here.

Every table has an index on the authority, and mostly there is one authority. Not knowing that, SQLite reads a whole
table by that index to fetch six rows by their keys (measured: 270 ms of a million measures instead of 1 ms).
PostgreSQL looks by itself.
"""

from __future__ import annotations

from contextlib import suppress

from django.db import OperationalError, connection

from bihuan.ledger.models import Words
from bihuan.ledger.writer_gate import writer_gate

WORTH_IT = 10_000  # rows found by words: of fewer any plan will do, and what few rows teach misleads once they are many
LOOKED_AT = 400  # entries of an index: enough for the planner, a second at most for a big store
WHERE_GROWN = 0x10002  # of all tables those that were never looked at, or have grown much since


def learn_sizes() -> None:
    """Look at samples of the indexes of a big store; one that takes nothing now is planned for as before."""
    if connection.vendor != "sqlite" or not is_big():
        return
    with writer_gate(), suppress(OperationalError), connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit={LOOKED_AT}")
        cursor.execute(f"PRAGMA optimize={WHERE_GROWN}")


def is_big() -> bool:
    """True from so many rows on, by the number of the last one: none is given twice."""
    last = Words.objects.order_by("-pk").values_list("pk", flat=True).first()
    return last is not None and last >= WORTH_IT
