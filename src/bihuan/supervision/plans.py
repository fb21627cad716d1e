"""Plans of supervision: joint teams, the checks they are to make, the matters to be looked at.

A planned check names its dossier as `dossier`: the plan is the house's own paper and no row of the dossier's archive.
The check that was made names the planned one (`Check.planned`).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from bihuan.access.models import Account
from bihuan.domain.rolling import PlanKind, Side, Why
from bihuan.dossiers.models import Finding, Inspection, Round
from bihuan.fieldwork.models import FixOrder
from bihuan.ledger.links import Link
from bihuan.ledger.models import Kept
from bihuan.organizations.models import Organization


class SupervisionPlan(Kept):
    """Checks that are made together: rolling ones between two rounds, return visits, special checks."""

    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in PlanKind])
    name = models.CharField(max_length=100)
    after_round = Link(Round, null=True, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    called_off_on = models.DateField(null=True, blank=True)
    called_off_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "number"], name="supervision_plan_number"),
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="supervision_plan_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class JointTeam(Kept):
    """People of several sides who check together."""

    plan = Link(SupervisionPlan, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "plan", "number"], name="supervision_joint_team_number"),
        ]

    def __str__(self) -> str:
        return self.name


class JointMember(Kept):
    """Somebody of a joint team: from which side, of which body, with an account or without. The first one leads.

    Whoever was taken out stays as a row, so that it can be told of whom the team was when it made a check.
    """

    team = Link(JointTeam, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    name = models.CharField(max_length=40)
    side = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Side])
    body = Link(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    account = Link(Account, null=True, on_delete=models.PROTECT, related_name="+")
    joined_on = models.DateField(null=True, blank=True)  # none: of the team since it was formed
    left_on = models.DateField(null=True, blank=True)  # from that day on he has no seat

    personal: ClassVar[frozenset[str]] = frozenset({"name"})

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["authority_id", "team", "place"],
                condition=Q(left_on=None),
                name="supervision_joint_member_place",
            ),
        ]


class PlannedCheck(Kept):
    """One check that is to be made: of which dossier, when, how, by which team."""

    plan = Link(SupervisionPlan, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    dossier = Link(Inspection, on_delete=models.PROTECT, related_name="+")
    team = Link(JointTeam, null=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    methods = models.JSONField(default=list)
    dropped_on = models.DateField(null=True, blank=True)
    dropped_reason = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["authority_id", "dossier"], name="supervision_planned_of")]
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "plan", "number"], name="supervision_planned_number"),
            models.UniqueConstraint(
                fields=["authority_id", "plan", "dossier"],
                condition=Q(dropped_on=None),
                name="supervision_planned_once_a_plan",
            ),
        ]


class PlannedMatter(Kept):
    """One matter that is to be looked at: a finding, or a fix that the unit made by itself; and why."""

    planned = Link(PlannedCheck, on_delete=models.PROTECT, related_name="+")
    place = models.PositiveIntegerField()
    finding = Link(Finding, null=True, on_delete=models.PROTECT, related_name="+")
    fix = Link(FixOrder, null=True, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Why])

    class Meta:
        indexes = [models.Index(fields=["authority_id", "finding"], name="supervision_matter_finding")]
        constraints = [
            models.UniqueConstraint(fields=["authority_id", "planned", "place"], name="supervision_matter_place"),
            models.CheckConstraint(
                condition=Q(finding__isnull=False, fix=None) | Q(finding=None, fix__isnull=False),
                name="supervision_matter_is_one_of_two",
            ),
        ]
