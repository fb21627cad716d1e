"""Evaluations, each recomputable from its row; and what three parties hold of the rectification."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bihuan.dossiers.models import Inspection, StoredFile
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


RATINGS = ("good", "fairly_good", "fair", "poor")


class PartyEvaluation(Kept):
    """What one of the three parties holds of the rectification: by its own account, or on a paper the office enters."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    party = models.CharField(max_length=40)
    on = models.DateField()
    rating = models.CharField(max_length=20, choices=[(one, one) for one in RATINGS])
    opinion = models.TextField()
    by_role = models.CharField(max_length=40)
    paper = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="evaluation_party_number"),
            models.UniqueConstraint(
                fields=["authority_id", "inspection", "party"],
                condition=Q(withdrawn_on=None),
                name="evaluation_party_once",
            ),
            models.CheckConstraint(condition=Q(rating__in=RATINGS), name="evaluation_party_rating"),
        ]


class PartyFeedback(Kept):
    """The three-party evaluation told to the unit or to its superior; void once an evaluation is withdrawn."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    to = models.CharField(max_length=20)
    addressee = models.CharField(max_length=100)
    on = models.DateField()
    withdrawn_on = models.DateField(null=True, blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"addressee"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "inspection", "to"],
                condition=Q(withdrawn_on=None),
                name="evaluation_party_feedback_once",
            ),
        ]
