"""The account of findings as its page asks for it: statements are written once for all that is asked in the same way.

Of which unit, dossier or round makes no other statement. What is typed, and the lamps (whose days differ from one
dossier to another), do: these are written anew each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from bihuan.domain.jurisdiction import Actor
from bihuan.dossiers.models import Finding
from bihuan.ledger.prepared import Prepared, Slot
from bihuan.web.lists.findings import findings_asked, is_id
from bihuan.web.lists.paging import Question

BY_ID = frozenset({"unit", "dossier", "round"})
ANEW = frozenset({"q", "lamp"})
Shape = frozenset[tuple[str, Any]]


def findings_in_question(actor: Actor, asked: Mapping[str, Any]) -> Question[Finding] | QuerySet[Finding]:
    """Return the findings within reach that fit what was asked, to be counted and shown page by page."""
    told = {name: value for name, value in asked.items() if value}
    ids = {name: value for name, value in told.items() if name in BY_ID}
    if ANEW & told.keys() or not all(is_id(str(value)) for value in ids.values()):
        return findings_asked(actor, asked)
    shape = frozenset((name, name if name in ids else value) for name, value in told.items())
    rows, numbers = written(actor, shape)
    return Question(rows, numbers, ids)


@lru_cache(maxsize=256)
def written(actor: Actor, shape: Shape) -> tuple[Prepared[Finding], Prepared[Any]]:
    """Return the statements for the rows and for their number."""
    asked = {name: Slot(name) if name in BY_ID else value for name, value in shape}
    rows = findings_asked(actor, asked)
    return Prepared(lambda: rows), Prepared(lambda: rows.order_by().values_list("authority_id"))
