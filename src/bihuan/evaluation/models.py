"""Evaluations, the panel and what follows; and here what three parties hold of the rectification."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bihuan.dossiers.models import Inspection, StoredFile
from bihuan.evaluation.consequence_models import Consequence, GraveMark, LeaderTold, Recurrence
from bihuan.evaluation.panel_models import PeopleResult, ScoreSlip, Scoring, SelfAssessment
from bihuan.evaluation.score_models import Evaluation
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept

__all__ = [  # Django looks for the tables of a room here
    "RATINGS",
    "Consequence",
    "Evaluation",
    "GraveMark",
    "LeaderTold",
    "PartyEvaluation",
    "PartyFeedback",
    "PeopleResult",
    "Recurrence",
    "ScoreSlip",
    "Scoring",
    "SelfAssessment",
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
