"""What follows from an evaluation: proposed, decided, notified, recorded; and what leaders in charge were told."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bihuan.domain.consequences import Consequence as Kind
from bihuan.dossiers.models import Finding, Inspection, StoredFile
from bihuan.evaluation.score_models import Evaluation
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept

ADOPTED, DECLINED = "adopted", "declined"
ROUND_RESULT, EVALUATION = "round_result", "evaluation"
TOLD_OF = (ROUND_RESULT, EVALUATION)


class Consequence(Kept):
    """One consequence of a dossier: proposed by rule or by the office, decided by a person, tracked to its record."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=40, choices=[(one.value, one.value) for one in Kind])
    grounds = models.JSONField(default=list)
    basis = models.CharField(max_length=200, blank=True)  # the clause of a rule's proposal; none for a person's
    evaluation = Link(Evaluation, null=True, on_delete=models.PROTECT, related_name="+")
    proposed_on = models.DateField()
    proposed_reason = models.TextField(blank=True)
    decision = models.CharField(max_length=20, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decided_reason = models.TextField(blank=True)
    withheld = models.TextField(blank=True)
    withheld_why = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    notified_on = models.DateField(null=True, blank=True)
    notified_to = models.CharField(max_length=100, blank=True)
    notice = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_on = models.DateField(null=True, blank=True)
    record = models.TextField(blank=True)
    record_paper = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    personal: ClassVar[frozenset[str]] = frozenset({"notified_to", "record"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "inspection", "number"], name="evaluation_consequence_number"
            ),
            models.UniqueConstraint(
                fields=["authority_id", "inspection", "kind"],
                condition=Q(recorded_on=None) & ~Q(decision=DECLINED),
                name="evaluation_consequence_open_once",
            ),
        ]


class GraveMark(Kept):
    """A person's judgement that a case is grave: accountability and veto are open from then on."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    by_role = models.CharField(max_length=40)
    reason = models.TextField()
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "inspection"],
                condition=Q(withdrawn_on=None),
                name="evaluation_grave_once",
            ),
        ]


class LeaderTold(Kept):
    """What the leader in charge of a unit was told, when, and whether that was at once."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    told_of = models.CharField(max_length=20, choices=[(one, one) for one in TOLD_OF])
    evaluation = Link(Evaluation, null=True, on_delete=models.PROTECT, related_name="+")
    addressee = models.CharField(max_length=100)
    on = models.DateField()
    due_on = models.DateField()
    receipt = models.TextField(blank=True)
    paper = Link(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    personal: ClassVar[frozenset[str]] = frozenset({"addressee"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="evaluation_leader_number"),
        ]

    @property
    def is_late(self) -> bool:
        """True where the leader was told later than at once."""
        return self.on > self.due_on


class Recurrence(Kept):
    """An old finding of the same unit that a new one brings back: shown on both."""

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    finding = Link(Finding, on_delete=models.PROTECT, related_name="+")
    old = Link(Finding, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    by_role = models.CharField(max_length=40)
    remark = models.TextField(blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "finding", "old"], condition=Q(withdrawn_on=None), name="evaluation_recurs_once"
            ),
            models.CheckConstraint(condition=~Q(finding=models.F("old")), name="evaluation_recurs_of_another"),
        ]
