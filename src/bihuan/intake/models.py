"""Drafts: documents on their way into a dossier. Scratch, no record: the record is made by the deed that imports."""

from __future__ import annotations

import json
from typing import Any

import orjson
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from bihuan.dossiers.models import Inspection
from bihuan.ledger.links import Link
from bihuan.ledger.models import new_id

IMPORT, TAKE_OVER = "import_findings", "take_over"  # the deeds a draft ends in
WAITING, READING, READY, FAILED, CONFIRMED = "waiting", "reading", "ready", "failed", "confirmed"
ENTERING = "entering"  # confirmed, and so large that a job enters it


class Compact(json.JSONEncoder):
    """JSON without blanks and with its letters as they are: what a draft holds has the size of its document.

    The standard library takes several times as long, and is asked for what the quicker one refuses only.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options | {"ensure_ascii": False, "separators": (",", ":"), "check_circular": False})

    def encode(self, o: Any) -> str:
        try:
            return orjson.dumps(o).decode()
        except orjson.JSONEncodeError:
            return super().encode(o)


class OwnJSON(models.JSONField):
    """JSON that only this program writes: to have SQLite check all of a draft takes as long as to write it."""

    def db_check(self, connection: BaseDatabaseWrapper) -> None:
        """Return no condition of the column."""

    def from_db_value(self, value: str | None, *_: Any) -> Any:
        """Read what was kept; whole numbers of more than 64 bits, which no document means, come back rounded."""
        return None if value is None else orjson.loads(value)


def nothing() -> dict[str, Any]:
    return {}


class Draft(models.Model):
    """One document for one dossier: read by a job, corrected by people, imported by a deed.

    `result` is what the reader found, `corrections` what people changed of it, by row; `revision` rises with each
    correction, so that only what was looked at can be confirmed. `asked` is what the confirmation told, for as long
    as a job enters it; `failure` why the document could not be read, or why its rows were not entered.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority_id = models.UUIDField()
    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=20, choices=[(one, one) for one in (IMPORT, TAKE_OVER)])
    state = models.CharField(
        max_length=10,
        choices=[(s, s) for s in (WAITING, READING, READY, FAILED, CONFIRMED, ENTERING)],
        default=WAITING,
    )
    progress = models.PositiveSmallIntegerField(default=0)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    name = models.CharField(max_length=200)
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=40)
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    revision = models.PositiveIntegerField(default=1)
    result = OwnJSON(default=nothing, encoder=Compact)
    corrections = models.JSONField(default=nothing)
    failure = models.JSONField(default=nothing)
    asked = models.JSONField(default=nothing)
    imported = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "inspection", "purpose", "sha256"], name="intake_draft_one_a_document"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_read(self) -> bool:
        return self.state in (READY, CONFIRMED)

    @property
    def is_entering(self) -> bool:
        return self.state == ENTERING

    @property
    def is_under_way(self) -> bool:
        return self.state in (WAITING, READING)
