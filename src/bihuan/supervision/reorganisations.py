"""Reorganisations of units: who was merged, split, abolished, renamed; the four steps; each dossier that passed on."""

from __future__ import annotations

from django.db import models

from bihuan.domain.lifecycle.inspection import WITHDRAWN
from bihuan.domain.reorganisation import Class, Sort, StepName
from bihuan.dossiers.models import Inspection
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept
from bihuan.organizations.models import Organization


class Reorganisation(Kept):
    """A reorganisation by a decision; from `on` the successors answer. Done with once it was reviewed.

    One whose day is to come `waits` with what was asked for (`wanted`), and changes nothing until then.
    """

    number = models.PositiveIntegerField()
    sort = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Sort])
    paper = models.CharField(max_length=100)
    on = models.DateField()
    waits = models.BooleanField(default=False)
    wanted = models.JSONField(default=dict)
    decided_by = models.UUIDField(null=True, blank=True)  # the account in whose name it takes effect on its day
    called_off_on = models.DateField(null=True, blank=True)
    called_off_reason = models.TextField(blank=True)
    reviewed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "number"], name="supervision_reorganisation_number"),
        ]

    def __str__(self) -> str:
        return self.paper


class ReorganisedUnit(Kept):
    """A unit on one side of a reorganisation: an old one that ended, or a new one that took over."""

    reorganisation = Link(Reorganisation, on_delete=models.PROTECT, related_name="+")
    organization = Link(Organization, on_delete=models.PROTECT, related_name="+")
    is_new = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "reorganisation", "organization"], name="supervision_reorganised_unit_once"
            ),
        ]


class OfStandingDossiers(models.Manager["ReorganisedDossier"]):
    """Of dossiers that stand: of one that was opened by mistake and withdrawn nobody is told anything."""

    def get_queryset(self) -> models.QuerySet[ReorganisedDossier]:
        return super().get_queryset().exclude(dossier__stage=WITHDRAWN)


class ReorganisedDossier(Kept):
    """A dossier that passed to a successor, and how what is open of it was fed back to him."""

    objects = OfStandingDossiers()

    reorganisation = Link(Reorganisation, on_delete=models.PROTECT, related_name="+")
    dossier = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    heir = Link(Organization, on_delete=models.PROTECT, related_name="+")
    told_class = models.CharField(max_length=10, blank=True, choices=[(one.value, one.value) for one in Class])
    told_on = models.DateField(null=True, blank=True)
    told_words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "reorganisation", "dossier"], name="supervision_reorganised_dossier_once"
            ),
        ]


class ReorganisationStep(Kept):
    """A step that was registered: when, and what was found. Supervision is registered as often as it happens."""

    reorganisation = Link(Reorganisation, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    step = models.CharField(max_length=20, choices=[(one.value, one.value) for one in StepName])
    on = models.DateField()
    account = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "reorganisation", "number"], name="supervision_reorganisation_step_number"
            ),
        ]
