"""The notices that go out on the day of feedback."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bihuan.dossiers.models import Inspection
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept


class CopyNotice(Kept):
    """A notice to the leader in charge or a responsible department, who owes an answer."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    to = models.CharField(max_length=40)
    addressee = models.CharField(max_length=100)
    on = models.DateField()
    advice = models.TextField(blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"addressee"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "inspection", "to", "addressee", "on"], name="feedback_copy_notice_once"
            ),
        ]
