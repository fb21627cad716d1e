"""Evaluations, each recomputable from its row."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from bihuan.dossiers.models import Inspection
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept


class Evaluation(Kept):
    """One evaluation: marks by aspect, the weights they were given under, the total in hundredths of a mark."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    by_role = models.CharField(max_length=40)
    by_name = models.CharField(max_length=100)
    on = models.DateField()
    marks = models.JSONField()  # aspect → mark out of its weight
    grounds = models.JSONField(default=dict)  # aspect → evidence seen
    weights = models.JSONField()  # aspect → weight, as the pack had them
    basis = models.CharField(max_length=200)
    total_hundredths = models.PositiveIntegerField()
    full_hundredths = models.PositiveIntegerField()
    remark = models.TextField(blank=True)
    lines = models.JSONField(default=list)  # the form line by line: mark, grounds, evidence; both scorers where two
    parts = models.JSONField(default=list)  # three in one: each part, its weight, where its number comes from
    combined_hundredths = models.PositiveIntegerField(null=True, blank=True)
    combined_on = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="evaluation_number"),
            models.CheckConstraint(
                condition=Q(total_hundredths__lte=F("full_hundredths")), name="evaluation_total_within_full"
            ),
        ]
