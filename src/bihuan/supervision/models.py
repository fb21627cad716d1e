"""Checks and what they saw of each finding and fix; surprise draws, their shares, and whom they drew."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from bihuan.access.models import Account
from bihuan.domain.draws import Party
from bihuan.dossiers.models import Finding, Inspection
from bihuan.fieldwork.models import FixOrder
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept
from bihuan.ledger.sealed import SealedField
from bihuan.organizations.models import Organization
from bihuan.supervision.bill_rows import Bill, BillLook
from bihuan.supervision.extract_rows import Extract
from bihuan.supervision.plans import JointMember, JointTeam, PlannedCheck, PlannedMatter, SupervisionPlan
from bihuan.supervision.reorganisations import (
    Reorganisation,
    ReorganisationStep,
    ReorganisedDossier,
    ReorganisedUnit,
)

__all__ = [
    "CONCLUSIONS",
    "Bill",
    "BillLook",
    "Check",
    "CheckedFinding",
    "CheckedFix",
    "Draw",
    "DrawReader",
    "DrawShare",
    "DrawnDossier",
    "Extract",
    "JointMember",
    "JointTeam",
    "PlannedCheck",
    "PlannedMatter",
    "Reorganisation",
    "ReorganisationStep",
    "ReorganisedDossier",
    "ReorganisedUnit",
    "SupervisionPlan",
]
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
    draw = Link("supervision.Draw", null=True, on_delete=models.PROTECT, related_name="+")  # that it answers
    planned = Link(PlannedCheck, null=True, on_delete=models.PROTECT, related_name="+")  # that it carries out
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "inspection", "number"], name="supervision_check_number"),
            models.UniqueConstraint(
                fields=["authority_id", "planned"],
                condition=Q(planned__isnull=False, withdrawn_on=None),
                name="supervision_check_of_plan_once",
            ),
        ]


class CheckedFinding(Kept):
    """What a check saw of one finding."""

    check_made = Link(Check, on_delete=models.PROTECT, related_name="+")
    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    finding = Link(Finding, on_delete=models.PROTECT, related_name="+")
    conclusion = models.CharField(max_length=10, choices=[(c, c) for c in CONCLUSIONS])
    remark = models.TextField(blank=True)
    answer = models.CharField(max_length=10, blank=True)  # what a planned check made of it: returned, reopened

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "check_made", "finding"], name="supervision_checked_finding_once"
            ),
            models.CheckConstraint(
                condition=Q(conclusion__in=CONCLUSIONS), name="supervision_checked_finding_conclusion"
            ),
        ]


class CheckedFix(Kept):
    """What a check saw of a fix that the unit had made by itself."""

    check_made = Link(Check, on_delete=models.PROTECT, related_name="+")
    inspection = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    fix = Link(FixOrder, on_delete=models.PROTECT, related_name="+")
    conclusion = models.CharField(max_length=10, choices=[(c, c) for c in CONCLUSIONS])
    remark = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "check_made", "fix"], name="supervision_checked_fix_once"),
        ]


class Draw(Kept):
    """A surprise draw. Who may be drawn with which weight lies sealed; the ledger holds commitments only."""

    number = models.PositiveIntegerField()
    arranged_on = models.DateField()
    second_body = Link(Organization, on_delete=models.PROTECT, related_name="+")
    population = SealedField()
    commitment = models.CharField(max_length=64)  # to the population, which is salted
    drawn_on = models.DateField(null=True, blank=True)
    called_off_on = models.DateField(null=True, blank=True)
    called_off_reason = models.TextField(blank=True)

    personal: ClassVar[frozenset[str]] = frozenset({"population"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "number"], name="supervision_draw_number"),
            models.CheckConstraint(
                condition=Q(drawn_on=None) | Q(called_off_on=None), name="supervision_draw_drawn_or_called_off"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class DrawShare(Kept):
    """The share of one body: its commitment first, the share itself once it was opened."""

    draw = Link(Draw, on_delete=models.PROTECT, related_name="+")
    party = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Party])
    commitment = models.CharField(max_length=64)
    by_account = models.UUIDField()
    given_on = models.DateField()
    share = models.CharField(max_length=32, blank=True)
    opened_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "draw", "party"], name="supervision_share_once"),
            models.CheckConstraint(
                condition=Q(share="", opened_on=None) | (~Q(share="") & Q(opened_on__isnull=False)),
                name="supervision_share_opened_has_a_day",
            ),
        ]


class DrawReader(Kept):
    """Somebody whom the leading group appointed to read a draw and to verify it."""

    draw = Link(Draw, on_delete=models.PROTECT, related_name="+")
    account = Link(Account, on_delete=models.PROTECT, related_name="+")
    appointed_on = models.DateField()
    took_on = models.DateField(null=True, blank=True)  # the day on which he took the file to verify it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "draw", "account"], name="supervision_reader_once"),
        ]


class DrawnDossier(Kept):
    """A dossier that was drawn. The ledger does not tell which, and no archive of the dossier tells that it was.

    The check that looked at it again names the draw (`Check.draw`).
    """

    draw = Link(Draw, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    dossier = Link(Inspection, on_delete=models.PROTECT, related_name="+")

    personal: ClassVar[frozenset[str]] = frozenset({"dossier_id"})

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "draw", "place"], name="supervision_drawn_place"),
            models.UniqueConstraint(fields=["authority_id", "draw", "dossier"], name="supervision_drawn_once"),
        ]
