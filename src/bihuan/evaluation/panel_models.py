"""Three in one: two scorers blind to each other, what a unit holds of itself, what its people hold of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bihuan.dossiers.models import Inspection, StoredFile
from bihuan.evaluation.score_models import Evaluation
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept

RECTIFICATION, SATISFACTION = "rectification", "satisfaction"
PEOPLE_ASKED = (RECTIFICATION, SATISFACTION)


class Scoring(Kept):
    """A sheet for two scorers who do not see each other's marks until both have handed in."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    by_role = models.CharField(max_length=40)  # whose evaluation it becomes
    by_name = models.CharField(max_length=100)
    opened_on = models.DateField()
    first_id = models.UUIDField()
    first_name = models.CharField(max_length=80)
    second_id = models.UUIDField()
    second_name = models.CharField(max_length=80)
    percent = models.PositiveIntegerField()  # of a line's full mark; further apart is talked over
    form = models.JSONField(default=dict)  # as it was on the day the sheet was opened; both score on it
    basis = models.CharField(max_length=200, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    evaluation = Link(Evaluation, null=True, on_delete=models.PROTECT, related_name="+")
    cancelled_on = models.DateField(null=True, blank=True)
    cancelled_reason = models.TextField(blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"first_name", "second_name"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="evaluation_scoring_number"),
            models.UniqueConstraint(
                fields=["authority_id", "inspection"],
                condition=Q(settled_on=None, cancelled_on=None),
                name="evaluation_one_open_scoring",
            ),
            models.CheckConstraint(condition=~Q(first_id=models.F("second_id")), name="evaluation_two_scorers"),
        ]


class ScoreSlip(Kept):
    """What one scorer handed in. The ledger holds commitments only: nobody reads a mark there before the other's."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    scoring = Link(Scoring, on_delete=models.PROTECT, related_name="+")
    scorer_id = models.UUIDField()
    handed_in_on = models.DateField()
    marks = models.JSONField()
    grounds = models.JSONField(default=dict)
    refs = models.JSONField(default=dict)

    personal: ClassVar[frozenset[str]] = frozenset({"marks", "grounds", "refs"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "scoring", "scorer_id"], name="evaluation_slip_once"),
        ]


class SelfAssessment(Kept):
    """What a unit holds of its own rectification, before the panel scores it; returned it stays, struck out."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    on = models.DateField()
    by_role = models.CharField(max_length=40)
    lines = models.JSONField()
    basis = models.CharField(max_length=200)
    total_hundredths = models.PositiveIntegerField()
    full_hundredths = models.PositiveIntegerField()
    remark = models.TextField(blank=True)
    returned_on = models.DateField(null=True, blank=True)
    returned_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="evaluation_self_number"),
        ]


class PeopleResult(Kept):
    """What members, cadres and the public hold of it, counted on paper: the mean, how many ballots, the paper."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    asked = models.CharField(max_length=20, choices=[(one, one) for one in PEOPLE_ASKED])
    on = models.DateField()
    ballots = models.PositiveIntegerField()
    mean_hundredths = models.PositiveIntegerField()
    paper = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="evaluation_people_number"),
            models.UniqueConstraint(
                fields=["authority_id", "inspection", "asked", "on"],
                condition=Q(withdrawn_on=None),
                name="evaluation_people_once",
            ),
            models.CheckConstraint(condition=Q(asked__in=PEOPLE_ASKED), name="evaluation_people_asked"),
            models.CheckConstraint(condition=Q(mean_hundredths__lte=10_000), name="evaluation_people_mean"),
        ]
