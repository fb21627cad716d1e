"""Bills of a dossier that were shown or handed over, and looks into them."""

from __future__ import annotations

from django.db import models

from bihuan.dossiers.models import Inspection
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept


class Bill(Kept):
    """The bill of a dossier on a day: shown by the unit, or handed from one body to another, which signs for it."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    on = models.DateField()
    by_role = models.CharField(max_length=40)
    by_name = models.CharField(max_length=100, blank=True)
    by_account = models.UUIDField(null=True, blank=True)  # whose hand it was: another one signs for it
    to_role = models.CharField(max_length=40, blank=True)  # empty: shown, not handed over
    owed = models.PositiveIntegerField()
    settled = models.PositiveIntegerField()
    evidence = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    words = models.TextField(blank=True)
    accepted_on = models.DateField(null=True, blank=True)
    accepted_by = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="supervision_bill_number"),
        ]


class BillLook(Kept):
    """A look into the bill of a dossier by whoever supervises it day by day."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    on = models.DateField()
    by_role = models.CharField(max_length=40)
    by_name = models.CharField(max_length=100, blank=True)
    agrees = models.BooleanField()
    found = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="supervision_look_number"),
        ]
