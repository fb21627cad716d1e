"""Checks and what they saw of each finding."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from bihuan.dossiers.models import Finding, Inspection
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept

CONCLUSIONS = ("done", "partly", "not_done", "not_true")


class Check(Kept):
    """Supervision on the spot. A withdrawn one was entered wrongly; it stays, struck out."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, blank=True)
    by_role = models.CharField(max_length=40)
    by_name = models.CharField(max_length=100)
    on = models.DateField()
    methods = models.TextField(blank=True)
    account = models.TextField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="supervision_check_number"),
        ]


class CheckedFinding(Kept):
    """What a check saw of one finding."""

    check_made = Link(Check, on_delete=models.PROTECT, related_name="+")
    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    finding = Link(Finding, on_delete=models.PROTECT, related_name="+")
    conclusion = models.CharField(max_length=10, choices=[(c, c) for c in CONCLUSIONS])
    remark = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "check_made", "finding"], name="supervision_checked_finding_once"
            ),
            models.CheckConstraint(
                condition=Q(conclusion__in=CONCLUSIONS), name="supervision_checked_finding_conclusion"
            ),
        ]
