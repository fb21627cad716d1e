"""Runs of questionnaires: what was asked, marks of the slips that were printed, the bag of ballots, the tally."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from bihuan.domain.glossary import AUDIENCES, QUESTIONNAIRES
from bihuan.dossiers.models import Inspection
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept
from bihuan.ledger.sealed import SealedField


class BallotKeyField(SealedField):
    """The private key of a run, sealed under a key of its own."""

    key: ClassVar[str] = "ballot-key"


class Questionnaire(Kept):
    """One run. Slips are known by marks only; ballots lie sealed and sorted, without day, order or slip.

    Each printing has a key of its own. That of an earlier one is gone, and with it what its ballots said.
    """

    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[(c, w.zh) for c, w in QUESTIONNAIRES.items()])
    audience = models.CharField(max_length=20, choices=[(c, w.zh) for c, w in AUDIENCES.items()])
    release = models.CharField(max_length=120)
    asked = models.JSONField()  # questions, answers with marks, least number of ballots, as they were on that day
    name = models.CharField(max_length=8)
    title = models.CharField(max_length=120)
    address = models.CharField(max_length=200)
    public = models.CharField(max_length=64)
    private = BallotKeyField()
    slips = models.JSONField(default=list)  # marks of the slips, sorted
    printed = models.PositiveIntegerField(default=0)  # how many slips
    replaced = models.JSONField(default=list)  # marks of slips that a later printing made void, sorted
    opened_on = models.DateField()
    until_on = models.DateField()
    boxes = models.TextField(blank=True)  # sealed ballots in base64, sorted, one a line
    ballots = models.PositiveIntegerField(default=0)
    carried_on = models.DateField(null=True, blank=True)
    tally = models.JSONField(null=True)
    counted_on = models.DateField(null=True, blank=True)
    called_off_on = models.DateField(null=True, blank=True)
    reason = models.TextField(blank=True)

    unrecorded: ClassVar[frozenset[str]] = frozenset({"private", "slips", "replaced"})
    personal: ClassVar[frozenset[str]] = frozenset({"boxes"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="questionnaires_number"),
            models.UniqueConstraint(fields=["authority_id", "name"], name="questionnaires_name"),
            models.CheckConstraint(
                condition=models.Q(counted_on=None) | models.Q(called_off_on=None), name="questionnaires_one_end"
            ),
        ]

    @property
    def is_over(self) -> bool:
        return self.counted_on is not None or self.called_off_on is not None

    @property
    def url(self) -> str:
        """Return what the slips' codes lead to."""
        return f"{self.address.rstrip('/')}/{self.name}/"
